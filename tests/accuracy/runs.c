/*
 * Runs of one commit: how often two honest ones are said to disagree, whether a
 * run that is twice as slow is noticed, and whether a slow machine is told from
 * a slow commit.
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

/* ---- suites ---- */

#define COMMITS 20

/* A suite, and the runs of its judged commit, which are independent. */
struct suite_plan {
	size_t series, runs;
	double size;    /* noise of each value */
	double session; /* noise that all series of a commit share */
	double machine; /* factor of the first run */
	double commit;  /* factor of every run */
	double jitter;  /* by which the factor of a series differs */
	double first;   /* factor of the first series alone */
};

static void add_suite_run(struct gp_series_set *set, struct gp_series *series,
			  size_t run, double value)
{
	while (set->runs.n <= run + 1) {
		struct gp_entry *entry = gp_entries_add(&set->runs);

		entry->time_ms = (int64_t)set->runs.n * 3600 * 1000;
		entry->id.raw[0] = (unsigned char)set->runs.n;
	}
	scene_run(set, &series->current, &value, 1);
	series->current.readings[run].run = set->runs.items[run + 1];
}

static void add_suite_series(struct gp_series_set *set, struct sim *sim,
			     const struct suite_plan *plan,
			     const double *session, bool first)
{
	struct gp_series *series =
		scene_series(set, "sim", GP_BETTER_LOWER, COMMITS);
	double own = plan->jitter * sim_normal(sim);
	double x[COMMITS + MOST_RUNS];

	noise_fill(x, COMMITS + plan->runs, sim, NOISE_NORMAL, plan->size);
	for (size_t i = 0; i < COMMITS + plan->runs; i++) {
		double value = 1e6 * exp(x[i] + session[i]);

		if (i < COMMITS) {
			scene_run(set, scene_commit(series), &value, 1);
			continue;
		}
		value *= plan->commit * exp(own) * (first ? plan->first : 1);
		if (i == COMMITS)
			value *= plan->machine;
		add_suite_run(set, series, i - COMMITS, value);
	}
}

/* Of many checks. */
struct suite_result {
	size_t series; /* of each check */
	size_t n, common, failed, fails, machine;
};

static void check_suite(struct suite_result *out, struct sim *sim,
			const struct suite_plan *plan)
{
	const struct gp_detect_options options = { 0 };
	struct gp_findings findings = { 0 };
	struct gp_series_set set;
	double session[COMMITS + MOST_RUNS];

	for (size_t i = 0; i < COMMITS + plan->runs; i++)
		session[i] = plan->session * sim_normal(sim);
	scene_open(&set);
	set.wanted = MOST_COMMITS;
	set.on_base = true;
	for (size_t i = 0; i < plan->series; i++)
		add_suite_series(&set, sim, plan, session, i == 0);
	if (gp_detect(&findings, &set, &options))
		exit(2);
	out->n++;
	out->common += findings.counts[GP_STATUS_COMMON] > 0;
	out->failed += findings.n_fail > 0;
	out->fails += findings.n_fail;
	out->machine += findings.n_moves &&
			findings.moves[0]->cause == GP_COMMON_MACHINE;
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
}

static void check_suites(struct suite_result *out, const struct study *study,
			 const struct suite_plan *plan)
{
	size_t n = study->series / 10;
	struct sim sim;

	*out = (struct suite_result){ .series = plan->series };
	sim_seed(&sim, study->salt);
	for (size_t i = 0; i < n; i++)
		check_suite(out, &sim, plan);
}

static void report_suites(const struct study *study, const char *what,
			  size_t count, const struct suite_result *result,
			  struct bar bar)
{
	char row[80];

	snprintf(row, sizeof(row), "%zu series, %s", result->series, what);
	study_report(study, row, (double)count / (double)result->n, result->n,
		     bar);
}

static const struct suite_plan still = {
	.runs = 1,
	.size = 0.02,
	.session = 0.01,
	.machine = 1,
	.commit = 1,
	.first = 1,
};

static void one_run(const struct study *study, size_t series)
{
	struct suite_plan plan = still;
	struct suite_result result;

	plan.series = series;
	check_suites(&result, study, &plan);
	report_suites(study, "no change: common", result.common, &result,
		      bar_most(0.001));
	plan.first = 1.3;
	check_suites(&result, study, &plan);
	report_suites(study, "one at +30 %: fails", result.failed, &result,
		      bar_least(0.98));
	report_suites(study, "one at +30 %: common", result.common, &result,
		      bar_most(0.001));
	plan = still;
	plan.series = series;
	plan.machine = 1.4;
	check_suites(&result, study, &plan);
	report_suites(study, "all at +40 %: common", result.common, &result,
		      bar_least(0.99));
	report_suites(study, "all at +40 %: any fails", result.failed, &result,
		      bar_none());
	plan.jitter = 0.02;
	check_suites(&result, study, &plan);
	report_suites(study, "all at +40 % +- 2 %: common", result.common,
		      &result, bar_least(0.97));
	plan.jitter = 0;
	plan.machine = 1.15;
	check_suites(&result, study, &plan);
	report_suites(study, "all at +15 %: common", result.common, &result,
		      bar_least(0.9));
}

static void two_runs(const struct study *study, size_t series)
{
	struct suite_plan plan = still;
	struct suite_result result;

	plan.series = series;
	plan.runs = 2;
	plan.commit = 1.4;
	check_suites(&result, study, &plan);
	report_suites(study, "+40 % in both runs: fails", result.failed,
		      &result, bar_least(0.99));
	plan.commit = 1;
	plan.machine = 1.4;
	check_suites(&result, study, &plan);
	report_suites(study, "+40 % in the first: fails", result.failed,
		      &result, bar_most(0.01));
	report_suites(study, "+40 % in the first: machine", result.machine,
		      &result, bar_least(0.99));
}

int main(int argc, char **argv)
{
	const size_t commits[] = { 5, 10, 30 }, suites[] = { 5, 12, 40 };
	size_t missed = 0;
	struct study study = { .series = 2500, .missed = &missed };

	study_open(&study, argc, argv);
	for (size_t i = 0; i < 3; i++)
		honest(&study, commits[i]);
	for (size_t i = 0; i < 3; i++)
		doubled(&study, commits[i]);
	for (size_t i = 0; i < 3; i++)
		one_run(&study, suites[i]);
	for (size_t i = 0; i < 3; i++)
		two_runs(&study, suites[i]);
	return missed > 0;
}
