/*
 * Places marks on commits that merges brought in: commits that are reachable
 * from the line, but are not on it, nor reachable from where it ends.
 */
#include <stdint.h>
#include <stdlib.h>

#include "gp/mem.h"

#include "gp/reach.h"
#include "merged_in.h"

/* Commits to visit at most, so that a mark that is nowhere costs little. */
#define COMMITS_MAX 20000

/* Clocks seldom differ by more than a day. */
#define SKEW_S ((int64_t)24 * 60 * 60)

enum { SIDE = 1, BELOW = 2 };

struct merged_search {
	struct gp_reach reach;
	const struct gp_first_parents *line;
	int64_t oldest; /* older commits need not be visited */
};

/* ---- the marks to place ---- */

/* Counts the marks that a merge may have brought in, and sets `oldest`. */
static size_t count_unplaced(struct merged_search *s,
			     const struct gp_placed_marks *marks)
{
	size_t n = 0;

	s->oldest = INT64_MAX;
	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_entry *entry = marks->items[i].entry;

		if (marks->items[i].place != GP_FIRST_PARENTS_NONE ||
		    !gp_walk_has(s->reach.walk, &entry->commit))
			continue;
		n++;
		if (entry->commit_time < s->oldest)
			s->oldest = entry->commit_time;
	}
	s->oldest = s->oldest > SKEW_S ? s->oldest - SKEW_S : 0;
	return n;
}

/* ---- marking commits ---- */

/* Marks the parents of a commit, from the k-th on, unless on the line. */
static enum gp_err mark_side_parents(struct merged_search *s,
				     const struct gp_node *node, size_t k,
				     unsigned colours)
{
	const struct gp_oid *parents;
	enum gp_err err;
	size_t n;

	if ((err = gp_walk_parents(s->reach.walk, &parents, &n, node)))
		return err;
	for (; k < n; k++)
		if (gp_first_parents_find(s->line, &parents[k]) ==
			    GP_FIRST_PARENTS_NONE &&
		    (err = gp_reach_mark(&s->reach, &parents[k], colours)))
			return err;
	return GP_OK;
}

/* Whether the line ends here: its first parent is below the line. */
static bool is_end(const struct gp_first_parents *line, size_t i)
{
	return i + 1 == line->n || (i + 1 == line->n_branch && !line->joined);
}

static enum gp_err mark_line_parents(struct merged_search *s)
{
	struct gp_walk *walk = s->reach.walk;
	struct gp_node node;
	enum gp_err err;

	for (size_t i = 0; i < s->line->n; i++) {
		if ((err = gp_walk_read(walk, &node, &s->line->items[i].oid)) ||
		    (err = mark_side_parents(s, &node, 1, SIDE)))
			return err;
		if (!is_end(s->line, i) || !node.first.size ||
		    gp_first_parents_find(s->line, &node.first) !=
			    GP_FIRST_PARENTS_NONE)
			continue;
		if ((err = gp_reach_mark(&s->reach, &node.first, BELOW)))
			return err;
	}
	return GP_OK;
}

static enum gp_err mark_until_dead(struct merged_search *s, bool *enough)
{
	struct gp_reach *p = &s->reach;
	enum gp_err err = GP_OK;

	while (p->n_live && p->n <= COMMITS_MAX && !err) {
		const struct gp_reached *seen = gp_reach_next(p);

		if (seen->colours & BELOW)
			err = mark_side_parents(s, &seen->node, 0, BELOW);
		else if (seen->node.commit.time >= s->oldest)
			err = mark_side_parents(s, &seen->node, 0, SIDE);
	}
	*enough = !p->n_live;
	return err;
}

/* ---- which commit of the line brought them in ---- */

/* Tags those of `ids` that have no tag, and pushes them onto the stack. */
static size_t tag_unseen(struct merged_search *s, struct gp_reached **stack,
			 size_t n, const struct gp_oid *ids, size_t n_ids,
			 size_t with)
{
	for (size_t i = 0; i < n_ids; i++) {
		struct gp_reached *seen = gp_reach_find(&s->reach, &ids[i]);

		if (!seen || seen->tag || seen->colours != SIDE)
			continue;
		seen->tag = with;
		stack[n++] = seen;
	}
	return n;
}

/* Tags what the i-th commit of the line reaches, and no older one does. */
static enum gp_err tag_from(struct merged_search *s, struct gp_reached **stack,
			    size_t i)
{
	struct gp_walk *walk = s->reach.walk;
	const struct gp_oid *parents;
	size_t n = 0, n_parents;
	struct gp_node node;
	enum gp_err err;

	if ((err = gp_walk_read(walk, &node, &s->line->items[i].oid)) ||
	    (err = gp_walk_parents(walk, &parents, &n_parents, &node)))
		return err;
	if (n_parents > 1)
		n = tag_unseen(s, stack, n, parents + 1, n_parents - 1, i + 1);
	while (n) {
		const struct gp_reached *seen = stack[--n];

		if ((err = gp_walk_parents(walk, &parents, &n_parents,
					   &seen->node)))
			return err;
		n = tag_unseen(s, stack, n, parents, n_parents, i + 1);
	}
	return GP_OK;
}

static enum gp_err tag_all(struct merged_search *s)
{
	struct gp_reached **stack = gp_calloc(s->reach.n, sizeof(*stack));
	enum gp_err err = GP_OK;

	for (size_t i = s->line->n; i-- > 0 && !err;)
		err = tag_from(s, stack, i);
	free(stack);
	return err;
}

static size_t set_places(struct gp_placed_marks *marks,
			 const struct merged_search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < marks->n; i++) {
		struct gp_placed_mark *mark = &marks->items[i];
		const struct gp_reached *seen;

		if (mark->place != GP_FIRST_PARENTS_NONE)
			continue;
		seen = gp_reach_find(&s->reach, &mark->entry->commit);
		if (!seen || !seen->tag)
			continue;
		mark->place = seen->tag - 1;
		n++;
	}
	return n;
}

static enum gp_err place_merged(struct gp_placed_marks *marks,
				struct merged_search *s,
				struct gp_notices *notices)
{
	size_t n_unplaced = count_unplaced(s, marks);
	enum gp_err err;
	bool enough;

	if (!n_unplaced)
		return GP_OK;
	if ((err = mark_line_parents(s)) ||
	    (err = mark_until_dead(s, &enough)) || (err = tag_all(s)))
		return err;
	if (set_places(marks, s) < n_unplaced && !enough)
		gp_notices_add(
			notices,
			"too many merged commits to search (over %d): "
			"some acceptances, aliases and retirements may be missing",
			COMMITS_MAX);
	return GP_OK;
}

enum gp_err gp_merged_in_place(struct gp_placed_marks *marks,
			       const struct gp_first_parents *line,
			       struct gp_walk *walk, struct gp_notices *notices)
{
	struct merged_search s = { .reach = { .walk = walk, .dead = BELOW },
				   .line = line };
	enum gp_err err = place_merged(marks, &s, notices);

	gp_reach_clear(&s.reach);
	return err;
}
