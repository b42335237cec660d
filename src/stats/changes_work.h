#ifndef GP_STATS_CHANGES_WORK_H
#define GP_STATS_CHANGES_WORK_H

#include "gp/changes.h"

#include "loss.h"

/** What the steps of gp_changes_find() hand on. */
struct gp_changes_work {
	size_t n;
	double *x; /**< Times 2^-exponent: at most 1. */
	int exponent;
	double *sd;       /**< The noise at each of them. */
	double *levels;   /**< Running medians, ascending. */
	double typical;   /**< A low quantile of sd. */
	double *other;    /**< Room for n more. */
	double inflation; /**< Of the variance of a mean, by dependence. */
	double outlier;   /**< What one costs. */
	struct gp_loss loss;
	/**
	 * A level of n values is known to sd * precise / sqrt(n): 1 for normal
	 * noise, less for what the loss tells apart better.
	 */
	double precise;
	size_t *cuts; /**< 0, the first index of each new regime, n. */
	size_t n_cuts;
};

/** The level of the values [from, to), and what they cost there. */
double gp_changes_level(double *cost, const struct gp_changes_work *work,
			size_t from, size_t to);

/** Drops the weakest change until all that are left are plain. */
void gp_changes_prune(struct gp_changes_work *work);

/** Moves each change to where its two levels cost least. */
void gp_changes_settle(struct gp_changes_work *work);

/** Measures the change at work->cuts[cut]; `center` is the old level. */
void gp_changes_measure(struct gp_change *out,
			const struct gp_changes_work *work, size_t cut,
			double center);

#endif /* GP_STATS_CHANGES_WORK_H */
