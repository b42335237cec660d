#ifndef GP_STATS_PARTITION_H
#define GP_STATS_PARTITION_H

#include <stddef.h>

#include "loss.h"

/** A series and the price of a change. */
struct gp_partition_input {
	const double *x;  /**< Finite values, around 1 in size. */
	const double *sd; /**< The noise at each of them, above 0. */
	size_t n;
	/**
	 * Where levels may be: the same values without spikes, ascending. One
	 * value that is a thousand times the others must not make the grid so
	 * coarse that a plain change is lost.
	 */
	const double *levels;
	double typical; /**< A low quantile of the noise. */
	double penalty; /**< Of a change. */
	const struct gp_loss *loss;
};

/**
 * Cuts a series into segments, each with a level, so that the sum of
 * loss((x - level) / sd) and the penalties is smallest: optimal partitioning
 * with a bounded loss (Fearnhead & Rigaill 2019), the levels on a grid of a
 * tenth of the noise. Writes the first index of each segment but the first to
 * `starts`, which has room for n, and returns their number. Linear in n where
 * the noise does not shrink against the range.
 */
size_t gp_partition(size_t *starts, const struct gp_partition_input *in);

#endif /* GP_STATS_PARTITION_H */
