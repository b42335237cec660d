/*
 * Checking every line of every note, and moving damaged lines to the
 * quarantine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/map.h"
#include "gp/store.h"

#include "edit.h"
#include "note.h"
#include "note_blobs.h"
#include "transact.h"
#include "tree.h"

/* ---- verifying ---- */

struct check {
	struct gp_fsck_counts counts;
	gp_fsck_fn *problem;
	void *ctx;
	struct gp_buf scratch;

	/* of the note that is checked */
	const git_oid *object;
	struct gp_entries entries;
	struct gp_map ids;
};

static void report_problem(struct check *c, size_t line, const char *what)
{
	struct gp_fsck_problem problem = { .line = line, .what = what };

	if (c->object)
		gp_oid_from_git(&problem.object, c->object);
	c->counts.problems++;
	if (c->problem)
		c->problem(c->ctx, &problem);
}

/* Reports the last failure and clears it. */
static void report_failure(struct check *c, size_t line)
{
	report_problem(c, line, gp_error_message());
	gp_error_clear();
}

static void report_broken_tree(void *ctx)
{
	report_failure(ctx, 0);
}

static void check_id(struct check *c, size_t number)
{
	const struct gp_entry *entry = c->entries.items[c->entries.n - 1];
	size_t first = *gp_map_put(&c->ids, entry->id.raw,
				   sizeof(entry->id.raw), number);

	if (first == number) {
		c->counts.entries++;
		c->counts.marks += gp_entry_kind_info(entry->kind)->is_mark;
		return;
	}
	c->counts.damaged++;
	report_problem(c, number,
		       "an earlier line has the same id; this one is ignored");
}

static void check_line(struct check *c, size_t number, struct gp_span line)
{
	c->counts.lines++;
	switch (gp_entry_line_decode(&c->entries, line, &c->scratch)) {
	case GP_LINE_BLANK:
		c->counts.lines--;
		break;
	case GP_LINE_UNKNOWN:
		c->counts.unknown++;
		break;
	case GP_LINE_DAMAGED:
		c->counts.damaged++;
		report_failure(c, number);
		break;
	case GP_LINE_ENTRY:
		check_id(c, number);
		break;
	}
}

/* The lines of all places are one note, for git as well. */
static void report_split(struct check *c, size_t n)
{
	char what[64];

	if (n < 2)
		return;
	c->counts.split++;
	snprintf(what, sizeof(what), "stored in %zu places of the tree", n);
	report_problem(c, 0, what);
}

/* Checks the note of one object, which has `n` blobs. */
static void check_note(struct check *c, struct gp_repo *repo,
		       const struct gp_note_blob *found, size_t n)
{
	struct gp_note note = { 0 };
	enum gp_err err;

	c->object = &found->object;
	c->counts.notes++;
	report_split(c, n);
	if ((err = gp_note_read(&note, repo, found, n))) {
		c->counts.damaged += err == GP_ELIMIT;
		report_failure(c, 0);
	}
	for (size_t i = 0; i < note.lines.n; i++)
		check_line(c, i + 1, note.lines.items[i]);
	gp_note_clear(&note);
	gp_entries_clear(&c->entries);
	gp_map_clear(&c->ids);
	c->object = NULL;
}

/* How many blobs of sorted ones belong to the object of the first. */
static size_t count_places(const struct gp_note_blobs *all, size_t from)
{
	size_t i = from + 1;

	while (i < all->n &&
	       git_oid_equal(&all->items[i].object, &all->items[from].object))
		i++;
	return i - from;
}

static void check_all(struct check *c, struct gp_repo *repo,
		      struct gp_note_blobs *all)
{
	size_t n;

	gp_note_blobs_sort(all);
	for (size_t i = 0; i < all->n; i += n) {
		n = count_places(all, i);
		check_note(c, repo, &all->items[i], n);
	}
}

enum gp_err gp_notes_fsck(struct gp_repo *repo, struct gp_fsck_counts *counts,
			  gp_fsck_fn *problem, void *ctx)
{
	struct check check = { .problem = problem, .ctx = ctx };
	struct gp_note_blobs all = { .broken = report_broken_tree,
				     .ctx = &check };
	struct gp_tip tip;

	gp_library_verify(true);
	if (gp_tip_read(&tip, repo, GP_NOTES_REF))
		report_failure(&check, 0);
	else if (tip.exists && gp_tree_list(&all, repo, &tip.tree))
		report_failure(&check, 0);
	check_all(&check, repo, &all);
	gp_library_verify(false);
	*counts = check.counts;
	gp_note_blobs_clear(&all);
	gp_buf_clear(&check.scratch);
	return GP_OK;
}

/* ---- notes in several places ---- */

enum gp_err gp_notes_join(struct gp_repo *repo, size_t *joined)
{
	const struct gp_write write = { GP_NOTES_REF,
					"git perf fsck: store each note once",
					true };
	struct gp_note_blobs all = { 0 };
	struct gp_edits edits = { 0 };
	struct gp_tip tip;
	enum gp_err err;
	size_t n;

	if ((err = gp_tip_read(&tip, repo, GP_NOTES_REF)) ||
	    (tip.exists && (err = gp_tree_list(&all, repo, &tip.tree))))
		goto out;
	gp_note_blobs_sort(&all);
	for (size_t i = 0; i < all.n; i += n) {
		n = count_places(&all, i);
		if (n > 1)
			gp_edits_at(&edits, &all.items[i].object);
	}
	if (!edits.n || !(err = gp_notes_edit(repo, &edits, &write)))
		*joined = edits.n;
out:
	gp_edits_clear(&edits);
	gp_note_blobs_clear(&all);
	return err;
}

/* ---- quarantine ---- */

/* What is removed from the notes, and what is added to the quarantine. */
struct removal {
	struct gp_edits out, in;
	struct gp_arena arena;
	size_t moved;
};

static void remove_line(struct removal *r, const git_oid *object,
			struct gp_span line)
{
	struct gp_span copy = gp_span_make(
		gp_arena_strndup(&r->arena, line.data, line.len), line.len);

	gp_lines_add(&gp_edits_at(&r->out, object)->drop, copy);
	gp_lines_add(&gp_edits_at(&r->in, object)->add, copy);
	r->moved++;
}

/* A note that is too large to be read is moved as a whole. */
static void remove_note(struct removal *r, const struct gp_note_blob *found)
{
	gp_edits_at(&r->out, &found->object)->remove = true;
	gp_edits_at(&r->in, &found->object)->blob = found->blob;
	r->moved++;
}

static void search_note(struct removal *r, struct gp_repo *repo,
			const struct gp_note_blob *found)
{
	struct gp_buf scratch = GP_BUF_INIT;
	struct gp_note note = { 0 };
	struct gp_entries entries = { 0 };

	/* A note that cannot be read is not moved; fsck has reported it. */
	if (gp_note_read(&note, repo, found, 1) == GP_ELIMIT)
		remove_note(r, found);
	for (size_t i = 0; i < note.lines.n; i++)
		if (gp_entry_line_decode(&entries, note.lines.items[i],
					 &scratch) == GP_LINE_DAMAGED)
			remove_line(r, &found->object, note.lines.items[i]);
	gp_error_clear();
	gp_entries_clear(&entries);
	gp_note_clear(&note);
	gp_buf_clear(&scratch);
}

/* Writes the quarantine first, so that an interruption loses no line. */
static enum gp_err carry_out(struct removal *r, struct gp_repo *repo)
{
	const struct gp_write in = { GP_QUARANTINE_REF,
				     "git perf fsck: quarantine", true };
	const struct gp_write out = { GP_NOTES_REF,
				      "git perf fsck: move damage to "
				      "perf-quarantine",
				      true };
	enum gp_err err;

	if (!r->moved)
		return GP_OK;
	if ((err = gp_notes_edit(repo, &r->in, &in)))
		return err;
	return gp_notes_edit(repo, &r->out, &out);
}

enum gp_err gp_notes_quarantine(struct gp_repo *repo, size_t *moved)
{
	struct removal removal = { 0 };
	struct gp_note_blobs all = { 0 };
	struct gp_tip tip;
	enum gp_err err;

	if ((err = gp_tip_read(&tip, repo, GP_NOTES_REF)) ||
	    (tip.exists && (err = gp_tree_list(&all, repo, &tip.tree))))
		goto out;
	gp_note_blobs_sort(&all);
	for (size_t i = 0; i < all.n; i++)
		search_note(&removal, repo, &all.items[i]);
	if (!(err = carry_out(&removal, repo)))
		*moved = removal.moved;
out:
	gp_edits_clear(&removal.out);
	gp_edits_clear(&removal.in);
	gp_arena_clear(&removal.arena);
	gp_note_blobs_clear(&all);
	return err;
}
