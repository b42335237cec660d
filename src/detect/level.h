#ifndef GP_DETECT_LEVEL_H
#define GP_DETECT_LEVEL_H

#include "gp/stats.h"

#include "restart.h"
#include "scale.h"
#include "values.h"

/**
 * @file
 * Third stage of a case: the levels of baseline and judged commit, and the
 * change between them.
 */

/** A baseline, and the judged commit in relation to it. */
struct gp_baseline {
	struct gp_scale scale;
	size_t n; /**< Commits in the baseline, oldest first. */
	const struct gp_point **points; /**< Of these; in the scratch arena. */
	double *y;                      /**< Their values on the scale. */
	bool has_variance; /**< Enough degrees of freedom for a test. */
	double judged;     /**< The judged commit on the scale; NAN: none. */
	double distance;   /**< `judged` less y(center): more is worse. */
	struct gp_gate_result gate; /**< All 0 without a residual. */
	double critical; /**< Half the width of a 95 % confidence interval, in
			      standard errors. */
};

#endif /* GP_DETECT_LEVEL_H */
