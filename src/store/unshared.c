/*
 * Counting the entries that some notes have and others lack, for example those
 * that are not pushed yet, and writing a commit of just those notes.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/codec.h"
#include "gp/map.h"
#include "gp/mem.h"
#include "gp/merge.h"

#include "batch.h"
#include "note.h"
#include "note_blobs.h"
#include "splice.h"
#include "transact.h"
#include "tree.h"
#include "tree_diff.h"
#include "visible.h"

struct unshared_count {
	struct gp_repo *repo;
	struct gp_unshared *out;
	struct gp_tip tip;
	struct gp_tip *others;
	size_t n_others;
	size_t cap;
	struct gp_map counted; /* hashes of lines, borrowed from the arena */
	struct gp_arena hashes;
	struct gp_buf scratch;
};

/* ---- counting ---- */

static enum gp_err find_all(struct gp_note_blobs *out, struct unshared_count *a,
			    const git_oid *object)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < a->n_others; i++)
		err = gp_tree_find(out, a->repo, &a->others[i].tree, object);
	return err;
}

static enum gp_err read_all(struct gp_note *out, struct unshared_count *a,
			    const git_oid *tree, const git_oid *object)
{
	struct gp_note_blobs found = { 0 };
	enum gp_err err;

	err = tree ? gp_tree_find(&found, a->repo, tree, object)
		   : find_all(&found, a, object);
	if (!err)
		err = gp_note_read(out, a->repo, found.items, found.n);
	gp_note_blobs_clear(&found);
	return err;
}

static unsigned kind_of_line(struct unshared_count *a, struct gp_span line)
{
	struct gp_entries entries = { 0 };
	unsigned kind = GP_ENTRY_KINDS;

	if (gp_entry_line_decode(&entries, line, &a->scratch) == GP_LINE_ENTRY)
		kind = entries.items[0]->kind;
	else
		gp_error_clear();
	gp_entries_clear(&entries);
	return kind;
}

/* Counts a line once, even if several notes have it. */
static void count_unshared_line(struct unshared_count *a, struct gp_span line)
{
	size_t unused;
	git_oid hash;

	git_odb_hash(&hash, line.data, line.len, GIT_OBJECT_BLOB);
	if (gp_map_get(&a->counted, hash.id, sizeof(hash.id), &unused))
		return;
	gp_map_put(&a->counted,
		   gp_arena_strndup(&a->hashes, (const char *)hash.id,
				    sizeof(hash.id)),
		   sizeof(hash.id), 0);
	gp_entry_counts_add(&a->out->entries, kind_of_line(a, line));
}

/*
 * Does not count a line that a tombstone of the others hides, because it would
 * be dropped when they receive it.
 */
static bool count_lines(struct unshared_count *a, const struct gp_lines *mine,
			const struct gp_lines *theirs)
{
	const struct gp_visibility none = { .horizons = { .n = 0 } };
	struct gp_lines both = { 0 };
	bool any = false;

	for (size_t i = 0; i < mine->n; i++)
		gp_lines_add(&both, mine->items[i]);
	for (size_t i = 0; i < theirs->n; i++)
		gp_lines_add(&both, theirs->items[i]);
	gp_lines_sort_unique(&both);
	gp_lines_apply(&both, &none);
	for (size_t i = 0; i < both.n; i++) {
		if (gp_lines_have(theirs, both.items[i]))
			continue;
		count_unshared_line(a, both.items[i]);
		any = true;
	}
	gp_lines_clear(&both);
	return any;
}

static void add_object(struct unshared_count *a, const git_oid *object)
{
	struct gp_unshared *out = a->out;

	out->objects = gp_grow(out->objects, out->n_objects, &a->cap,
			       sizeof(*out->objects));
	gp_oid_from_git(&out->objects[out->n_objects++], object);
}

static enum gp_err count_object(struct unshared_count *a, const git_oid *object)
{
	struct gp_note mine = { 0 }, theirs = { 0 };
	enum gp_err err;

	if (!(err = read_all(&mine, a, &a->tip.tree, object)) &&
	    !(err = read_all(&theirs, a, NULL, object)) &&
	    count_lines(a, &mine.lines, &theirs.lines))
		add_object(a, object);
	gp_note_clear(&mine);
	gp_note_clear(&theirs);
	return err;
}

/*
 * Removes from `blobs` the notes that `tree` has with the same blob. Lists the
 * whole tree once, because it may be large, and looking up each note would read
 * it as many times.
 */
static enum gp_err drop_known(struct gp_note_blobs *blobs,
			      struct unshared_count *a, const git_oid *tree)
{
	struct gp_note_blobs known = { 0 }, left = { 0 };
	enum gp_err err = gp_tree_list(&known, a->repo, tree);

	if (!err) {
		gp_note_blobs_sort(&known);
		gp_note_blobs_subtract(&left, &known, blobs);
		gp_note_blobs_clear(blobs);
		*blobs = left;
	}
	gp_note_blobs_clear(&known);
	return err;
}

static enum gp_err count(struct unshared_count *a)
{
	const git_oid *base = a->n_others ? &a->others[0].tree : NULL;
	struct gp_note_blobs blobs = { 0 };
	enum gp_err err;

	err = gp_tree_lacking(&blobs, a->repo, base, &a->tip.tree);
	gp_note_blobs_sort(&blobs);
	for (size_t i = 1; !err && blobs.n && i < a->n_others; i++)
		err = drop_known(&blobs, a, &a->others[i].tree);
	for (size_t i = 0; !err && i < blobs.n; i++) {
		const git_oid *object = &blobs.items[i].object;

		if (!i || !git_oid_equal(&blobs.items[i - 1].object, object))
			err = count_object(a, object);
	}
	gp_note_blobs_clear(&blobs);
	return err;
}

enum gp_err gp_notes_unshared(struct gp_repo *repo, struct gp_unshared *out,
			      const struct gp_oid *commit,
			      const struct gp_oid *others, size_t n)
{
	struct unshared_count a = { .repo = repo, .out = out, .n_others = n };
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if (!commit->size)
		return GP_OK;
	git_odb_refresh(repo->odb);
	a.others = gp_calloc(n, sizeof(*a.others));
	err = gp_tip_of(&a.tip, repo, commit);
	for (size_t i = 0; !err && i < n; i++)
		if (!(err = gp_tip_of(&a.others[i], repo, &others[i])))
			err = gp_tree_is_notes(repo, &a.others[i].tree);
	if (!err)
		err = count(&a);
	if (err)
		gp_unshared_clear(out);
	gp_map_clear(&a.counted);
	gp_arena_clear(&a.hashes);
	gp_buf_clear(&a.scratch);
	free(a.others);
	return err;
}

void gp_unshared_clear(struct gp_unshared *unshared)
{
	free(unshared->objects);
	memset(unshared, 0, sizeof(*unshared));
}

/* ---- the commit ---- */

static enum gp_err splice_some(git_oid *out, struct gp_batch *batch,
			       const struct gp_tip *tip,
			       const struct gp_unshared *unshared)
{
	struct gp_note_change *changes =
		gp_calloc(unshared->n_objects, sizeof(*changes));
	struct gp_note_blobs found = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < unshared->n_objects; i++) {
		gp_oid_to_git(&changes[i].object, &unshared->objects[i]);
		err = gp_tree_find(&found, batch->repo, &tip->tree,
				   &changes[i].object);
		if (!err && found.n <= i)
			err = gp_fail(GP_EGIT,
				      "a note disappeared while reading");
		if (!err)
			changes[i].blob = found.items[found.n - 1].blob;
	}
	if (!err)
		err = gp_splice(out, batch, NULL, changes, unshared->n_objects);
	gp_note_blobs_clear(&found);
	free(changes);
	return err;
}

enum gp_err gp_notes_extract(struct gp_repo *repo, struct gp_oid *out,
			     const struct gp_oid *commit,
			     const struct gp_unshared *unshared)
{
	git_oid tree, id;
	const struct gp_commit_plan plan = { .commit = &id,
					     .tree = &tree,
					     .message = "perf: share" };
	struct gp_batch batch;
	struct gp_tip tip;
	enum gp_err err;

	if ((err = gp_tip_of(&tip, repo, commit)) ||
	    (err = gp_batch_init(&batch, repo, false, false)))
		return err;
	if (!(err = splice_some(&tree, &batch, &tip, unshared)) &&
	    !(err = gp_commit_write(&batch, &plan)))
		gp_oid_from_git(out, &id);
	gp_batch_clear(&batch);
	return err;
}
