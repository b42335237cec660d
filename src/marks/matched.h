#ifndef GP_MARKS_MATCHED_H
#define GP_MARKS_MATCHED_H

#include "gp/marks.h"

/**
 * @file
 * Whether the pattern of a mark matches anything that is recorded.
 */

/** Where to look. */
struct gp_mark_search {
	const char *pattern; /**< In the syntax of -k. */
	const char *testbed; /**< NULL: any. */
	bool renamed;        /**< By the names that aliases give, along first
				  parents; else by those in the runs. */
	bool believe;        /**< A name that resembles none may be right. */
};

/**
 * GP_ENOTFOUND, with the names that may be meant, if the pattern matches
 * nothing that is recorded up to the commit of the marks or HEAD. A pattern
 * that matches there is fine, and so is any if nothing is recorded: results may
 * follow.
 */
GP_CHECK enum gp_err gp_mark_must_match(const struct gp_marks *marks,
					const struct gp_mark_search *search);

#endif /* GP_MARKS_MATCHED_H */
