#ifndef GP_TREND_H
#define GP_TREND_H

#include "gp/changes.h"
#include "gp/entry.h"

/**
 * @file
 * Trends: series reduced to one value a commit, for a whole history in little
 * memory (twelve bytes a value). Commits come oldest first.
 */

/** A commit of the history that was measured. */
struct gp_trend_commit {
	struct gp_oid oid;
	int64_t time; /**< Committer time, seconds. */
	bool shown;   /**< After gp_trends_select(). */
	size_t order; /**< Among all commits of the history, measured or not;
			   set by the caller of gp_trends_add(), 0: unknown. */
	struct gp_oid carried_from; /**< What it was when it was measured, if
					 git perf remap carried a run over;
					 else size 0. */
};

/**
 * Which way the values went. If the level changed: from the first segment to
 * the last, if they differ by more than the volatility. Otherwise by the test
 * of Mann & Kendall at 5 % (gp_drift_test()).
 */
enum gp_direction {
	GP_DIRECTION_UNKNOWN, /**< Too few values. */
	GP_DIRECTION_STEADY,
	GP_DIRECTION_RISING,
	GP_DIRECTION_FALLING
};
/** "unknown", "steady", "rising", "falling". */
const char *gp_direction_name(enum gp_direction direction);

/** Whether a change of the value is for the better or for the worse. */
enum gp_effect { GP_EFFECT_NONE, GP_EFFECT_BETTER, GP_EFFECT_WORSE };
/** The effect of a change by `delta`. */
enum gp_effect gp_effect_of(enum gp_better better, double delta);
/** "", "better", "worse". */
const char *gp_effect_name(enum gp_effect effect);

/** The plain facts about the values of the shown commits. */
struct gp_trend_stats {
	size_t n; /**< Values; 0 leaves the rest unset. */
	double current, mean, min, max;
	double volatility; /**< Standard deviation of the values around the
				medians of their segments, each as a fraction
				of its median; n - segments degrees of freedom.
				NAN if a median is 0, or there is none. */
	enum gp_direction direction;
	enum gp_effect effect; /**< Of that direction. */
	double total; /**< How far that went: between those levels, as a
			   fraction of the first; or from the first value to
			   the last along the line of Theil & Sen, as a
			   fraction of the median. NAN unknown. */
	double p;     /**< Two-sided, of the test for a trend; NAN unknown. */
	size_t changes;
	size_t first, last; /**< Commits. */
};

struct gp_trend {
	const char *benchmark;
	const char *metric;
	const char *unit; /**< The newest run's. */
	const char *testbed;
	const struct gp_parameters *parameters; /**< Written in `benchmark`;
						     NULL: none. */
	enum gp_better better; /**< The newest that is known. */
	size_t order;          /**< Place among the results of the newest
				    commit that has it: the tool's order. */
	uint32_t *at;          /**< Indices of the set's commits, ascending. */
	double *values;        /**< gp_value_of() there, in the unit. */
	size_t n;
	struct gp_changes changes;   /**< Indices of values; after
					  gp_trends_finish(). */
	struct gp_trend_stats stats; /**< After gp_trends_measure(). */

	/* private to trend.c */
	size_t cap_at, cap_values;
	struct gp_trend_piece *pieces; /* where units begin */
	size_t n_pieces, cap_pieces;
	size_t first_hit, last_hit; /* of the commit under way */
	bool skipped;               /* no pattern matches */
};

/** Which series of a history to read. */
struct gp_trend_filter {
	const char *const *keys; /**< Patterns (-k); any matches. */
	size_t n_keys;           /**< 0: every key. */
	const char *testbed;     /**< NULL: any. */
};

/** Zero-initialised is empty. */
struct gp_trends {
	struct gp_trend_commit *commits; /**< Those with a value. */
	size_t n_commits, cap_commits;
	struct gp_trend *items; /**< Sorted by testbed, benchmark, metric
				     after gp_trends_finish(). */
	size_t n, cap;
	size_t n_dirty; /**< Runs of modified work trees, left out. */

	struct gp_arena arena;       /**< Private: owns the strings. */
	struct gp_trends_work *work; /**< Private. */
};

/**
 * Adds a commit, which must be newer than all before, and the values of its
 * runs that match the filter. Dirty runs and entries that are not measurements
 * are left out. A unit that cannot be converted begins another trend.
 */
void gp_trends_add(struct gp_trends *trends, const struct gp_oid *commit,
		   int64_t time, const struct gp_entries *runs,
		   const struct gp_trend_filter *filter);

/** Sorts, and finds the changes of each trend; then nothing can be added. */
void gp_trends_finish(struct gp_trends *trends);

/**
 * Marks the last `n` commits as shown (0: all of them); if `changed`, only
 * commits at which a trend changed are counted. Returns how many are shown.
 */
size_t gp_trends_select(struct gp_trends *trends, bool changed, size_t n);

/** Fills in the stats of every trend, from the shown commits. */
void gp_trends_measure(struct gp_trends *trends);
/** Frees everything that `trends` owns, and empties it. */
void gp_trends_clear(struct gp_trends *trends);

#endif /* GP_TREND_H */
