#ifndef GP_HISTORY_PLACED_MARKS_H
#define GP_HISTORY_PLACED_MARKS_H

#include "gp/first_parents.h"
#include "gp/store.h"
#include "run_lookup.h"

/**
 * @file
 * Acceptances and aliases, and where on the line they take effect.
 */

/** A mark, and the commit of the line that carries it. */
struct gp_placed_mark {
	const struct gp_entry *run;
	size_t place; /**< GP_FIRST_PARENTS_NONE: not on this line. */
};

/** Zero-initialised is empty. */
struct gp_placed_marks {
	struct gp_entries
		runs; /**< Until gp_placed_marks_place() moves them. */
	struct gp_placed_mark *items;
	size_t n, cap;
};
void gp_placed_marks_clear(struct gp_placed_marks *marks);

/** Reads the marks of the project: one note. */
GP_CHECK enum gp_err gp_placed_marks_read(struct gp_placed_marks *out,
					  struct gp_run_lookup *reader);

/**
 * Leaves those that a commit of the line carries, from the oldest commit to
 * the newest, and at one commit in the order of time; their runs move to
 * `runs`. The commit is their own; else, for a mark made off the base branch,
 * the oldest with its tree that is not older than its commit; else the merge
 * that brought its commit in.
 */
GP_CHECK enum gp_err gp_placed_marks_place(struct gp_placed_marks *marks,
					   struct gp_entries *runs,
					   const struct gp_first_parents *line,
					   struct gp_run_lookup *reader);

#endif /* GP_HISTORY_PLACED_MARKS_H */
