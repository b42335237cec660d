#ifndef GP_HISTORY_WINDOW_H
#define GP_HISTORY_WINDOW_H

#include "gp/map.h"

#include "gp/first_parents.h"
#include "run_lookup.h"
#include "seen_testbeds.h"
#include "short_series.h"

/**
 * @file
 * The measured commits of a baseline, along first parents.
 */

/** A commit and its runs: `n` in the list of the set, from index `from`. */
struct gp_measured_commit {
	struct gp_commit commit;
	size_t from, n;
	size_t place; /**< In the line; GP_FIRST_PARENTS_NONE: not on it. Until
			   the line is finished, commits from its start. */
};

struct gp_window {
	struct gp_entries *runs;     /**< Where runs are kept; borrowed. */
	struct gp_testbeds testbeds; /**< Only these count; borrowed. */
	size_t limit;                /**< Measured commits per testbed. */
	size_t depth;                /**< Commits walked at most. */
	struct gp_oid judged; /**< The judged commit, which is skipped. */
	struct gp_measured_commit *items; /**< The newest first. */
	size_t n, cap;
	size_t n_whole;               /**< Of those: with all runs of the
					   testbeds; then with some only. */
	size_t *found;                /**< Commits of each testbed. */
	struct gp_map seen;           /**< Run ids: each counts once. */
	struct gp_first_parents line; /**< Every commit that was walked. */
	struct gp_seen_testbeds beds; /**< Of the commits that are whole. */
	const char *other;            /**< Name of another testbed that was met,
					   in the arena of `runs`; or NULL. */
	bool cut;                     /**< A shallow boundary ended the walk. */
	bool ended;                   /**< There is nothing more to walk. */
	bool beyond; /**< All testbeds have enough: only results of series
			  that are short are added. */
};

/** `runs` and `testbeds` must outlive the window. */
void gp_window_init(struct gp_window *window, struct gp_entries *runs,
		    const struct gp_testbeds *testbeds);
void gp_window_clear(struct gp_window *window);

/** Keeps runs with the ids of runs[from..from+n) out of the window. */
void gp_window_exclude(struct gp_window *window, size_t from, size_t n);

/**
 * Adds the runs of one commit that belong to the baseline: clean, not seen yet,
 * and of one of the testbeds, which needs more. `runs` is emptied.
 */
void gp_window_add(struct gp_window *window, const struct gp_commit *commit,
		   struct gp_entries *runs);

/**
 * Walks first parents, starting with `node`, until each testbed has `limit`
 * measured commits, or `depth` commits were walked, or history ends. Errors are
 * those of reading notes and commits.
 */
GP_CHECK enum gp_err gp_window_walk(struct gp_window *window,
				    struct gp_run_lookup *lookup,
				    struct gp_node *node);

/**
 * Goes on after gp_window_walk(), with the same `node`, for the series that do
 * not have enough results yet, which were added to `series` before. Only runs
 * with one of their benchmarks are added.
 */
GP_CHECK enum gp_err gp_window_walk_on(struct gp_window *window,
				       struct gp_run_lookup *lookup,
				       struct gp_node *node,
				       struct gp_short_series *series);

#endif /* GP_HISTORY_WINDOW_H */
