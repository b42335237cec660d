/*
 * Points of a series -> numbers: the scale, the levels of baseline and commit,
 * the change between them.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

/* ---- the scale ---- */

static void widen(struct gp_scale *scale, double value)
{
	scale->log = scale->log && value > 0;
	scale->unit = fmax(scale->unit, fabs(value));
}

static struct gp_scale scale_of(const struct gp_case *c)
{
	struct gp_scale scale = { .log = true, .unit = 0 };

	scale.sign = c->series->better == GP_BETTER_HIGHER ? -1 : 1;
	for (size_t i = c->from; i < c->past.n; i++)
		widen(&scale, c->past.raw[i]);
	if (isfinite(c->current.value))
		widen(&scale, c->current.value);
	if (scale.unit < DBL_MIN)
		scale.unit = 1; /* nothing but zeros, or as good as */
	return scale;
}

/* ---- noise ---- */

struct pool {
	double var, df;
};

static void pour(struct pool *pool, double var, double df)
{
	if (!(df > 0) || !isfinite(var))
		return;
	pool->df += df;
	pool->var += (var - pool->var) * (df / pool->df);
}

/* A variance in the unit of the series, on the scale of the test. */
static double scaled(const struct gp_scale *scale, double var, double value)
{
	double by = scale->log ? value : scale->unit;

	return var / by / by;
}

/*
 * One spare degree of freedom is too little to tell a run's noise from a
 * commit's: two runs may agree by chance.
 */
static struct gp_noise noise_of(const struct gp_case *c)
{
	double n = (double)(c->past.n - c->from);
	struct pool samples = { 0 }, runs = { 0 };
	struct gp_noise noise = { 0 };

	for (size_t i = c->from; i <= c->past.n; i++) {
		const struct gp_value *v =
			i < c->past.n ? &c->past.values[i] : &c->current;

		if (isnan(v->value))
			continue;
		pour(&samples, scaled(&c->scale, v->sample_var, v->value),
		     v->sample_df);
		pour(&runs, scaled(&c->scale, v->run_var, v->value),
		     (double)v->runs - 1);
		if (i == c->past.n)
			break;
		noise.parts.sample += v->parts.sample / n;
		noise.parts.run += v->parts.run / n;
	}
	noise.sample_var = samples.df > 0 ? samples.var : NAN;
	noise.run_var = runs.df > 1 ? runs.var : NAN;
	return noise;
}

/* ---- levels ---- */

/* From a center to the ends of its 95 % interval, in standard errors. */
static double reach(double df)
{
	return -gp_t_quantile(0.025, df);
}

/* The interval that reaches so far, on the scale of the test. */
static void interval(struct gp_level *level, const struct gp_scale *scale,
		     double half)
{
	double a = gp_scale_delta(scale, level->center, -half);
	double b = gp_scale_delta(scale, level->center, half);

	level->low = level->center + fmin(a, b);
	level->high = level->center + fmax(a, b);
}

static size_t whole(double count)
{
	return (size_t)fmin(count, 1e15);
}

static void baseline_level(struct gp_case *c)
{
	struct gp_level *level = &c->finding->baseline;
	size_t first = c->past.n - c->n;
	double samples = 0;

	for (size_t i = first; i < c->past.n; i++)
		samples += c->past.values[i].samples;
	level->commits = c->n;
	level->samples = whole(samples);
	if (!c->n)
		return;
	level->center = gp_median(c->past.raw + first, c->n);
	c->finding->first = c->points[0];
	c->finding->last = c->points[c->n - 1];
	if (!c->gate.df)
		return;
	level->spread = c->gate.spread *
			(c->scale.log ? fabs(level->center) : c->scale.unit);
	/* pi / 2: the level is a median, and not a mean */
	interval(level, &c->scale, c->reach * sqrt(M_PI_2 * c->gate.mean_var));
}

/* What the baseline's noise says of one commit, else its own samples. */
static void current_level(struct gp_case *c)
{
	struct gp_level *level = &c->finding->current;
	const struct gp_value *v = &c->current;

	if (isnan(v->value))
		return;
	level->commits = 1;
	level->samples = whole(v->samples);
	level->center = v->value;
	if (c->enough)
		interval(level, &c->scale,
			 c->reach * sqrt(fmax(0, c->gate.se * c->gate.se -
							 c->gate.mean_var)));
	else if (v->sample_df > 0)
		interval(level, &c->scale,
			 reach(v->sample_df) *
				 sqrt(scaled(&c->scale, v->sample_var,
					     v->value) *
				      v->parts.sample));
}

static void change(struct gp_case *c)
{
	struct gp_finding *f = c->finding;
	double center = f->baseline.center, half, a, b;

	if (isnan(c->current.value) || !c->n)
		return;
	f->delta = c->current.value - center;
	c->d = c->x - gp_scale_y(&c->scale, center);
	if (center == 0)
		return;
	f->change = f->delta / fabs(center);
	if (!c->enough)
		return;
	half = c->reach * c->gate.se;
	a = c->scale.sign * gp_scale_change(&c->scale, center, c->d - half);
	b = c->scale.sign * gp_scale_change(&c->scale, center, c->d + half);
	f->change_low = fmin(a, b);
	f->change_high = fmax(a, b);
}

/* ---- all of it ---- */

/* The level's commits, and those before it that lend their residuals. */
static void test_level(struct gp_case *c)
{
	size_t n = c->past.n - c->from, first = n - c->n;
	struct gp_gate_input in = {
		.n = n,
		.starts = c->starts,
		.n_starts = c->n_starts,
		.x = c->x,
		.parts = c->current.parts,
		.noise = noise_of(c),
	};
	double *y = gp_arena_array(c->scratch, n, sizeof(*y));

	for (size_t i = 0; i < n; i++)
		y[i] = gp_scale_y(&c->scale, c->past.raw[c->from + i]);
	c->y = y + first;
	c->enough = c->n && n - c->n_starts - 1 >= GP_EARLY_BELOW;
	if (!c->n || n < c->n_starts + 2)
		return;
	in.y = y;
	gp_gate(&c->gate, &in);
	c->reach = reach(c->gate.df);
}

void gp_case_level(struct gp_case *c)
{
	size_t behind = c->n_starts ? c->starts[c->n_starts - 1] : 0;

	c->scale = scale_of(c);
	c->x = gp_scale_y(&c->scale, c->current.value);
	c->n = c->past.n - c->from - behind;
	c->points = gp_arena_array(c->scratch, c->n, sizeof(*c->points));
	for (size_t i = 0; i < c->n; i++)
		c->points[i] = c->past.points[c->past.n - c->n + i];
	test_level(c);
	baseline_level(c);
	current_level(c);
	change(c);
}

/* ---- the anchor ---- */

/* Two commits, each with the variance that the baseline's have. */
static double between(const struct gp_case *c, struct gp_parts anchor)
{
	double a = gp_gate_se(&c->gate, c->current.parts);
	double b = gp_gate_se(&c->gate, anchor);

	return sqrt(fmax(0, a * a + b * b - 2 * c->gate.mean_var));
}

void gp_case_anchor(struct gp_case *c)
{
	struct gp_value anchor = gp_value_of(&c->series->anchor);
	struct gp_finding *f = c->finding;
	double half, d, a, b;

	f->since_anchor = gp_case_fraction(anchor.value, c->current.value);
	if (isnan(f->since_anchor) || !c->enough ||
	    (c->scale.log && !(anchor.value > 0)))
		return;
	d = c->x - gp_scale_y(&c->scale, anchor.value);
	half = c->reach * between(c, anchor.parts);
	a = gp_scale_change(&c->scale, anchor.value, d - half) * c->scale.sign;
	b = gp_scale_change(&c->scale, anchor.value, d + half) * c->scale.sign;
	f->since_anchor_low = fmin(a, b);
	f->since_anchor_high = fmax(a, b);
}
