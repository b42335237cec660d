#ifndef GP_STORE_TREE_DIFF_H
#define GP_STORE_TREE_DIFF_H

#include "tree.h"

/* Differences between two trees of notes, and from the canonical layout. */

/*
 * Appends every note below `theirs` that `ours` (NULL: no tree) lacks or has
 * with another blob. Subtrees that are equal are not read. Errors are those of
 * gp_tree_list().
 */
GP_CHECK enum gp_err gp_tree_lacking(struct gp_note_blobs *out,
				     struct gp_repo *repo, const git_oid *ours,
				     const git_oid *theirs);

/*
 * Appends the notes below `tree` that have another place in the canonical
 * layout (see gp_splice()). Reads all of its trees. Errors are those of
 * gp_tree_list().
 */
GP_CHECK enum gp_err gp_tree_stray(struct gp_note_blobs *out,
				   struct gp_repo *repo, const git_oid *tree);

/* GP_EGIT if a tree has other items and not a single note. */
GP_CHECK enum gp_err gp_tree_is_notes(struct gp_repo *repo,
				      const git_oid *tree);

#endif /* GP_STORE_TREE_DIFF_H */
