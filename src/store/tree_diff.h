#ifndef GP_STORE_TREE_DIFF_H
#define GP_STORE_TREE_DIFF_H

#include "tree.h"

/* Differences between two trees of notes, and from the canonical layout. */

/*
 * Appends every note below `theirs` that does not stand with the same blob
 * below `ours` (NULL: nothing does). Subtrees that are the same are not read.
 */
GP_CHECK enum gp_err gp_tree_lacking(struct gp_note_blobs *out,
				     struct gp_repo *repo, const git_oid *ours,
				     const git_oid *theirs);

/*
 * Appends the notes below `tree` that the canonical layout (see gp_splice())
 * has elsewhere. Reads all of its trees.
 */
GP_CHECK enum gp_err gp_tree_stray(struct gp_note_blobs *out,
				   struct gp_repo *repo, const git_oid *tree);

/* GP_EGIT where a tree holds other things, and not one note. */
GP_CHECK enum gp_err gp_tree_is_notes(struct gp_repo *repo,
				      const git_oid *tree);

#endif /* GP_STORE_TREE_DIFF_H */
