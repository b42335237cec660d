#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "merged_in.h"
#include "placed_marks.h"

void gp_placed_marks_clear(struct gp_placed_marks *marks)
{
	gp_entries_clear(&marks->runs);
	free(marks->items);
	memset(marks, 0, sizeof(*marks));
}

enum gp_err gp_placed_marks_read(struct gp_placed_marks *out,
				 struct gp_run_lookup *reader)
{
	struct gp_entries *runs = &out->runs;
	enum gp_err err;

	if ((err = gp_notes_read(reader->notes, runs, NULL, gp_notes_project(),
				 reader->notices)))
		return err;
	for (size_t i = 0; i < runs->n; i++) {
		if (!gp_entry_is_mark(runs->items[i])) {
			gp_entries_drop(runs, i);
			continue;
		}
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] =
			(struct gp_placed_mark){ runs->items[i],
						 GP_FIRST_PARENTS_NONE };
	}
	gp_entries_compact(runs);
	return GP_OK;
}

/* The oldest that can be a squash or a rebase of the mark's commit. */
static size_t by_tree(const struct gp_first_parents *line,
		      const struct gp_entry *run)
{
	for (size_t i = line->n; i-- > 0;)
		if (gp_oid_same(&line->items[i].tree, &run->tree) &&
		    line->items[i].time >= run->commit_time)
			return i;
	return GP_FIRST_PARENTS_NONE;
}

static size_t on_line(const struct gp_first_parents *line,
		      const struct gp_entry *run)
{
	size_t place = gp_first_parents_find(line, &run->commit);

	if (place == GP_FIRST_PARENTS_NONE && run->tree.size)
		place = by_tree(line, run);
	return place;
}

static int oldest_first(const void *a, const void *b)
{
	const struct gp_placed_mark *x = a, *y = b;

	if (x->place != y->place)
		return x->place > y->place ? -1 : 1;
	if (x->run->time_ms != y->run->time_ms)
		return x->run->time_ms < y->run->time_ms ? -1 : 1;
	return memcmp(x->run->id.raw, y->run->id.raw, sizeof(x->run->id.raw));
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
				  struct gp_entries *runs,
				  const struct gp_first_parents *line,
				  struct gp_run_lookup *reader)
{
	enum gp_err err;

	for (size_t i = 0; i < marks->n; i++)
		marks->items[i].place = on_line(line, marks->items[i].run);
	if ((err = gp_merged_in_place(marks, line, reader->walk,
				      reader->notices)))
		return err;
	drop_unplaced(marks);
	if (marks->n)
		qsort(marks->items, marks->n, sizeof(*marks->items),
		      oldest_first);
	gp_entries_move(runs, &marks->runs);
	return GP_OK;
}
