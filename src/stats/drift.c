/*
 * Drift: a trend that is too slow for a single change to be detected.
 *
 * A straight line by the median of all slopes (Theil & Sen), Mann & Kendall's
 * test of it, and a comparison with a single step, which may explain the same
 * values better.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/changes.h"
#include "gp/mem.h"
#include "gp/stats.h"

#include "select.h"

#define MOST_LAGS 10
#define LEVEL_LAG 1.959963984540054 /* 95 % of a normal distribution */
/* Values within +-1 that differ by less than this differ by rounding only. */
#define ROUNDING 0x1p-40

/* Values within +-1, or medians of blocks of them, and their positions. */
struct fitted_trend {
	double *x, *at;
	size_t n;
	double slope, middle; /* x is near middle + slope * at */
	double s, var;        /* Mann & Kendall's, for independent values */
};

/* ---- the values ---- */

static bool all_finite(const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isfinite(x[i]))
			return false;
	return true;
}

static double limit_drift(double value)
{
	return fmax(-DBL_MAX, fmin(value, DBL_MAX));
}

/* Blocks whose sizes differ by at most one; positions are their middles. */
static void read_blocks(struct fitted_trend *t, const double *x, size_t n,
			int exponent)
{
	double *scaled = gp_malloc(n * sizeof(*scaled));

	for (size_t i = 0; i < n; i++)
		scaled[i] = ldexp(x[i], -exponent);
	t->n = n < GP_DRIFT_EXACT ? n : GP_DRIFT_EXACT;
	t->x = gp_malloc(t->n * sizeof(*t->x));
	t->at = gp_malloc(t->n * sizeof(*t->at));
	for (size_t i = 0; i < t->n; i++) {
		size_t from = n / t->n * i + n % t->n * i / t->n;
		size_t to = n / t->n * (i + 1) + n % t->n * (i + 1) / t->n;

		t->x[i] = gp_median_inplace(scaled + from, to - from);
		t->at[i] = (double)from + (double)(to - from - 1) / 2;
	}
	free(scaled);
}

/* ---- the line, and the test ---- */

static double trend_residual(const struct fitted_trend *t, size_t i)
{
	return t->x[i] - t->slope * t->at[i];
}

static void fit_trend_line(struct fitted_trend *t)
{
	size_t n_pairs = t->n * (t->n - 1) / 2, n = 0;
	double *slopes = gp_malloc(n_pairs * sizeof(*slopes)), *rest;

	for (size_t i = 0; i < t->n; i++) {
		for (size_t j = i + 1; j < t->n; j++) {
			double rise = t->x[j] - t->x[i];

			t->s += (rise > 0) - (rise < 0);
			slopes[n++] = rise / (t->at[j] - t->at[i]);
		}
	}
	t->slope = gp_select_median(slopes, n);
	free(slopes);
	rest = gp_malloc(t->n * sizeof(*rest));
	for (size_t i = 0; i < t->n; i++)
		rest[i] = trend_residual(t, i);
	t->middle = gp_median_inplace(rest, t->n);
	free(rest);
}

/* n (n - 1) (2 n + 5) */
static double kendall_term(double n)
{
	return n * (n - 1) * (2 * n + 5);
}

static void find_s_variance(struct fitted_trend *t)
{
	double *sorted = gp_malloc(t->n * sizeof(*sorted));

	memcpy(sorted, t->x, t->n * sizeof(*sorted));
	gp_sort(sorted, t->n);
	t->var = kendall_term((double)t->n);
	for (size_t i = 0, j; i < t->n; i = j) {
		for (j = i + 1; j < t->n && sorted[j] == sorted[i];)
			j++;
		t->var -= kendall_term((double)(j - i));
	}
	t->var /= 18;
	free(sorted);
}

/* ---- autocorrelation ---- */

static double *residual_ranks(const struct fitted_trend *t)
{
	double *rest = gp_malloc(t->n * sizeof(*rest));
	double *ranks = gp_malloc(t->n * sizeof(*ranks));

	for (size_t i = 0; i < t->n; i++)
		rest[i] = rint((trend_residual(t, i) - t->middle) / ROUNDING);
	gp_ranks(ranks, rest, t->n);
	free(rest);
	for (size_t i = 0; i < t->n; i++)
		ranks[i] -= (double)(t->n + 1) / 2;
	return ranks;
}

static double lagged_product(const double *r, size_t n, size_t lag)
{
	double sum = 0;

	for (size_t i = lag; i < n; i++)
		sum += r[i] * r[i - lag];
	return sum;
}

static double variance_inflation(const struct fitted_trend *t)
{
	double *r = residual_ranks(t), n = (double)t->n, sum = 0;
	double all = lagged_product(r, t->n, 0), least = LEVEL_LAG / sqrt(n);

	for (size_t lag = 1; all > 0 && lag <= MOST_LAGS; lag++) {
		double k = n - (double)lag,
		       rho = lagged_product(r, t->n, lag) / all;

		if (k > 2 && fabs(rho) > least)
			sum += k * (k - 1) * (k - 2) * rho;
	}
	free(r);
	return fmax(1, 1 + 2 * sum / (n * (n - 1) * (n - 2)));
}

static double p_of_trend(const struct fitted_trend *t)
{
	double z = fmax(0, fabs(t->s) - 1);

	if (!(t->var > 0))
		return 1;
	return erfc(z / sqrt(2 * t->var * variance_inflation(t)));
}

/* ---- line or step ---- */

/*
 * sums[i] is the sum of the distances of x[0] to x[i] from their median; the
 * values are `step` apart in memory. A new value adds its distance from the
 * nearest median of those before it.
 */
static void grow_sums(double *sums, const double *x, ptrdiff_t step, size_t n)
{
	double *sorted = gp_malloc(n * sizeof(*sorted)), sum = 0;

	for (size_t i = 0; i < n; i++) {
		double value = x[(ptrdiff_t)i * step];
		size_t at = i;

		if (i)
			sum += fmax(0, fmax(sorted[(i - 1) / 2] - value,
					    value - sorted[i / 2]));
		for (; at > 0 && sorted[at - 1] > value; at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = value;
		sums[i] = sum;
	}
	free(sorted);
}

/* Sum of the distances from the two levels of the best single step. */
static double step_distances(const struct fitted_trend *t)
{
	size_t n = t->n;
	double *before = gp_malloc(2 * n * sizeof(*before));
	double *behind = before + n, least = INFINITY;

	grow_sums(before, t->x, 1, n);
	grow_sums(behind, t->x + n - 1, -1, n);
	for (size_t i = 1; i < n; i++)
		least = fmin(least, before[i - 1] + behind[n - 1 - i]);
	free(before);
	return least;
}

static double line_distances(const struct fitted_trend *t)
{
	double sum = 0;

	for (size_t i = 0; i < t->n; i++)
		sum += fabs(trend_residual(t, i) - t->middle);
	return sum;
}

/*
 * Compares two models with Laplace errors by the criterion of Schwarz (1978):
 * a step has one parameter more than a line, its position.
 */
static bool is_straight_line(const struct fitted_trend *t)
{
	double n = (double)t->n;

	return line_distances(t) < step_distances(t) * exp(log(n) / (2 * n));
}

void gp_drift_test(struct gp_drift *out, const double *x, size_t n,
		   double least)
{
	struct fitted_trend t = { 0 };
	int exponent;

	*out = (struct gp_drift){ false, NAN, NAN, NAN };
	if (n < GP_DRIFT_FROM || !all_finite(x, n))
		return;
	exponent = gp_exponent_of(x, n);
	read_blocks(&t, x, n, exponent);
	fit_trend_line(&t);
	find_s_variance(&t);
	out->slope = limit_drift(ldexp(t.slope, exponent));
	out->total = limit_drift(ldexp(t.slope * (double)(n - 1), exponent));
	out->p = p_of_trend(&t);
	out->drifting = out->p < GP_DRIFT_P && fabs(out->total) >= least &&
			is_straight_line(&t);
	free(t.x);
	free(t.at);
}
