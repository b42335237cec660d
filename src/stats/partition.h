#ifndef GP_STATS_PARTITION_H
#define GP_STATS_PARTITION_H

#include <stddef.h>

#include "loss.h"

/** A series and the penalty of a change; all borrowed. */
struct gp_partition_input {
	const double *x;  /**< Finite values, around 1 in size. */
	const double *sd; /**< The standard deviation of each, above 0. */
	size_t n;
	/**
	 * The range of levels: the same values without spikes, ascending. One
	 * value that is a thousand times the others must not make the grid so
	 * coarse that a clear change is missed.
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
 * `starts`, which has room for n, and returns their number. Time is linear in
 * n if the range of the levels does not grow against the noise.
 */
size_t gp_partition(size_t *starts, const struct gp_partition_input *in);

#endif /* GP_STATS_PARTITION_H */
