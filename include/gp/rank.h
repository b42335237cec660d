#ifndef GP_RANK_H
#define GP_RANK_H

#include <stddef.h>

/**
 * @file
 * Statistics of ranks, and modes: pure functions on doubles, like those of
 * gp/stats.h.
 */

/** A difference of two locations, with its distribution-free interval. */
struct gp_shift {
	double shift;     /**< Hodges & Lehmann: median of all b - a. */
	double low, high; /**< Confidence interval; NAN if there are too few
			       values for this confidence. */
	double p;         /**< Two-sided, of Mann & Whitney's test. */
	double p_greater; /**< One-sided: b is above a. */
	double p_less;
};

/**
 * Compares two independent samples, each of at least one finite value;
 * `confidence` is in (0, 1).
 *
 * The test is Mann & Whitney's (1947): exact for up to 50 values in all
 * without ties, else the normal approximation with corrections for ties and
 * continuity, but never below the smallest p of so many values. If all values
 * are equal, p is 1.
 *
 * The interval has the k-th difference b - a from either end (Hollander &
 * Wolfe, Nonparametric Statistical Methods, ch. 4.3), with k from the exact
 * distribution for up to 50 values, else from the normal one; ties make it
 * conservative. The differences are never stored: memory is linear, time a few
 * hundred times that of reading all values. Results are at most DBL_MAX.
 */
void gp_shift_test(struct gp_shift *out, const double *a, size_t n_a,
		   const double *b, size_t n_b, double confidence);

/** The smallest `p` of m and n values, two-sided: 2 / C(m + n, m). */
double gp_shift_least(size_t m, size_t n);

/** More modes than this are not looked for. */
#define GP_MODES_MOST 4

/** Levels between which values alternate. */
struct gp_modes {
	size_t n; /**< 1, or the number of modes that were found. */
	double level[GP_MODES_MOST]; /**< Medians, ascending. */
	double share[GP_MODES_MOST]; /**< Of all values, including outliers. */
	double spread; /**< Standard deviation within the modes; if there is
			    one mode, gp_robust_sd(). */
};

/**
 * Looks for modes in `n` finite values in the order of time, n may be 0. Pass
 * logarithms if the noise is relative. Without values there is one mode at
 * NAN.
 *
 * Modes are groups of three or more values with
 * - gaps between them that are wide against the standard deviation within:
 *   (gap / sd) k^0.7 >= 8 + 175 / n, where k values are beyond the gap. One in
 *   2,000 series without modes has such a gap, even with long tails;
 * - gaps at least three times as wide as that between the nearest two
 *   different values, so that a coarse clock does not make modes;
 * - more values, or less distance between them, than spikes in three values of
 *   a hundred would cause;
 * - alternation: at least three runs of the smaller side, and not fewer runs
 *   than the test of Wald & Wolfowitz (1940) gives one time in 1,000. Values
 *   that are apart but in one piece are a step, not a second mode.
 *
 * Up to a tenth of the values may be far out, and belong to no mode.
 */
void gp_modes_find(struct gp_modes *out, const double *x, size_t n);

#endif /* GP_RANK_H */
