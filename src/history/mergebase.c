#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/mem.h"

#include "mergebase.h"

enum {
	OF_A = 1,
	OF_B = 2,
	BOTH = OF_A | OF_B,
	STALE = 4, /* an ancestor of a common commit */
	RESULT = 8
};

/* Seen so far; a commit stays, for its paint. */
struct seen {
	struct gp_node node;
	unsigned paint;
	bool queued;
};

/* A binary heap of indices into `seen`, the newest first. */
struct painting {
	struct gp_walk *walk;
	struct gp_arena arena;
	struct seen **seen;
	size_t n, cap;
	struct gp_map places;
	size_t *heap;
	size_t n_heap, cap_heap;
	size_t n_live; /* in the heap and not stale */
};

static void painting_clear(struct painting *p)
{
	gp_map_clear(&p->places);
	free(p->seen);
	free(p->heap);
	gp_arena_clear(&p->arena);
}

/* ---- the heap ---- */

static bool newer(const struct painting *p, size_t a, size_t b)
{
	return p->seen[p->heap[a]]->node.commit.time >
	       p->seen[p->heap[b]]->node.commit.time;
}

static void swap(struct painting *p, size_t a, size_t b)
{
	size_t kept = p->heap[a];

	p->heap[a] = p->heap[b];
	p->heap[b] = kept;
}

static void push(struct painting *p, size_t index)
{
	size_t at = p->n_heap;

	p->heap = gp_grow(p->heap, p->n_heap, &p->cap_heap, sizeof(*p->heap));
	p->heap[p->n_heap++] = index;
	p->seen[index]->queued = true;
	p->n_live += !(p->seen[index]->paint & STALE);
	for (; at && newer(p, at, (at - 1) / 2); at = (at - 1) / 2)
		swap(p, at, (at - 1) / 2);
}

static struct seen *pop(struct painting *p)
{
	struct seen *top = p->seen[p->heap[0]];
	size_t at = 0;

	top->queued = false;
	p->n_live -= !(top->paint & STALE);
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

/* ---- painting ---- */

static enum gp_err see(struct painting *p, size_t *index,
		       const struct gp_oid *oid)
{
	struct seen *seen;
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

/* Where a clock was wrong, a commit may get paint after its turn: it is then
   queued again, and hands the paint on. */
static enum gp_err paint(struct painting *p, const struct gp_oid *oid,
			 unsigned colour)
{
	struct seen *seen;
	enum gp_err err;
	size_t index;

	if ((err = see(p, &index, oid)))
		return err;
	seen = p->seen[index];
	if ((seen->paint & colour) == colour)
		return GP_OK;
	if (seen->queued && !(seen->paint & STALE) && (colour & STALE))
		p->n_live--;
	seen->paint |= colour;
	if (!seen->queued)
		push(p, index);
	return GP_OK;
}

/* Until nothing is left that could still lead to a common commit. */
static enum gp_err paint_all(struct painting *p)
{
	const struct gp_oid *parents;
	enum gp_err err;
	size_t n;

	while (p->n_live) {
		struct seen *seen = pop(p);
		unsigned colour = seen->paint & (BOTH | STALE);

		if (colour == BOTH) {
			seen->paint |= RESULT;
			colour |= STALE;
		}
		if ((err = gp_walk_parents(p->walk, &parents, &n, &seen->node)))
			return err;
		for (size_t i = 0; i < n; i++)
			if ((err = paint(p, &parents[i], colour)))
				return err;
	}
	return GP_OK;
}

static const struct seen *best_of(const struct painting *p)
{
	const struct seen *best = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const struct seen *seen = p->seen[i];

		if ((seen->paint & (RESULT | STALE)) == RESULT &&
		    (!best || seen->node.commit.time > best->node.commit.time))
			best = seen;
	}
	return best;
}

enum gp_err gp_merge_base(struct gp_walk *walk, struct gp_commit *out,
			  bool *found, const struct gp_oid *a,
			  const struct gp_oid *b)
{
	struct painting p = { .walk = walk };
	const struct seen *best;
	enum gp_err err;

	*found = false;
	if (!(err = paint(&p, a, OF_A)) && !(err = paint(&p, b, OF_B)) &&
	    !(err = paint_all(&p)) && (best = best_of(&p))) {
		*out = best->node.commit;
		*found = true;
	}
	painting_clear(&p);
	return err;
}

/* ---- the first-parent line ---- */

/* Clocks that differ by more than a day are seldom. */
#define SKEW_S ((int64_t)24 * 60 * 60)

/* More commits than any line has: a damaged graph may go in circles. */
#define LINE_MAX_COMMITS 10000000

/* Whether no ancestor of `node` can be `wanted`. */
static bool is_past(const struct gp_node *node, const struct gp_node *wanted)
{
	if (node->generation && wanted->generation)
		return node->generation <= wanted->generation;
	return node->commit.time + SKEW_S < wanted->commit.time;
}

enum gp_err gp_on_line(struct gp_walk *walk, bool *on, const struct gp_oid *tip,
		       const struct gp_oid *commit)
{
	struct gp_node node, wanted;
	size_t left = LINE_MAX_COMMITS;
	enum gp_err err;

	*on = gp_oid_same(tip, commit);
	if (*on)
		return GP_OK;
	if ((err = gp_walk_read(walk, &node, tip)) ||
	    (err = gp_walk_read(walk, &wanted, commit)))
		return err;
	while (left-- && node.first.size && !is_past(&node, &wanted)) {
		if ((err = gp_walk_first(walk, &node)))
			return err;
		*on = gp_oid_same(&node.commit.oid, commit);
		if (*on)
			break;
	}
	return GP_OK;
}
