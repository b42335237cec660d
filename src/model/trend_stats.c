/*
 * The plain facts that readers of a trend ask for.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/stats.h"
#include "gp/trend.h"

/* A trend is called one at this level. */
#define ALPHA .05

const char *gp_direction_name(enum gp_direction direction)
{
	static const char *const names[] = {
		[GP_DIRECTION_UNKNOWN] = "unknown",
		[GP_DIRECTION_STEADY] = "steady",
		[GP_DIRECTION_RISING] = "rising",
		[GP_DIRECTION_FALLING] = "falling",
	};

	assert((size_t)direction < sizeof(names) / sizeof(names[0]));
	return names[direction];
}

enum gp_effect gp_effect_of(enum gp_better better, double delta)
{
	if (better == GP_BETTER_NONE || delta == 0 || isnan(delta))
		return GP_EFFECT_NONE;
	if (better == GP_BETTER_SAME)
		return GP_EFFECT_WORSE;
	return (better == GP_BETTER_LOWER) == (delta < 0) ? GP_EFFECT_BETTER
							  : GP_EFFECT_WORSE;
}

const char *gp_effect_name(enum gp_effect effect)
{
	static const char *const names[] = {
		[GP_EFFECT_NONE] = "",
		[GP_EFFECT_BETTER] = "better",
		[GP_EFFECT_WORSE] = "worse",
	};

	assert((size_t)effect < sizeof(names) / sizeof(names[0]));
	return names[effect];
}

/* ---- which commits ---- */

static void mark_changed(struct gp_trends *trends)
{
	for (size_t i = 0; i < trends->n; i++) {
		const struct gp_trend *trend = &trends->items[i];

		for (size_t c = 0; c < trend->changes.n; c++) {
			size_t index = trend->changes.changes[c].index;

			trends->commits[trend->at[index]].shown = true;
		}
	}
}

size_t gp_trends_select(struct gp_trends *trends, bool changed, size_t n)
{
	size_t shown = 0;

	for (size_t i = 0; i < trends->n_commits; i++)
		trends->commits[i].shown = !changed;
	if (changed)
		mark_changed(trends);
	for (size_t i = trends->n_commits; i-- > 0;) {
		if (!trends->commits[i].shown)
			continue;
		if (n && shown == n)
			trends->commits[i].shown = false;
		else
			shown++;
	}
	return shown;
}

/* ---- their values ---- */

/* The shown values of a trend, and the segments that they lie in. */
struct shown_window {
	double *x;
	size_t n;
	double *residuals; /* relative to the medians of their segments */
	size_t segments;
	double level[2]; /* medians of the first segment and the last */
};

static void measure_segment(struct shown_window *w, size_t from)
{
	size_t n = w->n - from;
	double center;

	if (!n)
		return;
	center = gp_median(w->x + from, n);
	for (size_t i = from; i < w->n; i++)
		w->residuals[i] = (w->x[i] - center) / fabs(center);
	if (!w->segments++)
		w->level[0] = center;
	w->level[1] = center;
}

static void collect_shown(struct shown_window *w,
			  const struct gp_trends *trends,
			  struct gp_trend *trend)
{
	struct gp_trend_stats *stats = &trend->stats;
	size_t change = 0, segment = 0;

	for (size_t i = 0; i < trend->n; i++) {
		bool shown = trends->commits[trend->at[i]].shown;

		if (change < trend->changes.n &&
		    trend->changes.changes[change].index == i) {
			measure_segment(w, segment);
			segment = w->n;
			change++;
			stats->changes += shown;
		}
		if (!shown)
			continue;
		if (!w->n)
			stats->first = trend->at[i];
		stats->last = trend->at[i];
		w->x[w->n++] = trend->values[i];
	}
	measure_segment(w, segment);
}

static double volatility_of(const struct shown_window *w)
{
	double sum = 0;

	if (w->n <= w->segments)
		return NAN;
	for (size_t i = 0; i < w->n; i++)
		sum += w->residuals[i] * w->residuals[i];
	sum = sqrt(sum / (double)(w->n - w->segments));
	return isfinite(sum) ? sum : NAN;
}

static void set_direction(struct gp_trend_stats *stats, enum gp_better better,
			  double delta, bool moved)
{
	stats->direction = GP_DIRECTION_STEADY;
	if (!moved || delta == 0)
		return;
	stats->direction =
		delta > 0 ? GP_DIRECTION_RISING : GP_DIRECTION_FALLING;
	stats->effect = gp_effect_of(better, delta);
}

/* Where the level changed: from the first to the last. The test below takes
 * a step for values that lean on each other, and finds no trend in it. */
static void measure_levels(struct gp_trend_stats *stats, enum gp_better better,
			   const struct shown_window *w)
{
	double delta = w->level[1] - w->level[0];

	stats->total = delta / fabs(w->level[0]);
	if (!isfinite(stats->total))
		stats->total = NAN;
	set_direction(stats, better, delta,
		      !(fabs(stats->total) <= stats->volatility));
}

static void measure_direction(struct gp_trend_stats *stats,
			      enum gp_better better,
			      const struct shown_window *w)
{
	double center = fabs(gp_median(w->x, w->n));
	struct gp_drift drift;

	gp_drift_test(&drift, w->x, w->n, 0);
	stats->p = drift.p;
	if (w->segments > 1) {
		measure_levels(stats, better, w);
		return;
	}
	stats->total = center > 0 ? drift.total / center : NAN;
	if (!isnan(drift.p))
		set_direction(stats, better, drift.total, drift.p < ALPHA);
}

static void measure_trend(const struct gp_trends *trends,
			  struct gp_trend *trend)
{
	struct shown_window w = { .n = 0 };
	struct gp_trend_stats *stats = &trend->stats;

	memset(stats, 0, sizeof(*stats));
	w.x = gp_malloc(trend->n * sizeof(*w.x));
	w.residuals = gp_malloc(trend->n * sizeof(*w.residuals));
	collect_shown(&w, trends, trend);
	stats->n = w.n;
	if (w.n) {
		stats->current = w.x[w.n - 1];
		stats->mean = gp_mean(w.x, w.n);
		stats->min = stats->max = w.x[0];
		for (size_t i = 1; i < w.n; i++) {
			stats->min = fmin(stats->min, w.x[i]);
			stats->max = fmax(stats->max, w.x[i]);
		}
		stats->volatility = volatility_of(&w);
		measure_direction(stats, trend->better, &w);
	}
	free(w.x);
	free(w.residuals);
}

void gp_trends_measure(struct gp_trends *trends)
{
	for (size_t i = 0; i < trends->n; i++)
		measure_trend(trends, &trends->items[i]);
}
