#ifndef GP_DETECT_CONTRAST_H
#define GP_DETECT_CONTRAST_H

#include "case.h"

/**
 * @file
 * The difference between two points of one series.
 */

struct gp_contrast {
	enum gp_method method;
	double shift;     /**< New minus old, in the unit; NAN: unknown. */
	double low, high; /**< 95 % interval of it; NAN: unknown. */
	double p;         /**< Two-sided; NAN: not tested. */
	bool equal; /**< All values are the same: there is nothing to test. */
	size_t n_old, n_new; /**< Samples, or medians of runs, of each. */
};

/**
 * Compares `old` (NULL: not measured), the last of the points that `c` was
 * opened with, with the current one; fills levels and change of the finding.
 */
struct gp_contrast gp_contrast_of(struct gp_case *c,
				  const struct gp_point *old);

#endif /* GP_DETECT_CONTRAST_H */
