#ifndef GP_DETECT_VALUES_H
#define GP_DETECT_VALUES_H

#include "gp/value.h"

/**
 * @file
 * First stage of a case: the points of a series as numbers.
 */

/**
 * The value of the judged commit, and those of all loaded commits before it
 * that have one, oldest first.
 */
struct gp_values {
	size_t n;
	const struct gp_point **points; /**< Borrowed from the series. */
	struct gp_value *items;
	double *raw; /**< items[i].value, in the unit of the series. */
	struct gp_value current;
};

/**
 * Reads the baseline of `series`, and `judged` as its judged commit; `out` is
 * overwritten.
 */
void gp_values_read(struct gp_values *out, const struct gp_series *series,
		    const struct gp_point *judged);

/** Frees the three arrays. `current` stays: later stages read it. */
void gp_values_clear(struct gp_values *values);

#endif /* GP_DETECT_VALUES_H */
