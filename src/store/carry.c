/*
 * Copies notes from one object to another, line by line and unchanged, together
 * with new entries, in one commit of the notes ref.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/codec.h"
#include "gp/store.h"

#include "edit.h"
#include "note.h"
#include "note_blobs.h"
#include "tree.h"

/* A line that the note on `object` is to have. */
struct carried_line {
	git_oid object;
	struct gp_span line; /* in the arena */
};

struct carrying {
	struct gp_repo *repo;
	struct gp_tip tip;
	struct gp_arena arena;
	struct carried_line *items;
	size_t n, cap;
};

static void add_carried_line(struct carrying *c, const git_oid *object,
			     struct gp_span line)
{
	const char *copy = gp_arena_strndup(&c->arena, line.data, line.len);

	c->items = gp_grow(c->items, c->n, &c->cap, sizeof(*c->items));
	c->items[c->n++] = (struct carried_line){
		*object,
		gp_span_make(copy, line.len),
	};
}

static enum gp_err carry_note(struct carrying *c,
			      const struct gp_note_copy *copy)
{
	struct gp_note_blobs found = { 0 };
	struct gp_note note = { 0 };
	git_oid from, to;
	enum gp_err err;

	if (!c->tip.exists || !gp_oid_to_git(&from, &copy->from) ||
	    !gp_oid_to_git(&to, &copy->to))
		return GP_OK;
	if (!(err = gp_tree_find(&found, c->repo, &c->tip.tree, &from)) &&
	    found.n &&
	    !(err = gp_note_read(&note, c->repo, found.items, found.n)))
		for (size_t i = 0; i < note.lines.n; i++)
			add_carried_line(c, &to, note.lines.items[i]);
	gp_note_clear(&note);
	gp_note_blobs_clear(&found);
	return err;
}

static enum gp_err carry_entry(struct carrying *c,
			       const struct gp_note_add *add)
{
	struct gp_buf line = GP_BUF_INIT;
	git_oid object;
	enum gp_err err = GP_OK;

	if (!gp_oid_to_git(&object, &add->object))
		err = gp_fail(GP_EGIT, "not a SHA-1 object id");
	else if (!(err = gp_entry_line_encode(&line, add->entry)))
		add_carried_line(c, &object, gp_buf_view(&line));
	gp_buf_clear(&line);
	return err;
}

static int carried_by_object(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct carried_line *)a)->object,
			   &((const struct carried_line *)b)->object);
}

static enum gp_err write_carried(struct carrying *c,
				 const struct gp_note_changes *changes)
{
	const struct gp_write write = { GP_NOTES_REF, changes->message,
					changes->durable };
	struct gp_edits edits = { 0 };
	enum gp_err err;

	if (!c->n)
		return GP_OK;
	qsort(c->items, c->n, sizeof(*c->items), carried_by_object);
	for (size_t i = 0; i < c->n; i++)
		gp_lines_add(&gp_edits_at(&edits, &c->items[i].object)->add,
			     c->items[i].line);
	err = gp_notes_edit(c->repo, &edits, &write);
	gp_edits_clear(&edits);
	return err;
}

enum gp_err gp_notes_carry(struct gp_repo *repo,
			   const struct gp_note_changes *changes)
{
	struct carrying c = { .repo = repo };
	enum gp_err err = gp_tip_read(&c.tip, repo, GP_NOTES_REF);

	for (size_t i = 0; !err && i < changes->n_copies; i++)
		err = carry_note(&c, &changes->copies[i]);
	for (size_t i = 0; !err && i < changes->n_adds; i++)
		err = carry_entry(&c, &changes->adds[i]);
	if (!err)
		err = write_carried(&c, changes);
	free(c.items);
	gp_arena_clear(&c.arena);
	return err;
}
