#ifndef GP_HISTORY_BRANCH_RUNS_H
#define GP_HISTORY_BRANCH_RUNS_H

#include "run_lookup.h"

#include "gp/first_parents.h"

/**
 * Counts the measured commits of the branch between the judged commit and its
 * baseline, which are in no baseline. Those behind a hundred commits are not
 * looked at.
 */
GP_CHECK enum gp_err gp_branch_runs_count(size_t *out,
					  struct gp_run_lookup *lookup,
					  const struct gp_first_parents *line,
					  const struct gp_testbeds *testbeds);

#endif /* GP_HISTORY_BRANCH_RUNS_H */
