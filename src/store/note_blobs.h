#ifndef GP_STORE_NOTE_BLOBS_H
#define GP_STORE_NOTE_BLOBS_H

#include "gp/libgit2.h"

/* Notes that were found in a tree: for each an object and a blob. */

/* Notes found: an object and one blob of its note. */
struct gp_note_blob {
	git_oid object;
	git_oid blob;
};
struct gp_note_blobs {
	struct gp_note_blob *items;
	size_t n, cap;
	size_t trees; /* read so far; bounded, see note_blobs.c */

	/*
	 * If set, called for a subtree that cannot be read, with the failure's
	 * message; the others are read all the same.
	 */
	void (*broken)(void *ctx);
	void *ctx;

	/*
	 * If set, gp_tree_find() puts a tree there that is not here, in place
	 * of a blob.
	 */
	struct gp_note_blobs *missing;
};
void gp_note_blobs_add(struct gp_note_blobs *blobs, const git_oid *object,
		       const git_oid *blob);
void gp_note_blobs_clear(struct gp_note_blobs *blobs);

/*
 * Counts one tree that is read for `blobs`. GP_ELIMIT if there are far more
 * trees than notes, as only a hostile repository has.
 */
GP_CHECK enum gp_err gp_note_blobs_budget(struct gp_note_blobs *blobs);
/* Sorts by object, then by blob. */
void gp_note_blobs_sort(struct gp_note_blobs *blobs);
/* Adds what is in sorted `theirs` and not in sorted `ours`. */
void gp_note_blobs_subtract(struct gp_note_blobs *out,
			    const struct gp_note_blobs *ours,
			    const struct gp_note_blobs *theirs);

#endif /* GP_STORE_NOTE_BLOBS_H */
