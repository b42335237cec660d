#ifndef GP_STATS_CHANGES_WORK_H
#define GP_STATS_CHANGES_WORK_H

#include "gp/changes.h"

#include "pairs.h"

/** What the steps of gp_changes_find() hand on. */
struct gp_changes_work {
	size_t n;
	double *x; /**< Times 2^-exponent: at most 1. */
	int exponent;
	double *sd;       /**< The noise at each of them. */
	double *sum;      /**< n + 1 sums of sd, from 0. */
	double inflation; /**< Of the variance of a mean, by dependence. */
	size_t *cuts;     /**< 0, the first index of each new regime, n. */
	size_t n_cuts;
};

/** Drops the weakest change until all that are left are plain. */
void gp_changes_prune(struct gp_changes_work *work);

/** Measures the change at work->cuts[cut]; `center` is the old level. */
void gp_changes_measure(struct gp_change *out,
			const struct gp_changes_work *work, size_t cut,
			double center);

/** The values beside a change, sorted: at most the nearest ones. */
#define GP_CHANGES_NEAREST 200
struct gp_changes_sides {
	double values[2][GP_CHANGES_NEAREST];
	struct gp_sorted a, b;
};

/** The old regime is [from, at), the new one [at, to). */
void gp_changes_sides(struct gp_changes_sides *out, const double *x,
		      const size_t from_at_to[3]);

#endif /* GP_STATS_CHANGES_WORK_H */
