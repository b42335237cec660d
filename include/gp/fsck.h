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
	size_t split; /**< Notes that are stored in several places. */
};

/**
 * Notes with results of commits that are in no history here: they are not lost,
 * but count nowhere until they are carried over. Zero: all notes are reached.
 */
struct gp_lost_notes {
	size_t absent;    /**< Of commits that are not in the repository. */
	size_t unreached; /**< Of commits that no branch or tag reaches. */
	size_t runs;      /**< In both. */
	size_t newer;     /**< Of absent commits that are newer than any here,
			       which can be fetched; in none of the above. */
	size_t followed;  /**< Those whose results count at another commit,
			       which has the same content or got them from git
			       perf remap; in none of the above. */
	size_t reached;   /**< Notes of commits that a branch or tag reaches. */
};

#endif /* GP_FSCK_H */
