#ifndef GP_STORE_SPLICE_H
#define GP_STORE_SPLICE_H

#include "gp/libgit2.h"

#include "batch.h"

/* Writing the trees that lead to changed notes. */

enum gp_note_change_how {
	GP_NOTE_PUT,   /* the note becomes `blob` */
	GP_NOTE_MERGE, /* the lines of `blob` are added to the note */
	GP_NOTE_REMOVE
};
struct gp_note_change {
	git_oid object;
	git_oid blob;
	enum gp_note_change_how how;
};

/* A (sub)tree of more notes has one subtree for each next byte of their ids. */
#define GP_FAN_MAX 256

/*
 * Applies `n` changes, sorted by object and one for each, to the tree `old`
 * (NULL: none), and sets `*out` to the id of the new tree, which is written to
 * `batch`. Trees on the paths of the changes get the canonical layout. GP_EGIT
 * if a tree or a note cannot be read; GP_ELIMIT if there are too many subtrees;
 * GP_EIO.
 */
GP_CHECK enum gp_err gp_splice(git_oid *out, struct gp_batch *batch,
			       const git_oid *old,
			       const struct gp_note_change *changes, size_t n);

#endif /* GP_STORE_SPLICE_H */
