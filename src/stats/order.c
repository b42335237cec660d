/*
 * Order statistics by sorting: medians, quantiles and robust deviations.
 */
#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/stats.h"

/* 1 / z(0.75): scales the MAD to a standard deviation. */
#define MAD_SCALE 1.482602218505602
/* sqrt(pi / 2): the same for the mean absolute deviation. */
#define MEAN_AD_SCALE 1.2533141373155003

/* Baselines are short: most sorts have five to fifty values. */
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

/* Merges the sorted x[0..middle) and x[middle..n) into `to`. */
static void merge_sorted(double *to, const double *x, size_t middle, size_t n)
{
	size_t i = 0, j = middle;

	for (size_t k = 0; k < n; k++)
		to[k] = j >= n || (i < middle && x[i] <= x[j]) ? x[i++]
							       : x[j++];
}

/* A merge sort: qsort() would call a function for every comparison. */
static void merge_sort(double *x, size_t n)
{
	double *other = gp_malloc(n * sizeof(*other)), *from = x, *to = other;

	for (size_t i = 0; i < n; i += SHORT)
		insertion_sort(x + i, n - i < SHORT ? n - i : SHORT);
	for (size_t size = SHORT; size < n; size *= 2) {
		double *swap = from;

		for (size_t i = 0; i < n; i += 2 * size) {
			size_t end = n - i < 2 * size ? n - i : 2 * size;

			merge_sorted(to + i, from + i, end < size ? end : size,
				     end);
		}
		from = to;
		to = swap;
	}
	if (from != x)
		memcpy(x, from, n * sizeof(*x));
	free(other);
}

void gp_sort(double *x, size_t n)
{
	if (n <= SHORT)
		insertion_sort(x, n);
	else
		merge_sort(x, n);
}

static double *copy_of(const double *x, size_t n)
{
	double *copy = gp_malloc(n * sizeof(*copy));

	memcpy(copy, x, n * sizeof(*copy));
	return copy;
}

/* One rounding only, unless the sum would overflow. */
static double midpoint_of(double a, double b)
{
	double sum = a + b;

	return isfinite(sum) ? sum / 2 : a / 2 + b / 2;
}

double gp_median_inplace(double *x, size_t n)
{
	assert(n > 0);
	gp_sort(x, n);
	return n % 2 ? x[n / 2] : midpoint_of(x[n / 2 - 1], x[n / 2]);
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
 * Both constants of n standard normal values, to about one percent, from
 * tests/data/stats/constants.py. Beyond the tables they approach their limits
 * with 1 / n, differently for odd and for even n, whose median is the mean of
 * two values.
 */
double gp_median_factor(size_t n)
{
	static const double times_n[] = { 0,     1,     1,     1.344, 1.193,
					  1.434, 1.288, 1.472, 1.345, 1.496 };
	const double limit = 1.5707963267948966; /* pi / 2 */
	double m = (double)n;

	assert(n > 0);
	if (n < sizeof(times_n) / sizeof(times_n[0]))
		return times_n[n] / m;
	return limit * (1 - (n % 2 ? 0.45 : 1.2) / m) / m;
}

double gp_mad_variance(const double *x, size_t n)
{
	static const double squares[] = { 0,     0,     1.099, 0.761, 0.717,
					  0.906, 0.866, 0.948, 0.921, 0.966 };
	double mad;

	if (n < 2)
		return NAN;
	mad = gp_mad(x, n);
	if (n < sizeof(squares) / sizeof(squares[0]))
		return mad * mad / squares[n];
	return mad * mad / (1 - (n % 2 ? 0.27 : 0.45) / (double)n);
}
