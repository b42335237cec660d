#ifndef GP_GIT_BASE_H
#define GP_GIT_BASE_H

#include "gp/base.h"
#include "gp/walk.h"

/**
 * @file
 * The base branch, and where the baseline starts.
 */

/** How the base is chosen: by --base, else perf.base, else by default. */
struct gp_base_choice {
	const char *rev;    /**< --base, or NULL. */
	const char *branch; /**< perf.base, or NULL. */
};

/** As gp_base_find(), with an open walk. */
GP_CHECK enum gp_err gp_base_choose(struct gp_base *out, struct gp_repo *repo,
				    struct gp_walk *walk,
				    const struct gp_commit *commit,
				    const struct gp_base_choice *choice);

/** The newest commit of the baseline. */
struct gp_baseline_start {
	struct gp_node node;
	bool exists; /**< False for a commit without parents. */
	bool cut;    /**< A shallow clone ends at the judged commit. */
};

/**
 * The baseline starts at the merge base; if that is `commit` itself, or if
 * there is no base (NULL), at the first parent. Errors are those of reading
 * commits.
 */
GP_CHECK enum gp_err gp_baseline_start_find(struct gp_baseline_start *out,
					    struct gp_walk *walk,
					    const struct gp_commit *commit,
					    const struct gp_base *base);

#endif /* GP_GIT_BASE_H */
