#ifndef GP_SUMMARY_H
#define GP_SUMMARY_H

#include "gp/entry.h"

/**
 * @file
 * What a run's samples of one measurement come to, for those who read on.
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
 * From the samples; where the tool printed a summary in their place, its
 * value is the median, and only what it printed of the rest is known. What is
 * one of the samples keeps every digit of it.
 */
void gp_five_of(struct gp_five *out, const struct gp_measurement *m);

/** Median of `n` >= 1 values, exact where it is one of them. Reorders them. */
struct gp_decimal gp_decimal_median(struct gp_decimal *values, size_t n);

/**
 * `value` * `factor`, for another unit; a power of ten moves the point and
 * keeps every digit. Absent stays absent, and what overflows becomes so.
 */
struct gp_decimal gp_decimal_scale(struct gp_decimal value, double factor);

#endif /* GP_SUMMARY_H */
