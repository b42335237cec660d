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

/* Clips in place and returns how many values were left as they were. */
static size_t clip(double *y, size_t n, double center, double sd)
{
	double low = center - CLIP_SDS * sd, high = center + CLIP_SDS * sd;
	size_t kept = n;

	if (n < CLIP_FROM)
		return n;
	for (size_t i = 0; i < n; i++) {
		double clipped = fmin(fmax(y[i], low), high);

		kept -= clipped != y[i];
		y[i] = clipped;
	}
	return kept;
}

static void level(struct gp_gate_result *out, const double *y, size_t n)
{
	double *clipped = gp_malloc(n * sizeof(*clipped)), sd, ratio;
	size_t kept;

	memcpy(clipped, y, n * sizeof(*clipped));
	out->center = gp_median(y, n);
	out->spread = gp_robust_sd(y, n);
	kept = clip(clipped, n, out->center, out->spread);
	/* More than half is within one MAD: never fewer than two. */
	assert(kept >= 2);
	ratio = (double)(n - 1) / (double)(kept - 1);
	sd = gp_stddev(clipped, n) * ratio;
	out->mean = gp_mean(clipped, n);
	out->var = sd * sd;
	out->mean_var = out->var / (double)n;
	out->df = (double)(kept - 1);
	free(clipped);
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
	assert(in->n >= 2);
	memset(out, 0, sizeof(*out));
	out->noise = in->noise;
	level(out, in->y, in->n);
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
