#ifndef GP_STORE_TREE_H
#define GP_STORE_TREE_H

#include "gp/libgit2.h"

#include "note_blobs.h"

/* The trees of a notes ref, whatever their fan-out: items, look-up, listing. */

#define GP_DEPTH_MAX GIT_OID_RAWSZ

/* One entry of a raw tree; everything is lent from the tree's bytes. */
struct gp_tree_item {
	struct gp_span mode; /* as written, octal */
	struct gp_span name;
	const unsigned char *id;
};

enum gp_tree_item_kind {
	GP_TREE_NOTE, /* a blob named by the rest of an object id */
	GP_TREE_FAN,  /* a subtree named by the next byte */
	GP_TREE_OTHER /* somebody else's; kept as it is */
};

/*
 * Cuts the next entry off `rest`; false at the end, and then `rest` is not
 * empty if the tree is malformed.
 */
bool gp_tree_item_next(struct gp_tree_item *out, struct gp_span *rest);

/*
 * What `item` is in a tree that `depth` bytes of an id lead to. The bytes
 * that its name stands for are written to id->id + depth.
 */
enum gp_tree_item_kind gp_tree_item_kind(const struct gp_tree_item *item,
					 unsigned depth, git_oid *id);

/* Reads a tree of the notes ref and views its bytes. */
GP_CHECK enum gp_err gp_tree_read(git_odb_object **out, struct gp_span *raw,
				  struct gp_repo *repo, const git_oid *id);

/* Where a tree stands, or would: the bytes of an id that lead there. */
struct gp_tree_place {
	bool exists;
	git_oid tree;
	unsigned depth;
	git_oid prefix; /* matters in its first `depth` bytes */
};

/*
 * Appends every blob that is a note on `object` (one, but for trees that
 * other tools mixed) below `tree`.
 */
GP_CHECK enum gp_err gp_tree_find(struct gp_note_blobs *out,
				  struct gp_repo *repo, const git_oid *tree,
				  const git_oid *object);

/* Appends every note below `tree`, in the order of the trees. */
GP_CHECK enum gp_err gp_tree_list(struct gp_note_blobs *out,
				  struct gp_repo *repo, const git_oid *tree);

/* The same from a place on. */
GP_CHECK enum gp_err gp_tree_list_at(struct gp_note_blobs *out,
				     struct gp_repo *repo,
				     const struct gp_tree_place *at);

#endif /* GP_STORE_TREE_H */
