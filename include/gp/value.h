#ifndef GP_VALUE_H
#define GP_VALUE_H

#include "gp/series.h"
#include "gp/stats.h"

/**
 * @file
 * The value of a commit: the median of its runs' medians.
 */

/** A commit of a series as numbers, in the series' unit. */
struct gp_value {
	double value; /**< Median of the runs' medians; NAN: not measured. */
	size_t runs;
	double samples;        /**< In all runs. */
	struct gp_parts parts; /**< Of the noise that is left in `value`. */
	double sample_var;     /**< Between the samples of one run. */
	double sample_df;      /**< 0: sample_var is unknown. */
	double run_var;        /**< Between the runs. */
};

/** The value of a point, in the unit of its series. */
struct gp_value gp_value_of(const struct gp_point *point);

#endif /* GP_VALUE_H */
