#ifndef GP_DETECT_H
#define GP_DETECT_H

#include "gp/comparison.h"

/**
 * @file
 * Series in, findings out: the same series give the same findings, byte for
 * byte. A method is one constant struct in src/detect/<name>.c, listed in
 * detect.c; src/detect/case.h is what a method sees.
 */

/** How p-values of many series are corrected (perf.multiplicity). */
enum gp_multiplicity {
	GP_MULTIPLICITY_FDR, /**< Benjamini & Hochberg: false discoveries. */
	GP_MULTIPLICITY_FWER /**< Holm: any false alarm at all. */
};

struct gp_detect_options {
	enum gp_multiplicity multiplicity;
};

/** Measured commits in which drift is looked for. */
#define GP_DRIFT_WINDOW 100

/**
 * Judges every series of `set`, which must outlive `out`; `out` is zeroed or
 * cleared before. Absolute limits are read in their own unit and converted.
 * A series without a value at the judged commit is `missing` where its
 * testbed ran there and the newest baseline commit has it, else left out.
 */
GP_CHECK enum gp_err gp_detect(struct gp_findings *out,
			       const struct gp_series_set *set,
			       const struct gp_detect_options *options);

/** A difference is shown where Holm's q is not above this. */
#define GP_COMPARE_ALPHA 0.05

/** What is compared: the point at the set's base with the current one. */
struct gp_compare_input {
	const struct gp_series_set *set;
	const char *old_name, *new_name; /**< As the user has them. */
	const char *const *old_testbeds; /**< That the old commit ran on. */
	size_t n_old_testbeds;
};

/**
 * Compares two commits: of each series on the testbeds that both ran on, the
 * baseline's point at the set's base (old) with the current one (new). The
 * points up to it are the history that ends there: from five commits on its
 * variance between commits decides, as in the gate, with one commit as level.
 * Else, with four samples on both sides (medians of runs, with four of those),
 * their ranks do; else the intervals that a tool printed, apart or
 * overlapping; else nothing is shown. `out` is zeroed or cleared before; names
 * and set must outlive it.
 */
void gp_compare(struct gp_comparison *out, const struct gp_compare_input *in);

#endif /* GP_DETECT_H */
