/*
 * Part of the notes of others: found in trees that are here only as far as
 * they are needed, and copied.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/partial_notes.h"

#include "batch.h"
#include "note.h"
#include "note_blobs.h"
#include "splice.h"
#include "transact.h"
#include "tree.h"
#include "tree_diff.h"

/* ---- lists ---- */

void gp_partial_notes_clear(struct gp_partial_notes *part)
{
	gp_oids_clear(&part->missing);
	free(part->items);
	memset(part, 0, sizeof(*part));
}

static void add_note(struct gp_partial_notes *part,
		     const struct gp_note_blob *found)
{
	struct gp_partial_note *note;

	part->items =
		gp_grow(part->items, part->n, &part->cap, sizeof(*part->items));
	note = &part->items[part->n++];
	gp_oid_from_git(&note->object, &found->object);
	gp_oid_from_git(&note->blob, &found->blob);
}

static int by_id(const void *a, const void *b)
{
	const struct gp_oid *x = a, *y = b;

	return memcmp(x->raw, y->raw, sizeof(x->raw));
}

static int by_object(const void *a, const void *b)
{
	const struct gp_partial_note *x = a, *y = b;
	int order = by_id(&x->object, &y->object);

	return order ? order : by_id(&x->blob, &y->blob);
}

void gp_partial_notes_sort_unique(struct gp_partial_notes *part)
{
	size_t kept = 0;

	if (part->n)
		qsort(part->items, part->n, sizeof(*part->items), by_object);
	for (size_t i = 0; i < part->n; i++)
		if (!kept || by_object(&part->items[kept - 1], &part->items[i]))
			part->items[kept++] = part->items[i];
	part->n = kept;
}

/* ---- looking for notes ---- */

static void take_missing(struct gp_partial_notes *out,
			 const struct gp_note_blobs *missing)
{
	struct gp_oids *oids = &out->missing;
	struct gp_oid id;
	size_t kept = 0;

	for (size_t i = 0; i < missing->n; i++) {
		gp_oid_from_git(&id, &missing->items[i].blob);
		gp_oids_add(oids, &id);
	}
	if (oids->n)
		qsort(oids->items, oids->n, sizeof(id), by_id);
	for (size_t i = 0; i < oids->n; i++)
		if (!kept ||
		    !gp_oid_same(&oids->items[kept - 1], &oids->items[i]))
			oids->items[kept++] = oids->items[i];
	oids->n = kept;
}

static enum gp_err seek_tip(struct gp_note_blobs *found, struct gp_repo *repo,
			    const struct gp_oid *tip,
			    const struct gp_oids *objects)
{
	enum gp_err err;
	struct gp_tip at;
	git_oid id;

	if ((err = gp_tip_of(&at, repo, tip)) ||
	    (err = gp_tree_is_notes(repo, &at.tree)))
		return err;
	for (size_t i = 0; !err && i < objects->n; i++)
		if (gp_oid_to_git(&id, &objects->items[i]))
			err = gp_tree_find(found, repo, &at.tree, &id);
	return err;
}

enum gp_err gp_notes_find_partial(struct gp_repo *repo,
				  struct gp_partial_notes *out,
				  const struct gp_oids *tips,
				  const struct gp_oids *objects)
{
	struct gp_note_blobs missing = { 0 };
	struct gp_note_blobs found = { .missing = &missing };
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < tips->n; i++)
		err = seek_tip(&found, repo, &tips->items[i], objects);
	for (size_t i = 0; !err && i < found.n; i++)
		add_note(out, &found.items[i]);
	if (!err)
		take_missing(out, &missing);
	gp_note_blobs_clear(&found);
	gp_note_blobs_clear(&missing);
	return err;
}

/* ---- whose runs they are ---- */

static void add_owners(struct gp_oids *out, const struct gp_lines *lines,
		       const struct gp_oid *object)
{
	struct gp_buf scratch = GP_BUF_INIT;
	struct gp_entries entries = { 0 };

	for (size_t i = 0; i < lines->n; i++)
		if (gp_entry_line_decode(&entries, lines->items[i], &scratch) ==
		    GP_LINE_DAMAGED)
			gp_error_clear();
	for (size_t i = 0; i < entries.n; i++)
		if (gp_entry_has_results(entries.items[i]) &&
		    !gp_oid_same(&entries.items[i]->commit, object))
			gp_oids_add(out, &entries.items[i]->commit);
	gp_entries_clear(&entries);
	gp_buf_clear(&scratch);
}

enum gp_err gp_notes_measured_commits(struct gp_repo *repo, struct gp_oids *out,
				      const struct gp_partial_notes *part)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < part->n; i++) {
		struct gp_note note = { 0 };
		struct gp_note_blob found;

		gp_oid_to_git(&found.blob, &part->items[i].blob);
		err = gp_note_read(&note, repo, &found, 1);
		if (!err)
			add_owners(out, &note.lines, &part->items[i].object);
		gp_note_clear(&note);
	}
	return err;
}

/* ---- copying them ---- */

struct gathering {
	struct gp_repo *repo;
	const struct gp_partial_notes *part;
	const char *ref;
	struct gp_oid *out;
	bool durable;
	struct gp_batch batch;
	struct gp_tip tip;
	struct gp_note_change *changes;
	size_t n;
};

/* A note that stands alone stays as it is, whatever it holds. */
static enum gp_err copy(git_oid *out, struct gathering *g, const git_oid *blob)
{
	git_odb_object *object;
	enum gp_err err;

	if ((err = gp_object_read(&object, g->repo, blob)))
		return err;
	if (git_odb_object_type(object) != GIT_OBJECT_BLOB)
		err = gp_fail(GP_EGIT, "%s in the notes is no blob",
			      git_oid_tostr_s(blob));
	else
		err = gp_batch_write(&g->batch, out, GIT_OBJECT_BLOB,
				     gp_span_make(git_odb_object_data(object),
						  git_odb_object_size(object)));
	git_odb_object_free(object);
	return err;
}

static enum gp_err unite(git_oid *out, struct gathering *g,
			 const struct gp_note_blobs *blobs)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_note note = { 0 };
	enum gp_err err;

	if (!(err = gp_note_read(&note, g->repo, blobs->items, blobs->n))) {
		gp_lines_write(&text, &note.lines);
		err = gp_batch_write(&g->batch, out, GIT_OBJECT_BLOB,
				     gp_buf_view(&text));
	}
	gp_note_clear(&note);
	gp_buf_clear(&text);
	return err;
}

/* One object's notes, of the part and of what is there already. */
static enum gp_err gather_one(struct gathering *g, size_t from, size_t to)
{
	struct gp_note_change *change = &g->changes[g->n++];
	struct gp_note_blobs blobs = { 0 };
	enum gp_err err = GP_OK;
	git_oid blob;

	*change = (struct gp_note_change){ .how = GP_NOTE_PUT };
	gp_oid_to_git(&change->object, &g->part->items[from].object);
	for (size_t i = from; i < to; i++) {
		gp_oid_to_git(&blob, &g->part->items[i].blob);
		gp_note_blobs_add(&blobs, &change->object, &blob);
	}
	if (g->tip.exists)
		err = gp_tree_find(&blobs, g->repo, &g->tip.tree,
				   &change->object);
	if (!err && blobs.n == 1)
		err = copy(&change->blob, g, &blob);
	else if (!err)
		err = unite(&change->blob, g, &blobs);
	gp_note_blobs_clear(&blobs);
	return err;
}

static enum gp_err gather_all(struct gathering *g)
{
	const struct gp_partial_notes *part = g->part;
	enum gp_err err = GP_OK;

	g->changes = gp_calloc(part->n, sizeof(*g->changes));
	for (size_t from = 0, to; !err && from < part->n; from = to) {
		for (to = from + 1; to < part->n; to++)
			if (!gp_oid_same(&part->items[from].object,
					 &part->items[to].object))
				break;
		err = gather_one(g, from, to);
	}
	return err;
}

static enum gp_err gather(struct gathering *g, enum gp_moved *out)
{
	git_oid tree, commit;
	const struct gp_commit_plan plan = { .commit = &commit,
					     .tree = &tree,
					     .message = "perf: part" };
	enum gp_err err;

	*out = GP_MOVED;
	if ((err = gp_tip_read(&g->tip, g->repo, g->ref)) ||
	    (err = gather_all(g)) ||
	    (err = gp_splice(&tree, &g->batch,
			     g->tip.exists ? &g->tip.tree : NULL, g->changes,
			     g->n)))
		return err;
	if (g->tip.exists && git_oid_equal(&tree, &g->tip.tree)) {
		gp_oid_from_git(g->out, &g->tip.commit);
		return GP_OK;
	}
	if ((err = gp_commit_write(&g->batch, &plan)) ||
	    (err = gp_batch_finish(&g->batch)))
		return err;
	gp_oid_from_git(g->out, &commit);
	return gp_tip_move_wait(out, &g->batch, &g->tip, &plan);
}

static enum gp_err attempt(void *ctx, enum gp_moved *out)
{
	struct gathering *g = ctx;
	enum gp_err err;

	g->n = 0;
	if ((err = gp_batch_init(&g->batch, g->repo, true, g->durable)))
		return err;
	err = gather(g, out);
	gp_batch_clear(&g->batch);
	free(g->changes);
	g->changes = NULL;
	return err;
}

enum gp_err gp_notes_add_partial(struct gp_repo *repo, struct gp_oid *out,
				 const struct gp_partial_notes *part,
				 const char *ref, bool durable)
{
	const struct gp_write write = { ref, "perf: part", durable };
	struct gathering g = { .repo = repo,
			       .part = part,
			       .ref = ref,
			       .out = out,
			       .durable = durable };

	return gp_notes_transact(repo, &write, attempt, &g);
}
