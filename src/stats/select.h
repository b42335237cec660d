#ifndef GP_STATS_SELECT_H
#define GP_STATS_SELECT_H

#include <stddef.h>

/**
 * @file
 * Order statistics of many values, without sorting them.
 */

/** The k-th smallest, from 0, of `n` > k values; reorders them. */
double gp_select(double *x, size_t n, size_t k);

/** Median of n >= 1 values; reorders them. */
double gp_select_median(double *x, size_t n);

/**
 * Ranks of `n` finite values, from 1; equal values share the mean of their
 * ranks. Returns the sum of t^3 - t over the groups of t equal values.
 */
double gp_ranks(double *ranks, const double *x, size_t n);

#endif /* GP_STATS_SELECT_H */
