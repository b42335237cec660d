#ifndef GP_HISTORY_JUDGED_RUNS_H
#define GP_HISTORY_JUDGED_RUNS_H

#include "gp/history.h"

/** What the runs are chosen by; all borrowed. */
struct gp_judged {
	struct gp_series_set *set; /**< Takes notices, and `dirty`. */
	struct gp_repo *repo;
	const struct gp_history_query *query;
	const struct gp_commit *commit;
};

/**
 * Drops the runs of the judged commit that are not judged. Errors are those of
 * reading the work tree.
 */
GP_CHECK enum gp_err gp_judged_keep(struct gp_entries *runs,
				    const struct gp_judged *judged);

#endif /* GP_HISTORY_JUDGED_RUNS_H */
