#ifndef GP_STORE_EDIT_H
#define GP_STORE_EDIT_H

#include "gp/libgit2.h"

#include "note.h"
#include "transact.h"

/* Changes to notes: lines to add and to drop. */

/* What happens to one note; the lines are borrowed. */
struct gp_edit {
	git_oid object;
	struct gp_lines add;
	struct gp_lines drop;
	bool bury;    /* remove what a tombstone hides */
	bool remove;  /* remove the whole note, whatever it holds */
	git_oid blob; /* if not zero: this blob becomes the note; fails if the
			 object has another note already */
};
struct gp_edits {
	struct gp_edit *items; /* one for each object */
	size_t n, cap;
};
/*
 * Returns the edit of `object`, and appends one if there is none. Call it in
 * the order of the objects, because edits are sorted by object. The pointer is
 * borrowed, and valid until the next call.
 */
struct gp_edit *gp_edits_at(struct gp_edits *edits, const git_oid *object);
/* Frees the edits and their lists, not the bytes of the lines. */
void gp_edits_clear(struct gp_edits *edits);

/*
 * Applies all edits in one commit of the ref, or none. An empty edit writes a
 * note that is stored in several places in one. Sorts their lines.
 * Errors are those of gp_notes_add().
 */
GP_CHECK enum gp_err gp_notes_edit(struct gp_repo *repo, struct gp_edits *edits,
				   const struct gp_write *write);

#endif /* GP_STORE_EDIT_H */
