/*
 * Merge bases and first-parent ancestry. libgit2 has merge bases, but its
 * walk hashes the whole commit-graph first, and fails in a shallow clone.
 */
#include "gp/merge_base.h"
#include "gp/reach.h"

enum {
	OF_A = 1,
	OF_B = 2,
	BOTH = OF_A | OF_B,
	STALE = 4, /* an ancestor of a common commit */
	RESULT = 8
};

/* Visits commits until none is left that could lead to a common one. */
static enum gp_err mark_common(struct gp_reach *p)
{
	enum gp_err err;

	while (p->n_live) {
		struct gp_reached *seen = gp_reach_next(p);
		unsigned colours = seen->colours & (BOTH | STALE);

		if (colours == BOTH) {
			seen->colours |= RESULT;
			colours |= STALE;
		}
		if ((err = gp_reach_mark_parents(p, seen, colours)))
			return err;
	}
	return GP_OK;
}

static const struct gp_reached *best_of(const struct gp_reach *p)
{
	const struct gp_reached *best = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const struct gp_reached *seen = p->seen[i];

		if ((seen->colours & (RESULT | STALE)) == RESULT &&
		    (!best || seen->node.commit.time > best->node.commit.time))
			best = seen;
	}
	return best;
}

enum gp_err gp_merge_base(struct gp_walk *walk, struct gp_commit *out,
			  bool *found, const struct gp_oid *a,
			  const struct gp_oid *b)
{
	struct gp_reach p = { .walk = walk, .dead = STALE };
	const struct gp_reached *best;
	enum gp_err err;

	*found = false;
	if (!(err = gp_reach_mark(&p, a, OF_A)) &&
	    !(err = gp_reach_mark(&p, b, OF_B)) && !(err = mark_common(&p)) &&
	    (best = best_of(&p))) {
		*out = best->node.commit;
		*found = true;
	}
	gp_reach_clear(&p);
	return err;
}

/* ---- the first-parent line ---- */

/* Clocks that differ by more than a day are seldom. */
#define SKEW_S ((int64_t)24 * 60 * 60)

/* More commits than any history has: a damaged graph may have a cycle. */
#define LINE_MAX_COMMITS 10000000

/* Whether no ancestor of `node` can be `wanted`. */
static bool is_past(const struct gp_node *node, const struct gp_node *wanted)
{
	if (node->generation && wanted->generation)
		return node->generation <= wanted->generation;
	return node->commit.time + SKEW_S < wanted->commit.time;
}

enum gp_err gp_on_first_parents(struct gp_walk *walk, bool *on,
				const struct gp_oid *tip,
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
