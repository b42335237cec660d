#ifndef GP_CHANGES_H
#define GP_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @file
 * Change points and drift of a series of numbers: pure functions on doubles,
 * like those of gp/stats.h.
 */

/** A change of the level of a series. */
struct gp_change {
	size_t index; /**< First value of the new level, from 0. */
	double delta; /**< New level minus old (Hodges & Lehmann 1963). */
	double delta_low, delta_high; /**< 95 % interval of it. */
	double size; /**< delta over the magnitude of the old center; NAN
			  if that is 0. */
	double size_low, size_high;
};

/** The values from one change to the next. */
struct gp_segment {
	size_t from, to; /**< First value; one after the last. */
	double center;   /**< Median. */
	double spread;   /**< gp_robust_sd(); NAN for one value. */
};

/** Zero-initialised is empty; free with gp_changes_clear(). */
struct gp_changes {
	struct gp_change *changes; /**< In order. */
	size_t n;
	struct gp_segment
		*segments; /**< n + 1 of them; none if there are no values. */
	size_t n_segments;
};

/**
 * Finds the changes of `n` values, n may be 0; fewer than five have none. NAN
 * is a missing value: it has an index and no effect. The others are finite.
 * `out` is overwritten. Memory is linear in n, and time nearly so.
 *
 * Optimal partitioning with a bounded loss (Fearnhead & Rigaill 2019), learned
 * from the density of the residuals of a first partition; then the weakest
 * changes are dropped until each saves its penalty and is significant by
 * Welch's statistic. A level has at least five values. A straight line has no
 * change: it is a drift.
 */
void gp_changes_find(struct gp_changes *out, const double *x, size_t n);
/** Frees both arrays; `changes` is empty then. */
void gp_changes_clear(struct gp_changes *changes);

/** A slow trend of a series. */
struct gp_drift {
	bool drifting; /**< Significant, large enough, and not a single step. */
	double slope;  /**< Per value, in the unit of the values (Theil 1950,
			    Sen 1968): the median of the slopes of all
			    pairs. */
	double total;  /**< slope * (n - 1). */
	double p;      /**< Two-sided, of Mann & Kendall's test for a trend. */
};

/** Fewer values than this have no drift: the result is NAN and false. */
#define GP_DRIFT_FROM 10

/** More values than this are reduced to the medians of so many blocks. */
#define GP_DRIFT_EXACT 2000

/**
 * A trend is drifting if p is below this, which 11 values cannot reach. It is
 * so low because hundreds of series are tested, and none should drift by
 * chance.
 */
#define GP_DRIFT_P 1e-5

/**
 * Tests `n` values for a monotonic trend whose |total| is at least `least`, in
 * the unit of the values. Pass logarithms for a trend in percent.
 *
 * Mann & Kendall's S with the variance of Kendall (1975) for ties, a
 * correction for continuity, and the factor of Hamed & Rao (1998) for
 * autocorrelation: at least 1, over the lags up to 10 whose autocorrelation is
 * significant at .05, of the ranks of the residuals from the line.
 *
 * A trend is drifting if p is below GP_DRIFT_P, |total| is at least `least`,
 * and n ln(sum of distances from the line) is below the same of the best two
 * levels, one before and one after some value, plus ln(n) / 2. Constant values
 * have p 1 and slope 0. If a value is not finite, the result is that of too
 * few values. `slope` and `total` are at most DBL_MAX.
 */
void gp_drift_test(struct gp_drift *out, const double *x, size_t n,
		   double least);

/**
 * The drift of `n` values, ignoring NAN. If all are positive, it is that of
 * their logarithms as fractions (0.1 is 10 % more), and true is returned; else
 * it is in the unit of the values. To be drifting, the total must be at least
 * 2 %; in the latter case 2 % of the median's magnitude.
 */
bool gp_drift_measure(struct gp_drift *out, const double *x, size_t n);

#endif /* GP_CHANGES_H */
