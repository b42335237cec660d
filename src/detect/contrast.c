/*
 * Compares two points of one series: by the noise between the commits before
 * them, else by their samples, else by the intervals that a tool printed.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/rank.h"

#include "contrast.h"

#define CONFIDENCE 0.95
/* A rank test of fewer values cannot be significant. */
#define RANKS_FROM 4

/* ---- one point ---- */

/* One of the two points as numbers. */
struct observed {
	struct gp_value value;
	double *x; /* observations, sorted; owned */
	size_t n;
	double low, high; /* interval of the center; NAN: unknown */
};

static bool is_summary_only(const struct gp_measurement *m)
{
	return m->summary && m->n_samples == 1;
}

static void add_observed_samples(struct observed *seen,
				 const struct gp_reading *reading)
{
	const struct gp_measurement *m = reading->m;

	if (is_summary_only(m))
		return;
	for (size_t i = 0; i < m->n_samples; i++) {
		double x = gp_decimal_double(m->samples[i]) * reading->scale;

		if (isfinite(x))
			seen->x[seen->n++] = x;
	}
}

static void add_run_median(struct observed *seen,
			   const struct gp_reading *reading)
{
	struct gp_point run = { .n_readings = 1 };
	struct gp_reading copy = *reading;
	double x;

	run.readings = &copy;
	x = gp_value_of(&run).value;
	if (isfinite(x))
		seen->x[seen->n++] = x;
}

/* All samples; or with `runs`, the median of each run. */
static void read_observations(struct observed *seen,
			      const struct gp_point *point, bool runs)
{
	size_t room = 0;

	for (size_t i = 0; i < point->n_readings; i++)
		room += runs ? 1 : point->readings[i].m->n_samples;
	seen->x = gp_malloc(room * sizeof(*seen->x));
	for (size_t i = 0; i < point->n_readings; i++) {
		if (runs)
			add_run_median(seen, &point->readings[i]);
		else
			add_observed_samples(seen, &point->readings[i]);
	}
	gp_sort(seen->x, seen->n);
}

/*
 * The interval that the tool printed around its value, or the one that follows
 * from its standard deviation.
 */
static bool printed_interval(double *low, double *high,
			     const struct gp_reading *reading)
{
	const struct gp_summary *s = reading->m->summary;
	double value, half, n;

	if (!s)
		return false;
	*low = gp_decimal_double(s->low) * reading->scale;
	*high = gp_decimal_double(s->high) * reading->scale;
	if (isfinite(*low) && isfinite(*high) && *low <= *high)
		return true;
	n = (double)s->n;
	value = gp_decimal_double(reading->m->samples[0]) * reading->scale;
	half = gp_decimal_double(s->spread) * reading->scale;
	if (s->n < 2 || !isfinite(half) || half < 0)
		return false;
	half *= -gp_t_quantile((1 - CONFIDENCE) / 2, n - 1) / sqrt(n);
	*low = value - half;
	*high = value + half;
	return true;
}

/* The hull of the intervals of several runs. */
static void enclose_intervals(struct observed *seen,
			      const struct gp_point *point)
{
	for (size_t i = 0; i < point->n_readings; i++) {
		double low, high;

		if (!is_summary_only(point->readings[i].m) ||
		    !printed_interval(&low, &high, &point->readings[i]))
			continue;
		seen->low = fmin(seen->low, low); /* a NAN is ignored */
		seen->high = fmax(seen->high, high);
	}
}

static struct observed observe(const struct gp_point *point, bool runs)
{
	struct observed seen = { .low = NAN, .high = NAN };

	seen.value = gp_value_of(point);
	read_observations(&seen, point, runs);
	if (!gp_median_interval(&seen.low, &seen.high, seen.x, seen.n,
				CONFIDENCE))
		enclose_intervals(&seen, point);
	return seen;
}

/* ---- methods ---- */

/* The variance of a commit alone, without that of the level. */
static double own_variance(const struct gp_gate_result *gate,
			   struct gp_parts parts)
{
	double se = gp_gate_se(gate, parts);

	return fmax(0, se * se - gate->mean_var);
}

static double two_sided_p(double distance, double se, double df)
{
	if (!(se > 0))
		return distance == 0 ? 1 : 0;
	return fmin(1, 2 * gp_t_sf(fabs(distance) / se, df));
}

static void set_observed_interval(struct observed *seen,
				  const struct gp_scale *scale, double half)
{
	double center = seen->value.value;
	double a = gp_scale_delta(scale, center, -half);
	double b = gp_scale_delta(scale, center, half);

	seen->low = center + fmin(a, b);
	seen->high = center + fmax(a, b);
}

/*
 * Like the gate, but the level is one commit: both have the variance between
 * the commits before, and each its own number of samples.
 */
static void contrast_by_history(struct gp_contrast *out,
				const struct gp_baseline *baseline,
				struct observed *old, struct observed *new)
{
	const struct gp_scale *scale = &baseline->scale;
	double t = baseline->critical;
	double var_old = own_variance(&baseline->gate, old->value.parts);
	double var_new = own_variance(&baseline->gate, new->value.parts);
	double se = sqrt(var_old + var_new), center = old->value.value;
	double d = baseline->judged - gp_scale_y(scale, center);
	double a = gp_scale_delta(scale, center, d - t * se);
	double b = gp_scale_delta(scale, center, d + t * se);

	out->method = GP_METHOD_HISTORY;
	out->shift = new->value.value - center;
	out->low = fmin(a, b);
	out->high = fmax(a, b);
	out->p = two_sided_p(d, se, baseline->gate.df);
	out->equal = se == 0 && d == 0;
	set_observed_interval(old, scale, t * sqrt(var_old));
	set_observed_interval(new, scale, t * sqrt(var_new));
}

static void contrast_by_samples(struct gp_contrast *out,
				const struct observed *old,
				const struct observed *new)
{
	struct gp_shift shift;

	gp_shift_test(&shift, old->x, old->n, new->x, new->n, CONFIDENCE);
	out->method = GP_METHOD_SAMPLES;
	out->shift = shift.shift;
	out->low = shift.low;
	out->high = shift.high;
	out->p = shift.p;
}

static void contrast_by_intervals(struct gp_contrast *out,
				  const struct observed *old,
				  const struct observed *new)
{
	out->method = GP_METHOD_INTERVALS;
	out->low = new->low - old->high;
	out->high = new->high - old->low;
}

/* Whether all observations of both points are the same value. */
static bool are_all_equal(const struct observed *old,
			  const struct observed *new)
{
	return old->n && new->n && old->x[0] == old->x[old->n - 1] &&
	       old->x[0] == new->x[0] && new->x[0] == new->x[new->n - 1];
}

static bool has_interval(const struct observed *seen)
{
	return isfinite(seen->low) && isfinite(seen->high);
}

/* ---- the finding ---- */

static void set_observed_level(struct gp_level *out,
			       const struct observed *seen)
{
	*out = (struct gp_level){
		.commits = isfinite(seen->value.value),
		.samples = (size_t)fmin(seen->value.samples, 1e15),
		.center = seen->value.value,
		.low = seen->low,
		.high = seen->high,
		.spread = NAN,
	};
}

static void set_contrast_change(struct gp_finding *f,
				const struct gp_contrast *of)
{
	double size = fabs(f->baseline.center);

	f->delta = of->shift;
	f->p = of->p;
	f->change = f->change_low = f->change_high = NAN;
	if (size == 0)
		return;
	f->change = of->shift / size;
	f->change_low = of->low / size;
	f->change_high = of->high / size;
}

struct gp_contrast gp_contrast_of(struct gp_case *c, const struct gp_point *old)
{
	const struct gp_point none = { .n_readings = 0 };
	const struct gp_point *new = &c->series->current;
	struct gp_finding *f = c->outcome.finding;
	bool runs = old && old->n_readings >= RANKS_FROM &&
		    new->n_readings >= RANKS_FROM;
	struct observed a = observe(old ? old : &none, runs);
	struct observed b = observe(new, runs);
	struct gp_contrast out = {
		.low = NAN,
		.high = NAN,
		.p = NAN,
		.n_old = a.n,
		.n_new = b.n,
	};

	out.shift = b.value.value - a.value.value;
	out.equal = are_all_equal(&a, &b);
	if (c->baseline.has_variance && isfinite(out.shift))
		contrast_by_history(&out, &c->baseline, &a, &b);
	else if (a.n >= RANKS_FROM && b.n >= RANKS_FROM)
		contrast_by_samples(&out, &a, &b);
	else if (has_interval(&a) && has_interval(&b))
		contrast_by_intervals(&out, &a, &b);
	set_observed_level(&f->baseline, &a);
	set_observed_level(&f->current, &b);
	set_contrast_change(f, &out);
	free(a.x);
	free(b.x);
	return out;
}
