#ifndef GP_DETECT_H
#define GP_DETECT_H

#include "gp/finding.h"

/**
 * @file
 * Series in, findings out. A method is one constant struct in
 * src/detect/<name>.c, listed in detect.c.
 */

/** How p-values of many series are corrected (perf.multiplicity). */
enum gp_multiplicity { GP_MULTIPLICITY_FDR, GP_MULTIPLICITY_FWER };

struct gp_detect_options {
	enum gp_multiplicity multiplicity;
};

/** One way to judge a series; the worst status of all methods counts. */
struct gp_detector {
	const char *name;
	const char *summary;
	/** Fills what it knows of `finding`, whose series is set. */
	void (*judge)(struct gp_finding *finding, struct gp_arena *arena);
};

/** Judges every series of `set`, which must outlive `out`. */
GP_CHECK enum gp_err gp_detect(struct gp_findings *out,
			       const struct gp_series_set *set,
			       const struct gp_detect_options *options);

#endif /* GP_DETECT_H */
