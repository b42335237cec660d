#ifndef GP_DETECT_H
#define GP_DETECT_H

#include "gp/comparison.h"

/**
 * @file
 * Series in, findings out: the same series give the same findings, byte for
 * byte. A method is one constant struct in src/detect/<name>.c, listed in
 * detect.c; src/detect/case.h has what a method can use.
 */

/** How p-values of many series are corrected (perf.multiplicity). */
enum gp_multiplicity {
	GP_MULTIPLICITY_FDR, /**< Benjamini & Hochberg: false discoveries. */
	GP_MULTIPLICITY_FWER /**< Holm: any false alarm at all. */
};

struct gp_detect_options {
	enum gp_multiplicity multiplicity;
	bool ignore_common; /**< Judge series that moved together, too. */
};

/** Drift is looked for in at most so many measured commits. */
#define GP_DRIFT_WINDOW 100

/**
 * Judges every series of `set`, which must outlive `out`; `out` is zeroed or
 * cleared before, and freed with gp_findings_clear(). Absolute limits are
 * converted to the unit of the series. A series that a tool computed from
 * another one is folded under that: src/detect/fold.h. A series without a value
 * at the judged commit is `missing` if its `absence` says so; otherwise it is
 * left out. Never fails today.
 */
GP_CHECK enum gp_err gp_detect(struct gp_findings *out,
			       const struct gp_series_set *set,
			       const struct gp_detect_options *options);

/** A difference is significant if Holm's q is not above this. */
#define GP_COMPARE_ALPHA 0.05

/** The two sides: the point at the base of the set, and the current one. */
struct gp_compare_input {
	const struct gp_series_set *set;
	const char *old_name, *new_name; /**< As the user wrote them. */
	const char *const *old_testbeds; /**< On which the old commit ran. */
	size_t n_old_testbeds;
	struct gp_nearest old, new; /**< Whose results they are; zero for
					 files. */
};

/**
 * Compares two commits: for each series on the testbeds on which both ran, the
 * baseline's point at the base of the set (old) with the current one (new).
 *
 * The points up to the old one are its history: if that has five commits or
 * more, its variance between commits decides, as in the gate, with one commit
 * as the level. Else, with four samples or more on both sides (medians of runs
 * if there are four runs), a rank test decides; else the intervals that a tool
 * printed, which overlap or not; else no difference is shown.
 *
 * `out` is zeroed or cleared before, and freed with gp_comparison_clear();
 * names and set must outlive it.
 */
void gp_compare(struct gp_comparison *out, const struct gp_compare_input *in);

#endif /* GP_DETECT_H */
