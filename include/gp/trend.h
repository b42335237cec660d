#ifndef GP_TREND_H
#define GP_TREND_H

#include "gp/changes.h"
#include "gp/run.h"

/**
 * @file
 * Trends: series reduced to one value a commit, for a whole history in little
 * memory. Commits come oldest first.
 */

/** A commit of the history that was measured. */
struct gp_trend_commit {
	struct gp_oid oid;
	int64_t time; /**< Committer time, seconds. */
};

struct gp_trend_point {
	size_t commit; /**< Index of the set's commits. */
	double value;  /**< gp_value_of(), in the trend's unit. */
};

struct gp_trend {
	const char *benchmark;
	const char *metric;
	const char *unit; /**< The newest run's. */
	const char *testbed;
	enum gp_better better;
	struct gp_trend_point *points; /**< Oldest first. */
	size_t n, cap;
	struct gp_changes changes; /**< Indices of points; after
					gp_trends_finish(). */
};

/** Zero-initialised is empty. */
struct gp_trends {
	struct gp_arena arena; /**< Owns the strings. */
	struct gp_trend_commit *commits;
	size_t n_commits, cap_commits;
	struct gp_trend *items; /**< Sorted by testbed, benchmark, metric
				     after gp_trends_finish(). */
	size_t n, cap;
	struct gp_map index; /**< Private. */
};

/**
 * Adds a commit, newer than all before, and the values of its `runs` whose
 * keys match one of the patterns (all where n_keys is 0). Dirty runs and what
 * is no measurement are left out. A unit that does not convert begins a trend
 * of its own.
 */
void gp_trends_add(struct gp_trends *trends,
		   const struct gp_trend_commit *commit,
		   const struct gp_runs *runs, const char *const *keys,
		   size_t n_keys);

/** Sorts, and finds the changes of each trend. */
void gp_trends_finish(struct gp_trends *trends);
void gp_trends_clear(struct gp_trends *trends);

#endif /* GP_TREND_H */
