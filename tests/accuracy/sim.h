#ifndef GP_TESTS_SIM_H
#define GP_TESTS_SIM_H

#include "gp/series.h"

#include "noise.h"

/**
 * @file
 * Simulated benchmark histories.
 *
 * A value is exp(level + commit + run + sample): effects of a commit, of a
 * run and of a sample, each with its own standard deviation, so that sizes
 * are relative: 0.01 is about 1 %.
 */

/** Which values a series has, if each commit ran on one of several machines. */
enum sim_names {
	SIM_OWN_NAMES, /**< Those of the judged commit's machine. */
	SIM_ONE_NAME   /**< All. */
};

/** How a series is made; a part that is 0 is left out. */
struct sim_plan {
	size_t commits;   /**< In the baseline; at most SIM_MOST. */
	size_t samples;   /**< Of each run in the baseline. */
	enum noise noise; /**< Between commits… */
	double tau;       /**< …and its size. */
	double run_sd;    /**< Between runs of one commit. */
	double sigma;     /**< Between samples of one run. */
	double shared_sd; /**< Part of tau that all series of a set share. */
	double spikes;    /**< Share of baseline commits that take longer… */
	double spike;     /**< …by this factor. */
	double drift;     /**< Each commit takes longer by this share. */
	/* one step, by this factor, which is here to stay */
	double step;
	size_t step_commits; /**< So many are behind it; 0: by chance from a
				  tenth to nine tenths of them. */
	bool accepted;       /**< The step is. */
	/* kinds of machine; NULL: one */
	const struct machine *machines;
	enum sim_names names;
	/* the judged commit, if it differs from the others */
	double factor;    /**< It takes longer by this. */
	size_t x_runs;    /**< 0 is 1. */
	size_t x_samples; /**< Of each of its runs; 0 is `samples`. */
	double warn, fail;
};

#define SIM_MOST 200

/** What one hosted runner's label was seen to stand for. */
extern const struct machine sim_hosted[];

/**
 * Adds a series to a set that scene_open() made. `shared` has the normal
 * number of each commit and of the judged one that stands for what its series
 * share; NULL: nothing.
 */
void sim_series(struct gp_series_set *set, struct sim *sim,
		const struct sim_plan *plan, const double *shared);

#endif /* GP_TESTS_SIM_H */
