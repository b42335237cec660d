#ifndef GP_STATS_NOISE_H
#define GP_STATS_NOISE_H

#include <stddef.h>

/**
 * @file
 * The noise of a series whose level may change: from differences of
 * neighbours, which a change of the level hardly affects.
 */

/** Half of the distance between the 15 % and the 85 % quantile, in sd. */
#define GP_NOISE_Q85 1.0364333894937898

/**
 * A standard deviation from the central 70 % of n >= 1 values, which it
 * sorts. Unlike the MAD it includes a second mode with half of the values.
 */
double gp_noise_central(double *x, size_t n);

/**
 * The standard deviation of the noise at each of n >= 2 values, to `sd`:
 * gp_noise_central() of the 60 first differences around it, over sqrt(2),
 * limited to 0.6 to 2.5 times that of all of them, and at least `least`.
 */
void gp_noise_local(double *sd, const double *x, size_t n, double least);

/**
 * The variance of means over that of means of independent values, at least
 * 1: from the differences between the means of neighbouring blocks of five.
 * `x` must be without spikes; `sd` is the noise at each value.
 */
double gp_noise_blocks(const double *x, const double *sd, size_t n);

/**
 * The same from the autocorrelations of residuals, with Bartlett's weights
 * over at most 12 lags (Newey & West 1987).
 */
double gp_noise_long_run(const double *residuals, size_t n);

#endif /* GP_STATS_NOISE_H */
