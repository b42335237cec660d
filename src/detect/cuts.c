/*
 * A list of cuts: commits at which a segment of a series begins.
 */
#include <stdlib.h>

#include "outcome.h"
#include "restart.h"

void gp_cuts_add(struct gp_cuts *cuts, size_t at, enum gp_restart_why why,
		 const char *what)
{
	cuts->items =
		gp_grow(cuts->items, cuts->n, &cuts->cap, sizeof(*cuts->items));
	cuts->items[cuts->n++] = (struct gp_cut){ at, why, what };
}

/* At one commit: what somebody decided, then the load, then the testbed. */
static int rank_of_cut(enum gp_restart_why why)
{
	static const int ranks[GP_RESTART_N] = {
		[GP_RESTART_ACCEPT] = 3,
		[GP_RESTART_TAG] = 2,
		[GP_RESTART_FACT] = 1,
	};

	return ranks[why];
}

/* By commit; at one commit the cut that gives the reason is the last. */
static int by_commit_then_rank(const void *a, const void *b)
{
	const struct gp_cut *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return rank_of_cut(x->why) - rank_of_cut(y->why);
}

void gp_cuts_merge(struct gp_cuts *cuts, struct gp_arena *arena)
{
	size_t n = 0;

	if (cuts->n)
		qsort(cuts->items, cuts->n, sizeof(*cuts->items),
		      by_commit_then_rank);
	for (size_t i = 0; i < cuts->n; i++) {
		struct gp_cut *cut = &cuts->items[i], *last;

		last = n ? &cuts->items[n - 1] : NULL;
		if (last && last->at == cut->at && last->why == cut->why)
			last->what = gp_reason_format(arena, "%s, %s",
						      last->what, cut->what);
		else if (last && last->at == cut->at)
			*last = *cut;
		else
			cuts->items[n++] = *cut;
	}
	cuts->n = n;
}
