#include <math.h>

#include "../unit/scene.h"
#include "sim.h"

/* ---- chance ---- */

void sim_seed(struct sim *sim, uint64_t seed)
{
	*sim = (struct sim){ .state = seed };
}

/* SplitMix64 (Steele, Lea & Flood 2014). */
uint64_t sim_next(struct sim *sim)
{
	uint64_t z = sim->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

double sim_uniform(struct sim *sim)
{
	return (double)(sim_next(sim) >> 11) * 0x1p-53;
}

/* The polar method (Marsaglia & Bray 1964). */
double sim_normal(struct sim *sim)
{
	double u, v, s;

	if (sim->has_spare) {
		sim->has_spare = false;
		return sim->spare;
	}
	do {
		u = 2 * sim_uniform(sim) - 1;
		v = 2 * sim_uniform(sim) - 1;
		s = u * u + v * v;
	} while (s >= 1 || s == 0);
	s = sqrt(-2 * log(s) / s);
	sim->spare = v * s;
	sim->has_spare = true;
	return u * s;
}

/* ---- series ---- */

#define LEVEL_NS 1e6
#define MOST     1024

static void add_run(struct gp_series_set *set, struct sim *sim,
		    struct gp_point *point, const struct sim_plan *plan,
		    double level, size_t n)
{
	double x[MOST];

	level += plan->run_sd * sim_normal(sim);
	for (size_t i = 0; i < n; i++)
		x[i] = LEVEL_NS * exp(level + plan->sigma * sim_normal(sim));
	scene_run(set, point, x, n);
}

static void add_judged(struct gp_series_set *set, struct sim *sim,
		       struct gp_series *series, const struct sim_plan *plan,
		       double shared)
{
	double own = plan->tau * plan->tau - plan->shared_sd * plan->shared_sd;
	double level =
		sqrt(fmax(0, own)) * sim_normal(sim) + plan->shared_sd * shared;
	size_t n = plan->x_samples ? plan->x_samples : plan->samples;

	if (plan->factor > 0)
		level += log(plan->factor);
	for (size_t run = 0; run < (plan->x_runs ? plan->x_runs : 1); run++)
		add_run(set, sim, &series->current, plan, level, n);
}

void sim_series(struct gp_series_set *set, struct sim *sim,
		const struct sim_plan *plan, double shared)
{
	struct gp_series *series =
		scene_series(set, "sim", GP_BETTER_LOWER, plan->commits);

	series->limits.warn.value = plan->warn;
	series->limits.fail.value = plan->fail;
	for (size_t i = 0; i < plan->commits; i++) {
		double level = plan->tau * sim_normal(sim);

		if (plan->spikes > 0 && sim_uniform(sim) < plan->spikes)
			level += log(plan->spike);
		add_run(set, sim, scene_commit(series), plan, level,
			plan->samples);
	}
	add_judged(set, sim, series, plan, shared);
}
