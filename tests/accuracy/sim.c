/*
 * Simulated histories: levels, runs and samples of a series from a plan.
 */
#include <assert.h>
#include <math.h>

#include "../unit/scene.h"
#include "sim.h"

#define LEVEL_NS 1e6
#define MOST     1024

const struct machine sim_hosted[] = {
	{ 0.75, 1 }, { 0.2, 1.136 }, { 0.05, 1.2 }, { 0, 0 }
};

/* ---- levels ---- */

/* Of each commit, the judged one last. */
struct levels {
	double y[SIM_MOST + 1];
	bool other[SIM_MOST + 1]; /* of another machine than the judged one */
	size_t step;              /* index of the first behind it */
};

static void share(double *y, size_t n, const struct sim_plan *plan,
		  const double *shared)
{
	double part = plan->shared_sd / plan->tau;

	for (size_t i = 0; i < n; i++)
		y[i] = sqrt(1 - part * part) * y[i] +
		       plan->shared_sd * shared[i];
}

static void put_spikes(double *y, size_t n, struct sim *sim,
		       const struct sim_plan *plan)
{
	for (size_t i = 0; i < n; i++)
		if (sim_uniform(sim) < plan->spikes)
			y[i] += log(plan->spike);
}

static void put_machines(struct levels *levels, size_t n, struct sim *sim,
			 const struct sim_plan *plan)
{
	double here[SIM_MOST + 1] = { 0 };

	noise_machines(here, n, sim, plan->machines);
	for (size_t i = 0; i < n; i++) {
		levels->y[i] += here[i];
		levels->other[i] = here[i] != here[n - 1];
	}
}

static void put_step(struct levels *levels, size_t n, struct sim *sim,
		     const struct sim_plan *plan)
{
	double at = 0.1 + 0.8 * sim_uniform(sim);

	levels->step = plan->step_commits ? n - 1 - plan->step_commits
					  : (size_t)(at * (double)n);
	noise_step(levels->y, n, levels->step, plan->step);
}

static void make_levels(struct levels *levels, struct sim *sim,
			const struct sim_plan *plan, const double *shared)
{
	size_t n = plan->commits + 1;

	assert(plan->commits <= SIM_MOST);
	noise_fill(levels->y, n, sim, plan->noise, plan->tau);
	if (plan->shared_sd > 0)
		share(levels->y, n, plan, shared);
	if (plan->spikes > 0)
		put_spikes(levels->y, n - 1, sim, plan);
	if (plan->machines)
		put_machines(levels, n, sim, plan);
	if (plan->step > 0)
		put_step(levels, n, sim, plan);
	noise_drift(levels->y, n, 1 + plan->drift);
	if (plan->factor > 0)
		levels->y[n - 1] += log(plan->factor);
}

/* ---- series ---- */

static void add_run(struct gp_series_set *set, struct sim *sim,
		    struct gp_point *point, const struct sim_plan *plan,
		    double level)
{
	bool judged = point == &set->items[set->n - 1].current;
	size_t n = judged && plan->x_samples ? plan->x_samples : plan->samples;
	double x[MOST];

	level += plan->run_sd * sim_normal(sim);
	for (size_t i = 0; i < n; i++)
		x[i] = LEVEL_NS * exp(level + plan->sigma * sim_normal(sim));
	scene_run(set, point, x, n);
}

static void accept_from(struct gp_series_set *set, struct gp_series *series,
			size_t from)
{
	struct gp_entry *run = gp_entries_add(&set->runs);

	run->accept = gp_arena_alloc(&set->arena, sizeof(*run->accept));
	*run->accept = (struct gp_accept){ "*", "", "", "" };
	series->accepted =
		gp_arena_alloc(&set->arena, sizeof(*series->accepted));
	series->accepted->run = run;
	series->accepted->from = from;
	series->n_accepted = 1;
}

void sim_series(struct gp_series_set *set, struct sim *sim,
		const struct sim_plan *plan, const double *shared)
{
	struct gp_series *series =
		scene_series(set, "sim", GP_BETTER_LOWER, plan->commits);
	struct levels levels = { 0 };
	size_t n = plan->commits;

	series->limits.warn.value = plan->warn;
	series->limits.fail.value = plan->fail;
	make_levels(&levels, sim, plan, shared);
	for (size_t i = 0; i < n; i++)
		if (plan->names == SIM_ONE_NAME || !levels.other[i])
			add_run(set, sim, scene_commit(series), plan,
				levels.y[i]);
	if (plan->accepted)
		accept_from(set, series, levels.step);
	for (size_t run = 0; run < (plan->x_runs ? plan->x_runs : 1); run++)
		add_run(set, sim, &series->current, plan, levels.y[n]);
}
