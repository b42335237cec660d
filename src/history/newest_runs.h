#ifndef GP_HISTORY_NEWEST_RUNS_H
#define GP_HISTORY_NEWEST_RUNS_H

#include "gp/history.h"

/**
 * @file
 * The runs of the newest measured commits, for questions that need no baseline.
 */

/** How far to look. */
struct gp_newest_limits {
	size_t measured; /**< Measured commits at most. */
	size_t walked;   /**< Commits on first parents at most. */
	const struct gp_fact_names *facts; /**< perf.facts; may be NULL. */
};

/**
 * Called with the runs of a commit, at least one, which it may move away.
 * Returns false to end the walk.
 */
typedef bool gp_newest_fn(void *ctx, const struct gp_commit *commit,
			  struct gp_entries *runs);

/**
 * Visits the measured commits from `commit` on, newest first, on first parents.
 * Only their own notes are read. Damaged lines are skipped; a check reports
 * them. Errors are those of reading notes and commits.
 */
GP_CHECK enum gp_err gp_newest_runs(struct gp_repo *repo,
				    const struct gp_commit *commit,
				    const struct gp_newest_limits *limits,
				    gp_newest_fn *fn, void *ctx);

#endif /* GP_HISTORY_NEWEST_RUNS_H */
