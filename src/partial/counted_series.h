#ifndef GP_PARTIAL_COUNTED_SERIES_H
#define GP_PARTIAL_COUNTED_SERIES_H

#include "choose_notes.h"

/** What the notes here have of the commits that a check looks at. */
struct gp_counted_series {
	size_t measured; /**< Commits of the line with results. */
	size_t short_of; /**< Series that have fewer results than wanted. */
};

/**
 * Counts the results of each series of the judged commit, and of the newest
 * `query->commits` measured commits of the line: the series of a commit that
 * was not measured yet are most likely among them. Names are whole, but
 * aliases do not count, so that a renamed series is short of results until
 * its new name has enough. Errors are those of reading notes.
 */
GP_CHECK enum gp_err gp_partial_count_series(struct gp_counted_series *out,
					     const struct gp_partial_pull *p);

#endif /* GP_PARTIAL_COUNTED_SERIES_H */
