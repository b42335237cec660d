#ifndef GP_HISTORY_BASE_H
#define GP_HISTORY_BASE_H

#include "gp/history.h"

#include "gp/walk.h"

/** What was asked for: --base, else perf.base, else neither. */
struct gp_base_choice {
	const char *rev;
	const char *branch;
};

/** As gp_base_find(), with a walk that is open already. */
GP_CHECK enum gp_err gp_base_choose(struct gp_base *out, struct gp_repo *repo,
				    struct gp_walk *walk,
				    const struct gp_commit *commit,
				    const struct gp_base_choice *wish);

/** Where a baseline begins. */
struct gp_baseline_start {
	struct gp_node node;
	bool exists; /**< False for a commit without parents. */
	bool cut;    /**< The clone is shallow and ends at the commit. */
};

/**
 * The baseline begins where the base has its merge base, and at the first
 * parent where that is `commit` itself, or where there is none (NULL).
 */
GP_CHECK enum gp_err gp_baseline_start_find(struct gp_baseline_start *out,
					    struct gp_walk *walk,
					    const struct gp_commit *commit,
					    const struct gp_base *base);

#endif /* GP_HISTORY_BASE_H */
