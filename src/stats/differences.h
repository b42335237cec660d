#ifndef GP_STATS_DIFFERENCES_H
#define GP_STATS_DIFFERENCES_H

#include <stddef.h>

/**
 * @file
 * Order statistics of all differences between two samples.
 */

/** Ascending values, borrowed. */
struct gp_sorted {
	const double *x;
	size_t n;
};

/**
 * The k-th smallest, from 0, of all a.n * b.n differences b[j] - a[i], exact.
 * Selection by pivots along the rows of the matrix of differences, which is
 * never built: O((a.n + b.n) log(a.n b.n)) steps.
 */
double gp_differences_select(struct gp_sorted a, struct gp_sorted b, size_t k);

/** The median of them all: the shift of Hodges & Lehmann (1963). */
double gp_differences_median(struct gp_sorted a, struct gp_sorted b);

#endif /* GP_STATS_DIFFERENCES_H */
