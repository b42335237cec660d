/*
 * Drift of any numbers: of their logarithms if all of them are positive.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "gp/changes.h"
#include "gp/mem.h"
#include "gp/stats.h"

#define LEAST 0.02

static size_t copy_present(double *to, const double *x, size_t n)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(x[i]))
			to[m++] = x[i];
	return m;
}

static bool are_all_positive(const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (x[i] <= 0)
			return false;
	return true;
}

/* A change of the logarithm as a fraction. */
static double fraction_of_log(double change)
{
	double value = expm1(change);

	return value > DBL_MAX ? DBL_MAX : value;
}

bool gp_drift_measure(struct gp_drift *out, const double *x, size_t n)
{
	double *y = gp_malloc((n + 1) * sizeof(*y));
	size_t m = copy_present(y, x, n);
	bool relative = are_all_positive(y, m);

	if (relative) {
		for (size_t i = 0; i < m; i++)
			y[i] = log(y[i]);
		gp_drift_test(out, y, m, log1p(LEAST));
		out->slope = fraction_of_log(out->slope);
		out->total = fraction_of_log(out->total);
	} else {
		gp_drift_test(out, y, m, LEAST * fabs(gp_median(y, m)));
	}
	free(y);
	return relative;
}
