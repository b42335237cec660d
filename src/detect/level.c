/*
 * Values of a series -> its levels: the scale, the baseline, the judged
 * commit, and the change between them.
 */
#include <float.h>
#include <math.h>

#include "case.h"

/* ---- the scale ---- */

static void widen_scale(struct gp_scale *scale, double value)
{
	scale->log = scale->log && value > 0;
	scale->unit = fmax(scale->unit, fabs(value));
}

/* If both directions are for the worse, it is the one of this change. */
static double sign_of_worse(const struct gp_case *c, size_t n)
{
	const struct gp_values *values = &c->values;
	double center;

	if (c->series->better != GP_BETTER_SAME)
		return c->series->better == GP_BETTER_HIGHER ? -1 : 1;
	center = n ? gp_median(values->raw + values->n - n, n) : NAN;
	return values->current.value < center ? -1 : 1;
}

static struct gp_scale scale_of_values(const struct gp_values *values,
				       size_t from, double sign)
{
	struct gp_scale scale = { .log = true, .sign = sign };

	for (size_t i = from; i < values->n; i++)
		widen_scale(&scale, values->raw[i]);
	if (isfinite(values->current.value))
		widen_scale(&scale, values->current.value);
	if (scale.unit < DBL_MIN)
		scale.unit = 1; /* nothing but zeros, or nearly zeros */
	return scale;
}

/* A variance in the unit of the series, on the scale of the test. */
static double variance_on_scale(const struct gp_scale *scale, double var,
				double value)
{
	double by = scale->log ? value : scale->unit;

	return var / by / by;
}

/* ---- noise ---- */

/* A pooled variance: the mean of several, by degrees of freedom. */
struct pooled {
	double var, df;
};

static void pool_variance(struct pooled *pooled, double var, double df)
{
	if (!(df > 0) || !isfinite(var))
		return;
	pooled->df += df;
	pooled->var += (var - pooled->var) * (df / pooled->df);
}

/*
 * One spare degree of freedom is too little to distinguish a run's noise from
 * a commit's: two runs may agree by chance. `judged`: the judged commit's noise
 * counts, too.
 */
static struct gp_noise noise_within(const struct gp_values *values, size_t from,
				    const struct gp_scale *scale, bool judged)
{
	double n = (double)(values->n - from);
	struct pooled samples = { 0 }, runs = { 0 };
	struct gp_noise noise = { 0 };

	for (size_t i = from; i < values->n + judged; i++) {
		const struct gp_value *v =
			i < values->n ? &values->items[i] : &values->current;

		if (isnan(v->value))
			continue;
		pool_variance(&samples,
			      variance_on_scale(scale, v->sample_var, v->value),
			      v->sample_df);
		pool_variance(&runs,
			      variance_on_scale(scale, v->run_var, v->value),
			      (double)v->runs - 1);
		if (i == values->n)
			break;
		noise.parts.sample += v->parts.sample / n;
		noise.parts.run += v->parts.run / n;
	}
	noise.sample_var = samples.df > 0 ? samples.var : NAN;
	noise.run_var = runs.df > 1 ? runs.var : NAN;
	return noise;
}

/* ---- levels ---- */

/* Student's t of a two-sided 95 % confidence interval. */
static double critical_t(double df)
{
	return -gp_t_quantile(0.025, df);
}

/* The interval of this half width on the scale of the test. */
static void set_interval(struct gp_level *level, const struct gp_scale *scale,
			 double half)
{
	double a = gp_scale_delta(scale, level->center, -half);
	double b = gp_scale_delta(scale, level->center, half);

	level->low = level->center + fmin(a, b);
	level->high = level->center + fmax(a, b);
}

static size_t whole_count(double count)
{
	return (size_t)fmin(count, 1e15);
}

static void set_baseline_level(struct gp_finding *f,
			       const struct gp_baseline *b,
			       const struct gp_values *values)
{
	struct gp_level *level = &f->baseline;
	size_t first = values->n - b->n;
	double samples = 0;

	for (size_t i = first; i < values->n; i++)
		samples += values->items[i].samples;
	level->commits = b->n;
	level->samples = whole_count(samples);
	if (!b->n)
		return;
	level->center = gp_median(values->raw + first, b->n);
	f->first = b->points[0];
	f->last = b->points[b->n - 1];
	if (!b->gate.df)
		return;
	level->spread = b->gate.spread *
			(b->scale.log ? fabs(level->center) : b->scale.unit);
	/* pi / 2: the level is a median, and not a mean */
	set_interval(level, &b->scale,
		     b->critical * sqrt(M_PI_2 * b->gate.mean_var));
}

/* The interval is from the baseline's noise, else from its own samples. */
static void set_current_level(struct gp_level *level,
			      const struct gp_baseline *b,
			      const struct gp_value *v)
{
	const struct gp_gate_result *gate = &b->gate;

	if (isnan(v->value))
		return;
	level->commits = 1;
	level->samples = whole_count(v->samples);
	level->center = v->value;
	if (b->has_variance)
		set_interval(level, &b->scale,
			     b->critical *
				     sqrt(fmax(0, gate->se * gate->se -
							  gate->mean_var)));
	else if (v->sample_df > 0)
		set_interval(
			level, &b->scale,
			critical_t(v->sample_df) *
				sqrt(variance_on_scale(&b->scale, v->sample_var,
						       v->value) *
				     v->parts.sample));
}

static void set_change(struct gp_finding *f, struct gp_baseline *baseline,
		       double value)
{
	const struct gp_scale *scale = &baseline->scale;
	double center = f->baseline.center, half, a, b;

	if (isnan(value) || !baseline->n)
		return;
	f->delta = value - center;
	baseline->distance = baseline->judged - gp_scale_y(scale, center);
	if (center == 0)
		return;
	f->change = f->delta / fabs(center);
	if (!baseline->has_variance)
		return;
	half = baseline->critical * baseline->gate.se;
	a = scale->sign *
	    gp_scale_change(scale, center, baseline->distance - half);
	b = scale->sign *
	    gp_scale_change(scale, center, baseline->distance + half);
	f->change_low = fmin(a, b);
	f->change_high = fmax(a, b);
}

/* ---- the stage ---- */

/* Runs the gate's test; older segments contribute their residuals. */
static void test_baseline(struct gp_case *c)
{
	const struct gp_values *values = &c->values;
	const struct gp_segments *segments = &c->segments;
	struct gp_baseline *b = &c->baseline;
	size_t n = values->n - segments->from, first = n - b->n;
	struct gp_gate_input in = {
		.n = n,
		.starts = segments->starts,
		.n_starts = segments->n_starts,
		.x = b->judged,
		.parts = values->current.parts,
		.noise = noise_within(values, segments->from, &b->scale, true),
	};
	double *y = gp_arena_array(c->scratch, n, sizeof(*y));

	for (size_t i = 0; i < n; i++)
		y[i] = gp_scale_y(&b->scale, values->raw[segments->from + i]);
	b->y = y + first;
	b->has_variance = b->n && n - segments->n_starts - 1 >= GP_EARLY_BELOW;
	if (!b->n || n < segments->n_starts + 2)
		return;
	in.y = y;
	gp_gate(&b->gate, &in);
	b->critical = critical_t(b->gate.df);
}

/*
 * As the history knows it: whether the judged runs differ by more is the
 * question.
 */
double gp_case_run_variance(const struct gp_case *c)
{
	const struct gp_value *now = &c->values.current;
	const struct gp_segments *segments = &c->segments;
	struct gp_gate_result gate = c->baseline.gate;
	size_t n = c->values.n - segments->from;
	struct gp_gate_input in = {
		.y = c->baseline.y - (n - c->baseline.n),
		.n = n,
		.starts = segments->starts,
		.n_starts = segments->n_starts,
		.x = c->baseline.judged,
	};
	double se;

	if (!gate.df || !now->runs)
		return NAN;
	in.parts = (struct gp_parts){ 1, now->parts.sample / now->parts.run };
	in.noise = noise_within(&c->values, segments->from, &c->baseline.scale,
				false);
	gp_gate(&gate, &in);
	se = gate.se;
	return fmax(0, se * se - gate.mean_var);
}

void gp_case_level(struct gp_case *c)
{
	const struct gp_values *values = &c->values;
	const struct gp_segments *segments = &c->segments;
	struct gp_finding *f = c->outcome.finding;
	struct gp_baseline *b = &c->baseline;
	size_t start = segments->n_starts
			       ? segments->starts[segments->n_starts - 1]
			       : 0;

	b->n = values->n - segments->from - start;
	b->scale =
		scale_of_values(values, segments->from, sign_of_worse(c, b->n));
	b->judged = gp_scale_y(&b->scale, values->current.value);
	b->points = gp_arena_array(c->scratch, b->n, sizeof(*b->points));
	for (size_t i = 0; i < b->n; i++)
		b->points[i] = values->points[values->n - b->n + i];
	test_baseline(c);
	set_baseline_level(f, b, values);
	set_current_level(&f->current, b, &values->current);
	set_change(f, b, values->current.value);
}

/* ---- the anchor ---- */

/* Standard error between two commits with the variance of the baseline's. */
static double anchor_se(const struct gp_gate_result *gate,
			struct gp_parts current, struct gp_parts anchor)
{
	double a = gp_gate_se(gate, current);
	double b = gp_gate_se(gate, anchor);

	return sqrt(fmax(0, a * a + b * b - 2 * gate->mean_var));
}

void gp_case_anchor(struct gp_case *c)
{
	const struct gp_baseline *baseline = &c->baseline;
	const struct gp_scale *scale = &baseline->scale;
	const struct gp_value *current = &c->values.current;
	struct gp_value anchor = gp_value_of(&c->series->anchor);
	struct gp_finding *f = c->outcome.finding;
	double half, d, a, b;

	f->since_anchor = gp_relative_change(anchor.value, current->value);
	if (isnan(f->since_anchor) || !baseline->has_variance ||
	    (scale->log && !(anchor.value > 0)))
		return;
	d = baseline->judged - gp_scale_y(scale, anchor.value);
	half = baseline->critical *
	       anchor_se(&baseline->gate, current->parts, anchor.parts);
	a = gp_scale_change(scale, anchor.value, d - half) * scale->sign;
	b = gp_scale_change(scale, anchor.value, d + half) * scale->sign;
	f->since_anchor_low = fmin(a, b);
	f->since_anchor_high = fmax(a, b);
}
