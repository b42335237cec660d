/*
 * Reads the marks of the project, and finds the commit of a
 * first-parent line at which each takes effect.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "merged_in.h"
#include "placed_marks.h"
#include "rewritten.h"

void gp_placed_marks_clear(struct gp_placed_marks *marks)
{
	gp_entries_clear(&marks->entries);
	free(marks->items);
	memset(marks, 0, sizeof(*marks));
}

enum gp_err gp_placed_marks_read(struct gp_placed_marks *out,
				 struct gp_run_lookup *lookup)
{
	struct gp_entries *entries = &out->entries;
	enum gp_err err;

	if ((err = gp_notes_read(lookup->notes, entries, NULL,
				 gp_notes_project(), lookup->notices)))
		return err;
	for (size_t i = 0; i < entries->n; i++) {
		if (!gp_entry_is_mark(entries->items[i])) {
			gp_entries_drop(entries, i);
			continue;
		}
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] =
			(struct gp_placed_mark){ entries->items[i],
						 GP_FIRST_PARENTS_NONE };
	}
	gp_entries_compact(entries);
	return GP_OK;
}

/* The oldest commit that can be a squash or a rebase of the mark's commit. */
static size_t find_by_tree(const struct gp_first_parents *line,
			   const struct gp_entry *entry)
{
	for (size_t i = line->n; i-- > 0;)
		if (gp_oid_same(&line->items[i].tree, &entry->tree) &&
		    line->items[i].time >= entry->commit_time)
			return i;
	return GP_FIRST_PARENTS_NONE;
}

static bool has_oid(const struct gp_oids *oids, const struct gp_oid *oid)
{
	for (size_t i = 0; i < oids->n; i++)
		if (gp_oid_same(&oids->items[i], oid))
			return true;
	return false;
}

/* The commit of the line that the mark's commit has become by a rewrite. */
static enum gp_err find_rewritten_place(size_t *place,
					const struct gp_first_parents *line,
					const struct gp_oid *commit,
					struct gp_run_lookup *lookup)
{
	const struct gp_commit *old =
		lookup->rewritten
			? gp_rewritten_commit(lookup->rewritten, commit)
			: NULL;
	enum gp_err err = GP_OK;

	for (size_t i = 0; old && i < line->n && !err; i++) {
		struct gp_oids before = { 0 };

		if (!gp_oid_same(&line->items[i].tree, &old->tree))
			continue;
		err = gp_rewritten_find(lookup->rewritten, lookup->walk,
					lookup->repo, &line->items[i], &before);
		if (!err && has_oid(&before, commit))
			*place = i;
		gp_oids_clear(&before);
	}
	return err;
}

static enum gp_err find_on_line(size_t *place,
				const struct gp_first_parents *line,
				const struct gp_entry *entry,
				struct gp_run_lookup *lookup)
{
	*place = gp_first_parents_find(line, &entry->commit);
	if (*place == GP_FIRST_PARENTS_NONE && entry->tree.size)
		*place = find_by_tree(line, entry);
	return *place == GP_FIRST_PARENTS_NONE
		       ? find_rewritten_place(place, line, &entry->commit,
					      lookup)
		       : GP_OK;
}

static int by_age_of_place(const void *a, const void *b)
{
	const struct gp_placed_mark *x = a, *y = b;

	if (x->place != y->place)
		return x->place > y->place ? -1 : 1;
	if (x->entry->time_ms != y->entry->time_ms)
		return x->entry->time_ms < y->entry->time_ms ? -1 : 1;
	return memcmp(x->entry->id.raw, y->entry->id.raw,
		      sizeof(x->entry->id.raw));
}

static void drop_unplaced(struct gp_placed_marks *marks)
{
	size_t kept = 0;

	for (size_t i = 0; i < marks->n; i++)
		if (marks->items[i].place != GP_FIRST_PARENTS_NONE)
			marks->items[kept++] = marks->items[i];
	marks->n = kept;
}

enum gp_err gp_placed_marks_place(struct gp_placed_marks *marks,
				  struct gp_entries *entries,
				  const struct gp_first_parents *line,
				  struct gp_run_lookup *lookup)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < marks->n && !err; i++)
		err = find_on_line(&marks->items[i].place, line,
				   marks->items[i].entry, lookup);
	if (err || (err = gp_merged_in_place(marks, line, lookup->walk,
					     lookup->notices)))
		return err;
	drop_unplaced(marks);
	if (marks->n)
		qsort(marks->items, marks->n, sizeof(*marks->items),
		      by_age_of_place);
	gp_entries_move(entries, &marks->entries);
	return GP_OK;
}
