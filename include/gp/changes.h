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
 * Finds the changes of `n` values, n may be 0; fewer than five have none. NAN
 * is a value that is missing: it has an index, and nothing else; the others
 * are finite. Memory is linear in n, and time nearly so.
 *
 * Optimal partitioning with a bounded loss (Fearnhead & Rigaill 2019), which is
 * the density of what a first partition leaves over; then the weakest changes
 * go until each is worth its price and passes Welch's statistic. A level has
 * five values at least. A straight line has no change: it is a drift.
 */
void gp_changes_find(struct gp_changes *out, const double *x, size_t n);
void gp_changes_clear(struct gp_changes *changes);

/** A slow trend of a series. */
struct gp_drift {
	bool drifting; /**< Significant, large enough, and no single step. */
	double slope;  /**< Per value, in the unit of the values (Theil 1950,
			    Sen 1968): the median of the slopes of all
			    pairs. */
	double total;  /**< slope * (n - 1). */
	double p;      /**< Two-sided, of Mann & Kendall's test for a trend. */
};

/** Fewer values than this have no drift: all of it is NAN and false. */
#define GP_DRIFT_FROM 10

/** More values than this are taken as the medians of so many blocks. */
#define GP_DRIFT_EXACT 2000

/**
 * A trend is drifting where p is below this, which no 11 values reach. It is
 * so low because whoever asks for the drift of hundreds of series wants none
 * of them by chance.
 */
#define GP_DRIFT_P 1e-5

/**
 * Tests `n` finite values for a monotonic trend of at least `least` in all
 * (in the unit of the values, against |total|). Give logarithms for a trend
 * in percent.
 *
 * Mann & Kendall's S with the variance of Kendall (1975) for ties, a
 * correction for continuity, and the factor of Hamed & Rao (1998) for
 * autocorrelation: at least 1, over the lags up to 10 whose autocorrelation is
 * significant at .05, of the ranks of the residuals from the line.
 *
 * Drifting is what has p below GP_DRIFT_P, goes as far as `least`, and where
 * n ln(sum of distances from the line) is below that from the best two levels,
 * one before and one behind some value, plus ln(n) / 2. Constant values have
 * p 1 and slope 0; values that are not finite are as too few. `slope` and
 * `total` are at most DBL_MAX.
 */
void gp_drift_test(struct gp_drift *out, const double *x, size_t n,
		   double least);

/**
 * The drift of `n` values as they come, without those that are NAN. Where all
 * are positive it is that of their logarithms, told as fractions (0.1 is
 * 10 % more), and true is returned; else it is in the unit of the values. At
 * least 2 %, of the median's magnitude in the latter case.
 */
bool gp_drift_measure(struct gp_drift *out, const double *x, size_t n);

#endif /* GP_CHANGES_H */
