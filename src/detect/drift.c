/*
 * Drift: a slow trend for the worse, which no single step shows.
 */
#include <math.h>
#include <stdlib.h>

#include "case.h"

/* A smaller total change is not reported. */
#define LEAST 0.02

/* The newest values of a series, with the judged commit's. */
struct drift_window {
	double *x; /* oldest first; the judged commit is the last; owned */
	size_t n;
	bool log;
	double center;
};

/*
 * Cuts at changes of the level do not shorten the window: a slow trend looks
 * like many of them.
 */
static void read_drift_window(struct drift_window *window,
			      const struct gp_values *values, size_t from)
{
	size_t n = values->n;

	if (n - from > GP_DRIFT_WINDOW)
		from = n - GP_DRIFT_WINDOW;
	window->n = n - from + 1;
	window->log = values->current.value > 0;
	window->x = gp_malloc(window->n * sizeof(*window->x));
	for (size_t i = from; i < n; i++) {
		window->x[i - from] = values->raw[i];
		window->log &= values->raw[i] > 0;
	}
	window->x[n - from] = values->current.value;
	window->center = gp_median(window->x, window->n);
}

/* Takes logarithms, or fractions of the median; false if not finite. */
static bool scale_drift_window(struct drift_window *window)
{
	double by = fabs(window->center);

	for (size_t i = 0; i < window->n; i++) {
		window->x[i] =
			window->log ? log(window->x[i]) : window->x[i] / by;
		if (!isfinite(window->x[i]))
			return false;
	}
	return true;
}

static double drift_fraction(const struct drift_window *window, double change)
{
	return window->log ? expm1(change) : change;
}

static void test_drift(struct gp_case *c)
{
	struct gp_drift *drift = &c->outcome.finding->drift, found;
	size_t from = c->segments.drift_from;
	struct drift_window window = { 0 };

	if (c->values.n < from + GP_DRIFT_FROM - 1)
		return;
	read_drift_window(&window, &c->values, from);
	if (scale_drift_window(&window)) {
		gp_drift_test(&found, window.x, window.n,
			      window.log ? log1p(LEAST) : LEAST);
		drift->p = found.p;
		drift->slope = drift_fraction(&window, found.slope);
		drift->total = drift_fraction(&window, found.total);
		drift->drifting = found.drifting &&
				  (c->series->better == GP_BETTER_SAME ||
				   c->baseline.scale.sign * found.total > 0);
	}
	free(window.x);
}

static void judge_drift(struct gp_case *c)
{
	const struct gp_drift *drift = &c->outcome.finding->drift;

	if (drift->drifting)
		gp_outcome_propose(&c->outcome, GP_STATUS_DRIFTING,
				   GP_SEVERITY_WARN, fabs(drift->total), "");
}

const struct gp_detector gp_detector_drift = {
	.name = "drift",
	.summary = "a slow trend for the worse",
	.test = test_drift,
	.judge = judge_drift,
};
