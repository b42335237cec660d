/*
 * The minimum detectable effect of a test, and what more runs would detect.
 */
#include <math.h>

#include "case.h"

#define POWER 0.8
/* A larger number of runs is not worth suggesting. */
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
 * Until a commit has been run three times, all variance that is not the
 * samples' counts as the runs': the result is the best that more runs can do.
 */
static struct gp_gate_result best_case_of(const struct gp_gate_result *gate)
{
	struct gp_gate_result copy = *gate;

	if (isnan(copy.noise.run_var))
		copy.share_runs = 1 - copy.share_samples;
	return copy;
}

/* How many more runs reduce the standard error to `se`; -1: too many. */
static int runs_for_se(const struct gp_gate_result *result,
		       const struct gp_value *now, double se)
{
	const struct gp_gate_result gate = best_case_of(result);
	/* The share of one sample in the value of one run. */
	double each = now->parts.sample / now->parts.run;

	for (int more = 1; more <= MOST_RUNS; more++) {
		double part = gp_median_factor(now->runs + (size_t)more);
		struct gp_parts parts = { part, part * each };

		if (gp_gate_se(&gate, parts) <= se)
			return more;
	}
	return -1;
}

static void suggest_runs(struct gp_case *c, const struct gp_power *power,
			 double effect)
{
	const struct gp_scale *scale = &c->baseline.scale;
	struct gp_finding *f = c->outcome.finding;
	double center = f->baseline.center;
	double least = gp_scale_change(scale, center, effect);
	double figure, goal;

	/* A tenth of the way down to the limit is worth a run or two. */
	figure = round_figure(least + (f->detectable - least) * 0.9);
	if (!(figure > least * (1 + 1e-9)))
		return;
	goal = gp_scale_fraction(scale, center, figure, true);
	f->more_runs = runs_for_se(&c->test.result, &c->values.current,
				   gp_gate_se_for(power, goal, effect));
	f->show_at = f->more_runs > 0 ? figure : NAN;
}

double gp_test_effect(const struct gp_step_test *test)
{
	if (isfinite(test->fail))
		return test->fail;
	return isfinite(test->warn) ? test->warn : test->note;
}

void gp_case_plan(struct gp_case *c)
{
	const struct gp_step_test *test = &c->test;
	bool both = c->series->better == GP_BETTER_SAME;
	const struct gp_power power = gp_gate_power(
		test->result.df, both ? test->alpha / 2 : test->alpha, POWER);
	double effect = gp_test_effect(test);
	double distance =
		test->gap + gp_gate_detectable(&power, test->result.se, effect);
	struct gp_finding *f = c->outcome.finding;

	if (!isfinite(distance) || f->baseline.center == 0)
		return;
	f->detectable = gp_scale_change(&c->baseline.scale, f->baseline.center,
					distance);
	if (c->mixture.modes.n > 1)
		f->more_runs = -1;
	else if (test->result.se > 0 && isfinite(f->detectable))
		suggest_runs(c, &power, effect);
}
