/*
 * Several kinds of machine in one name: how often they are distinguished, and
 *how often something else is taken for them. A table as that of gate.c.
 *
 *	accuracy_modes [TIMES [SALT]]
 */
#include <math.h>
#include <stdio.h>

#include "gp/rank.h"

#include "checks.h"

#define MOST_VALUES 100

static bool has_modes(const double *x, size_t n)
{
	struct gp_modes modes;

	gp_modes_find(&modes, x, n);
	return modes.n > 1;
}

/* ---- one kind of machine ---- */

struct still {
	const char *what;
	enum noise noise;
	double size;
	double drift, step;
};

/* Of 10, 20, 30, 50 and 100 values in turn. */
static double alarms(const struct study *study, const struct still *still)
{
	static const size_t sizes[] = { 10, 20, 30, 50, MOST_VALUES };
	double x[MOST_VALUES];
	size_t seen = 0;
	struct sim sim;

	sim_seed(&sim, study->salt);
	for (size_t i = 0; i < study->series; i++) {
		size_t n = sizes[i % (sizeof(sizes) / sizeof(sizes[0]))];
		double at = (0.2 + 0.6 * sim_uniform(&sim)) * (double)n;

		noise_fill(x, n, &sim, still->noise, still->size);
		noise_drift(x, n, 1 + still->drift);
		noise_step(x, n, (size_t)at, 1 + still->step);
		seen += has_modes(x, n);
	}
	return (double)seen / (double)study->series;
}

static void one_kind(const struct study *study)
{
	static const struct still stills[] = {
		{ "one kind, noise 2 %", NOISE_NORMAL, 0.02, 0, 0 },
		{ "one kind, noise 10 %", NOISE_NORMAL, 0.1, 0, 0 },
		{ "one kind, exponential 5 %", NOISE_EXPONENTIAL, 0.05, 0, 0 },
		{ "one kind, exponential 20 %", NOISE_EXPONENTIAL, 0.2, 0, 0 },
		{ "one kind, t (3) 3 %", NOISE_T3, 0.03, 0, 0 },
		{ "one kind, leaning by .6, noise 2 %", NOISE_LEANING, 0.02, 0,
		  0 },
		{ "one kind, wandering by 1 %", NOISE_WANDERING, 0.01, 0, 0 },
		{ "one kind, noise 1 %, then 5 %", NOISE_UNEVEN, 0.01, 0, 0 },
		{ "one kind, noise 1 %, spikes", NOISE_SPIKES, 0.01, 0, 0 },
		{ "one kind, noise 2 %, spikes", NOISE_SPIKES, 0.02, 0, 0 },
		{ "one kind, whole numbers, noise .5", NOISE_COARSE, 0.5, 0,
		  0 },
		{ "one kind, whole numbers, noise 1", NOISE_COARSE, 1, 0, 0 },
		{ "one kind, drift of .5 % a commit", NOISE_NORMAL, 0.02, 0.005,
		  0 },
		{ "one kind, a step of 10 %, noise 1 %", NOISE_NORMAL, 0.01, 0,
		  0.1 },
		{ "one kind, a step of 100 %, noise 1 %", NOISE_NORMAL, 0.01, 0,
		  1 },
	};

	for (size_t i = 0; i < sizeof(stills) / sizeof(stills[0]); i++)
		study_report(study, stills[i].what, alarms(study, &stills[i]),
			     study->series, bar_most(1e-3));
}

/* ---- several ---- */

static const struct machine halves[] = { { 0.5, 1 }, { 0.5, 1.08 }, { 0, 0 } };
static const struct machine thirds[] = {
	{ 0.34, 1 }, { 0.33, 1.1 }, { 0.33, 1.2 }, { 0, 0 }
};

struct mixed {
	const char *what;
	const struct machine *kinds;
	size_t n;
	enum noise noise;
	double size;
	size_t others; /* at least, that are not of the first kind */
	double least;
};

static double found(const struct study *study, const struct mixed *mixed)
{
	size_t series = study->series, seen = 0;
	double x[MOST_VALUES];
	struct sim sim;

	sim_seed(&sim, study->salt);
	for (size_t i = 0; i < series; i++) {
		size_t others;

		do {
			noise_fill(x, mixed->n, &sim, mixed->noise,
				   mixed->size);
			others =
				noise_machines(x, mixed->n, &sim, mixed->kinds);
		} while (others < mixed->others);
		seen += has_modes(x, mixed->n);
	}
	return (double)seen / (double)series;
}

static void several_kinds(const struct study *study)
{
	static const struct mixed mixes[] = {
		{ "hosted, noise 1 %, 10 values", sim_hosted, 10, NOISE_NORMAL,
		  0.01, 0, 0.05 },
		{ "hosted, noise 1 %, 20 values", sim_hosted, 20, NOISE_NORMAL,
		  0.01, 0, 0.6 },
		{ "hosted, noise 1 %, 30 values", sim_hosted, 30, NOISE_NORMAL,
		  0.01, 0, 0.88 },
		{ "hosted, noise 1 %, 30 values, 3 or more of the others",
		  sim_hosted, 30, NOISE_NORMAL, 0.01, 3, 0.9 },
		{ "hosted, noise 1 %, 30 values, 5 or more of the others",
		  sim_hosted, 30, NOISE_NORMAL, 0.01, 5, 0.95 },
		{ "hosted, noise 1 %, 50 values", sim_hosted, 50, NOISE_NORMAL,
		  0.01, 0, 0.97 },
		{ "hosted, noise 1 %, 100 values", sim_hosted, 100,
		  NOISE_NORMAL, 0.01, 0, 0.99 },
		{ "hosted, noise 1.5 %, 30 values", sim_hosted, 30,
		  NOISE_NORMAL, 0.015, 0, 0.7 },
		{ "hosted, noise 2 %, 30 values", sim_hosted, 30, NOISE_NORMAL,
		  0.02, 0, 0.25 },
		{ "hosted, noise 2 %, 50 values", sim_hosted, 50, NOISE_NORMAL,
		  0.02, 0, 0.65 },
		{ "hosted, noise 2 %, 100 values", sim_hosted, 100,
		  NOISE_NORMAL, 0.02, 0, 0.85 },
		{ "hosted, noise 1 %, spikes, 30 values", sim_hosted, 30,
		  NOISE_SPIKES, 0.01, 0, 0.83 },
		{ "hosted, noise 1 %, spikes, 50 values", sim_hosted, 50,
		  NOISE_SPIKES, 0.01, 0, 0.95 },
		{ "two kinds 8 % apart, noise 1 %, 30 values", halves, 30,
		  NOISE_NORMAL, 0.01, 0, 0.93 },
		{ "three kinds 10 % apart, noise 1 %, 30 values", thirds, 30,
		  NOISE_NORMAL, 0.01, 0, 0.95 },
	};

	for (size_t i = 0; i < sizeof(mixes) / sizeof(mixes[0]); i++)
		study_report(study, mixes[i].what, found(study, &mixes[i]),
			     study->series, bar_least(mixes[i].least));
}

/* ---- whole checks ---- */

/* A usual configuration. */
static const struct sim_plan usual = {
	.commits = 100,
	.samples = 10,
	.tau = 0.01,
	.sigma = 0.02,
	.warn = 0.05,
	.fail = 0.10,
	.machines = sim_hosted,
};

static void own_names(const struct study *study)
{
	struct sim_plan plan = usual, alone = usual;

	plan.fail = alone.fail = 0.01;
	plan.warn = alone.warn = 0.005;
	alone.machines = NULL;
	checks_report_fail(study, "a check, one kind, fail 1 %: fails", &alone,
			   1, bar_most(0.01));
	checks_report_fail(study, "a check, hosted, own names, fail 1 %: fails",
			   &plan, 1, bar_most(0.01));
}

static void tell(const struct study *study, const struct checks *checks,
		 const char *what, double share, struct bar bar)
{
	char text[80];

	snprintf(text, sizeof(text), "a check, hosted, one name, %s", what);
	study_report(study, text, share, checks->n, bar);
}

struct mixed_check {
	size_t commits;
	double unsure, fails; /* at least, at most */
};

/* There is no single baseline, and a check must detect that. */
static void one_name(const struct study *study, const struct mixed_check *row)
{
	struct sim_plan plan = usual;
	struct checks checks;
	char what[40];

	plan.names = SIM_ONE_NAME;
	plan.commits = row->commits;
	checks_run(&checks, study, &plan, 1);
	snprintf(what, sizeof(what), "%zu commits: told", row->commits);
	tell(study, &checks, what, checks.bimodal, bar_none());
	tell(study, &checks, "inconclusive",
	     checks.status[GP_STATUS_INCONCLUSIVE], bar_least(row->unsure));
	tell(study, &checks, "passes", checks.status[GP_STATUS_OK], bar_none());
	tell(study, &checks, "fails", checks.fails, bar_most(row->fails));
}

static void one_name_for_all(const struct study *study)
{
	static const struct mixed_check rows[] = {
		{ 10, 0.35, 0.15 }, { 20, 0.6, 0.1 },    { 30, 0.85, 0.05 },
		{ 50, 0.97, 0.01 }, { 100, 0.97, 0.01 },
	};
	struct sim_plan plan = usual;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		one_name(study, &rows[i]);
	plan.names = SIM_ONE_NAME;
	plan.factor = 1.4;
	checks_report_fail(study, "a check, hosted, one name, +40 %: fails",
			   &plan, 1, bar_least(0.99));
}

int main(int argc, char **argv)
{
	size_t missed = 0;
	struct study study = { .series = 10000, .missed = &missed }, few;

	study_open(&study, argc, argv);
	few = study_part(&study, 10);
	one_kind(&study);
	several_kinds(&few);
	own_names(&study);
	one_name_for_all(&few);
	return missed > 0;
}
