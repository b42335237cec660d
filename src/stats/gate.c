/*
 * The gate: a one-sided test whether one commit is above the level of a
 * baseline.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/stats.h"

/* With fewer values the median and its spread are not good enough to clip. */
#define CLIP_FROM 8
#define CLIP_SDS  3

/* One segment of the input, with its median. */
struct gate_segment {
	size_t from, to;
	double center;
};

static struct gate_segment gate_segment_at(const struct gp_gate_input *in,
					   size_t i)
{
	struct gate_segment s = {
		.from = i ? in->starts[i - 1] : 0,
		.to = i < in->n_starts ? in->starts[i] : in->n,
	};

	s.center = gp_median(in->y + s.from, s.to - s.from);
	return s;
}

/* The residuals of all commits within their segments. */
struct baseline_residuals {
	double *r;     /* from the median of the segment, clipped */
	size_t n;      /* of segments with more than one commit */
	size_t groups; /* such segments */
	size_t kept;   /* residuals that were not clipped */
	double sd;     /* robust */
};

static void clip_residuals(struct baseline_residuals *all)
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

static void read_residuals(struct baseline_residuals *all,
			   const struct gp_gate_input *in)
{
	all->r = gp_malloc(in->n * sizeof(*all->r));
	for (size_t i = 0; i <= in->n_starts; i++) {
		struct gate_segment s = gate_segment_at(in, i);

		if (s.to - s.from < 2)
			continue;
		all->groups++;
		for (size_t j = s.from; j < s.to; j++)
			all->r[all->n++] = in->y[j] - s.center;
	}
	clip_residuals(all);
}

/* Squares about the mean of each segment, over all degrees of freedom. */
static double pooled_variance(const struct baseline_residuals *all,
			      const struct gp_gate_input *in)
{
	double sum = 0, free_df = (double)(all->n - all->groups);
	const double *r = all->r;

	for (size_t i = 0; i <= in->n_starts; i++) {
		struct gate_segment s = gate_segment_at(in, i);
		size_t n = s.to - s.from;
		double sd;

		if (n < 2)
			continue;
		sd = gp_stddev(r, n);
		sum += sd * sd * ((double)(n - 1) / free_df);
		r += n;
	}
	return sum;
}

static void fit_baseline(struct gp_gate_result *out,
			 const struct gp_gate_input *in)
{
	struct gate_segment last = gate_segment_at(in, in->n_starts);
	size_t m = last.to - last.from;
	struct baseline_residuals all = { 0 };
	double free_df, ratio;

	read_residuals(&all, in);
	/* Half of the residuals are within one MAD, but half may be medians. */
	free_df = (double)(all.n - all.groups);
	out->df = fmax(1, (double)all.kept - (double)all.groups);
	ratio = free_df / out->df;
	out->spread = all.sd;
	out->var = pooled_variance(&all, in) * ratio * ratio;
	out->center = out->mean = last.center;
	if (m > 1)
		out->mean += gp_mean(all.r + all.n - m, m);
	out->mean_var = out->var / (double)m;
	free(all.r);
}

static double positive_part(double value)
{
	return value > 0 ? value : 0;
}

/* Splits the variance of a commit into the shares of samples and runs. */
static void split_variance(struct gp_gate_result *out)
{
	const struct gp_noise *noise = &out->noise;
	double samples, runs, all;

	if (!(out->var > 0))
		return;
	samples = positive_part(noise->sample_var * noise->parts.sample /
				out->var);
	/* Runs also differ by their samples: do not count that part twice. */
	runs = positive_part(noise->run_var * noise->parts.run / out->var -
			     samples);
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

static void test_commit(struct gp_gate_result *out, double x)
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
	fit_baseline(out, in);
	split_variance(out);
	out->se = gp_gate_se(out, in->parts);
	test_commit(out, in->x);
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
