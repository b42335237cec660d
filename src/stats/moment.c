/*
 * Mean and standard deviation, without overflow.
 */
#include <assert.h>
#include <float.h>
#include <math.h>

#include "gp/stats.h"

/* Any sum of fewer than 2^40 values that are scaled by this is finite. */
#define SCALE_DOWN 0x1p-41

static double compensated_sum(const double *x, size_t n, double scale)
{
	double total = 0, lost = 0;

	for (size_t i = 0; i < n; i++) {
		double value = x[i] * scale, next = total + value;

		lost += fabs(total) >= fabs(value) ? total - next + value
						   : value - next + total;
		total = next;
	}
	return total + lost;
}

double gp_mean(const double *x, size_t n)
{
	double total = compensated_sum(x, n, 1);

	assert(n > 0);
	if (isfinite(total))
		return total / (double)n;
	return compensated_sum(x, n, SCALE_DOWN) / (double)n / SCALE_DOWN;
}

static double largest_magnitude(const double *x, size_t n)
{
	double max = 0;

	for (size_t i = 0; i < n; i++)
		max = fmax(max, fabs(x[i]));
	return max;
}

/* Scaled by the exponent of frexp(), squares neither overflow nor vanish. */
double gp_stddev(const double *x, size_t n)
{
	double mean = 0, squares = 0;
	int exponent;

	if (n < 2)
		return 0;
	frexp(largest_magnitude(x, n), &exponent);
	for (size_t i = 0; i < n; i++) {
		double value = ldexp(x[i], -exponent);
		double delta = value - mean;

		mean += delta / (double)(i + 1);
		squares += delta * (value - mean);
	}
	return fmin(ldexp(sqrt(squares / (double)(n - 1)), exponent), DBL_MAX);
}

int gp_exponent_of(const double *x, size_t n)
{
	double most = 0;
	int exponent;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(x[i]));
	frexp(most, &exponent);
	return exponent;
}
