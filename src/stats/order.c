/*
 * Statistics of order: what survives a spike.
 */
#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/stats.h"

/* 1 / z(0.75): what makes the MAD a standard deviation. */
#define MAD_SCALE 1.482602218505602
/* sqrt(pi / 2): the same for the mean absolute deviation. */
#define MEAN_AD_SCALE 1.2533141373155003

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Baselines are short: most sorts are of five to fifty values. */
#define SHORT 24

static void insertion_sort(double *x, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		double value = x[i];
		size_t j = i;

		for (; j > 0 && x[j - 1] > value; j--)
			x[j] = x[j - 1];
		x[j] = value;
	}
}

void gp_sort(double *x, size_t n)
{
	if (n <= SHORT)
		insertion_sort(x, n);
	else
		qsort(x, n, sizeof(*x), compare);
}

static double *copy_of(const double *x, size_t n)
{
	double *copy = gp_malloc(n * sizeof(*copy));

	memcpy(copy, x, n * sizeof(*copy));
	return copy;
}

/* Halves first where the sum would overflow; else one rounding only. */
static double midpoint(double a, double b)
{
	double sum = a + b;

	return isfinite(sum) ? sum / 2 : a / 2 + b / 2;
}

double gp_median_inplace(double *x, size_t n)
{
	assert(n > 0);
	gp_sort(x, n);
	return n % 2 ? x[n / 2] : midpoint(x[n / 2 - 1], x[n / 2]);
}

double gp_median(const double *x, size_t n)
{
	double *copy = copy_of(x, n);
	double median = gp_median_inplace(copy, n);

	free(copy);
	return median;
}

double gp_quantile_sorted(const double *x, size_t n, double q)
{
	double at = q * (double)(n - 1);
	size_t i = (size_t)at;
	double part = at - (double)i;

	assert(n > 0 && q >= 0 && q <= 1);
	if (i + 1 >= n)
		return x[n - 1];
	return x[i] * (1 - part) + x[i + 1] * part;
}

/* Distances from the median: unscaled, in a copy that the caller frees. */
static double *deviations(const double *x, size_t n)
{
	double *copy = copy_of(x, n);
	double median = gp_median_inplace(copy, n);

	for (size_t i = 0; i < n; i++)
		copy[i] = fmin(fabs(copy[i] - median), DBL_MAX);
	return copy;
}

double gp_mad(const double *x, size_t n)
{
	double *d, mad;

	if (n < 2)
		return 0;
	d = deviations(x, n);
	mad = fmin(MAD_SCALE * gp_median_inplace(d, n), DBL_MAX);
	free(d);
	return mad;
}

double gp_robust_sd(const double *x, size_t n)
{
	double mad = gp_mad(x, n), *d, mean;

	if (mad > 0 || n < 2)
		return mad;
	d = deviations(x, n);
	mean = gp_mean(d, n);
	free(d);
	return MEAN_AD_SCALE * mean;
}

/*
 * n var(median) / E[MAD^2] of n standard normal values, to about one percent:
 * tests/data/stats/constants.py. Beyond the table it tends to pi / 2 with one
 * over n, more slowly for even n, whose median is the mean of two values.
 */
static double median_constant(size_t n)
{
	static const double few[] = { 0,     0,     0.910, 1.767, 1.665,
				      1.582, 1.488, 1.552, 1.461, 1.549 };
	const double limit = 1.5707963267948966; /* pi / 2 */

	if (n < sizeof(few) / sizeof(few[0]))
		return few[n];
	return limit * (1 - (n % 2 ? 0.2 : 0.8) / (double)n);
}

double gp_median_variance(const double *x, size_t n)
{
	double mad;

	if (n < 2)
		return NAN;
	mad = gp_mad(x, n);
	return median_constant(n) * mad * mad / (double)n;
}
