/*
 * Drift: a trend that is too slow for any single change to be seen.
 *
 * A straight line through the medians of all slopes (Theil & Sen), Mann &
 * Kendall's test of it, and the question whether one step would not tell the
 * same story better.
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
/* Of values within +-1: what is less apart than this was so by rounding. */
#define ROUNDING 0x1p-40

/* Values within +-1, or the medians of blocks of them, and their places. */
struct trend {
	double *x, *at;
	size_t n;
	double slope, middle; /* x is near middle + slope * at */
	double s, var;        /* Mann & Kendall's, as of independent values */
};

/* ---- the values ---- */

static bool all_finite(const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isfinite(x[i]))
			return false;
	return true;
}

static double limited(double value)
{
	return fmax(-DBL_MAX, fmin(value, DBL_MAX));
}

/* Blocks of equal size, but for one: places are those of their middles. */
static void read_values(struct trend *t, const double *x, size_t n,
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

static double residual(const struct trend *t, size_t i)
{
	return t->x[i] - t->slope * t->at[i];
}

static void fit_line(struct trend *t)
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
		rest[i] = residual(t, i);
	t->middle = gp_median_inplace(rest, t->n);
	free(rest);
}

/* n (n - 1) (2 n + 5) */
static double triples(double n)
{
	return n * (n - 1) * (2 * n + 5);
}

static void variance(struct trend *t)
{
	double *sorted = gp_malloc(t->n * sizeof(*sorted));

	memcpy(sorted, t->x, t->n * sizeof(*sorted));
	gp_sort(sorted, t->n);
	t->var = triples((double)t->n);
	for (size_t i = 0, j; i < t->n; i = j) {
		for (j = i + 1; j < t->n && sorted[j] == sorted[i];)
			j++;
		t->var -= triples((double)(j - i));
	}
	t->var /= 18;
	free(sorted);
}

/* ---- values that lean on the ones before ---- */

static double *residual_ranks(const struct trend *t)
{
	double *rest = gp_malloc(t->n * sizeof(*rest));
	double *ranks = gp_malloc(t->n * sizeof(*ranks));

	for (size_t i = 0; i < t->n; i++)
		rest[i] = rint((residual(t, i) - t->middle) / ROUNDING);
	gp_ranks(ranks, rest, t->n);
	free(rest);
	for (size_t i = 0; i < t->n; i++)
		ranks[i] -= (double)(t->n + 1) / 2;
	return ranks;
}

static double product(const double *r, size_t n, size_t lag)
{
	double sum = 0;

	for (size_t i = lag; i < n; i++)
		sum += r[i] * r[i - lag];
	return sum;
}

static double inflation(const struct trend *t)
{
	double *r = residual_ranks(t), n = (double)t->n, sum = 0;
	double all = product(r, t->n, 0), least = LEVEL_LAG / sqrt(n);

	for (size_t lag = 1; all > 0 && lag <= MOST_LAGS; lag++) {
		double k = n - (double)lag, rho = product(r, t->n, lag) / all;

		if (k > 2 && fabs(rho) > least)
			sum += k * (k - 1) * (k - 2) * rho;
	}
	free(r);
	return fmax(1, 1 + 2 * sum / (n * (n - 1) * (n - 2)));
}

static double p_of(const struct trend *t)
{
	double z = fmax(0, fabs(t->s) - 1);

	if (!(t->var > 0))
		return 1;
	return erfc(z / sqrt(2 * t->var * inflation(t)));
}

/* ---- line or step ---- */

/*
 * sums[i]: of the distances of x[0] to x[i] from their median, `step` apart
 * in memory. A new value adds its distance from the nearest median of those
 * before.
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

/* What the best single step leaves: a sum of distances. */
static double step_rest(const struct trend *t)
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

static double line_rest(const struct trend *t)
{
	double sum = 0;

	for (size_t i = 0; i < t->n; i++)
		sum += fabs(residual(t, i) - t->middle);
	return sum;
}

/*
 * As models with Laplace's errors, by the criterion of Schwarz (1978): a step
 * has one parameter more than a line, its place.
 */
static bool is_line(const struct trend *t)
{
	double n = (double)t->n;

	return line_rest(t) < step_rest(t) * exp(log(n) / (2 * n));
}

void gp_drift_test(struct gp_drift *out, const double *x, size_t n,
		   double least)
{
	struct trend t = { 0 };
	int exponent;

	*out = (struct gp_drift){ false, NAN, NAN, NAN };
	if (n < GP_DRIFT_FROM || !all_finite(x, n))
		return;
	exponent = gp_exponent_of(x, n);
	read_values(&t, x, n, exponent);
	fit_line(&t);
	variance(&t);
	out->slope = limited(ldexp(t.slope, exponent));
	out->total = limited(ldexp(t.slope * (double)(n - 1), exponent));
	out->p = p_of(&t);
	out->drifting =
		out->p < GP_DRIFT_P && fabs(out->total) >= least && is_line(&t);
	free(t.x);
	free(t.at);
}
