/*
 * Simulated checks: series from a plan, judged by all methods, and the shares
 * of their findings.
 */
#include <math.h>
#include <stdlib.h>

#include "gp/detect.h"
#include "gp/stats.h"

#include "../unit/scene.h"
#include "checks.h"

/* How many commits a baseline has by default (perf.commits). */
#define WANTED 30

struct tally {
	size_t n, fails, warns, bimodal, drifting, restarted;
	size_t status[GP_STATUS_N];
	double *detectable;
	size_t n_detectable;
	int more_runs;
	double show_at;
};

/* ---- one check ---- */

static void look_at(struct tally *tally, const struct gp_finding *first)
{
	tally->status[first->status]++;
	tally->bimodal += first->bimodal;
	tally->drifting += first->drift.drifting;
	tally->restarted += first->restart.why == GP_RESTART_CHANGE;
	if (!isnan(first->detectable))
		tally->detectable[tally->n_detectable++] = first->detectable;
	if (first->more_runs > 0) {
		tally->more_runs = first->more_runs;
		tally->show_at = first->show_at;
	}
}

static void look(struct tally *tally, const struct gp_series_set *set)
{
	const struct gp_detect_options options = { 0 };
	struct gp_findings findings = { 0 };

	if (gp_detect(&findings, set, &options))
		exit(2);
	tally->n++;
	tally->fails += findings.verdict == GP_VERDICT_FAIL;
	tally->warns += findings.verdict == GP_VERDICT_WARN;
	for (size_t i = 0; i < findings.n; i++)
		if (findings.items[i].series == &set->items[0])
			look_at(tally, &findings.items[i]);
	gp_findings_clear(&findings);
}

/* On the base branch, because nothing reduces a failure to a warning there. */
static void check(struct tally *tally, struct sim *sim,
		  const struct sim_plan *plan, size_t series)
{
	struct sim_plan still = *plan;
	double shared[SIM_MOST + 1];
	struct gp_series_set set;

	still.factor = 1;
	scene_open(&set);
	set.wanted = WANTED;
	set.on_base = true;
	if (plan->shared_sd > 0)
		for (size_t i = 0; i <= plan->commits; i++)
			shared[i] = sim_normal(sim);
	for (size_t i = 0; i < series; i++)
		sim_series(&set, sim, i ? &still : plan, shared);
	look(tally, &set);
	gp_series_set_clear(&set);
}

/* ---- many ---- */

static double part_of(size_t count, size_t n)
{
	return (double)count / (double)n;
}

static void put(struct checks *out, const struct tally *tally)
{
	size_t n = tally->n;

	*out = (struct checks){
		.n = n,
		.fails = part_of(tally->fails, n),
		.warns = part_of(tally->warns, n),
		.bimodal = part_of(tally->bimodal, n),
		.drifting = part_of(tally->drifting, n),
		.restarted = part_of(tally->restarted, n),
		.detectable = NAN,
		.more_runs = tally->more_runs,
		.show_at = tally->show_at,
	};
	for (size_t i = 0; i < GP_STATUS_N; i++)
		out->status[i] = part_of(tally->status[i], n);
	if (tally->n_detectable)
		out->detectable = gp_median_inplace(tally->detectable,
						    tally->n_detectable);
}

void checks_run(struct checks *out, const struct study *study,
		const struct sim_plan *plan, size_t series)
{
	size_t n = study->series / series + 1;
	struct tally tally = { 0 };
	struct sim sim;

	tally.detectable = gp_malloc(n * sizeof(*tally.detectable));
	sim_seed(&sim, study->salt);
	for (size_t i = 0; i < n; i++)
		check(&tally, &sim, plan, series);
	put(out, &tally);
	free(tally.detectable);
}

double checks_fail(const struct study *study, const struct sim_plan *plan,
		   size_t series)
{
	struct checks checks;

	checks_run(&checks, study, plan, series);
	return checks.fails;
}

void checks_report_fail(const struct study *study, const char *what,
			const struct sim_plan *plan, size_t series,
			struct bar bar)
{
	struct checks checks;

	checks_run(&checks, study, plan, series);
	study_report(study, what, checks.fails, checks.n, bar);
}

/* By bisection, with the same random numbers each time. */
double checks_detectable(const struct study *study, const struct sim_plan *plan,
			 size_t series)
{
	struct sim_plan changed = *plan;
	struct checks still;
	double low, high;

	checks_run(&still, study, plan, series);
	low = still.detectable / 2;
	high = still.detectable * 2;
	for (int i = 0; i < 7; i++) {
		double middle = (low + high) / 2;

		changed.factor = 1 + middle;
		if (checks_fail(study, &changed, series) < 0.8)
			low = middle;
		else
			high = middle;
	}
	return still.detectable / ((low + high) / 2);
}
