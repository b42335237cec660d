/*
 * Finding and copying some notes of a remote, of whose trees only those that
 * are needed were fetched.
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

static void add_partial_note(struct gp_partial_notes *part,
			     const struct gp_note_blob *found)
{
	struct gp_partial_note *note;

	part->items =
		gp_grow(part->items, part->n, &part->cap, sizeof(*part->items));
	note = &part->items[part->n++];
	gp_oid_from_git(&note->object, &found->object);
	gp_oid_from_git(&note->blob, &found->blob);
}

static int partial_by_object(const void *a, const void *b)
{
	const struct gp_partial_note *x = a, *y = b;
	int order = gp_oid_order(&x->object, &y->object);

	return order ? order : gp_oid_order(&x->blob, &y->blob);
}

void gp_partial_notes_sort_unique(struct gp_partial_notes *part)
{
	size_t kept = 0;

	if (part->n)
		qsort(part->items, part->n, sizeof(*part->items),
		      partial_by_object);
	for (size_t i = 0; i < part->n; i++)
		if (!kept ||
		    partial_by_object(&part->items[kept - 1], &part->items[i]))
			part->items[kept++] = part->items[i];
	part->n = kept;
}

/* ---- finding notes ---- */

static void add_missing_trees(struct gp_partial_notes *out,
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
		qsort(oids->items, oids->n, sizeof(id), gp_oid_order);
	for (size_t i = 0; i < oids->n; i++)
		if (!kept ||
		    !gp_oid_same(&oids->items[kept - 1], &oids->items[i]))
			oids->items[kept++] = oids->items[i];
	oids->n = kept;
}

static enum gp_err find_in_tip(struct gp_note_blobs *found,
			       struct gp_repo *repo, const struct gp_oid *tip,
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
		err = find_in_tip(&found, repo, &tips->items[i], objects);
	for (size_t i = 0; !err && i < found.n; i++)
		add_partial_note(out, &found.items[i]);
	if (!err)
		add_missing_trees(out, &missing);
	gp_note_blobs_clear(&found);
	gp_note_blobs_clear(&missing);
	return err;
}

/* ---- the commits of runs ---- */

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

struct copying {
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

/* Copies a blob that needs no merge, whatever it holds. */
static enum gp_err copy_blob(git_oid *out, struct copying *c,
			     const git_oid *blob)
{
	git_odb_object *object;
	enum gp_err err;

	if ((err = gp_object_read(&object, c->repo, blob)))
		return err;
	if (git_odb_object_type(object) != GIT_OBJECT_BLOB)
		err = gp_fail(GP_EGIT, "%s in the notes is not a blob",
			      git_oid_tostr_s(blob));
	else
		err = gp_batch_write(&c->batch, out, GIT_OBJECT_BLOB,
				     gp_span_make(git_odb_object_data(object),
						  git_odb_object_size(object)));
	git_odb_object_free(object);
	return err;
}

static enum gp_err write_merged(git_oid *out, struct copying *c,
				const struct gp_note_blobs *blobs)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_note note = { 0 };
	enum gp_err err;

	if (!(err = gp_note_read(&note, c->repo, blobs->items, blobs->n))) {
		gp_lines_write(&text, &note.lines);
		err = gp_batch_write(&c->batch, out, GIT_OBJECT_BLOB,
				     gp_buf_view(&text));
	}
	gp_note_clear(&note);
	gp_buf_clear(&text);
	return err;
}

/* Merges the notes [from, to) on one object with those at the ref. */
static enum gp_err copy_note(struct copying *c, size_t from, size_t to)
{
	struct gp_note_change *change = &c->changes[c->n++];
	struct gp_note_blobs blobs = { 0 };
	enum gp_err err = GP_OK;
	git_oid blob;

	*change = (struct gp_note_change){ .how = GP_NOTE_PUT };
	gp_oid_to_git(&change->object, &c->part->items[from].object);
	for (size_t i = from; i < to; i++) {
		gp_oid_to_git(&blob, &c->part->items[i].blob);
		gp_note_blobs_add(&blobs, &change->object, &blob);
	}
	if (c->tip.exists)
		err = gp_tree_find(&blobs, c->repo, &c->tip.tree,
				   &change->object);
	if (!err && blobs.n == 1)
		err = copy_blob(&change->blob, c, &blob);
	else if (!err)
		err = write_merged(&change->blob, c, &blobs);
	gp_note_blobs_clear(&blobs);
	return err;
}

static enum gp_err copy_notes(struct copying *c)
{
	const struct gp_partial_notes *part = c->part;
	enum gp_err err = GP_OK;

	c->changes = gp_calloc(part->n, sizeof(*c->changes));
	for (size_t from = 0, to; !err && from < part->n; from = to) {
		for (to = from + 1; to < part->n; to++)
			if (!gp_oid_same(&part->items[from].object,
					 &part->items[to].object))
				break;
		err = copy_note(c, from, to);
	}
	return err;
}

static enum gp_err copy_and_commit(struct copying *c, enum gp_moved *out)
{
	git_oid tree, commit;
	const struct gp_commit_plan plan = { .commit = &commit,
					     .tree = &tree,
					     .message = "perf: part" };
	enum gp_err err;

	*out = GP_MOVED;
	if ((err = gp_tip_read(&c->tip, c->repo, c->ref)) ||
	    (err = copy_notes(c)) ||
	    (err = gp_splice(&tree, &c->batch,
			     c->tip.exists ? &c->tip.tree : NULL, c->changes,
			     c->n)))
		return err;
	if (c->tip.exists && git_oid_equal(&tree, &c->tip.tree)) {
		gp_oid_from_git(c->out, &c->tip.commit);
		return GP_OK;
	}
	if ((err = gp_commit_write(&c->batch, &plan)) ||
	    (err = gp_batch_finish(&c->batch)))
		return err;
	gp_oid_from_git(c->out, &commit);
	return gp_tip_move_wait(out, &c->batch, &c->tip, &plan);
}

static enum gp_err try_copy(void *ctx, enum gp_moved *out)
{
	struct copying *c = ctx;
	enum gp_err err;

	c->n = 0;
	if ((err = gp_batch_init(&c->batch, c->repo, true, c->durable)))
		return err;
	err = copy_and_commit(c, out);
	gp_batch_clear(&c->batch);
	free(c->changes);
	c->changes = NULL;
	return err;
}

enum gp_err gp_notes_add_partial(struct gp_repo *repo, struct gp_oid *out,
				 const struct gp_partial_notes *part,
				 const char *ref, bool durable)
{
	const struct gp_write write = { ref, "perf: part", durable };
	struct copying c = { .repo = repo,
			     .part = part,
			     .ref = ref,
			     .out = out,
			     .durable = durable };

	return gp_notes_transact(repo, &write, try_copy, &c);
}
