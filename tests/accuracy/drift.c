/*
 * How often a check reports drift without one, and how often with one: a table
 * like that of gate.c.
 *
 *	accuracy_drift [TIMES [SALT]]
 */
#include <math.h>

#include "checks.h"

struct row {
	const char *what;
	enum noise noise;
	double tau;
	double drift; /* a commit; 0: none */
	double step;  /* a factor; 0: none */
	struct bar bar;
};

/* One sample a commit: all noise is between commits. */
static struct sim_plan plan_of(const struct row *row)
{
	return (struct sim_plan){
		.commits = 99,
		.samples = 1,
		.noise = row->noise,
		.tau = row->tau,
		.drift = row->drift,
		.step = row->step,
		.warn = 0.05,
		.fail = 0.1,
	};
}

static const struct row flat[] = {
	{ "flat, noise 2 %", NOISE_NORMAL, 0.02, 0, 0, { 0, 1e-4 } },
	{ "flat, noise 5 %", NOISE_NORMAL, 0.05, 0, 0, { 0, 1e-3 } },
	{ "flat, noise 10 %", NOISE_NORMAL, 0.1, 0, 0, { 0, 1e-3 } },
	{ "flat, exponential 5 %", NOISE_EXPONENTIAL, 0.05, 0, 0, { 0, 1e-3 } },
	{ "flat, t (3) 3 %", NOISE_T3, 0.03, 0, 0, { 0, 1e-3 } },
	{ "flat, noise 2 %, spikes", NOISE_SPIKES, 0.02, 0, 0, { 0, 1e-3 } },
	{ "flat, noise 1 %, then 5 %", NOISE_UNEVEN, 0.01, 0, 0, { 0, 1e-3 } },
	{ "flat, leaning by .6, noise 1 %",
	  NOISE_LEANING,
	  0.01,
	  0,
	  0,
	  { 0, 2e-3 } },
	{ "flat, leaning by .6, noise 3 %",
	  NOISE_LEANING,
	  0.03,
	  0,
	  0,
	  { 0, 5e-3 } },
	{ "a step of 10 %, noise 2 %",
	  NOISE_NORMAL,
	  0.02,
	  0,
	  1.1,
	  { 0, 5e-3 } },
	{ "a step of 5 %, noise 2 %",
	  NOISE_NORMAL,
	  0.02,
	  0,
	  1.05,
	  { 0, 2e-2 } },
	{ "a step of 10 %, leaning by .6, noise 3 %",
	  NOISE_LEANING,
	  0.03,
	  0,
	  1.1,
	  { 0, 3e-2 } },
};

static const struct row drifts[] = {
	{ ".1 % a commit, noise 1 %",
	  NOISE_NORMAL,
	  0.01,
	  1e-3,
	  0,
	  { 0.95, INFINITY } },
	{ ".1 % a commit, noise 2 %",
	  NOISE_NORMAL,
	  0.02,
	  1e-3,
	  0,
	  { 0.95, INFINITY } },
	{ ".1 % a commit, noise 3 %",
	  NOISE_NORMAL,
	  0.03,
	  1e-3,
	  0,
	  { 0.83, INFINITY } },
	{ ".1 % a commit, noise 5 %",
	  NOISE_NORMAL,
	  0.05,
	  1e-3,
	  0,
	  { 0.5, INFINITY } },
	{ ".1 % a commit, t (3) 3 %",
	  NOISE_T3,
	  0.03,
	  1e-3,
	  0,
	  { 0.95, INFINITY } },
	{ ".1 % a commit, noise 2 %, spikes",
	  NOISE_SPIKES,
	  0.02,
	  1e-3,
	  0,
	  { 0.95, INFINITY } },
	{ ".1 % a commit, noise 1 %, then 5 %",
	  NOISE_UNEVEN,
	  0.01,
	  1e-3,
	  0,
	  { 0.95, INFINITY } },
	{ ".1 % a commit, leaning by .6, noise 1 %",
	  NOISE_LEANING,
	  0.01,
	  1e-3,
	  0,
	  { 0.95, INFINITY } },
	{ ".1 % a commit, leaning by .6, noise 2 %",
	  NOISE_LEANING,
	  0.02,
	  1e-3,
	  0,
	  { 0.5, INFINITY } },
	{ ".05 % a commit, noise 1 %",
	  NOISE_NORMAL,
	  0.01,
	  5e-4,
	  0,
	  { 0.95, INFINITY } },
};

/* Any report of it counts: the finding may have a worse status. */
static void table(const struct study *study, const struct row *rows, size_t n)
{
	struct study few = study_part(study, 10);

	for (size_t i = 0; i < n; i++) {
		const struct study *size = rows == flat && !i ? study : &few;
		struct sim_plan plan = plan_of(&rows[i]);
		struct checks checks;

		checks_run(&checks, size, &plan, 1);
		study_report(size, rows[i].what, checks.drifting, checks.n,
			     rows[i].bar);
	}
}

/* A recent step is reported as a step, not as drift. */
static void step(const struct study *study)
{
	const struct row row = { "", NOISE_NORMAL, 0.02, 0, 1.1, { 0, 0 } };
	struct study few = study_part(study, 10);
	struct sim_plan plan = plan_of(&row);
	struct checks checks;

	plan.step_commits = 15;
	checks_run(&checks, &few, &plan, 1);
	study_report(study, "a step of 10 % 15 commits ago: told as a change",
		     checks.restarted, checks.n, bar_least(0.95));
	study_report(study, "a step of 10 % 15 commits ago: drifting",
		     checks.drifting, checks.n, bar_most(5e-3));
}

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

int main(int argc, char **argv)
{
	size_t missed = 0;
	struct study study = { .series = 10000, .missed = &missed };

	study_open(&study, argc, argv);
	table(&study, flat, N(flat));
	table(&study, drifts, N(drifts));
	step(&study);
	return missed > 0;
}
