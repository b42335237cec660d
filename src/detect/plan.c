/*
 * What a check could have seen, and what more runs would show.
 */
#include <math.h>

#include "case.h"

#define POWER 0.8
/* Nobody repeats a suite more often than this for one series. */
#define MOST_RUNS 99

/* The largest round figure that is not above `most`. */
static double round_figure(double most)
{
	static const double steps[] = { 8, 6, 5, 4, 3, 2.5, 2, 1.5, 1.2, 1 };
	double power = pow(10, floor(log10(most)));
	size_t i = 0;

	while (i + 1 < sizeof(steps) / sizeof(steps[0]) &&
	       steps[i] * power > most * (1 + 1e-9))
		i++;
	return steps[i] * power;
}

/*
 * The share of the variance that runs would cut. As long as no commit has been
 * run three times, all that the samples leave counts as the runs': the figure
 * is what more runs can show at best.
 */
static double run_share(const struct gp_gate_result *gate)
{
	return isnan(gate->noise.run_var) ? 1 - gate->share_samples
					  : gate->share_runs;
}

/*
 * How many more runs bring the standard error down to `se`; negative where
 * none do. se^2 = fixed + falling / runs, the samples growing with the runs.
 */
static double runs_for(const struct gp_case *c, double se)
{
	const struct gp_gate_result *gate = &c->gate;
	double runs = c->current.runs, each = c->current.samples / runs;
	double by_run = run_share(gate), by_sample = gate->share_samples;
	double fixed = gate->var * (1 - by_run - by_sample) + gate->mean_var;
	double falling =
		gate->var * (by_run / gate->noise.inv_runs +
			     by_sample / each / gate->noise.inv_samples);
	double needed = falling / (se * se - fixed);

	return needed > 0 ? ceil(needed - 1e-9) - runs : -1;
}

static void more_runs(struct gp_case *c, double effect, double t_alpha,
		      double t_power)
{
	struct gp_finding *f = c->finding;
	double center = f->baseline.center;
	double least = gp_scale_change(&c->scale, center, effect);
	double figure, goal, se, runs;

	/* A quarter of the way down to the limit is worth a run or two. */
	figure = round_figure(least + (f->detectable - least) * 0.75);
	if (!(figure > least))
		return;
	goal = gp_scale_fraction(&c->scale, center, figure, true);
	se = fmin((goal - effect) / t_power, goal / (t_alpha + t_power));
	runs = runs_for(c, se);
	f->more_runs = runs > 0 && runs <= MOST_RUNS ? (int)runs : -1;
	f->show_at = f->more_runs > 0 ? figure : NAN;
}

void gp_case_plan(struct gp_case *c)
{
	double effect = isfinite(c->fail) ? c->fail : c->warn;
	double t_alpha = -gp_t_quantile(c->alpha, c->gate.df);
	double t_power = gp_t_quantile(POWER, c->gate.df);
	double distance =
		fmax(t_alpha * c->gate.se, effect) + t_power * c->gate.se;

	if (!isfinite(distance) || c->finding->baseline.center == 0)
		return;
	c->finding->detectable = gp_scale_change(
		&c->scale, c->finding->baseline.center, distance);
	if (c->gate.se > 0)
		more_runs(c, effect, t_alpha, t_power);
}
