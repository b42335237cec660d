#ifndef GP_DETECT_H
#define GP_DETECT_H

#include "gp/finding.h"

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

/**
 * Compares two commits: the last point of each series' baseline, at the set's
 * base, with its current one. Where history gives a variance between commits,
 * it decides as the gate does, with the one commit as level; else the samples
 * of the two, which know no noise between commits, and the finding's reason
 * says so; else intervals that a tool printed. p-values are Holm's. In the
 * findings `baseline` is that one commit.
 */
GP_CHECK enum gp_err gp_compare(struct gp_findings *out,
				const struct gp_series_set *set);

#endif /* GP_DETECT_H */
