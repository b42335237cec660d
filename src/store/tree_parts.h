#ifndef GP_STORE_TREE_PARTS_H
#define GP_STORE_TREE_PARTS_H

#include "tree.h"

/* One tree of the notes: its notes, its subtrees and its other items. */

/* The items of a tree, by kind. */
struct gp_tree_parts {
	git_odb_object *holder; /* NULL: there was no tree */
	unsigned depth;
	git_oid prefix;
	struct gp_note_blobs notes;
	bool has_fan[256];
	git_oid fans[256];
	struct gp_tree_item *others; /* borrowed from the holder */
	size_t n_others, cap_others;
};
/*
 * Reads the tree at `at`; if it does not exist, `*out` is empty. Freed by the
 * caller. GP_EGIT if the tree cannot be read or is malformed.
 */
GP_CHECK enum gp_err gp_tree_parts_read(struct gp_tree_parts **out,
					struct gp_repo *repo,
					const struct gp_tree_place *at);
/* May be NULL. */
void gp_tree_parts_free(struct gp_tree_parts *parts);
/* The place of the subtree for the next byte of an id; it may not exist. */
struct gp_tree_place gp_tree_place_below(const struct gp_tree_parts *parts,
					 int byte);

#endif /* GP_STORE_TREE_PARTS_H */
