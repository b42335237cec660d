/*
 * A distribution-free confidence interval of the median.
 */
#include <assert.h>

#include "gp/stats.h"

/* P(X <= k) for X of the binomial distribution with n and 1/2. */
static double binomial_half_cdf(size_t n, size_t k)
{
	return gp_beta_inc((double)(n - k), (double)k + 1, 0.5);
}

bool gp_median_interval(double *low, double *high, const double *x, size_t n,
			double confidence)
{
	/* Rounding must not reject a tail that equals the limit exactly. */
	double tail = (1 - confidence) / 2 * (1 + 1e-12);
	size_t from = 0, to = n / 2;

	assert(confidence > 0 && confidence < 1);
	/* How many values can be left out on one side, by bisection. */
	while (from < to) {
		size_t cut = from + (to - from + 1) / 2;

		if (binomial_half_cdf(n, cut - 1) <= tail)
			from = cut;
		else
			to = cut - 1;
	}
	if (!from)
		return false;
	*low = x[from - 1];
	*high = x[n - from];
	return true;
}
