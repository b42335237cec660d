#ifndef GP_STATS_H
#define GP_STATS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @file
 * Mathematics without meaning: pure functions on doubles.
 *
 * Shapes: `x` is `n` values; nothing is modified unless the name says so.
 * No function allocates unless said; all values must be finite.
 */

/** Sorts ascending. */
void gp_sort(double *x, size_t n);

/** Median; n >= 1. Reorders `x`. */
double gp_median_inplace(double *x, size_t n);

/** Median; n >= 1. Works on a copy. */
double gp_median(const double *x, size_t n);

/** Arithmetic mean, n >= 1 (Kahan-Neumaier sum). */
double gp_mean(const double *x, size_t n);

/** Sample standard deviation with n - 1; 0 for n < 2 (Welford 1962). */
double gp_stddev(const double *x, size_t n);

/**
 * Median absolute deviation about the median times 1.4826, consistent for
 * a normal distribution (Rousseeuw & Croux 1993); 0 for n < 2.
 */
double gp_mad(const double *x, size_t n);

/** Quantile q in [0, 1] of sorted x, type 7 (Hyndman & Fan 1996). */
double gp_quantile_sorted(const double *x, size_t n, double q);

/** Regularised incomplete beta I_x(a, b); a, b > 0, 0 <= x <= 1. */
double gp_beta_inc(double a, double b, double x);

/** P(T <= t) of Student's t with df > 0 degrees of freedom. */
double gp_t_cdf(double t, double df);

/** P(T > t): accurate far into the tail. */
double gp_t_sf(double t, double df);

/** The t with P(T <= t) = p, 0 < p < 1. */
double gp_t_quantile(double p, double df);

/**
 * Benjamini-Hochberg adjusted p-values (1995): q[i] for p[i]; n may be 0.
 * `q` may not overlap `p`. Allocates.
 */
void gp_adjust_bh(double *q, const double *p, size_t n);

/** Holm's adjusted p-values (1979), likewise. */
void gp_adjust_holm(double *q, const double *p, size_t n);

/** What the prediction-interval gate knows of a baseline and a commit. */
struct gp_gate_input {
	const double *y;      /**< Baseline commits, on the test's scale. */
	const double *sigma2; /**< Within-commit variance of each, or NULL. */
	const double *k;      /**< Samples behind each, or NULL. */
	size_t n;             /**< At least 2. */
	double x;             /**< The judged commit. */
	double x_k;           /**< Its samples. */
	double x_sigma2;      /**< Its within-commit variance, NAN unknown. */
};

struct gp_gate_result {
	double center; /**< Median of y: effects are measured from it. */
	double mean;   /**< Of the clipped y: the test's level. */
	double se;     /**< Standard error of x - mean. */
	double df;
	double t;
	double p_greater; /**< One-sided: x is above the level. */
	double p_less;
	double tau2;   /**< Between-commit variance. */
	double sigma2; /**< Pooled within-commit variance, 0 if unknown. */
	double spread; /**< Robust s of the baseline. */
};

/**
 * The classical one-sided prediction interval for one future observation
 * (Hahn & Meeker, Statistical Intervals, ch. 4), with the components of
 * variance told apart where the judged commit has another number of samples
 * than the baseline. Clips y to median +- 3 robust sigma where n >= 8.
 * Zero variance gives se 0 and p of 0, 0.5 or 1.
 */
void gp_gate(struct gp_gate_result *out, const struct gp_gate_input *in);

/**
 * Smallest true effect on the test's scale that is found with probability
 * `power` by a test at `alpha` that also needs an effect of `effect`:
 * max(t(1-alpha)*se, effect) + t(power)*se.
 */
double gp_gate_detectable(double se, double df, double alpha, double effect,
			  double power);

#endif /* GP_STATS_H */
