#ifndef GP_HISTORY_UNREACHED_H
#define GP_HISTORY_UNREACHED_H

#include "run_lookup.h"

/**
 * @file
 * Notes on commits that no branch reaches, which a rewrite of the history, or
 * the deletion of a branch, leaves.
 */

struct gp_unreached_note {
	struct gp_commit commit; /**< Its tree and time are those that its runs
				      name if it is absent; else its own. */
	bool absent;             /**< The commit is not in the repository... */
	int64_t recorded_ms;     /**< ...and this is when it was measured. */
	bool tagged;             /**< A tag reaches it. */
};

/** Zero-initialised is empty. */
struct gp_unreached {
	struct gp_unreached_note *items; /**< By id. */
	size_t n, cap;
	size_t n_reached; /**< Other notes on commits. */
	int64_t newest;   /**< Time of the newest commit of a branch; set if
			       there are items. */
};
/** Frees the list, which is empty afterwards. */
void gp_unreached_clear(struct gp_unreached *unreached);

/**
 * Lists the notes with results of commits that neither HEAD nor a branch, local
 * or remote, reaches. In a shallow clone a commit that may lie beyond its
 * boundary is not listed. Errors are those of reading notes and commits, and of
 * running git.
 */
GP_CHECK enum gp_err gp_unreached_list(struct gp_unreached *out,
				       struct gp_run_lookup *lookup);

/** Sets `tagged` of each note. GP_EGIT and GP_EIO are those of running git. */
GP_CHECK enum gp_err gp_unreached_find_tagged(struct gp_unreached *unreached);

#endif /* GP_HISTORY_UNREACHED_H */
