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

static struct gp_scale scale_of(const struct gp_case *c,
				const struct gp_value *baseline)
{
	struct gp_scale scale = { .log = true, .unit = 0 };

	scale.sign = c->series->better == GP_BETTER_HIGHER ? -1 : 1;
	for (size_t i = 0; i < c->n; i++)
		widen(&scale, baseline[i].value);
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
static struct gp_noise noise_of(const struct gp_case *c,
				const struct gp_value *baseline)
{
	struct pool samples = { 0 }, runs = { 0 };
	struct gp_noise noise = { 0 };

	for (size_t i = 0; i <= c->n; i++) {
		const struct gp_value *v =
			i < c->n ? &baseline[i] : &c->current;

		if (isnan(v->value))
			continue;
		pour(&samples, scaled(&c->scale, v->sample_var, v->value),
		     v->sample_df);
		pour(&runs, scaled(&c->scale, v->run_var, v->value),
		     (double)v->runs - 1);
		if (i == c->n)
			break;
		noise.parts.sample += v->parts.sample / (double)c->n;
		noise.parts.run += v->parts.run / (double)c->n;
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
	double y = gp_scale_y(scale, level->center);
	double a = gp_scale_value(scale, y - half);
	double b = gp_scale_value(scale, y + half);

	level->low = fmin(a, b);
	level->high = fmax(a, b);
}

static size_t whole(double count)
{
	return (size_t)fmin(count, 1e15);
}

static void baseline_level(struct gp_case *c, const struct gp_value *baseline)
{
	struct gp_level *level = &c->finding->baseline;
	double *values = gp_malloc(c->n * sizeof(*values)), samples = 0;

	for (size_t i = 0; i < c->n; i++) {
		values[i] = baseline[i].value;
		samples += baseline[i].samples;
	}
	level->commits = c->n;
	level->samples = whole(samples);
	if (c->n)
		level->center = gp_median_inplace(values, c->n);
	free(values);
	if (c->n < 2)
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
	if (c->n >= GP_EARLY_BELOW)
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
	if (c->n < GP_EARLY_BELOW)
		return;
	half = c->reach * c->gate.se;
	a = c->scale.sign * gp_scale_change(&c->scale, center, c->d - half);
	b = c->scale.sign * gp_scale_change(&c->scale, center, c->d + half);
	f->change_low = fmin(a, b);
	f->change_high = fmax(a, b);
}

/* Older points are there for others to see: the window of drift is wider. */
static size_t first_point(const struct gp_case *c)
{
	size_t n = c->series->n_baseline, wanted = c->set->wanted;

	return wanted && n > wanted ? n - wanted : 0;
}

/* The baseline's commits that have a value; the caller frees them. */
static struct gp_value *read_points(struct gp_case *c)
{
	const struct gp_series *series = c->series;
	struct gp_value *values =
		gp_malloc(series->n_baseline * sizeof(*values));

	c->current = gp_value_of(&series->current);
	c->points = gp_arena_array(c->scratch, series->n_baseline,
				   sizeof(*c->points));
	for (size_t i = first_point(c); i < series->n_baseline; i++) {
		values[c->n] = gp_value_of(&series->baseline[i]);
		c->points[c->n] = &series->baseline[i];
		c->n += isfinite(values[c->n].value);
	}
	return values;
}

void gp_case_read(struct gp_case *c)
{
	struct gp_value *values = read_points(c);
	struct gp_gate_input in = { 0 };

	c->scale = scale_of(c, values);
	c->y = gp_arena_array(c->scratch, c->n, sizeof(*c->y));
	for (size_t i = 0; i < c->n; i++)
		c->y[i] = gp_scale_y(&c->scale, values[i].value);
	c->x = gp_scale_y(&c->scale, c->current.value);
	in.y = c->y;
	in.n = c->n;
	in.x = c->x;
	in.parts = c->current.parts;
	in.noise = noise_of(c, values);
	if (c->n >= 2) {
		gp_gate(&c->gate, &in);
		c->reach = reach(c->gate.df);
	}
	baseline_level(c, values);
	current_level(c);
	change(c);
	free(values);
}
