#ifndef GP_SERIES_H
#define GP_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/limits.h"
#include "gp/notices.h"

/**
 * @file
 * A series: one key on one testbed along first-parent history.
 */

/**
 * What can hide results that would belong to a baseline; bits of a set. A
 * series that has all the results that are wanted has none of them.
 */
enum gp_baseline_cut {
	GP_CUT_DEPTH = 1,   /**< perf.depth ended the walk. */
	GP_CUT_SHALLOW = 2, /**< The history of this clone ends. */
	GP_CUT_PARTIAL = 4, /**< Only some of the notes were pulled. */
	GP_CUT_NOTES = 8,   /**< The text of a note is not here. */
	GP_CUT_TESTBED = 16 /**< Only other testbeds have results. */
};
#define GP_CUT_LAST GP_CUT_TESTBED
/** "depth", "shallow", "partial", "notes", "testbed": the name of one bit. */
const char *gp_baseline_cut_name(enum gp_baseline_cut cut);

/** Whether a series without a value at the judged commit should have one. */
enum gp_absence {
	GP_ABSENCE_NONE,    /**< It has a value, or nobody looks for one. */
	GP_ABSENCE_NOT_DUE, /**< It was absent for as long before. */
	GP_ABSENCE_MISSING,
	GP_ABSENCE_RETIRED
};

/** One run's measurement at a point. */
struct gp_reading {
	const struct gp_entry *run;     /**< Borrowed from the set's runs. */
	const struct gp_measurement *m; /**< Of that run. */
	double scale;                   /**< To the series' unit. */
};

/** A measured commit of a series. */
struct gp_point {
	struct gp_oid commit;      /**< Where it counts. */
	int64_t commit_time;       /**< Committer time, seconds. */
	struct gp_oid measured_as; /**< The run's own commit, when another. */
	bool remapped; /**< That had other content: git perf remap. */
	struct gp_reading *readings;
	size_t n_readings; /**< 0: not measured. */
	size_t place;      /**< On the walked line, 0 is the judged commit: the
				difference of two, less one, is how many commits
				lie between them. SIZE_MAX: unknown. */
};

/** An acceptance, where it takes effect in a series. */
struct gp_accepted {
	const struct gp_entry *run; /**< Of kind GP_ENTRY_ACCEPTANCE;
				     borrowed. */
	struct gp_oid commit; /**< On the walked line: its own, or the one that
				   brought it in (a merge, a squash). */
	size_t from;    /**< Index of the first baseline point at or after it;
			     n_baseline if there is none. */
	bool on_branch; /**< Behind the merge base: of the judged commits. */
};

struct gp_series {
	const char *benchmark;
	const char *metric;
	const char *unit; /**< The newest run's. */
	const char *testbed;
	const struct gp_parameters *parameters; /**< Written in `benchmark`;
						     NULL: none. Of the set's
						     runs, borrowed. */
	enum gp_better better;     /**< The newest that is known; configuration
					overrides it. */
	struct gp_limits limits;   /**< Set by gp_config_apply(). */
	struct gp_point *baseline; /**< Oldest first; never the judged commit,
					except its clean runs in a dirty
					work tree. It reaches back as far as the
					set's window; each method uses the part
					that it needs. */
	size_t n_baseline;
	struct gp_point anchor;       /**< At the set's anchor; n_readings is 0
					   if it was not measured there. */
	struct gp_accepted *accepted; /**< Those that match, oldest first. */
	size_t n_accepted;
	struct gp_point current; /**< The judged commit's. */
	size_t n_other_tags; /**< Results of the benchmark with other tags, if
				  the baseline is short without them. */
	const char *other_tags; /**< A clause that says so, or "". */
	const char *other_tag;  /**< The key that differs; NULL: several. */
	enum gp_absence absence;
	size_t absent_for;  /**< Measured commits without it since its last
				 result, with the judged one; */
	size_t longest_gap; /**< at most between two of its last ones. */
	unsigned cut;    /**< enum gp_baseline_cut bits: what can be the reason
			    that it has fewer results than wanted. */
	unsigned hidden; /**< Those of them beyond which a result lies, or may
			    lie, that would count. */
	size_t order;    /**< Place among all results of the newest commit that
			    has it, so that reports list them as the tool
			    did: older runs first. Those of older commits
			    come last. */
	bool untrusted;  /**< The current runs are. */
	const char *source; /**< The metric of this benchmark that it was
				 computed from, by the newest run that
				 says so; "" or NULL: measured. */
	bool named; /**< A section, an option or -k selects its metric, not
			 that of its source. */
};

/**
 * The nearest measured ancestor of a commit, whose results are used if the
 * commit has none itself. Zero-initialised: not searched for.
 */
struct gp_nearest {
	struct gp_oid named;     /**< The commit that was asked for. */
	struct gp_oid commit;    /**< The one with results; the same if there is
				      none. */
	size_t distance;         /**< Steps between them along first parents; 0:
				      they are the same. */
	const char *const *tags; /**< Tags of the commits after `named`, up to
				      `commit`, one each; in an arena. */
	size_t n_tags;
	bool at_tag; /**< The last of them is that of `commit`. */
};

/** A testbed that has no result, and for how long. */
struct gp_absent_testbed {
	const char *testbed;
	size_t absent_for;  /**< Measured commits, with the judged one; */
	size_t longest_gap; /**< at most between two results. */
};

/**
 * Whether the results of a commit that has no baseline at all are the first
 * ones. Strings are in the set's arena.
 */
struct gp_first_results {
	bool known;           /**< No series has a baseline, and it was looked
				   for the reason. */
	const char *measured; /**< A testbed on which the base branch has
				   results, one of the judged commit's if it can
				   be; NULL: none was found. */
	bool same_testbed;    /**< It is one of the judged commit's. */
	bool unrelated;       /**< No base branch, or no commit in common with
				   it, and there are other results. */
	unsigned cut;         /**< enum gp_baseline_cut bits: what can hide
				   results of the base branch. */
	const char *unasked;  /**< A remote that was never asked for its
				   results; NULL: none. */
	bool lost; /**< None was found, but there are results of commits that
			are in no history here: it was rewritten. */
};

enum gp_first_kind {
	GP_FIRST_NONE,    /**< There is a baseline. */
	GP_FIRST_ALL,     /**< The base branch has no results. */
	GP_FIRST_TESTBED, /**< It has, but only on other testbeds. */
	GP_FIRST_UNKNOWN  /**< It has on this testbed, or it may have some. */
};
/** "", "all", "testbed", "unknown". */
const char *gp_first_kind_name(enum gp_first_kind kind);

/** Every series that the judged commit or its baseline has. */
struct gp_series_set {
	struct gp_entries runs;
	struct gp_arena arena;   /**< Owns what the series point to. */
	struct gp_series *items; /**< Sorted by testbed, benchmark, metric. */
	size_t n, cap;
	struct gp_oid commit;  /**< The judged commit. */
	struct gp_oid base;    /**< Where the baseline walk began: the merge
				      base; size 0 without one. */
	const char *base_name; /**< "main", "origin/main" or "". */
	const char **testbeds; /**< Of the judged commit's runs. */
	size_t n_testbeds;
	const char *anchor_name;  /**< A tag, perf.anchor, or "". */
	struct gp_nearest anchor; /**< Its commit; size 0: none. */
	size_t wanted;            /**< Measured commits of a baseline. */
	size_t window;            /**< Measured commits looked at; at least
				       as many. */
	size_t found;             /**< Results of the longest baseline, of
				       `wanted`; measured commits if no judged
				       series has one. */
	size_t depth;             /**< Commits of the line walked at most. */
	bool dirty;               /**< Judged: dirty runs of the work tree. */
	bool on_base;             /**< The judged commit is on the base
					 branch's first-parent line. */
	size_t n_branch_measured; /**< Other commits of its branch with runs. */
	size_t n_runs;            /**< Runs recorded at the judged commit. */
	const struct gp_entry **incomplete; /**< Those of them that broke off
						 and were not repeated; in the
						 arena. */
	size_t n_incomplete;
	struct gp_absent_testbed *missing_testbeds; /**< In the arena. */
	size_t n_missing_testbeds;
	struct gp_notices notices; /**< Shallow boundary, damage, units … */
	struct gp_first_results first; /**< If no series has a baseline. */
	const struct gp_limits_origin *origin; /**< Set by gp_config_apply();
						    borrowed; may be NULL. */
};

/**
 * Whether the results are the first ones, and appends a sentence that says so
 * and why it is not known; `why` may be NULL.
 */
enum gp_first_kind gp_series_set_first(const struct gp_series_set *set,
				       struct gp_buf *why);

/**
 * Replaces the content of `key` by "testbed\0benchmark\0metric", under which a
 * map has a series.
 */
void gp_series_key_make(struct gp_buf *key, const char *testbed,
			const char *benchmark, const char *metric);

/** Whether it was computed from another metric of its benchmark. */
bool gp_series_is_derived(const struct gp_series *series);

/** The series of `set` that `series`, one of them, was computed from; or NULL.
 */
const struct gp_series *gp_series_source(const struct gp_series_set *set,
					 const struct gp_series *series);

/**
 * Whether a pattern selects a derived series by its metric: it matches the
 * series, and not the metric that it was computed from.
 */
bool gp_series_is_named(const struct gp_series *series, const char *pattern);

/**
 * Frees runs, items (made by gp_grow), notices and the arena, which owns all
 * the rest, testbeds and base_name too.
 */
void gp_series_set_clear(struct gp_series_set *set);

#endif /* GP_SERIES_H */
