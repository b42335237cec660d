#ifndef GP_LIMITS_H
#define GP_LIMITS_H

#include <stdbool.h>

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/error.h"
#include "gp/span.h"

/**
 * @file
 * Keys, patterns, kinds of metric, units, and the limits of a series.
 */

/** The kind of a metric, which decides its default limits. */
enum gp_kind {
	GP_KIND_OTHER,
	GP_KIND_THROUGHPUT,
	GP_KIND_LATENCY,
	GP_KIND_MEMORY,
	GP_KIND_ERROR
};

/** Room for a unit that is guessed, with the NUL. */
#define GP_GUESSED_UNIT_MAX 32

/** What names say about a metric, from one table of words. */
struct gp_meaning {
	char unit[GP_GUESSED_UNIT_MAX]; /**< Guessed; "" if given or unknown. */
	enum gp_better better;          /**< NONE: the words do not agree. */
	enum gp_kind kind;
	bool of_benchmark; /**< The metric alone does not say it. */
};

/**
 * Reads the words of the metric and of its unit ("" if it is not known). If the
 * metric is a mere "p50", "mean" or "value", the words of the benchmark's path
 * count, too. docs/man/git-perf-record describes the rules.
 */
void gp_meaning_read(struct gp_meaning *out, const char *benchmark,
		     const char *metric, const char *unit);

/**
 * The kind of gp_meaning_read(). An error is a share (a percentage, a ratio, or
 * a "rate" without a unit); counts of failures, and failures per second, are
 * other.
 */
enum gp_kind gp_kind_of(const char *benchmark, const char *metric,
			const char *unit);
/** How a metric of some runs is judged; all borrowed. */
struct gp_metric_direction {
	const char *benchmark; /**< The only one with this; or NULL. */
	const char *metric;
	const char *unit;      /**< Of the first result. */
	enum gp_better better; /**< NONE: it is not judged. */
};

/** Zero-initialised is empty. */
struct gp_metric_directions {
	struct gp_metric_direction
		*items; /**< Each metric and direction once. */
	size_t n, cap;
};
/** Frees the list. */
void gp_metric_directions_clear(struct gp_metric_directions *directions);

/** "other", "throughput", … */
const char *gp_kind_name(enum gp_kind kind);

enum gp_limit_how {
	GP_LIMIT_NONE,
	GP_LIMIT_RELATIVE, /**< value is a fraction: 0.1 is 10 %. */
	GP_LIMIT_ABSOLUTE, /**< value in `unit`; in the series' own if "". */
	GP_LIMIT_POINTS    /**< percentage points, on percentages/ratios. */
};

struct gp_limit {
	enum gp_limit_how how;
	double value;     /**< Never negative for a change. */
	const char *unit; /**< As written ("ms"), "" for none; borrowed. */
	const struct gp_limit *also; /**< "10% and 5ns": a change that passes
				       the limit passes this part, too; NULL:
				       there is no other part. Borrowed. */
};

/** Everything that is configured for one series. */
struct gp_limits {
	enum gp_kind kind;
	struct gp_limit note, warn, fail;    /**< Changes for the worse; one
						beyond `note` is listed. */
	struct gp_limit budget_warn, budget; /**< Absolute values, or none. */
	bool gate;                           /**< False: report only. */
	bool early_fails;                    /**< perf.early = fail. */
};

/**
 * The limits if nothing is configured: the table of kinds in
 * docs/man/git-perf-check, no budgets, the gate on.
 */
struct gp_limits gp_limits_default(enum gp_kind kind);

/**
 * Reads "20%", "1pp", "5ms", "0.5", "0", or several with "and" between them,
 * at most one of each kind: "10% and 5ns". A plain number is absolute, without
 * a unit. Only an absolute limit that stands alone may be negative: callers
 * that read a change must check. GP_EPARSE says what is expected. Units and
 * further parts are in `arena`.
 */
GP_CHECK enum gp_err gp_limit_parse(struct gp_limit *out,
				    struct gp_arena *arena,
				    struct gp_span text);

/** Appends a limit as gp_limit_parse() reads it; nothing for GP_LIMIT_NONE. */
void gp_limit_format(struct gp_buf *out, const struct gp_limit *limit);

/**
 * Converts an absolute limit, one part of it if there are several, into `unit`:
 * within a dimension; a plain number is in any unit; points are 1 if the unit
 * is a percentage and 0.01 if it is a ratio or none. False, `*value` untouched,
 * for limits that are not absolute and units that do not fit.
 */
bool gp_limit_in_unit(const struct gp_limit *limit, const char *unit,
		      double *value);

/**
 * Whether `pattern` equals, or globs (fnmatch, no flags), the key
 * "benchmark:metric", the benchmark or the metric; equality first. A benchmark
 * with parameters is also known by its name without the last of them, or
 * without any: "sort" matches "sort/size=1000 [python=3.12]".
 */
bool gp_key_match(const char *pattern, const char *benchmark,
		  const char *metric);

/** Whether one of `n` patterns matches; true without any. */
bool gp_keys_match(const char *const *patterns, size_t n, const char *benchmark,
		   const char *metric);

/** Whether a name has exactly one '*', as both sides of a pattern alias have.
 */
bool gp_has_star(const char *name);

/**
 * Whether `text` matches a name with one '*'; then `matched` is what the '*'
 * stands for, borrowed from `text`, and may be empty.
 */
bool gp_star_match(struct gp_span *matched, const char *pattern,
		   struct gp_span text);

/**
 * How to convert `from` into `to`: multiply by `*factor`. True for the same
 * unit (µs, μs and us are one) and within a dimension: ps … h; B, kB, KiB …;
 * bit, kbit …; each with the same "/op" … behind, or with any "/s", "/min" ….
 * What is counted per time converts if the same is counted: "ops/ms", "kops/s",
 * "operations/min", but not "rows/s". False for any other pair.
 */
bool gp_unit_factor(const char *from, const char *to, double *factor);

/** A key of .gitperf that has another value in the branch that is judged. */
struct gp_limit_change {
	const char *pattern; /**< Of [perf "pattern"]; NULL: of [perf]. */
	const char *key;     /**< "fail", "maxAge" … */
	const char *base;    /**< The value before; NULL: not set. */
	const char *head;    /**< The value of the branch; NULL: not set. */
};

/** Where the limits of a report come from. */
struct gp_limits_origin {
	const char *from;   /**< "base", "head", "worktree" or "default". */
	const char *remark; /**< A clause, if it is not as usual; or "". */
	bool in_effect;     /**< The values of the branch count. */
	bool work_tree;     /**< They are in the work tree only. */
	bool on_base;       /**< The judged commit is on the base branch. */
	const char *next;   /**< A command that judges with them; or "". */
	struct gp_limit_change *changes;
	size_t n, cap;
};

#endif /* GP_LIMITS_H */
