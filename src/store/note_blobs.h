#ifndef GP_STORE_NOTE_BLOBS_H
#define GP_STORE_NOTE_BLOBS_H

#include "gp/libgit2.h"

/* Notes that were found in a tree: for each an object and a blob. */

/* An object and one blob of its note. */
struct gp_note_blob {
	git_oid object;
	git_oid blob;
};
struct gp_note_blobs {
	struct gp_note_blob *items;
	size_t n, cap;
	size_t trees; /* read so far; limited by gp_note_blobs_budget() */

	/*
	 * If set, called for a subtree that cannot be read; the failure is in
	 * gp_error_message(). The other subtrees are read nevertheless.
	 */
	void (*broken)(void *ctx);
	void *ctx;

	/*
	 * If set, gp_tree_find() does not fail at a tree that is missing in
	 * this repository, but adds it here, its id in place of a blob.
	 */
	struct gp_note_blobs *missing;
};
/* Appends one item. */
void gp_note_blobs_add(struct gp_note_blobs *blobs, const git_oid *object,
		       const git_oid *blob);
/* Frees the items, and leaves `blobs` empty. */
void gp_note_blobs_clear(struct gp_note_blobs *blobs);

/*
 * Counts one tree that is read for `blobs`. GP_ELIMIT if there are far more
 * trees than notes, which happens in a hostile repository only.
 */
GP_CHECK enum gp_err gp_note_blobs_budget(struct gp_note_blobs *blobs);
/* Sorts by object, then by blob. */
void gp_note_blobs_sort(struct gp_note_blobs *blobs);
/* Appends the items of `theirs` that `ours` lacks; both are sorted. */
void gp_note_blobs_subtract(struct gp_note_blobs *out,
			    const struct gp_note_blobs *ours,
			    const struct gp_note_blobs *theirs);

#endif /* GP_STORE_NOTE_BLOBS_H */
