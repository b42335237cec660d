#ifndef GP_HISTORY_TRAILER_MARKS_H
#define GP_HISTORY_TRAILER_MARKS_H

#include "placed_marks.h"

/** What to read trailers of. */
struct gp_trailer_marks {
	const struct gp_oid *judged;
	const struct gp_oid *hide; /**< Its ancestors are not read; or NULL. */
	size_t max;                /**< Commits at most. */
	bool accept;               /**< acceptTrailers is set. */
};

/**
 * Adds an acceptance to `marks`, which is not placed yet, for each trailer
 * "Perf-Accept: KEY [<= LIMIT] REASON". A malformed one is a notice, and so are
 * all together if they are not accepted.
 */
GP_CHECK enum gp_err gp_trailer_marks_read(struct gp_placed_marks *marks,
					   struct gp_run_lookup *lookup,
					   const struct gp_trailer_marks *what);

#endif /* GP_HISTORY_TRAILER_MARKS_H */
