#ifndef GP_HISTORY_PLACED_MARKS_H
#define GP_HISTORY_PLACED_MARKS_H

#include "gp/first_parents.h"
#include "gp/store.h"
#include "run_lookup.h"

/**
 * @file
 * Marks (acceptances, aliases, retirements), and where on a first-parent line
 * each takes effect.
 */

/** A mark, and the commit at which it takes effect. */
struct gp_placed_mark {
	const struct gp_entry *entry;
	size_t place; /**< Index in the line; GP_FIRST_PARENTS_NONE: not on it.
		       */
};

/** Zero-initialised is empty. */
struct gp_placed_marks {
	struct gp_entries entries; /**< Until gp_placed_marks_place(). */
	struct gp_placed_mark *items;
	size_t n, cap;
};
/** Frees the marks with their entries, and leaves `marks` empty. */
void gp_placed_marks_clear(struct gp_placed_marks *marks);

/** Reads all marks of the project, which are in one note. */
GP_CHECK enum gp_err gp_placed_marks_read(struct gp_placed_marks *out,
					  struct gp_run_lookup *lookup);

/**
 * Places the marks, and drops those that are not on the line. They are sorted
 * from the oldest commit to the newest, and at one commit by time; their
 * entries move to `entries`. A mark is placed at its own commit; if it was made
 * off the base branch, at the oldest commit with the same tree that is not
 * older; else at the merge that brought its commit in.
 */
GP_CHECK enum gp_err gp_placed_marks_place(struct gp_placed_marks *marks,
					   struct gp_entries *entries,
					   const struct gp_first_parents *line,
					   struct gp_run_lookup *lookup);

#endif /* GP_HISTORY_PLACED_MARKS_H */
