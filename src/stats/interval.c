/*
 * An interval of the median that asks nothing of the distribution.
 */
#include <assert.h>

#include "gp/stats.h"

/* P(X <= k) where X of n tosses come down heads. */
static double tosses(size_t n, size_t k)
{
	return gp_beta_inc((double)(n - k), (double)k + 1, 0.5);
}

bool gp_median_interval(double *low, double *high, const double *x, size_t n,
			double confidence)
{
	/* A tail that is exactly the limit, as of two values, is not above. */
	double tail = (1 - confidence) / 2 * (1 + 1e-12);
	size_t from = 0, to = n / 2;

	assert(confidence > 0 && confidence < 1);
	/* The most that may be left out on one side, by bisection. */
	while (from < to) {
		size_t cut = from + (to - from + 1) / 2;

		if (tosses(n, cut - 1) <= tail)
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
