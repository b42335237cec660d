#ifndef GP_RANK_H
#define GP_RANK_H

#include <stddef.h>

/**
 * @file
 * Statistics of ranks: pure functions on doubles, as those of gp/stats.h.
 */

/** A difference of two locations, with its distribution-free interval. */
struct gp_shift {
	double shift;     /**< Hodges & Lehmann: median of all b - a. */
	double low, high; /**< Interval of the confidence asked for; NAN where
			       so few values cannot have it. */
	double p;         /**< Two-sided, of Mann & Whitney's test. */
	double p_greater; /**< One-sided: b is above a. */
	double p_less;
};

/**
 * Two independent samples, each of at least one finite value; `confidence` is
 * in (0, 1).
 *
 * The test is Mann & Whitney's (1947): exact for up to 50 values in all
 * without ties, else the normal approximation with corrections for ties and
 * continuity. Nothing but equal values gives p of 1.
 *
 * The interval has the k-th difference b - a from either end (Hollander &
 * Wolfe, Nonparametric Statistical Methods, ch. 4.3), with k from the exact
 * distribution for up to 50 values, else from the normal one; ties make it
 * wider than it had to be. Differences are never listed: memory is linear,
 * time a few hundred times that of reading all values. Results are at most
 * DBL_MAX.
 */
void gp_shift_test(struct gp_shift *out, const double *a, size_t n_a,
		   const double *b, size_t n_b, double confidence);

/** Whether values come from two or more levels in turn. */
struct gp_modes {
	size_t n;        /**< 1, or the number of modes that were told apart. */
	double level[4]; /**< Medians, ascending. */
	double share[4]; /**< Of the values. */
	double spread;   /**< Standard deviation within the modes. */
};

/**
 * Looks for modes in `n` finite values in the order of time, any n. Values
 * that lie apart but come in one piece are a step, and no second mode; one
 * or two odd values are outliers.
 */
void gp_modes_find(struct gp_modes *out, const double *x, size_t n);

#endif /* GP_RANK_H */
