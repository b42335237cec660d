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
 * As long as no commit has been run three times, all that the samples leave
 * counts as the runs': the figure is what more runs show at best.
 */
static struct gp_gate_result hopeful(const struct gp_gate_result *gate)
{
	struct gp_gate_result copy = *gate;

	if (isnan(copy.noise.run_var))
		copy.share_runs = 1 - copy.share_samples;
	return copy;
}

/* How many more runs bring the standard error down to `se`; -1: too many. */
static int runs_for(const struct gp_case *c, double se)
{
	const struct gp_gate_result gate = hopeful(&c->gate);
	const struct gp_value *now = &c->current;
	/* What one sample leaves in one run's value. */
	double each = now->parts.sample / now->parts.run;

	for (int more = 1; more <= MOST_RUNS; more++) {
		double part = gp_median_factor(now->runs + (size_t)more);
		struct gp_parts parts = { part, part * each };

		if (gp_gate_se(&gate, parts) <= se)
			return more;
	}
	return -1;
}

static void more_runs(struct gp_case *c, const struct gp_power *power,
		      double effect)
{
	struct gp_finding *f = c->finding;
	double center = f->baseline.center;
	double least = gp_scale_change(&c->scale, center, effect);
	double figure, goal;

	/* A tenth of the way down to the limit is worth a run or two. */
	figure = round_figure(least + (f->detectable - least) * 0.9);
	if (!(figure > least * (1 + 1e-9)))
		return;
	goal = gp_scale_fraction(&c->scale, center, figure, true);
	f->more_runs = runs_for(c, gp_gate_se_for(power, goal, effect));
	f->show_at = f->more_runs > 0 ? figure : NAN;
}

void gp_case_plan(struct gp_case *c)
{
	const struct gp_power power =
		gp_gate_power(c->gate.df, c->alpha, POWER);
	double effect = isfinite(c->fail) ? c->fail : c->warn;
	double distance =
		c->gap + gp_gate_detectable(&power, c->gate.se, effect);

	if (!isfinite(distance) || c->finding->baseline.center == 0)
		return;
	c->finding->detectable = gp_scale_change(
		&c->scale, c->finding->baseline.center, distance);
	if (c->modes.n > 1)
		c->finding->more_runs = -1;
	else if (c->gate.se > 0 && isfinite(c->finding->detectable))
		more_runs(c, &power, effect);
}
