/*
 * Checks in which nothing changed, as people run them: a hundred commits are
 * recorded and every method looks at them. A table as that of gate.c.
 *
 *	accuracy_whole [TIMES [SALT]]
 */
#include <math.h>

#include "checks.h"

static const struct sim_plan sharp = {
	.commits = 100,
	.samples = 10,
	.tau = 0.01,
	.sigma = 0.02,
	.warn = 0.005,
	.fail = 0.01,
};

/* The false alarms of each method, for one series. */
static void apart(const struct study *study)
{
	struct study few = study_part(study, 3);
	struct checks checks;

	checks_run(&checks, &few, &sharp, 1);
	study_report(&few, "a series, fail 1 %: fails", checks.fails, checks.n,
		     bar_most(0.01));
	study_report(&few, "a series: its baseline begins at a change",
		     checks.restarted, checks.n, bar_most(0.02));
	study_report(&few, "a series: drifting",
		     checks.status[GP_STATUS_DRIFTING], checks.n,
		     bar_most(1e-3));
	study_report(&few, "a series: alternates between levels",
		     checks.bimodal, checks.n, bar_most(1e-3));
}

static void together(const struct study *study)
{
	struct sim_plan plan = sharp;

	checks_report_fail(study, "300 series, fail 1 %: any failure", &plan,
			   300, bar_most(0.05));
	plan.shared_sd = 0.007;
	checks_report_fail(study,
			   "300 correlated series, fail 1 %: any failure",
			   &plan, 300, bar_most(0.05));
}

/* Noise that no test was made for; the limits are the default ones. */
static void otherwise(const struct study *study)
{
	static const struct {
		const char *what;
		enum noise noise;
		double tau;
	} rows[] = {
		{ "30 series, t (3) 3 %, fail 10 %: any failure", NOISE_T3,
		  0.03 },
		{ "30 series, exponential 3 %: any failure", NOISE_EXPONENTIAL,
		  0.03 },
		{ "30 series, leaning by .6, 2 %: any failure", NOISE_LEANING,
		  0.02 },
		{ "30 series, wandering by .5 %: any failure", NOISE_WANDERING,
		  0.005 },
	};
	struct study few = study_part(study, 20);
	struct sim_plan plan = sharp;

	plan.warn = 0.05;
	plan.fail = 0.1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		plan.noise = rows[i].noise;
		plan.tau = rows[i].tau;
		checks_report_fail(&few, rows[i].what, &plan, 30, bar_none());
	}
}

int main(int argc, char **argv)
{
	size_t missed = 0;
	struct study study = { .series = 15000, .missed = &missed };

	study_open(&study, argc, argv);
	apart(&study);
	together(&study);
	otherwise(&study);
	return missed > 0;
}
