/*
 * Drift: a slow trend for the worse, which no single step shows.
 */
#include <math.h>
#include <stdlib.h>

#include "case.h"

/* Less than this in all is nobody's concern. */
#define LEAST 0.02

struct trend {
	double *x; /* oldest first; the judged commit is the last */
	size_t n;
	bool log;
	double center;
};

/* Changes of the level stay: a slow trend looks like many of them. */
static void read_trend(struct trend *trend, const struct gp_case *c)
{
	size_t n = c->past.n, from = c->drift_from;

	if (n - from > GP_DRIFT_WINDOW)
		from = n - GP_DRIFT_WINDOW;
	trend->n = n - from + 1;
	trend->log = c->current.value > 0;
	trend->x = gp_malloc(trend->n * sizeof(*trend->x));
	for (size_t i = from; i < n; i++) {
		trend->x[i - from] = c->past.raw[i];
		trend->log &= c->past.raw[i] > 0;
	}
	trend->x[n - from] = c->current.value;
	trend->center = gp_median(trend->x, trend->n);
}

/* Logarithms, or fractions of the median: finite either way. */
static bool scale(struct trend *trend)
{
	double by = fabs(trend->center);

	for (size_t i = 0; i < trend->n; i++) {
		trend->x[i] = trend->log ? log(trend->x[i]) : trend->x[i] / by;
		if (!isfinite(trend->x[i]))
			return false;
	}
	return true;
}

static double fraction(const struct trend *trend, double change)
{
	return trend->log ? expm1(change) : change;
}

static void test(struct gp_case *c)
{
	struct gp_drift *drift = &c->finding->drift, found;
	struct trend trend = { 0 };

	if (c->past.n < c->drift_from + GP_DRIFT_FROM - 1)
		return;
	read_trend(&trend, c);
	if (scale(&trend)) {
		gp_drift_test(&found, trend.x, trend.n,
			      trend.log ? log1p(LEAST) : LEAST);
		drift->p = found.p;
		drift->slope = fraction(&trend, found.slope);
		drift->total = fraction(&trend, found.total);
		drift->drifting =
			found.drifting && c->scale.sign * found.total > 0;
	}
	free(trend.x);
}

static void judge(struct gp_case *c)
{
	const struct gp_drift *drift = &c->finding->drift;

	if (drift->drifting)
		gp_case_propose(c, GP_STATUS_DRIFTING, GP_SEVERITY_WARN,
				fabs(drift->total), "");
}

const struct gp_detector gp_detector_drift = {
	.name = "drift",
	.summary = "a slow trend for the worse",
	.test = test,
	.judge = judge,
};
