#ifndef GP_DETECT_CONTRAST_H
#define GP_DETECT_CONTRAST_H

#include "case.h"

/**
 * @file
 * Two points of one series, as numbers.
 */
struct gp_contrast {
	enum gp_method method;
	double shift;     /**< New less old, in the unit; NAN: unknown. */
	double low, high; /**< 95 % interval of it; NAN: unknown. */
	double p;         /**< Two-sided; NAN: not tested. */
	bool equal; /**< Nothing but one value: no test could find more. */
	size_t n_old, n_new; /**< Samples, or medians of runs, of the ranks. */
};

/**
 * Compares `old` (NULL: none), the last of the points that `c` was opened
 * with, with the current one, and fills levels and change of the finding.
 */
struct gp_contrast gp_contrast_of(struct gp_case *c,
				  const struct gp_point *old);

#endif /* GP_DETECT_CONTRAST_H */
