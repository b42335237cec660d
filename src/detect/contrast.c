/*
 * Two points of one series against each other: by the noise between the
 * commits before, else by their samples, else by what a tool printed.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/rank.h"

#include "contrast.h"

#define CONFIDENCE 0.95
/* Ranks of fewer values than this show nothing. */
#define RANKS_FROM 4

/* ---- one side ---- */

struct side {
	struct gp_value value;
	double *x; /* observations, sorted; owned */
	size_t n;
	double low, high; /* of the center; NAN unknown */
};

static bool is_summary(const struct gp_measurement *m)
{
	return m->summary && m->n_samples == 1;
}

static void add_samples(struct side *side, const struct gp_reading *reading)
{
	const struct gp_measurement *m = reading->m;

	if (is_summary(m))
		return;
	for (size_t i = 0; i < m->n_samples; i++) {
		double x = gp_decimal_double(m->samples[i]) * reading->scale;

		if (isfinite(x))
			side->x[side->n++] = x;
	}
}

static void add_run(struct side *side, const struct gp_reading *reading)
{
	struct gp_point run = { .n_readings = 1 };
	struct gp_reading copy = *reading;
	double x;

	run.readings = &copy;
	x = gp_value_of(&run).value;
	if (isfinite(x))
		side->x[side->n++] = x;
}

/* All samples; or with `runs`, of each run the median. */
static void observe(struct side *side, const struct gp_point *point, bool runs)
{
	size_t room = 0;

	for (size_t i = 0; i < point->n_readings; i++)
		room += runs ? 1 : point->readings[i].m->n_samples;
	side->x = gp_malloc(room * sizeof(*side->x));
	for (size_t i = 0; i < point->n_readings; i++) {
		if (runs)
			add_run(side, &point->readings[i]);
		else
			add_samples(side, &point->readings[i]);
	}
	gp_sort(side->x, side->n);
}

/* What the tool printed around its value, or what its spread says of it. */
static bool printed(double *low, double *high, const struct gp_reading *reading)
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

/* Of several runs whatever any of them may be at. */
static void enclose(struct side *side, const struct gp_point *point)
{
	for (size_t i = 0; i < point->n_readings; i++) {
		double low, high;

		if (!is_summary(point->readings[i].m) ||
		    !printed(&low, &high, &point->readings[i]))
			continue;
		side->low = fmin(side->low, low); /* NAN gives way */
		side->high = fmax(side->high, high);
	}
}

static struct side side_of(const struct gp_point *point, bool runs)
{
	struct side side = { .low = NAN, .high = NAN };

	side.value = gp_value_of(point);
	observe(&side, point, runs);
	if (!gp_median_interval(&side.low, &side.high, side.x, side.n,
				CONFIDENCE))
		enclose(&side, point);
	return side;
}

/* ---- methods ---- */

/* A commit's own variance: without that of the level it is held against. */
static double own_var(const struct gp_gate_result *gate, struct gp_parts parts)
{
	double se = gp_gate_se(gate, parts);

	return fmax(0, se * se - gate->mean_var);
}

static double two_sided(double distance, double se, double df)
{
	if (!(se > 0))
		return distance == 0 ? 1 : 0;
	return fmin(1, 2 * gp_t_sf(fabs(distance) / se, df));
}

static void around(struct side *side, const struct gp_scale *scale, double half)
{
	double center = side->value.value;
	double a = gp_scale_delta(scale, center, -half);
	double b = gp_scale_delta(scale, center, half);

	side->low = center + fmin(a, b);
	side->high = center + fmax(a, b);
}

/*
 * As the gate, but with one commit as level: both have the variance that the
 * commits before have among themselves, and each its own number of samples.
 */
static void by_history(struct gp_contrast *out, const struct gp_case *c,
		       struct side *old, struct side *new)
{
	double var_old = own_var(&c->gate, old->value.parts);
	double var_new = own_var(&c->gate, new->value.parts);
	double se = sqrt(var_old + var_new), center = old->value.value;
	double d = c->x - gp_scale_y(&c->scale, center);
	double a = gp_scale_delta(&c->scale, center, d - c->reach * se);
	double b = gp_scale_delta(&c->scale, center, d + c->reach * se);

	out->method = GP_METHOD_HISTORY;
	out->shift = new->value.value - center;
	out->low = fmin(a, b);
	out->high = fmax(a, b);
	out->p = two_sided(d, se, c->gate.df);
	out->equal = se == 0 && d == 0;
	around(old, &c->scale, c->reach * sqrt(var_old));
	around(new, &c->scale, c->reach * sqrt(var_new));
}

static void by_samples(struct gp_contrast *out, const struct side *old,
		       const struct side *new)
{
	struct gp_shift shift;

	gp_shift_test(&shift, old->x, old->n, new->x, new->n, CONFIDENCE);
	out->method = GP_METHOD_SAMPLES;
	out->shift = shift.shift;
	out->low = shift.low;
	out->high = shift.high;
	out->p = shift.p;
}

static void by_intervals(struct gp_contrast *out, const struct side *old,
			 const struct side *new)
{
	out->method = GP_METHOD_INTERVALS;
	out->low = new->low - old->high;
	out->high = new->high - old->low;
}

/* Nothing but one value on both sides. */
static bool are_equal(const struct side *old, const struct side *new)
{
	return old->n && new->n && old->x[0] == old->x[old->n - 1] &&
	       old->x[0] == new->x[0] && new->x[0] == new->x[new->n - 1];
}

static bool has_interval(const struct side *side)
{
	return isfinite(side->low) && isfinite(side->high);
}

/* ---- the finding ---- */

static void put_level(struct gp_level *out, const struct side *side)
{
	*out = (struct gp_level){
		.commits = isfinite(side->value.value),
		.samples = (size_t)fmin(side->value.samples, 1e15),
		.center = side->value.value,
		.low = side->low,
		.high = side->high,
		.spread = NAN,
	};
}

static void put_change(struct gp_finding *f, const struct gp_contrast *of)
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
	bool runs = old && old->n_readings >= RANKS_FROM &&
		    new->n_readings >= RANKS_FROM;
	struct side a = side_of(old ? old : &none, runs);
	struct side b = side_of(new, runs);
	struct gp_contrast out = {
		.low = NAN,
		.high = NAN,
		.p = NAN,
		.n_old = a.n,
		.n_new = b.n,
	};

	out.shift = b.value.value - a.value.value;
	out.equal = are_equal(&a, &b);
	if (c->enough && isfinite(out.shift))
		by_history(&out, c, &a, &b);
	else if (a.n >= RANKS_FROM && b.n >= RANKS_FROM)
		by_samples(&out, &a, &b);
	else if (has_interval(&a) && has_interval(&b))
		by_intervals(&out, &a, &b);
	put_level(&c->finding->baseline, &a);
	put_level(&c->finding->current, &b);
	put_change(c->finding, &out);
	free(a.x);
	free(b.x);
	return out;
}
