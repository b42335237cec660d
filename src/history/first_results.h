#ifndef GP_HISTORY_FIRST_RESULTS_H
#define GP_HISTORY_FIRST_RESULTS_H

#include "run_lookup.h"

/**
 * If no series of `set` has a baseline, looks on the base branch for results
 * of any testbed, however far back, and for what can hide them, and fills
 * set->first. Notes that cannot be read are such a thing. Errors are those of
 * reading commits.
 */
GP_CHECK enum gp_err gp_first_results_find(struct gp_series_set *set,
					   struct gp_run_lookup *lookup,
					   const struct gp_history_query *query,
					   const struct gp_commit *commit);

#endif /* GP_HISTORY_FIRST_RESULTS_H */
