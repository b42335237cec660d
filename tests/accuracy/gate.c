/*
 * How often the gate cries wolf, and what it sees: a table, each line with
 * its bar. docs/ACCURACY.md has the figures of a long run.
 *
 *	accuracy_gate [CHECKS [SALT]]
 *
 * CHECKS is how many series the first line simulates (20,000), and the others
 * in proportion; SALT makes a fresh suite. Exits 1 where a bar is missed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "gp/detect.h"
#include "gp/stats.h"

#include "../unit/scene.h"
#include "sim.h"

/* ---- one check ---- */

struct seen {
	size_t checks;
	size_t failed;      /* those with a finding of severity fail */
	double *detectable; /* of their first series; NULL: not wanted */
	int runs;           /* more that were promised to show... */
	double show_at;     /* ...this, by the last that promised any */
};

static void look_at(struct seen *seen, const struct gp_finding *first)
{
	if (seen->detectable)
		seen->detectable[seen->checks] = first->detectable;
	if (first->more_runs > 0) {
		seen->runs = first->more_runs;
		seen->show_at = first->show_at;
	}
}

static void look(struct seen *seen, const struct gp_series_set *set)
{
	const struct gp_detect_options options = { 0 };
	struct gp_findings findings = { 0 };

	if (gp_detect(&findings, set, &options))
		exit(2);
	seen->failed += findings.n_fail > 0;
	for (size_t i = 0; i < findings.n; i++)
		if (findings.items[i].series == &set->items[0])
			look_at(seen, &findings.items[i]);
	seen->checks++;
	gp_findings_clear(&findings);
}

struct study {
	uint64_t salt;
	size_t checks; /* series simulated for one figure */
	size_t missed; /* bars */
};

/*
 * `series` series a check; only the first changes, where the plan has a
 * change.
 */
static struct seen simulate(const struct study *study,
			    const struct sim_plan *plan, size_t series,
			    double *detectable)
{
	struct seen seen = { .detectable = detectable };
	struct sim_plan still = *plan;
	struct sim sim;

	still.factor = 1;
	sim_seed(&sim, study->salt);
	for (size_t i = 0; i < study->checks / series + 1; i++) {
		struct gp_series_set set;
		double shared = sim_normal(&sim);

		scene_open(&set);
		for (size_t j = 0; j < series; j++)
			sim_series(&set, &sim, j ? &still : plan, shared);
		look(&seen, &set);
		gp_series_set_clear(&set);
	}
	return seen;
}

/* ---- the table ---- */

static void report(struct study *study, const char *what, double got,
		   double least, double most)
{
	bool holds = got >= least && got <= most;
	char bar[32];

	if (least > 0 && isfinite(most))
		snprintf(bar, sizeof(bar), "%.2f to %.2f", least, most);
	else if (least > 0)
		snprintf(bar, sizeof(bar), "at least %.3g", least);
	else
		snprintf(bar, sizeof(bar), "at most %.3g", most);
	printf("| %-58s | %8.4f | %-13s | %s |\n", what, got, bar,
	       holds ? "yes" : "NO ");
	study->missed += !holds;
}

static double failures(const struct study *study, const struct sim_plan *plan,
		       size_t series)
{
	struct seen seen = simulate(study, plan, series, NULL);

	return (double)seen.failed / (double)seen.checks;
}

/* What the goals in statistics are stated for. */
static const struct sim_plan usual = {
	.commits = 20,
	.samples = 10,
	.tau = 0.01,
	.sigma = 0.02,
	.warn = 0.005,
	.fail = 0.01,
};

/* A study of a part of the checks. */
static struct study part(const struct study *study, size_t of)
{
	struct study less = *study;

	less.checks /= of;
	return less;
}

static void alone(struct study *study)
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
	struct study few = part(study, 10);
	struct sim_plan plan = usual;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		plan.commits = rows[i].commits;
		plan.sigma = rows[i].sigma;
		report(study, rows[i].what,
		       failures(i ? &few : study, &plan, 1), 0, 0.01);
	}
}

static void power(struct study *study)
{
	struct study few = part(study, 20);
	struct sim_plan plan = usual;

	plan.factor = 1.1;
	report(study, "+10 %, N 20: fails", failures(&few, &plan, 1), 0.999,
	       INFINITY);
	plan.factor = 1.2;
	plan.commits = 30;
	plan.fail = 0.1;
	plan.spikes = 1 / 30.0;
	plan.spike = 2;
	/* Three spikes of one height among thirty are a second level. */
	report(study, "+20 %, N 30, fail 10 %, one commit in 30 at 2 x: fails",
	       failures(&few, &plan, 1), 0.98, INFINITY);
}

/* The judged commit measured more, or less, than its baseline. */
static void unequal(struct study *study)
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
	struct study few = part(study, 10);
	struct sim_plan plan = usual;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		plan.samples = rows[i].samples;
		plan.x_samples = rows[i].x_samples;
		plan.x_runs = rows[i].x_runs;
		plan.run_sd = rows[i].run_sd;
		report(study, rows[i].what, failures(&few, &plan, 1), 0, 0.01);
	}
}

/* ---- whole checks ---- */

static void whole(struct study *study)
{
	struct sim_plan plan = usual;
	report(study, "300 series, no change: any failure",
	       failures(study, &plan, 300), 0, 0.05);
	plan.shared_sd = 0.007;
	report(study, "300 correlated series, no change: any failure",
	       failures(study, &plan, 300), 0, 0.05);
}

/* ---- the smallest change that is found ---- */

static double median_detectable(const struct study *study,
				const struct sim_plan *plan, size_t series)
{
	double *all = gp_malloc((study->checks + 1) * sizeof(*all)), median;
	struct seen seen = simulate(study, plan, series, all);

	median = gp_median_inplace(all, seen.checks);
	free(all);
	return median;
}

/* The change that fails in 80 of 100, by halving on the same numbers. */
static double found(const struct study *study, struct sim_plan plan,
		    size_t series, double near)
{
	double low = near / 2, high = near * 2;

	for (int i = 0; i < 7; i++) {
		double middle = (low + high) / 2;

		plan.factor = 1 + middle;
		if (failures(study, &plan, series) < 0.8)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static void detectable(struct study *study)
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
		struct study few = part(study, rows[i].series > 1 ? 10 : 100);
		double said;

		plan.commits = rows[i].commits;
		plan.fail = rows[i].fail;
		said = median_detectable(&few, &plan, rows[i].series);
		report(study, rows[i].what,
		       said / found(&few, plan, rows[i].series, said), 0.8,
		       1.2);
	}
}

/*
 * "r more runs would show x": where runs differ and commits hardly do, a
 * commit with r more runs must find x.
 */
static void promise(struct study *study)
{
	struct sim_plan plan = usual;
	struct study one = part(study, 100);
	struct study few = one;
	double sum = 0;
	size_t n = 0;

	plan.commits = 30;
	plan.tau = 0.002;
	plan.run_sd = 0.02;
	one.checks = 0; /* which is one check */
	for (size_t i = 0; i < 20; i++, one.salt += 1000) {
		struct seen seen;

		plan.x_runs = 1;
		seen = simulate(&one, &plan, 1, NULL);
		if (!seen.runs)
			continue;
		plan.x_runs += (size_t)seen.runs;
		few.checks = study->checks / 1000;
		sum += median_detectable(&few, &plan, 1) / seen.show_at;
		n++;
	}
	report(study, "detectable after the promised runs / promised",
	       sum / (double)n, 0.8, 1.2);
}

int main(int argc, char **argv)
{
	struct study study = { .salt = 1, .checks = 20000 };

	if (argc > 1)
		study.checks = strtoul(argv[1], NULL, 10);
	if (argc > 2)
		study.salt = strtoull(argv[2], NULL, 10);
	printf("| %-58s | measured | bar           | met |\n", "simulated");
	printf("| %.58s | -------- | ------------- | --- |\n",
	       "----------------------------------------------------------");
	alone(&study);
	unequal(&study);
	power(&study);
	whole(&study);
	detectable(&study);
	promise(&study);
	return study.missed > 0;
}
