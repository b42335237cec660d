#ifndef GP_HISTORY_NEAREST_H
#define GP_HISTORY_NEAREST_H

#include "gp/series.h"
#include "gp/tags.h"

#include "run_lookup.h"

/**
 * @file
 * The nearest measured ancestor of a commit that has no results.
 */

struct gp_nearest_search {
	struct gp_run_lookup *lookup;
	const struct gp_testbeds *testbeds; /**< It must have results on one of
						 them; NULL: on any. */
	const struct gp_tags *tags;         /**< Those that are passed are
						 listed. */
	size_t depth;                       /**< Commits to walk at most. */
	struct gp_oid stop;     /**< The walk ends before this commit. */
	struct gp_arena *arena; /**< For the names of tags. */
};

/**
 * Walks first parents from `commit` on, until one has results that can be part
 * of a baseline: clean and trusted. If none has, the distance is 0. Errors are
 * those of reading notes and commits.
 */
GP_CHECK enum gp_err gp_nearest_find(struct gp_nearest *out,
				     const struct gp_nearest_search *search,
				     const struct gp_commit *commit);

#endif /* GP_HISTORY_NEAREST_H */
