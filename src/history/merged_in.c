/*
 * What merges brought in: the commits that are reachable from the line, and
 * neither on it nor reachable from where it ends.
 */
#include <stdint.h>
#include <stdlib.h>

#include "gp/mem.h"

#include "gp/reach.h"
#include "merged_in.h"

/* Commits looked at, so that a mark that is nowhere costs little. */
#define LOOKS_MAX 20000

/* Clocks that differ by more than a day are seldom. */
#define SKEW_S ((int64_t)24 * 60 * 60)

enum { SIDE = 1, BELOW = 2 };

struct sides {
	struct gp_reach painting;
	const struct gp_first_parents *line;
	int64_t oldest; /* nothing before is looked for */
};

/* ---- what is looked for ---- */

/* Counts the marks that could be on a side, and notes how old they are. */
static size_t seek(struct sides *s, const struct gp_placed_marks *marks)
{
	size_t n = 0;

	s->oldest = INT64_MAX;
	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_entry *run = marks->items[i].run;

		if (marks->items[i].place != GP_FIRST_PARENTS_NONE ||
		    !gp_walk_has(s->painting.walk, &run->commit))
			continue;
		n++;
		if (run->commit_time < s->oldest)
			s->oldest = run->commit_time;
	}
	s->oldest = s->oldest > SKEW_S ? s->oldest - SKEW_S : 0;
	return n;
}

/* ---- painting ---- */

/* The parents of a commit from the k-th on that are not on the line. */
static enum gp_err paint_parents(struct sides *s, const struct gp_node *node,
				 size_t k, unsigned colour)
{
	const struct gp_oid *parents;
	enum gp_err err;
	size_t n;

	if ((err = gp_walk_parents(s->painting.walk, &parents, &n, node)))
		return err;
	for (; k < n; k++)
		if (gp_first_parents_find(s->line, &parents[k]) ==
			    GP_FIRST_PARENTS_NONE &&
		    (err = gp_reach_mark(&s->painting, &parents[k], colour)))
			return err;
	return GP_OK;
}

/* Where a line ends, what comes below is of no interest. */
static bool is_end(const struct gp_first_parents *line, size_t i)
{
	return i + 1 == line->n || (i + 1 == line->n_branch && !line->joined);
}

static enum gp_err begin(struct sides *s)
{
	struct gp_walk *walk = s->painting.walk;
	struct gp_node node;
	enum gp_err err;

	for (size_t i = 0; i < s->line->n; i++) {
		if ((err = gp_walk_read(walk, &node, &s->line->items[i].oid)) ||
		    (err = paint_parents(s, &node, 1, SIDE)))
			return err;
		if (!is_end(s->line, i) || !node.first.size ||
		    gp_first_parents_find(s->line, &node.first) !=
			    GP_FIRST_PARENTS_NONE)
			continue;
		if ((err = gp_reach_mark(&s->painting, &node.first, BELOW)))
			return err;
	}
	return GP_OK;
}

static enum gp_err paint_all(struct sides *s, bool *enough)
{
	struct gp_reach *p = &s->painting;
	enum gp_err err = GP_OK;

	while (p->n_live && p->n <= LOOKS_MAX && !err) {
		const struct gp_reached *seen = gp_reach_next(p);

		if (seen->paint & BELOW)
			err = paint_parents(s, &seen->node, 0, BELOW);
		else if (seen->node.commit.time >= s->oldest)
			err = paint_parents(s, &seen->node, 0, SIDE);
	}
	*enough = !p->n_live;
	return err;
}

/* ---- which commit of the line brought them in ---- */

/* Gives the untagged among `ids` the tag, and puts them on the stack. */
static size_t tag(struct sides *s, struct gp_reached **stack, size_t n,
		  const struct gp_oid *ids, size_t n_ids, size_t with)
{
	for (size_t i = 0; i < n_ids; i++) {
		struct gp_reached *seen = gp_reach_find(&s->painting, &ids[i]);

		if (!seen || seen->tag || seen->paint != SIDE)
			continue;
		seen->tag = with;
		stack[n++] = seen;
	}
	return n;
}

/* Everything that the i-th commit of the line reaches, and no older one. */
static enum gp_err tag_from(struct sides *s, struct gp_reached **stack,
			    size_t i)
{
	struct gp_walk *walk = s->painting.walk;
	const struct gp_oid *parents;
	size_t n = 0, n_parents;
	struct gp_node node;
	enum gp_err err;

	if ((err = gp_walk_read(walk, &node, &s->line->items[i].oid)) ||
	    (err = gp_walk_parents(walk, &parents, &n_parents, &node)))
		return err;
	if (n_parents > 1)
		n = tag(s, stack, n, parents + 1, n_parents - 1, i + 1);
	while (n) {
		const struct gp_reached *seen = stack[--n];

		if ((err = gp_walk_parents(walk, &parents, &n_parents,
					   &seen->node)))
			return err;
		n = tag(s, stack, n, parents, n_parents, i + 1);
	}
	return GP_OK;
}

static enum gp_err tag_all(struct sides *s)
{
	struct gp_reached **stack = gp_calloc(s->painting.n, sizeof(*stack));
	enum gp_err err = GP_OK;

	for (size_t i = s->line->n; i-- > 0 && !err;)
		err = tag_from(s, stack, i);
	free(stack);
	return err;
}

static size_t take_places(struct gp_placed_marks *marks, const struct sides *s)
{
	size_t n = 0;

	for (size_t i = 0; i < marks->n; i++) {
		struct gp_placed_mark *mark = &marks->items[i];
		const struct gp_reached *seen;

		if (mark->place != GP_FIRST_PARENTS_NONE)
			continue;
		seen = gp_reach_find(&s->painting, &mark->run->commit);
		if (!seen || !seen->tag)
			continue;
		mark->place = seen->tag - 1;
		n++;
	}
	return n;
}

static enum gp_err place(struct gp_placed_marks *marks, struct sides *s,
			 struct gp_notices *notices)
{
	size_t wanted = seek(s, marks);
	enum gp_err err;
	bool enough;

	if (!wanted)
		return GP_OK;
	if ((err = begin(s)) || (err = paint_all(s, &enough)) ||
	    (err = tag_all(s)))
		return err;
	if (take_places(marks, s) < wanted && !enough)
		gp_notices_add(notices,
			       "what was merged here is too much to look "
			       "through for older acceptances and aliases "
			       "(%d commits)",
			       LOOKS_MAX);
	return GP_OK;
}

enum gp_err gp_merged_in_place(struct gp_placed_marks *marks,
			       const struct gp_first_parents *line,
			       struct gp_walk *walk, struct gp_notices *notices)
{
	struct sides s = { .painting = { .walk = walk, .dead = BELOW },
			   .line = line };
	enum gp_err err = place(marks, &s, notices);

	gp_reach_clear(&s.painting);
	return err;
}
