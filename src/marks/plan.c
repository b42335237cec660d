/*
 * Plans what is written for a mark: the same line is added to the note of its
 * commit, to that of its tree if the commit is off the base branch, and to the
 * note of the empty tree, which is the index that everybody reads.
 */
#include "gp/history.h"
#include "gp/mem.h"

#include "plan.h"

void gp_mark_list_add(struct gp_mark_list *list, const struct gp_entry *mark)
{
	list->items =
		gp_grow(list->items, list->n, &list->cap, sizeof(*list->items));
	list->items[list->n++] = mark;
}

enum gp_err gp_mark_new(struct gp_marks *marks, struct gp_entry **out)
{
	struct gp_entry *mark;
	bool off_base;
	enum gp_err err;

	/* HEAD was not found before: resolve it again for its message. */
	if (!marks->has_commit &&
	    (err = gp_repo_resolve(marks->repo, &marks->commit, "HEAD")))
		return err;
	if ((err = gp_base_is_off(marks->repo, &marks->commit,
				  gp_config_base_branch(marks->config),
				  &off_base)))
		return err;
	mark = gp_entries_add(&marks->entries);
	if ((err = gp_entry_stamp(mark)))
		return err;
	mark->kind = marks->kind->entry;
	mark->commit = marks->commit.oid;
	mark->commit_time = marks->commit.time;
	if (off_base)
		mark->tree = marks->commit.tree;
	*out = mark;
	return GP_OK;
}

const char *gp_mark_text(struct gp_entry *mark, const char *text)
{
	return gp_entry_string(mark, gp_span_of(text ? text : ""));
}

static void plan_line(struct gp_marks *marks, const struct gp_oid *object,
		      const struct gp_entry *entry)
{
	/* A mark that was pulled may name an object of another hash. */
	if (object->size != gp_notes_project()->size)
		return;
	marks->adds = gp_grow(marks->adds, marks->n_adds, &marks->cap_adds,
			      sizeof(*marks->adds));
	marks->adds[marks->n_adds++] = (struct gp_note_add){ *object, entry };
}

/* Adds `entry` to each note that holds `mark`. */
static void plan_lines(struct gp_marks *marks, const struct gp_entry *mark,
		       const struct gp_entry *entry)
{
	plan_line(marks, &mark->commit, entry);
	if (mark->tree.size)
		plan_line(marks, &mark->tree, entry);
	plan_line(marks, gp_notes_project(), entry);
}

void gp_mark_plan(struct gp_marks *marks, const struct gp_entry *mark)
{
	plan_lines(marks, mark, mark);
	gp_mark_list_add(&marks->made, mark);
}

enum gp_err gp_mark_plan_undo(struct gp_marks *marks,
			      const struct gp_entry *mark)
{
	struct gp_entry *tombstone = gp_entries_add(&marks->entries);
	enum gp_err err = gp_entry_stamp(tombstone);

	if (err)
		return err;
	tombstone->kind = GP_ENTRY_TOMBSTONE;
	tombstone->commit = mark->commit;
	tombstone->commit_time = mark->commit_time;
	tombstone->targets =
		gp_arena_alloc(tombstone->arena, sizeof(*tombstone->targets));
	tombstone->targets[0] = mark->id;
	tombstone->n_targets = 1;
	plan_lines(marks, mark, tombstone);
	return GP_OK;
}

enum gp_err gp_mark_runs(const struct gp_marks *marks, struct gp_entries *out)
{
	/* check warns of damaged notes; a mark does not depend on them. */
	struct gp_notices unused = { 0 };
	enum gp_err err =
		gp_history_at(out, marks->repo, &marks->commit,
			      gp_config_facts(marks->config), &unused);

	gp_notices_clear(&unused);
	return err;
}

bool gp_mark_is_here(const struct gp_marks *marks, const struct gp_entry *mark)
{
	return marks->has_commit &&
	       (gp_oid_same(&mark->commit, &marks->commit.oid) ||
		(mark->tree.size &&
		 gp_oid_same(&mark->tree, &marks->commit.tree)));
}
