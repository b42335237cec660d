#ifndef GP_CHANGES_H
#define GP_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @file
 * Change points and drift of a series of numbers: pure functions on doubles,
 * as those of gp/stats.h.
 */

/** Where the level of a series changes. */
struct gp_change {
	size_t index; /**< First value of the new regime, from 0. */
	double delta; /**< New level minus old (Hodges & Lehmann 1963). */
	double delta_low, delta_high; /**< 95 % interval of it. */
	double size; /**< delta over the magnitude of the old center; NAN
			  where that is 0. */
	double size_low, size_high;
};

/** The values from one change to the next. */
struct gp_segment {
	size_t from, to; /**< First value; one behind the last. */
	double center;   /**< Median. */
	double spread;   /**< gp_robust_sd(); NAN for one value. */
};

/** Zero-initialised is empty. */
struct gp_changes {
	struct gp_change *changes; /**< In order. */
	size_t n;
	struct gp_segment *segments; /**< n + 1 of them; none of no values. */
	size_t n_segments;
};

/**
 * Finds the changes of `n` finite values, n may be 0. Time and memory are
 * linear in n.
 */
void gp_changes_find(struct gp_changes *out, const double *x, size_t n);
void gp_changes_clear(struct gp_changes *changes);

/** A slow trend of a series. */
struct gp_drift {
	bool drifting; /**< Significant, large enough, and no single step. */
	double slope;  /**< Per value, in the unit of the values (Theil & Sen).
			*/
	double total;  /**< slope * (n - 1). */
	double p;      /**< Two-sided, of Mann & Kendall's test for a trend. */
};

/** Fewer values than this have no drift: all of it is NAN and false. */
#define GP_DRIFT_FROM 10

/**
 * Tests `n` finite values for a monotonic trend of at least `least` in all
 * (in the unit of the values, against |total|).
 */
void gp_drift_test(struct gp_drift *out, const double *x, size_t n,
		   double least);

#endif /* GP_CHANGES_H */
