#ifndef GP_CONFIG_BASE_BRANCH_H
#define GP_CONFIG_BASE_BRANCH_H

#include "gp/repo.h"

/**
 * The name of the branch that the base is looked for on, which the judged
 * branch has no influence on: `own` (perf.base of git's configuration); else
 * CI's target branch; else `base` in the .gitperf of the default branch. The
 * latter two count only if there is such a branch. NULL: the default branch.
 * The caller frees it.
 */
char *gp_config_find_base_branch(struct gp_repo *repo, const char *own);

#endif /* GP_CONFIG_BASE_BRANCH_H */
