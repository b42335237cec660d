#ifndef GP_HISTORY_REWRITTEN_H
#define GP_HISTORY_REWRITTEN_H

#include "gp/map.h"

#include "unreached.h"

/**
 * @file
 * Which commit another one was before the history was rewritten, if the rewrite
 * left its content alone: the message was changed, or that of an ancestor.
 */

/** Zero-initialised is empty. */
struct gp_rewritten {
	struct gp_unreached notes;
	struct gp_map by_tree; /* private: of the first note with a tree */
	size_t *next;          /* private: of the next one; SIZE_MAX: none */
	struct gp_map depths;  /* private: steps to the root, less one */
	struct gp_arena arena; /* private: keys of `depths` */
};

/** Lists the notes. Errors are those of gp_unreached_list(). */
GP_CHECK enum gp_err gp_rewritten_load(struct gp_rewritten *out,
				       struct gp_run_lookup *lookup);
void gp_rewritten_clear(struct gp_rewritten *rewritten);

/**
 * Appends the ids of the commits with notes that `commit`, whose tree is known,
 * was before. They have its tree, and no branch reaches them. Besides, if the
 * old commit is still in the repository, they have one author's date, and the
 * same parent, message, or number of ancestors; if it is not, `commit` has its
 * date, or is the oldest commit with that tree on its line since then. So a
 * commit without content of its own, or a revert, gets no results of another.
 */
GP_CHECK enum gp_err gp_rewritten_find(struct gp_rewritten *rewritten,
				       struct gp_walk *walk,
				       const struct gp_repo *repo,
				       const struct gp_commit *commit,
				       struct gp_oids *out);

/**
 * Returns a commit that has a note and that no branch reaches, borrowed; NULL
 * if it is none of these.
 */
const struct gp_commit *gp_rewritten_commit(
	const struct gp_rewritten *rewritten, const struct gp_oid *oid);

#endif /* GP_HISTORY_REWRITTEN_H */
