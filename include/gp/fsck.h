#ifndef GP_FSCK_H
#define GP_FSCK_H

#include "gp/oid.h"

/**
 * @file
 * What verifying the notes finds: store fills these, and report prints them.
 */

/** One problem; its strings are borrowed, and valid during the call. */
struct gp_fsck_problem {
	struct gp_oid object; /**< Of whose note; size 0: the ref itself. */
	size_t line;          /**< 1-based; 0: the note as a whole. */
	const char *what;
};

/** What was read. */
struct gp_fsck_counts {
	size_t notes, lines, entries, unknown, damaged, problems;
	size_t marks; /**< Of the entries: acceptances and aliases. */
};

#endif /* GP_FSCK_H */
