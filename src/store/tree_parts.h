#ifndef GP_STORE_TREE_PARTS_H
#define GP_STORE_TREE_PARTS_H

#include "tree.h"

/* One tree of the notes, split into notes, subtrees and the rest. */

/* A tree taken apart (branch.c). */
struct gp_tree_parts {
	git_odb_object *holder; /* NULL: there was no tree */
	unsigned depth;
	git_oid prefix;
	struct gp_note_blobs notes;
	bool has_fan[256];
	git_oid fans[256];
	struct gp_tree_item *others; /* lent from the holder */
	size_t n_others, cap_others;
};
GP_CHECK enum gp_err gp_tree_parts_read(struct gp_tree_parts **out,
					struct gp_repo *repo,
					const struct gp_tree_place *at);
void gp_tree_parts_free(struct gp_tree_parts *parts);
/* The place of the subtree for the next byte of an id. */
struct gp_tree_place gp_tree_place_below(const struct gp_tree_parts *parts,
					 int byte);

#endif /* GP_STORE_TREE_PARTS_H */
