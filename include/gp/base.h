#ifndef GP_BASE_H
#define GP_BASE_H

#include "gp/repo.h"

/**
 * @file
 * The base branch, which baselines and limits come from.
 */

/** The branch that baselines come from. */
struct gp_base {
	char *name; /**< "main", "origin/main"; owned. */
	struct gp_commit tip;
	struct gp_commit merge_base; /**< With the judged commit. */
	bool on_base; /**< The judged commit is on its first-parent line. */
	struct gp_commit start; /**< Where the baseline starts: at the merge
				     base; at the first parent if that is the
				     commit itself. Size 0: nowhere. */
	bool cut;               /**< Because a shallow clone ends there. */
};

/**
 * Finds the base of `commit`: `rev` (--base) if not NULL; else `branch`
 * (perf.base), local or remote, whichever has the merge base nearest to the
 * commit; else the remote's HEAD branch, main, or master. GP_ENOTFOUND says
 * what was tried and what to set.
 */
GP_CHECK enum gp_err gp_base_find(struct gp_base *out, struct gp_repo *repo,
				  const struct gp_commit *commit,
				  const char *rev, const char *branch);

/**
 * Finds the tip of `branch`, or of the default branch if that is NULL: as the
 * remote has it, else as it is here. `found` says whether there is one.
 */
void gp_base_tip(struct gp_commit *tip, bool *found, struct gp_repo *repo,
		 const char *branch);
void gp_base_clear(struct gp_base *base);

/**
 * The branch that the merge request which CI runs for will be merged into, by
 * CI's variables; with a repository, only if the branch is in it. NULL: none.
 */
const char *gp_base_ci_target(struct gp_repo *repo);

/**
 * Sets `off` to whether `commit` is off the first-parent line of the base
 * branch (`branch` is perf.base, or NULL), so that it may still be rewritten.
 * If a remote has the base branch, only remote ones count. False without a base
 * branch.
 */
GP_CHECK enum gp_err gp_base_is_off(struct gp_repo *repo,
				    const struct gp_commit *commit,
				    const char *branch, bool *off);

#endif /* GP_BASE_H */
