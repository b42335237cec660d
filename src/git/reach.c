/*
 * Visits the ancestors of several commits at once, newest first, and tells them
 * apart by colours. The queue is a binary heap.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/reach.h"

void gp_reach_clear(struct gp_reach *p)
{
	gp_map_clear(&p->places);
	free(p->seen);
	free(p->heap);
	gp_arena_clear(&p->arena);
	memset(p, 0, sizeof(*p));
}

/* ---- the heap ---- */

static bool newer(const struct gp_reach *p, size_t a, size_t b)
{
	return p->seen[p->heap[a]]->node.commit.time >
	       p->seen[p->heap[b]]->node.commit.time;
}

static void swap(struct gp_reach *p, size_t a, size_t b)
{
	size_t kept = p->heap[a];

	p->heap[a] = p->heap[b];
	p->heap[b] = kept;
}

static void push(struct gp_reach *p, size_t index)
{
	size_t at = p->n_heap;

	p->heap = gp_grow(p->heap, p->n_heap, &p->cap_heap, sizeof(*p->heap));
	p->heap[p->n_heap++] = index;
	p->seen[index]->queued = true;
	p->n_live += !(p->seen[index]->colours & p->dead);
	for (; at && newer(p, at, (at - 1) / 2); at = (at - 1) / 2)
		swap(p, at, (at - 1) / 2);
}

struct gp_reached *gp_reach_next(struct gp_reach *p)
{
	struct gp_reached *top = p->seen[p->heap[0]];
	size_t at = 0;

	top->queued = false;
	p->n_live -= !(top->colours & p->dead);
	p->heap[0] = p->heap[--p->n_heap];
	for (;;) {
		size_t best = at, child = 2 * at + 1;

		if (child < p->n_heap && newer(p, child, best))
			best = child;
		if (child + 1 < p->n_heap && newer(p, child + 1, best))
			best = child + 1;
		if (best == at)
			return top;
		swap(p, at, best);
		at = best;
	}
}

/* ---- marking ---- */

static enum gp_err find_or_read(struct gp_reach *p, size_t *index,
				const struct gp_oid *oid)
{
	struct gp_reached *seen;
	enum gp_err err;

	if (gp_map_get(&p->places, oid->raw, oid->size, index))
		return GP_OK;
	seen = gp_arena_alloc(&p->arena, sizeof(*seen));
	if ((err = gp_walk_read(p->walk, &seen->node, oid)))
		return err;
	p->seen = gp_grow(p->seen, p->n, &p->cap, sizeof(*p->seen));
	p->seen[p->n] = seen;
	oid = &seen->node.commit.oid;
	gp_map_put(&p->places, oid->raw, oid->size, p->n);
	*index = p->n++;
	return GP_OK;
}

enum gp_err gp_reach_mark(struct gp_reach *p, const struct gp_oid *oid,
			  unsigned colours)
{
	struct gp_reached *seen;
	enum gp_err err;
	size_t index;

	if ((err = find_or_read(p, &index, oid)))
		return err;
	seen = p->seen[index];
	if ((seen->colours & colours) == colours)
		return GP_OK;
	if (seen->queued && !(seen->colours & p->dead) && (colours & p->dead))
		p->n_live--;
	seen->colours |= colours;
	if (!seen->queued)
		push(p, index);
	return GP_OK;
}

enum gp_err gp_reach_mark_parents(struct gp_reach *p,
				  const struct gp_reached *seen,
				  unsigned colours)
{
	const struct gp_oid *parents;
	enum gp_err err;
	size_t n;

	if ((err = gp_walk_parents(p->walk, &parents, &n, &seen->node)))
		return err;
	for (size_t i = 0; i < n; i++)
		if ((err = gp_reach_mark(p, &parents[i], colours)))
			return err;
	return GP_OK;
}

struct gp_reached *gp_reach_find(const struct gp_reach *p,
				 const struct gp_oid *oid)
{
	size_t index;

	if (!gp_map_get(&p->places, oid->raw, oid->size, &index))
		return NULL;
	return p->seen[index];
}
