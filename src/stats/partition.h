#ifndef GP_STATS_PARTITION_H
#define GP_STATS_PARTITION_H

#include <stddef.h>

/** A series and the price of a change. */
struct gp_partition_input {
	const double *x;  /**< Finite values, around 1 in size. */
	const double *sd; /**< The noise at each of them, above 0. */
	size_t n;
	double penalty; /**< Of a change. */
	double outlier; /**< No value costs more; below the penalty. */
};

/**
 * Cuts a series into segments, each with a level, so that the sum of
 * min(((x - level) / sd)^2, outlier) and the penalties is smallest: optimal
 * partitioning with a biweight loss (Fearnhead & Rigaill 2019), the levels on
 * a grid of a tenth of the noise. Writes the first index of each segment but
 * the first to `starts`, which has room for n, and returns their number.
 * Linear in n where the noise does not shrink against the range.
 */
size_t gp_partition(size_t *starts, const struct gp_partition_input *in);

#endif /* GP_STATS_PARTITION_H */
