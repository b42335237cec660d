#ifndef GP_TESTS_SIM_H
#define GP_TESTS_SIM_H

#include <stdint.h>

#include "gp/series.h"

/**
 * @file
 * Simulated benchmark histories, the same for the same seed everywhere.
 *
 * A value is exp(level + commit + run + sample): effects of a commit, of a
 * run and of a sample, each normal with its own standard deviation, so that
 * sizes are relative: 0.01 is about 1 %.
 */

/** A stream of random numbers; any seed is good, zero too. */
struct sim {
	uint64_t state;
	double spare; /**< The second of a pair of normal numbers. */
	bool has_spare;
};

void sim_seed(struct sim *sim, uint64_t seed);
uint64_t sim_next(struct sim *sim);
double sim_uniform(struct sim *sim); /**< In [0, 1). */
double sim_normal(struct sim *sim);

/** How a series comes about. */
struct sim_plan {
	size_t commits; /**< In the baseline. */
	size_t samples; /**< Of each run in the baseline. */
	double tau;     /**< Between commits. */
	double run_sd;  /**< Between runs of one commit. */
	double sigma;   /**< Between samples of one run. */
	double spikes;  /**< Share of baseline commits that take longer… */
	double spike;   /**< …by this factor. */
	double warn, fail;
	/* the judged commit, where it is not as the others */
	double factor;    /**< It takes longer by this; 0 is 1. */
	double shared_sd; /**< Part of tau that all its series share. */
	size_t x_runs;    /**< 0 is 1. */
	size_t x_samples; /**< Of each of its runs; 0 is `samples`. */
};

/**
 * Adds a series to a set that scene_open() made. `shared` is the normal
 * number that stands for all of the commit, times plan->shared_sd.
 */
void sim_series(struct gp_series_set *set, struct sim *sim,
		const struct sim_plan *plan, double shared);

#endif /* GP_TESTS_SIM_H */
