#ifndef GP_COMPARISON_H
#define GP_COMPARISON_H

#include "gp/finding.h"

/**
 * @file
 * Two commits, or two files, side by side: a table with every number in it.
 */

/** What the judgement of a row is based on. */
enum gp_method {
	GP_METHOD_NONE,      /**< Too few values: the change alone. */
	GP_METHOD_HISTORY,   /**< The noise between commits of the history that
				  ends at the old one. */
	GP_METHOD_SAMPLES,   /**< The samples of the two, which know nothing of
				  the noise between commits. */
	GP_METHOD_INTERVALS, /**< The intervals that a tool printed. */
	GP_METHOD_N
};
/** "none", "history", "samples", "intervals" as in the JSON. */
const char *gp_method_name(enum gp_method method);

/** One series at both. */
struct gp_row {
	/**
	 * `baseline` is the old commit and `current` the new one; `p` is
	 * two-sided, and `q` is Holm's over the whole table. `change` is that
	 * of the method: the shift of Hodges & Lehmann for samples, else the
	 * difference of the centers.
	 */
	struct gp_finding finding;
	enum gp_method method;
	bool differs;  /**< A difference is shown: q, or the intervals. */
	bool folded;   /**< Shown, but neither counted nor, if its metric is
			    derived, tested: its change is that of the metric
			    that it was computed from, or that was computed
			    from it. */
	bool equal;    /**< Nothing but one value, in the history too: there is
			    nothing to test, and no p but 1. */
	size_t enough; /**< So few samples cannot show any difference in a table
			    of this size; this many on both sides could. 0:
			    they can, or samples do not decide. */
};

/** Rows of one metric on one testbed, whose units have one dimension. */
struct gp_row_group {
	const char *testbed;
	const char *metric;
	const char *unit; /**< Of its first row. */
	enum gp_better better;
	size_t from, n;    /**< Its rows. */
	size_t n_positive; /**< Those behind `mean`: positive at both. */
	double mean; /**< Geometric mean of 1 + change, less 1; NAN: of none. */
};

/** A fact of a testbed, a tag or a tool that differs between the two. */
struct gp_fact_change {
	const char *testbed;
	const char *name; /**< "kernel", "users" … */
	const char *old, *new;
};

/** Zero-initialised is empty. */
struct gp_comparison {
	struct gp_arena arena;
	const char *old_name,
		*new_name;          /**< As the user wrote them; borrowed. */
	struct gp_nearest old, new; /**< Whose results they are. */
	struct gp_row *rows;        /**< By testbed, kind, metric, and in the
				       order of the tool. */
	size_t n, cap;
	struct gp_row_group *groups; /**< In the same order; in the arena. */
	size_t n_groups;
	struct gp_fact_change *facts; /**< In the arena. */
	size_t n_facts;
	const char **testbeds; /**< That both ran on, sorted; in the arena. */
	size_t n_testbeds;
	const char **old_only; /**< Testbeds of one that are not compared. */
	size_t n_old_only;
	const char **new_only;
	size_t n_new_only;
	size_t counts[GP_STATUS_N];
	size_t by_method[GP_METHOD_N]; /**< Rows that both have. */
	size_t n_folded; /**< Rows that are in none of the counts. */
	size_t n_fail, n_warn;
	size_t n_tests; /**< The family that `q` is corrected for: equal rows
			     are none of it. */
	enum gp_verdict verdict;
	const struct gp_series_set *set; /**< Borrowed: commits, notices. */
};

/** Frees rows (made by gp_grow) and the arena; the set is the caller's. */
void gp_comparison_clear(struct gp_comparison *comparison);

#endif /* GP_COMPARISON_H */
