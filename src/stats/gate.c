/*
 * The gate: is one more commit above the level of a baseline?
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/stats.h"

/* From here on the median and its spread are known well enough to clip by. */
#define CLIP_FROM 8
#define CLIP_SDS  3

/* One segment of the input. */
struct stretch {
	size_t from, to;
	double center;
};

static struct stretch stretch_at(const struct gp_gate_input *in, size_t i)
{
	struct stretch s = {
		.from = i ? in->starts[i - 1] : 0,
		.to = i < in->n_starts ? in->starts[i] : in->n,
	};

	s.center = gp_median(in->y + s.from, s.to - s.from);
	return s;
}

/* What is left of the variance within segments, commit by commit. */
struct residuals {
	double *r;     /* from the median of the segment, clipped */
	size_t n;      /* of segments with more than one commit */
	size_t groups; /* such segments */
	size_t kept;   /* residuals that are as they were */
	double sd;     /* robust */
};

static void clip(struct residuals *all)
{
	double most;

	all->sd = gp_robust_sd(all->r, all->n);
	most = CLIP_SDS * all->sd;
	all->kept = all->n;
	if (all->n < CLIP_FROM)
		return;
	for (size_t i = 0; i < all->n; i++) {
		double clipped = fmin(fmax(all->r[i], -most), most);

		all->kept -= clipped != all->r[i];
		all->r[i] = clipped;
	}
}

static void read_residuals(struct residuals *all,
			   const struct gp_gate_input *in)
{
	all->r = gp_malloc(in->n * sizeof(*all->r));
	for (size_t i = 0; i <= in->n_starts; i++) {
		struct stretch s = stretch_at(in, i);

		if (s.to - s.from < 2)
			continue;
		all->groups++;
		for (size_t j = s.from; j < s.to; j++)
			all->r[all->n++] = in->y[j] - s.center;
	}
	clip(all);
}

/* Variance about the mean of each segment, over all that are free. */
static double pooled(const struct residuals *all,
		     const struct gp_gate_input *in)
{
	double sum = 0, spare = (double)(all->n - all->groups);
	const double *r = all->r;

	for (size_t i = 0; i <= in->n_starts; i++) {
		struct stretch s = stretch_at(in, i);
		size_t n = s.to - s.from;
		double sd;

		if (n < 2)
			continue;
		sd = gp_stddev(r, n);
		sum += sd * sd * ((double)(n - 1) / spare);
		r += n;
	}
	return sum;
}

static void level(struct gp_gate_result *out, const struct gp_gate_input *in)
{
	struct stretch last = stretch_at(in, in->n_starts);
	size_t m = last.to - last.from;
	struct residuals all = { 0 };
	double spare, ratio;

	read_residuals(&all, in);
	/* Half is within one MAD, but half may be the segments' medians. */
	spare = (double)(all.n - all.groups);
	out->df = fmax(1, (double)all.kept - (double)all.groups);
	ratio = spare / out->df;
	out->spread = all.sd;
	out->var = pooled(&all, in) * ratio * ratio;
	out->center = out->mean = last.center;
	if (m > 1)
		out->mean += gp_mean(all.r + all.n - m, m);
	out->mean_var = out->var / (double)m;
	free(all.r);
}

static double positive(double value)
{
	return value > 0 ? value : 0;
}

/* Splits the variance of a commit into what samples and runs would cut. */
static void components(struct gp_gate_result *out)
{
	const struct gp_noise *noise = &out->noise;
	double samples, runs, all;

	if (!(out->var > 0))
		return;
	samples = positive(noise->sample_var * noise->parts.sample / out->var);
	/* Runs differ by their samples too: that part is not counted twice. */
	runs = positive(noise->run_var * noise->parts.run / out->var - samples);
	all = fmax(samples + runs, 1);
	out->share_samples = samples / all;
	out->share_runs = runs / all;
}

double gp_gate_se(const struct gp_gate_result *gate, struct gp_parts parts)
{
	const struct gp_parts *usual = &gate->noise.parts;
	double fixed = 1 - gate->share_samples - gate->share_runs;
	double cut = 0, share;

	if (gate->share_samples > 0)
		cut += gate->share_samples * (parts.sample / usual->sample);
	if (gate->share_runs > 0)
		cut += gate->share_runs * (parts.run / usual->run);
	share = fixed + cut;
	if (share < 1)
		share = fmin(1, fmax(fixed, sqrt(2 / gate->df)) + cut);
	return sqrt(gate->var * share + gate->mean_var);
}

static void test(struct gp_gate_result *out, double x)
{
	double delta = x - out->mean;

	if (isnan(x) || out->se > 0) {
		out->p_greater = gp_t_sf(delta / out->se, out->df);
		out->p_less = gp_t_cdf(delta / out->se, out->df);
		return;
	}
	out->p_greater = delta > 0 ? 0 : delta < 0 ? 1 : 0.5;
	out->p_less = 1 - out->p_greater;
}

void gp_gate(struct gp_gate_result *out, const struct gp_gate_input *in)
{
	assert(in->n > in->n_starts + 1);
	memset(out, 0, sizeof(*out));
	out->noise = in->noise;
	level(out, in);
	components(out);
	out->se = gp_gate_se(out, in->parts);
	test(out, in->x);
}

struct gp_power gp_gate_power(double df, double alpha, double power)
{
	double t = -gp_t_quantile(alpha, df);
	double z = gp_t_quantile(power, INFINITY);

	return (struct gp_power){
		.test = t * (1 - 1 / (4 * df)) + z * sqrt(1 + t * t / (2 * df)),
		.effect = z,
	};
}

double gp_gate_detectable(const struct gp_power *power, double se,
			  double effect)
{
	return fmax(power->test * se, effect + power->effect * se);
}

double gp_gate_se_for(const struct gp_power *power, double goal, double effect)
{
	return fmin(goal / power->test, (goal - effect) / power->effect);
}
