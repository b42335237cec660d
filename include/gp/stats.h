#ifndef GP_STATS_H
#define GP_STATS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @file
 * Statistics: pure functions on doubles.
 *
 * `x` is an array of `n` values; nothing is modified unless the name says so.
 * Values must be finite unless said otherwise. The whole range of a double is
 * supported: 1e-300 and 1e300 do not overflow. Nothing depends on the locale,
 * on time or on random numbers.
 */

/* ---- order ---- */

/** Sorts ascending. */
void gp_sort(double *x, size_t n);

/** Median; n >= 1. Reorders `x`. */
double gp_median_inplace(double *x, size_t n);

/** Median; n >= 1. Works on a copy. */
double gp_median(const double *x, size_t n);

/** Quantile q in [0, 1] of sorted x, n >= 1, type 7 (Hyndman & Fan 1996). */
double gp_quantile_sorted(const double *x, size_t n, double q);

/**
 * Median absolute deviation about the median times 1.4826, consistent for
 * a normal distribution (Rousseeuw & Croux 1993); 0 for n < 2.
 */
double gp_mad(const double *x, size_t n);

/**
 * A robust standard deviation: the MAD; or if that is 0 because more than half
 * of the values are equal, the mean absolute deviation about the median times
 * sqrt(pi / 2) (Iglewicz & Hoaglin 1993, ch. 3); 0 for n < 2.
 */
double gp_robust_sd(const double *x, size_t n);

/**
 * A robust variance: the square of the MAD, corrected so that it is unbiased
 * for normal values. NAN for n < 2. Like the variance of a median, the MAD
 * depends on the central values, so that the tails of a latency do not count
 * as noise of its median. tests/data/stats/constants.py computed the
 * corrections.
 */
double gp_mad_variance(const double *x, size_t n);

/**
 * The variance of the median of n >= 1 normal values of variance 1: near
 * pi / (2 n) (Hald, Statistical Theory with Engineering Applications, 1952;
 * tests/data/stats/constants.py).
 */
double gp_median_factor(size_t n);

/**
 * The narrowest interval [x_(k), x_(n+1-k)] of sorted `x` that covers the
 * median of any distribution with `confidence` in (0, 1), from the sign test
 * (Hahn & Meeker 1991, ch. 5). Returns false and sets nothing if n is too
 * small for such an interval: below 6 at 95 %.
 */
bool gp_median_interval(double *low, double *high, const double *x, size_t n,
			double confidence);

/* ---- moments ---- */

/** Arithmetic mean, n >= 1 (compensated sum, Neumaier 1974). */
double gp_mean(const double *x, size_t n);

/**
 * Sample standard deviation with n - 1; 0 for n < 2 (Welford 1962). At most
 * DBL_MAX.
 */
double gp_stddev(const double *x, size_t n);

/* ---- distributions ---- */

/**
 * Regularised incomplete beta I_x(a, b); a, b > 0 and finite, 0 <= x <= 1;
 * NAN outside. Relative error near 1e-14 for a + b < 1e5 (continued fraction
 * DLMF 8.17.22, by the method of Lentz 1976).
 */
double gp_beta_inc(double a, double b, double x);

/**
 * P(T <= t) of Student's t with df degrees of freedom, df > 0; infinite df is
 * the normal distribution, infinite t gives 0 or 1. NAN if df is not above 0
 * or a parameter is NAN. DLMF 8.17 with x = df / (df + t^2).
 */
double gp_t_cdf(double t, double df);

/** P(T > t) for the same: keeps its relative accuracy down to DBL_MIN. */
double gp_t_sf(double t, double df);

/**
 * The t with P(T <= t) = p. p = 0 and 1 give -INFINITY and INFINITY, as does
 * a t beyond DBL_MAX; NAN outside [0, 1] and for df not above 0. Accurate far
 * into the lower tail: use -gp_t_quantile(alpha, df) instead of
 * gp_t_quantile(1 - alpha, df). Newton's iteration on the logarithms of the
 * tail and of t.
 */
double gp_t_quantile(double p, double df);

/* ---- corrections for many tests ---- */

/**
 * Adjusted p-values of Benjamini & Hochberg (1995): q[i] for p[i], each in
 * [0, 1]; n may be 0. `q` may not overlap `p`.
 */
void gp_adjust_bh(double *q, const double *p, size_t n);

/** Adjusted p-values of Holm (1979), likewise. */
void gp_adjust_holm(double *q, const double *p, size_t n);

/* ---- the gate ---- */

/**
 * Which fractions of the variance between runs, and of that between samples,
 * remain in the value of a commit: 1/n for a mean of n, gp_median_factor(n)
 * for a median.
 */
struct gp_parts {
	double run;
	double sample;
};

/**
 * Noise known from repeated measurements of one commit: variances on the scale
 * of the test, NAN if nothing was repeated.
 */
struct gp_noise {
	double sample_var;     /**< Between the samples of one run. */
	double run_var;        /**< Between the runs of one commit. */
	struct gp_parts parts; /**< Means over the baseline. */
};

/** A baseline and the commit that is tested against it; all borrowed. */
struct gp_gate_input {
	const double *y; /**< Commits, on the test's scale, oldest first: the
			      baseline, and those before it whose variance is
			      pooled with it. */
	size_t n;        /**< More than there are segments. */
	const size_t *starts; /**< Where each segment but the first begins:
				   ascending, above 0 and below n. */
	size_t n_starts;      /**< 0: one segment, all of it baseline. */
	double x; /**< The judged commit, on that scale; NAN: none. */
	struct gp_parts parts; /**< Its own. */
	struct gp_noise noise;
};

struct gp_gate_result {
	double center;    /**< Median of the last segment. */
	double mean;      /**< Of its clipped values: the level of the test. */
	double spread;    /**< Robust standard deviation within segments. */
	double var;       /**< Variance of one commit that is measured as the
			       baseline was. */
	double mean_var;  /**< Variance of the level. */
	double se;        /**< Standard error of x - mean. */
	double df;        /**< Degrees of freedom of `var`. */
	double p_greater; /**< One-sided: x is above the level. */
	double p_less;
	/* The shares of `var` that are caused by samples and by runs. */
	double share_samples, share_runs;
	struct gp_noise noise; /**< As given. */
};

/**
 * The classical one-sided prediction interval for one future observation
 * (Hahn & Meeker, Statistical Intervals, ch. 4): t = (x - mean) / se with
 * se^2 = var + var / m. m is the number of commits in the last segment, which
 * alone determines the level.
 *
 * `var` is pooled over the k segments: squares about the mean of each, over
 * n - k (the mean square within groups of an analysis of variance; Searle,
 * Casella & McCulloch 1992, ch. 3).
 *
 * If n >= 8, commits are clipped to the median of their segment +- 3 robust
 * standard deviations of all residuals from these medians, and `var` is the
 * winsorised variance times ((n - k) / (h - k))^2 with h - k degrees of
 * freedom, where h values are not clipped (Tukey & McLaughlin 1963; for
 * several groups Yuen & Dixon 1973). Without that factor clipping would cause
 * up to 2.5 times the false alarms. Segments of one commit have no variance:
 * they count neither in n nor in k, except as level.
 *
 * A commit whose parts differ from the baseline's has the variance of
 * gp_gate_se(): components of variance by the method of moments (Searle,
 * Casella & McCulloch 1992, ch. 3), each within [0, var].
 *
 * A variance of 0 gives se 0 and p of 0, 0.5 or 1; x NAN gives p NAN.
 */
void gp_gate(struct gp_gate_result *out, const struct gp_gate_input *in);

/**
 * Standard error of the difference between a commit with these parts and the
 * level of `gate`. If the commit is measured more often than the baseline, the
 * share of the variance that measuring cannot reduce is at least
 * sqrt(2 / df), the standard error of a variance: otherwise a variance that is
 * small by chance would cause up to five times the false alarms.
 */
double gp_gate_se(const struct gp_gate_result *gate, struct gp_parts parts);

/**
 * How large a true effect must be to be detected with a given probability (the
 * power of the test), in standard errors.
 */
struct gp_power {
	double test;   /**< From the level, for the test to be significant. */
	double effect; /**< Beyond a limit, for the estimate to exceed it. */
};

/**
 * For a one-sided t test at `alpha` with `df` degrees of freedom and a power
 * of at least 1/2. `test` is the noncentrality delta of
 * P(T(df, delta) > t(1 - alpha, df)) = power by the normal approximation of
 * Abramowitz & Stegun 26.7.10, within 2.5 percent from df = 4 on.
 */
struct gp_power gp_gate_power(double df, double alpha, double power);

/**
 * The minimum detectable effect of a test with the standard error `se` that
 * also requires an estimate of `effect` or more, on the test's scale.
 */
double gp_gate_detectable(const struct gp_power *power, double se,
			  double effect);

/**
 * The standard error with which gp_gate_detectable() is `goal`, which is above
 * `effect`.
 */
double gp_gate_se_for(const struct gp_power *power, double goal, double effect);

/**
 * The exponent for which `n` finite values times 2^-exponent are within +-1, so
 * that sums and squares neither overflow nor vanish. 0 if all are 0.
 */
int gp_exponent_of(const double *x, size_t n);

#endif /* GP_STATS_H */
