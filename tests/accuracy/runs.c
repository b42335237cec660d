/*
 * Runs of one commit: how often two honest ones are said to disagree, and
 * whether a run that is twice as slow is noticed.
 *
 *	accuracy_runs [TIMES [SALT]]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "gp/detect.h"

#include "../unit/scene.h"
#include "noise.h"
#include "study.h"

#define MOST_COMMITS 30
#define MOST_RUNS    3

/* A series, and the runs of its judged commit. */
struct pair_plan {
	size_t commits;
	enum noise noise;
	double size;
	size_t runs;
	double ratio; /* the first run takes so many times as long */
};

/* ---- one check ---- */

static void add_values(struct gp_series_set *set, struct sim *sim,
		       const struct pair_plan *plan)
{
	struct gp_series *series =
		scene_series(set, "sim", GP_BETTER_LOWER, plan->commits);
	double x[MOST_COMMITS + MOST_RUNS];
	size_t n = plan->commits + plan->runs;

	noise_fill(x, n, sim, plan->noise, plan->size);
	x[plan->commits] += log(plan->ratio);
	for (size_t i = 0; i < n; i++) {
		double value = 1e6 * exp(x[i]);

		scene_run(set,
			  i < plan->commits ? scene_commit(series)
					    : &series->current,
			  &value, 1);
	}
}

static bool disagree(struct sim *sim, const struct pair_plan *plan)
{
	const struct gp_detect_options options = { 0 };
	struct gp_findings findings = { 0 };
	struct gp_series_set set;
	bool apart;

	scene_open(&set);
	set.wanted = MOST_COMMITS;
	set.on_base = true;
	add_values(&set, sim, plan);
	if (gp_detect(&findings, &set, &options))
		exit(2);
	apart = findings.items[0].n_runs > 0;
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
	return apart;
}

static void report_pairs(const struct study *study, const char *what,
			 const struct pair_plan *plan, struct bar bar)
{
	size_t apart = 0;
	struct sim sim;

	sim_seed(&sim, study->salt);
	for (size_t i = 0; i < study->series; i++)
		apart += disagree(&sim, plan);
	study_report(study, what, (double)apart / (double)study->series,
		     study->series, bar);
}

/* ---- the table ---- */

static const struct {
	enum noise noise;
	double size;
	const char *name;
} noises[] = {
	{ NOISE_NORMAL, 0.02, "normal 2 %" },
	{ NOISE_NORMAL, 0.05, "normal 5 %" },
	{ NOISE_T3, 0.03, "t (3) 3 %" },
	{ NOISE_EXPONENTIAL, 0.03, "exponential 3 %" },
	{ NOISE_EXPONENTIAL, 0.05, "exponential 5 %" },
	{ NOISE_LEANING, 0.03, "leaning by .6, 3 %" },
	{ NOISE_WANDERING, 0.005, "wandering by .5 %" },
	{ NOISE_SPIKES, 0.02, "normal 2 %, spikes" },
};

static void honest(const struct study *study, size_t commits)
{
	struct pair_plan plan = { .commits = commits, .runs = 2, .ratio = 1 };
	char what[80];

	for (size_t i = 0; i < sizeof(noises) / sizeof(noises[0]); i++) {
		bool spikes = noises[i].noise == NOISE_SPIKES;

		plan.noise = noises[i].noise;
		plan.size = noises[i].size;
		snprintf(what, sizeof(what), "two honest runs, N %zu, %s",
			 commits, noises[i].name);
		/* A spike is a run that disagrees. */
		report_pairs(study, what, &plan,
			     spikes ? bar_none()
				    : bar_most(commits < 10 ? 0.01 : 0.005));
	}
}

/* A baseline of 5 commits knows too little of its noise to ask for a bar. */
static struct bar bar_of_doubled(size_t commits)
{
	return commits < 10   ? bar_none()
	       : commits < 30 ? bar_least(0.93)
			      : bar_least(0.97);
}

static void doubled(const struct study *study, size_t commits)
{
	struct pair_plan plan = { .commits = commits, .runs = 2, .ratio = 2 };
	struct study few = study_part(study, 5);
	char what[80];

	for (size_t i = 0; i < sizeof(noises) / sizeof(noises[0]); i++) {
		plan.noise = noises[i].noise;
		plan.size = noises[i].size;
		snprintf(what, sizeof(what), "one run of two at 2 x, N %zu, %s",
			 commits, noises[i].name);
		report_pairs(&few, what, &plan, bar_of_doubled(commits));
	}
}

int main(int argc, char **argv)
{
	const size_t commits[] = { 5, 10, 30 };
	size_t missed = 0;
	struct study study = { .series = 2500, .missed = &missed };

	study_open(&study, argc, argv);
	for (size_t i = 0; i < 3; i++)
		honest(&study, commits[i]);
	for (size_t i = 0; i < 3; i++)
		doubled(&study, commits[i]);
	return missed > 0;
}
