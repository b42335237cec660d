#ifndef GP_STORE_EDIT_H
#define GP_STORE_EDIT_H

#include "gp/libgit2.h"

#include "note.h"
#include "transact.h"

/* Changes to notes: lines to add and to drop. */

/* What happens to one note; the lines are lent. */
struct gp_edit {
	git_oid object;
	struct gp_lines add;
	struct gp_lines drop;
	bool bury;    /* what a tombstone hides goes */
	bool remove;  /* the whole note, whatever it holds */
	git_oid blob; /* a blob that becomes the note, if not zero; it fails
			 where another note stands */
};
struct gp_edits {
	struct gp_edit *items; /* one an object */
	size_t n, cap;
};
/*
 * Lends the edit of `object`, which is the last one or comes after it: edits
 * stand in the order of their objects. Valid until the next call.
 */
struct gp_edit *gp_edits_at(struct gp_edits *edits, const git_oid *object);
void gp_edits_clear(struct gp_edits *edits);

/*
 * Applies all edits in one commit of the ref, or none, as gp_notes_add();
 * their lines are sorted on the way.
 */
GP_CHECK enum gp_err gp_notes_edit(struct gp_repo *repo, struct gp_edits *edits,
				   const struct gp_write *write);

#endif /* GP_STORE_EDIT_H */
