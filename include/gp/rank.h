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
 * continuity, but no p that so few values cannot have. Nothing but equal values
 * gives p of 1.
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

/** The smallest `p` of m and n values, two-sided: 2 / C(m + n, m). */
double gp_shift_least(size_t m, size_t n);

#define GP_MODES_MOST 4

/** Whether values come from two or more levels in turn. */
struct gp_modes {
	size_t n; /**< 1, or the number of modes that were told apart. */
	double level[GP_MODES_MOST]; /**< Medians, ascending. */
	double share[GP_MODES_MOST]; /**< Of all values, outliers too. */
	double spread; /**< Standard deviation within the modes; of one
			    mode gp_robust_sd(). */
};

/**
 * Looks for modes in `n` finite values in the order of time, any n. Give
 * logarithms where noise is relative. No values give one mode at NAN.
 *
 * Modes are groups of three or more values with
 * - gaps between them that are wide against the standard deviation within:
 *   (gap / sd) k^0.7 >= 8 + 175 / n, k values being beyond the gap, as one in
 *   2,000 series without modes has, long tails included;
 * - three times as far apart as the nearest two different values, so that a
 *   coarse clock makes no modes;
 * - more values, or nearer to each other, than spikes would have that hit
 *   three values in a hundred;
 * - in turn: at least three runs of the smaller side, and not fewer runs than
 *   the test of Wald & Wolfowitz (1940) gives one time in 1,000. Values that
 *   lie apart but come in one piece are a step, and no second mode.
 *
 * Up to a tenth of the values may lie far out, and belong to none.
 */
void gp_modes_find(struct gp_modes *out, const double *x, size_t n);

#endif /* GP_RANK_H */
