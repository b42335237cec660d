#ifndef GP_STORE_TREE_H
#define GP_STORE_TREE_H

#include "gp/libgit2.h"

#include "note_blobs.h"

/* Reading the trees of a notes ref, whatever their fan-out. */

#define GP_DEPTH_MAX GIT_OID_RAWSZ

/* One item of a raw tree; everything is borrowed from the bytes of the tree. */
struct gp_tree_item {
	struct gp_span mode; /* as written, octal */
	struct gp_span name;
	const unsigned char *id;
};

enum gp_tree_item_kind {
	GP_TREE_NOTE, /* a blob named by the rest of an object id */
	GP_TREE_FAN,  /* a subtree named by the next byte */
	GP_TREE_OTHER /* anything else; kept as it is */
};

/*
 * Reads the next item and removes it from the front of `rest`. Returns false at
 * the end; if `rest` is not empty then, the tree is malformed.
 */
bool gp_tree_item_next(struct gp_tree_item *out, struct gp_span *rest);

/*
 * The kind of `item` in a tree whose path has `depth` bytes of an id. The bytes
 * that its name represents are written to id->id + depth.
 */
enum gp_tree_item_kind gp_tree_item_kind(const struct gp_tree_item *item,
					 unsigned depth, git_oid *id);

/*
 * Reads a tree. `*out` is freed by the caller with git_odb_object_free();
 * `*raw` is borrowed from it. GP_EGIT if the object is missing or is not a
 * tree.
 */
GP_CHECK enum gp_err gp_tree_read(git_odb_object **out, struct gp_span *raw,
				  struct gp_repo *repo, const git_oid *id);

/* The place of a tree, which may not exist: the bytes of ids on its path. */
struct gp_tree_place {
	bool exists;
	git_oid tree;
	unsigned depth;
	git_oid prefix; /* its first `depth` bytes are valid */
};

/*
 * Appends every note on `object` below `tree`: none, one, or several if other
 * tools mixed layouts. GP_EGIT if a tree on the path cannot be read.
 */
GP_CHECK enum gp_err gp_tree_find(struct gp_note_blobs *out,
				  struct gp_repo *repo, const git_oid *tree,
				  const git_oid *object);

/*
 * Appends every note below `tree`, in the order of the trees. GP_EGIT if a tree
 * cannot be read, unless out->broken is set; GP_ELIMIT if there are too many.
 */
GP_CHECK enum gp_err gp_tree_list(struct gp_note_blobs *out,
				  struct gp_repo *repo, const git_oid *tree);

/* The same for a tree at a place below the root. */
GP_CHECK enum gp_err gp_tree_list_at(struct gp_note_blobs *out,
				     struct gp_repo *repo,
				     const struct gp_tree_place *at);

#endif /* GP_STORE_TREE_H */
