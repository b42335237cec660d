/*
 * How often the gate cries wolf, and what it sees: a table, each line with
 * its bar. docs/ACCURACY.md has the figures of a long run.
 *
 *	accuracy_gate [TIMES [SALT]]
 *
 * TIMES as many series are simulated; SALT makes a fresh suite. Exits 1 where
 * a bar is missed.
 */
#include <math.h>

#include "checks.h"

/* What the goals in statistics are stated for. */
static const struct sim_plan usual = {
	.commits = 20,
	.samples = 10,
	.tau = 0.01,
	.sigma = 0.02,
	.warn = 0.005,
	.fail = 0.01,
};

static void alone(const struct study *study)
{
	const struct {
		size_t commits;
		double sigma;
		const char *what;
	} rows[] = {
		{ 20, 0.02, "no change, N 20: fails" },
		{ 5, 0.02, "no change, N 5: fails" },
		{ 8, 0.02, "no change, N 8: fails" },
		{ 10, 0.02, "no change, N 10: fails" },
		{ 30, 0.02, "no change, N 30: fails" },
		{ 20, 0.10, "no change, N 20, sigma 10 %: fails" },
	};
	struct study few = study_part(study, 10);
	struct sim_plan plan = usual;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		plan.commits = rows[i].commits;
		plan.sigma = rows[i].sigma;
		checks_report_fail(i ? &few : study, rows[i].what, &plan, 1,
				   bar_most(0.01));
	}
}

static void power(const struct study *study)
{
	struct study few = study_part(study, 20);
	struct sim_plan plan = usual;

	plan.factor = 1.1;
	checks_report_fail(&few, "+10 %, N 20: fails", &plan, 1,
			   bar_least(0.999));
	plan.factor = 1.2;
	plan.commits = 30;
	plan.fail = 0.1;
	plan.spikes = 1 / 30.0;
	plan.spike = 2;
	checks_report_fail(
		&few, "+20 %, N 30, fail 10 %, one commit in 30 at 2 x: fails",
		&plan, 1, bar_least(0.999));
}

/* The judged commit measured more, or less, than its baseline. */
static void unequal(const struct study *study)
{
	const struct {
		size_t samples, x_samples, x_runs;
		double run_sd;
		const char *what;
	} rows[] = {
		{ 10, 3, 1, 0, "no change, 3 samples against 10: fails" },
		{ 10, 1, 1, 0, "no change, 1 sample against 10: fails" },
		{ 3, 30, 1, 0, "no change, 30 samples against 3: fails" },
		{ 10, 10, 3, 0, "no change, 3 runs against 1: fails" },
		{ 10, 10, 3, 0.02,
		  "no change, 3 runs against 1, runs differ by 2 %: fails" },
		{ 10, 10, 10, 0.02,
		  "no change, 10 runs against 1, runs differ by 2 %: fails" },
	};
	struct study few = study_part(study, 10);
	struct sim_plan plan = usual;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		plan.samples = rows[i].samples;
		plan.x_samples = rows[i].x_samples;
		plan.x_runs = rows[i].x_runs;
		plan.run_sd = rows[i].run_sd;
		checks_report_fail(&few, rows[i].what, &plan, 1,
				   bar_most(0.01));
	}
}

/* ---- whole checks ---- */

static void whole(const struct study *study)
{
	struct sim_plan plan = usual;
	checks_report_fail(study, "300 series, no change: any failure", &plan,
			   300, bar_most(0.05));
	plan.shared_sd = 0.007;
	checks_report_fail(study,
			   "300 correlated series, no change: any failure",
			   &plan, 300, bar_most(0.05));
}

/* ---- the smallest change that is found ---- */

static const struct bar near_one = { 0.8, 1.2 };

static void detectable(const struct study *study)
{
	const struct {
		size_t commits, series;
		double fail;
		const char *what;
	} rows[] = {
		{ 5, 1, 0.01, "detectable / found in 80 of 100, N 5" },
		{ 10, 1, 0.01, "detectable / found in 80 of 100, N 10" },
		{ 30, 1, 0.01, "detectable / found in 80 of 100, N 30" },
		{ 30, 1, 0.1, "detectable / found in 80 of 100, fail 10 %" },
		{ 20, 30, 0.01, "detectable / found in 80 of 100, 30 series" },
	};
	struct sim_plan plan = usual;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct study few =
			study_part(study, rows[i].series > 1 ? 10 : 100);

		plan.commits = rows[i].commits;
		plan.fail = rows[i].fail;
		study_report(study, rows[i].what,
			     checks_detectable(&few, &plan, rows[i].series), 0,
			     near_one);
	}
}

/*
 * "r more runs would show x": where runs differ and commits hardly do, a
 * commit with r more runs must find x.
 */
static void promise(const struct study *study)
{
	struct sim_plan plan = usual;
	struct study one = { .salt = study->salt }; /* one check */
	double sum = 0;
	size_t n = 0;

	plan.commits = 30;
	plan.tau = 0.002;
	plan.run_sd = 0.02;
	for (size_t i = 0; i < 20; i++, one.salt += 1000) {
		struct study few = study_part(study, 1000);
		struct checks before, after;

		few.salt = one.salt;
		plan.x_runs = 1;
		checks_run(&before, &one, &plan, 1);
		if (!before.more_runs)
			continue;
		plan.x_runs += (size_t)before.more_runs;
		checks_run(&after, &few, &plan, 1);
		sum += after.detectable / before.show_at;
		n++;
	}
	study_report(study, "detectable after the promised runs / promised",
		     sum / (double)n, 0, near_one);
}

int main(int argc, char **argv)
{
	size_t missed = 0;
	struct study study = { .series = 10000, .missed = &missed };

	study_open(&study, argc, argv);
	alone(&study);
	unequal(&study);
	power(&study);
	whole(&study);
	detectable(&study);
	promise(&study);
	return missed > 0;
}
