#ifndef GP_REPORT_CHECK_ACCEPTANCES_H
#define GP_REPORT_CHECK_ACCEPTANCES_H

#include "gp/series.h"

/**
 * @file
 * The acceptances that are in effect in a check, each once: one pattern
 * matches many series.
 */
struct gp_acceptances {
	const struct gp_accepted **items; /**< Borrowed from the set, oldest
					     first within a series. */
	size_t n, cap;
};

/**
 * Appends the acceptances of all series of `set`, in the order of the series.
 * `out` borrows from the set and must not outlive it.
 */
void gp_acceptances_of(struct gp_acceptances *out,
		       const struct gp_series_set *set);
/** Frees the list, not the acceptances, and leaves it empty. */
void gp_acceptances_clear(struct gp_acceptances *list);

#endif /* GP_REPORT_CHECK_ACCEPTANCES_H */
