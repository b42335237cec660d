#ifndef GP_SUMMARY_H
#define GP_SUMMARY_H

#include "gp/entry.h"

/**
 * @file
 * Statistics of the samples of one measurement.
 */

/** Absent parts (kind NONE) are unknown, not zero. */
struct gp_five {
	uint64_t n; /**< Samples, or those behind a summary. */
	struct gp_decimal mean;
	struct gp_decimal stddev; /**< With n - 1; unknown for one sample. */
	struct gp_decimal min;
	struct gp_decimal p50; /**< The median. */
	struct gp_decimal max;
};

/**
 * Computes them from the samples. If the tool printed a summary instead, its
 * value is the median, and of the rest only what it printed is known. A result
 * that equals one of the samples keeps all digits of that sample.
 */
void gp_five_of(struct gp_five *out, const struct gp_measurement *m);

/** Median of `n` >= 1 values, exact if it is one of them. Reorders them. */
struct gp_decimal gp_decimal_median(struct gp_decimal *values, size_t n);

/**
 * `value` * `factor`, for another unit; a power of ten moves the point and
 * keeps every digit. Absent stays absent; a result that overflows becomes
 * absent.
 */
struct gp_decimal gp_decimal_scale(struct gp_decimal value, double factor);

#endif /* GP_SUMMARY_H */
