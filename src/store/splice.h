#ifndef GP_STORE_SPLICE_H
#define GP_STORE_SPLICE_H

#include "gp/libgit2.h"

#include "batch.h"

/* Writing the trees of changed notes. */

enum gp_note_change_how {
	GP_NOTE_PUT,   /* `blob` is the whole note */
	GP_NOTE_MERGE, /* the lines of `blob` join those that are there */
	GP_NOTE_REMOVE
};
struct gp_note_change {
	git_oid object;
	git_oid blob;
	enum gp_note_change_how how;
};

/*
 * Writes the tree that `changes` (in order of their objects, each once) make
 * of `old` (NULL: none). Trees on the path become canonical: notes stand
 * directly up to GP_FAN_MAX, beyond that in one subtree for each next byte.
 */
#define GP_FAN_MAX 256
GP_CHECK enum gp_err gp_splice(git_oid *out, struct gp_batch *batch,
			       const git_oid *old,
			       const struct gp_note_change *changes, size_t n);

#endif /* GP_STORE_SPLICE_H */
