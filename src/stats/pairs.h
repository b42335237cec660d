#ifndef GP_STATS_PAIRS_H
#define GP_STATS_PAIRS_H

#include <stddef.h>

/** Ascending values. */
struct gp_sorted {
	const double *x;
	size_t n;
};

/**
 * The k-th smallest, from 0, of all a.n * b.n differences b[j] - a[i], exact.
 * Selection by pivots that counts along the rows of the matrix of differences
 * and never makes it, so in O((a.n + b.n) log(a.n b.n)) steps.
 */
double gp_pairs_select(struct gp_sorted a, struct gp_sorted b, size_t k);

/** The median of them all: the shift of Hodges & Lehmann (1963). */
double gp_pairs_median(struct gp_sorted a, struct gp_sorted b);

#endif /* GP_STATS_PAIRS_H */
