/*
 * Editing notes: adds and removes lines in one commit of the notes ref.
 *
 *	tip -> edited blobs -> spliced tree -> commit -> pack -> move the ref
 *
 * and again from the start if another process moved the ref meanwhile.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/store.h"

#include "batch.h"
#include "edit.h"
#include "note.h"
#include "note_blobs.h"
#include "splice.h"
#include "transact.h"
#include "tree.h"
#include "visible.h"

/* One pack is faster than loose objects for about this many notes or more. */
#define PACK_FROM 10

/* ---- edits ---- */

struct gp_edit *gp_edits_at(struct gp_edits *edits, const git_oid *object)
{
	struct gp_edit *last = edits->items + edits->n;

	if (edits->n && git_oid_equal(&last[-1].object, object))
		return last - 1;
	edits->items = gp_grow(edits->items, edits->n, &edits->cap,
			       sizeof(*edits->items));
	last = &edits->items[edits->n++];
	memset(last, 0, sizeof(*last));
	last->object = *object;
	return last;
}

void gp_edits_clear(struct gp_edits *edits)
{
	for (size_t i = 0; i < edits->n; i++) {
		gp_lines_clear(&edits->items[i].add);
		gp_lines_clear(&edits->items[i].drop);
	}
	free(edits->items);
	memset(edits, 0, sizeof(*edits));
}

/* ---- one attempt ---- */

/* The state of one attempt to write. */
struct edit_attempt {
	struct gp_repo *repo;
	const struct gp_write *write;
	struct gp_batch batch;
	struct gp_tip tip;
	struct gp_note_change *changes;
	size_t n;
};

/* Sets `out` to the edited lines; returns false if nothing changes. */
static bool apply_edit(struct gp_lines *out, struct gp_edit *edit,
		       const struct gp_lines *there)
{
	const struct gp_visibility none = { .horizons = { .n = 0 } };
	bool changed = false;

	gp_lines_sort_unique(&edit->add);
	gp_lines_sort_unique(&edit->drop);
	for (size_t i = 0; i < there->n; i++) {
		if (gp_lines_have(&edit->drop, there->items[i]))
			changed = true;
		else
			gp_lines_add(out, there->items[i]);
	}
	for (size_t i = 0; i < edit->add.n; i++) {
		if (gp_lines_have(there, edit->add.items[i]))
			continue;
		changed = true;
		gp_lines_add(out, edit->add.items[i]);
	}
	gp_lines_sort_unique(out);
	if (edit->bury)
		gp_lines_apply(out, &none);
	return changed;
}

static enum gp_err put_lines(struct edit_attempt *a,
			     struct gp_note_change *change,
			     const struct gp_lines *lines)
{
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if (!lines->n) {
		change->how = GP_NOTE_REMOVE;
		return GP_OK;
	}
	gp_lines_write(&text, lines);
	if (text.len > GP_NOTE_MAX)
		err = gp_fail(GP_ELIMIT, "it would be larger than %zu MiB",
			      GP_NOTE_MAX >> 20);
	else
		err = gp_batch_write(&a->batch, &change->blob, GIT_OBJECT_BLOB,
				     gp_buf_view(&text));
	gp_buf_clear(&text);
	return err;
}

static enum gp_err edit_lines(struct edit_attempt *a, struct gp_edit *edit,
			      const struct gp_note_blobs *there)
{
	struct gp_note_change *change = &a->changes[a->n];
	struct gp_lines lines = { 0 };
	struct gp_note note = { 0 };
	enum gp_err err;

	if ((err = gp_note_read(&note, a->repo, there->items, there->n)))
		return err;
	/* One that is stored in several places gets one place. */
	if (apply_edit(&lines, edit, &note.lines) || there->n > 1) {
		err = put_lines(a, change, &lines);
		a->n++;
	}
	gp_lines_clear(&lines);
	gp_note_clear(&note);
	return err;
}

static enum gp_err put_blob(struct edit_attempt *a, const struct gp_edit *edit,
			    const struct gp_note_blobs *there)
{
	if (!there->n) {
		a->n++;
		return GP_OK;
	}
	if (git_oid_equal(&there->items[0].blob, &edit->blob))
		return GP_OK;
	return gp_fail(GP_EGIT,
		       "there is a note in %s already; move that one first",
		       a->write->ref);
}

static enum gp_err edit_one(struct edit_attempt *a, struct gp_edit *edit)
{
	struct gp_note_change *change = &a->changes[a->n];
	struct gp_note_blobs there = { 0 };
	enum gp_err err = GP_OK;

	if (a->tip.exists)
		err = gp_tree_find(&there, a->repo, &a->tip.tree,
				   &edit->object);
	change->object = edit->object;
	change->blob = edit->blob;
	change->how = edit->remove ? GP_NOTE_REMOVE : GP_NOTE_PUT;
	if (err)
		goto out;
	if (edit->remove)
		a->n += there.n > 0;
	else if (!git_oid_is_zero(&edit->blob))
		err = put_blob(a, edit, &there);
	else
		err = edit_lines(a, edit, &there);
	if (err)
		err = gp_fail_at(err, "the note on %s",
				 git_oid_tostr_s(&edit->object));
out:
	gp_note_blobs_clear(&there);
	return err;
}

static enum gp_err commit_edits(enum gp_moved *out, struct edit_attempt *a)
{
	git_oid tree, id;
	const struct gp_commit_plan plan = {
		.commit = &id,
		.tree = &tree,
		.parent = a->tip.exists ? &a->tip.commit : NULL,
		.message = a->write->message,
	};
	enum gp_err err;

	*out = GP_MOVED;
	if (!a->n)
		return GP_OK;
	if ((err = gp_splice(&tree, &a->batch,
			     a->tip.exists ? &a->tip.tree : NULL, a->changes,
			     a->n)) ||
	    (err = gp_commit_write(&a->batch, &plan)) ||
	    (err = gp_batch_finish(&a->batch)))
		return err;
	return gp_tip_move_wait(out, &a->batch, &a->tip, &plan);
}

/* The arguments of gp_notes_edit(). */
struct writing {
	struct gp_repo *repo;
	struct gp_edits *edits;
	const struct gp_write *write;
};

static enum gp_err try_edit(void *ctx, enum gp_moved *out)
{
	const struct writing *w = ctx;
	struct gp_edits *edits = w->edits;
	struct edit_attempt a = { .repo = w->repo, .write = w->write };
	bool packed = w->write->durable || edits->n >= PACK_FROM;
	enum gp_err err;

	if ((err = gp_batch_init(&a.batch, w->repo, packed, w->write->durable)))
		return err;
	a.changes = gp_calloc(edits->n, sizeof(*a.changes));
	err = gp_tip_read(&a.tip, w->repo, w->write->ref);
	for (size_t i = 0; !err && i < edits->n; i++)
		err = edit_one(&a, &edits->items[i]);
	if (!err)
		err = commit_edits(out, &a);
	if (err == GP_EGIT && gp_tip_has_moved(w->repo, &a.tip)) {
		gp_error_clear();
		*out = GP_RACED;
		err = GP_OK;
	}
	free(a.changes);
	gp_batch_clear(&a.batch);
	return err;
}

enum gp_err gp_notes_edit(struct gp_repo *repo, struct gp_edits *edits,
			  const struct gp_write *write)
{
	struct writing writing = { repo, edits, write };

	return gp_notes_transact(repo, write, try_edit, &writing);
}

/* ---- entries ---- */

static int adds_by_object(const void *a, const void *b)
{
	const struct gp_note_add *x = *(const struct gp_note_add *const *)a;
	const struct gp_note_add *y = *(const struct gp_note_add *const *)b;

	return memcmp(x->object.raw, y->object.raw, GIT_OID_RAWSZ);
}

static enum gp_err edits_of(struct gp_edits *out, struct gp_arena *arena,
			    const struct gp_note_add **adds, size_t n)
{
	struct gp_buf line = GP_BUF_INIT;
	enum gp_err err = GP_OK;
	git_oid object;

	for (size_t i = 0; i < n; i++) {
		struct gp_edit *edit;

		if (!gp_oid_to_git(&object, &adds[i]->object)) {
			err = gp_fail(GP_EGIT, "not a SHA-1 object id");
			break;
		}
		gp_buf_reset(&line);
		if ((err = gp_entry_line_encode(&line, adds[i]->entry)))
			break;
		edit = gp_edits_at(out, &object);
		edit->bury |= adds[i]->entry->kind == GP_ENTRY_TOMBSTONE;
		gp_lines_add(&edit->add,
			     gp_span_make(gp_arena_strndup(arena, line.data,
							   line.len),
					  line.len));
	}
	gp_buf_clear(&line);
	return err;
}

enum gp_err gp_notes_add(struct gp_repo *repo, const struct gp_note_add *adds,
			 size_t n, bool durable, const char *message)
{
	const struct gp_write write = { GP_NOTES_REF, message, durable };
	const struct gp_note_add **sorted;
	struct gp_edits edits = { 0 };
	struct gp_arena arena = { 0 };
	enum gp_err err;

	if (!n)
		return GP_OK;
	sorted = gp_calloc(n, sizeof(*sorted));
	for (size_t i = 0; i < n; i++)
		sorted[i] = &adds[i];
	qsort(sorted, n, sizeof(*sorted), adds_by_object);
	if (!(err = edits_of(&edits, &arena, sorted, n)))
		err = gp_notes_edit(repo, &edits, &write);
	gp_edits_clear(&edits);
	gp_arena_clear(&arena);
	free(sorted);
	return err;
}
