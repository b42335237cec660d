#ifndef GP_MARKS_PLAN_H
#define GP_MARKS_PLAN_H

#include "gp/marks.h"

/**
 * @file
 * What the kinds of marks share: entries are planned here, and written by
 * marks.c in one commit.
 */

/**
 * Adds an entry of `marks->kind` about the commit to `marks->entries`, to be
 * filled by the caller. GP_ENOTFOUND before the first commit.
 */
GP_CHECK enum gp_err gp_mark_new(struct gp_marks *marks, struct gp_entry **out);

/** Copies a text of the user into the mark; NULL is "". */
const char *gp_mark_text(struct gp_entry *mark, const char *text);

/** Plans to write `mark`, and adds it to `marks->made`. */
void gp_mark_plan(struct gp_marks *marks, const struct gp_entry *mark);

/** Plans a tombstone for one of the existing marks. */
GP_CHECK enum gp_err gp_mark_plan_undo(struct gp_marks *marks,
				       const struct gp_entry *mark);

/** Appends the runs that were measured at the commit to `out`. */
GP_CHECK enum gp_err gp_mark_runs(const struct gp_marks *marks,
				  struct gp_entries *out);

/** Whether `mark` is about the commit, or about another of the same tree. */
bool gp_mark_is_here(const struct gp_marks *marks, const struct gp_entry *mark);

/** Appends a borrowed mark; free(list->items) is the caller's. */
void gp_mark_list_add(struct gp_mark_list *list, const struct gp_entry *mark);

#endif /* GP_MARKS_PLAN_H */
