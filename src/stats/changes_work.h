#ifndef GP_STATS_CHANGES_WORK_H
#define GP_STATS_CHANGES_WORK_H

#include "gp/changes.h"

#include "loss.h"

/** The state that the steps of gp_changes_find() share. */
struct gp_changes_work {
	size_t n;
	double *x; /**< Times 2^-exponent: at most 1. */
	int exponent;
	double *sd; /**< The standard deviation of the noise at each of them. */
	double *levels;   /**< Running medians, ascending. */
	double typical;   /**< A low quantile of sd. */
	double *other;    /**< Scratch memory for n values. */
	double inflation; /**< Factor of the variance of a mean, because of
			      autocorrelation. */
	double outlier;   /**< Cost of an outlier. */
	struct gp_loss loss;
	/**
	 * The standard error of a level of n values is sd * precise / sqrt(n):
	 * 1 for normal noise, less if the loss is more efficient.
	 */
	double precise;
	size_t *cuts; /**< 0, the first index of each new regime, n. */
	size_t n_cuts;
};

/** The level of the values [from, to); their cost there to `cost`, or NULL. */
double gp_changes_level(double *cost, const struct gp_changes_work *work,
			size_t from, size_t to);

/** Drops the weakest change until all that remain are significant. */
void gp_changes_prune(struct gp_changes_work *work);

/** Moves each change to the index at which its two levels cost least. */
void gp_changes_refine(struct gp_changes_work *work);

/** Measures the change at work->cuts[cut]; `center` is the old level. */
void gp_changes_measure(struct gp_change *out,
			const struct gp_changes_work *work, size_t cut,
			double center);

#endif /* GP_STATS_CHANGES_WORK_H */
