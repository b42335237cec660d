/*
 * Importing runs from an untrusted source.
 *
 *	their lines -> runs -> marked as untrusted, with a derived id -> notes
 *
 * An untrusted source can only add runs, which no baseline uses. It cannot
 * accept, rename or forget anything, nor replace a run of this repository.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/map.h"
#include "gp/merge.h"

#include "edit.h"
#include "note.h"
#include "note_blobs.h"
#include "transact.h"
#include "tree.h"
#include "tree_diff.h"

/* How many bytes of lines are imported at once. */
#define IMPORT_BYTES_MAX ((size_t)16 << 20)

struct untrusted_import {
	struct gp_repo *repo;
	const struct gp_merge_request *what;
	struct gp_untrusted_added *out;
	struct gp_tip tip;
	struct gp_edits edits;
	struct gp_arena arena; /* of the new lines */
	size_t bytes;
};

/* One note: theirs, and ours. */
struct noted {
	git_oid object;
	struct gp_note theirs, ours;
	struct gp_entries entries; /* of ours, with the forgotten ones */
	struct gp_map ids; /* of these, and those in tombstones; borrowed */
	struct gp_buf scratch;
};

static void noted_clear(struct noted *noted)
{
	gp_note_clear(&noted->theirs);
	gp_note_clear(&noted->ours);
	gp_map_clear(&noted->ids);
	gp_entries_clear(&noted->entries);
	gp_buf_clear(&noted->scratch);
}

/* ---- our entries ---- */

static void know_id(struct noted *noted, const struct gp_entry_id *id)
{
	gp_map_put(&noted->ids, id->raw, sizeof(id->raw), 0);
}

static bool knows_id(const struct noted *noted, const struct gp_entry_id *id)
{
	size_t unused;

	return gp_map_get(&noted->ids, id->raw, sizeof(id->raw), &unused);
}

static void know_ours(struct noted *noted)
{
	const struct gp_lines *lines = &noted->ours.lines;

	for (size_t i = 0; i < lines->n; i++)
		gp_entry_line_decode(&noted->entries, lines->items[i],
				     &noted->scratch);
	gp_error_clear();
	for (size_t i = 0; i < noted->entries.n; i++) {
		const struct gp_entry *entry = noted->entries.items[i];

		know_id(noted, &entry->id);
		for (size_t t = 0; t < entry->n_targets; t++)
			know_id(noted, &entry->targets[t]);
	}
}

static enum gp_err read_both(struct noted *noted, struct untrusted_import *t,
			     const struct gp_note_blob *theirs, size_t n)
{
	struct gp_note_blobs ours = { 0 };
	enum gp_err err;

	noted->object = theirs->object;
	if (!(err = gp_note_read(&noted->theirs, t->repo, theirs, n)) &&
	    t->tip.exists &&
	    !(err = gp_tree_find(&ours, t->repo, &t->tip.tree,
				 &noted->object)) &&
	    ours.n)
		err = gp_note_read(&noted->ours, t->repo, ours.items, ours.n);
	gp_note_blobs_clear(&ours);
	if (!err)
		know_ours(noted);
	return err;
}

/* ---- one line ---- */

/* The id of a line: the first bytes of the id that it has as a blob. */
static void derive_id(struct gp_entry_id *out, struct gp_span line)
{
	git_oid hash;

	git_odb_hash(&hash, line.data, line.len, GIT_OBJECT_BLOB);
	memcpy(out->raw, hash.id, sizeof(out->raw));
}

static bool is_on(const git_oid *object, const struct gp_oid *oid)
{
	git_oid id;

	return oid->size && gp_oid_to_git(&id, oid) &&
	       git_oid_equal(&id, object);
}

static bool may_import(const struct noted *noted, const struct gp_entry *entry)
{
	return entry->kind == GP_ENTRY_RUN && !entry->dirty &&
	       !knows_id(noted, &entry->id) &&
	       (is_on(&noted->object, &entry->commit) ||
		is_on(&noted->object, &entry->tree));
}

static enum gp_err add_untrusted_line(struct untrusted_import *t,
				      const struct noted *noted,
				      const struct gp_entry *entry)
{
	struct gp_buf line = GP_BUF_INIT;
	enum gp_err err = gp_entry_line_encode(&line, entry);

	t->bytes += line.len;
	if (!err &&
	    (t->bytes > IMPORT_BYTES_MAX || t->out->runs >= GP_UNTRUSTED_MAX))
		err = gp_fail(GP_ELIMIT,
			      "more than %zu new runs, or %zu MiB of them: "
			      "too many from an untrusted source",
			      GP_UNTRUSTED_MAX, IMPORT_BYTES_MAX >> 20);
	if (!err) {
		char *copy = gp_arena_strndup(&t->arena, line.data, line.len);

		gp_lines_add(&gp_edits_at(&t->edits, &noted->object)->add,
			     gp_span_make(copy, line.len));
		t->out->runs++;
	}
	gp_buf_clear(&line);
	return err;
}

static enum gp_err import_line(struct untrusted_import *t, struct noted *noted,
			       struct gp_span line)
{
	struct gp_entries entries = { 0 };
	enum gp_err err = GP_OK;

	if (gp_entry_line_decode(&entries, line, &noted->scratch) ==
		    GP_LINE_ENTRY &&
	    may_import(noted, entries.items[0])) {
		struct gp_entry *entry = entries.items[0];

		entry->kind = GP_ENTRY_UNTRUSTED;
		derive_id(&entry->id, line);
		if (!knows_id(noted, &entry->id))
			err = add_untrusted_line(t, noted, entry);
	} else {
		gp_error_clear(); /* a damaged line is not imported */
		t->out->left_out++;
	}
	gp_entries_clear(&entries);
	return err;
}

/* ---- all notes ---- */

static enum gp_err import_note(struct untrusted_import *t,
			       const struct gp_note_blob *theirs, size_t n)
{
	struct noted noted = { .scratch = GP_BUF_INIT };
	enum gp_err err = read_both(&noted, t, theirs, n);

	for (size_t i = 0; !err && i < noted.theirs.lines.n; i++) {
		struct gp_span line = noted.theirs.lines.items[i];

		if (!gp_lines_have(&noted.ours.lines, line))
			err = import_line(t, &noted, line);
	}
	noted_clear(&noted);
	return err ? gp_fail_at(err, "the note on %s",
				git_oid_tostr_s(&theirs->object))
		   : GP_OK;
}

static enum gp_err list_new(struct gp_note_blobs *out,
			    struct untrusted_import *t)
{
	const struct gp_merge_request *what = t->what;
	enum gp_err err;

	if ((err = gp_tip_read(&t->tip, t->repo, what->ref)))
		return err;
	for (size_t i = 0; i < what->n; i++) {
		struct gp_tip tip;

		if ((err = gp_tip_of(&tip, t->repo, &what->commits[i])) ||
		    (err = gp_tree_is_notes(t->repo, &tip.tree)) ||
		    (err = gp_tree_lacking(out, t->repo,
					   t->tip.exists ? &t->tip.tree : NULL,
					   &tip.tree)))
			return gp_fail_at(err, "%s", what->names[i]);
	}
	gp_note_blobs_sort(out);
	return GP_OK;
}

static enum gp_err import_all(struct untrusted_import *t)
{
	struct gp_note_blobs blobs = { 0 };
	enum gp_err err = list_new(&blobs, t);

	for (size_t from = 0, to; !err && from < blobs.n; from = to) {
		const struct gp_note_blob *first = &blobs.items[from];

		for (to = from; to < blobs.n; to++)
			if (!git_oid_equal(&blobs.items[to].object,
					   &first->object))
				break;
		err = import_note(t, first, to - from);
	}
	gp_note_blobs_clear(&blobs);
	return err;
}

enum gp_err gp_notes_add_untrusted(struct gp_repo *repo,
				   struct gp_untrusted_added *out,
				   const struct gp_merge_request *what)
{
	const struct gp_write write = { what->ref, what->message,
					what->durable };
	struct untrusted_import t = { .repo = repo, .what = what, .out = out };
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	git_odb_refresh(repo->odb); /* git may have fetched meanwhile */
	if (!(err = import_all(&t)) && t.edits.n)
		err = gp_notes_edit(repo, &t.edits, &write);
	out->notes = t.edits.n;
	gp_edits_clear(&t.edits);
	gp_arena_clear(&t.arena);
	return err;
}
