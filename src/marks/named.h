#ifndef GP_MARKS_NAMED_H
#define GP_MARKS_NAMED_H

#include "gp/marks.h"

/**
 * @file
 * What acceptances, aliases and retirements share, and pins do not have: a
 * name.
 */

/** Whether `mark` has the names that `spec` gives. */
typedef bool gp_mark_match_fn(const struct gp_entry *mark,
			      const struct gp_mark_spec *spec);

/**
 * Chooses the marks to undo: those named `spec->name` at the commit; without
 * spec->at those anywhere, if they are at one commit; otherwise the one whose
 * id begins like that. The errors are those of gp_marks_undo().
 */
GP_CHECK enum gp_err gp_mark_choose_named(struct gp_marks *marks,
					  const struct gp_mark_spec *spec,
					  gp_mark_match_fn *is_named);

/** The same for acceptances and retirements, whose name is a pattern. */
GP_CHECK enum gp_err gp_mark_choose_pattern(struct gp_marks *marks,
					    const struct gp_mark_spec *spec);

/**
 * Plans to undo the acceptance or the retirement that `mark` replaces: of the
 * same pattern and testbed at the same commit.
 */
GP_CHECK enum gp_err gp_mark_undo_same(struct gp_marks *marks,
				       const struct gp_entry *mark);

/** GP_EUSAGE unless `text`, called `what`, can be a name in a mark. */
GP_CHECK enum gp_err gp_mark_check_name(const char *what, const char *text);
/** GP_EUSAGE if `text`, called `what`, is empty or too long. */
GP_CHECK enum gp_err gp_mark_check_text(const char *what, const char *text);

#endif /* GP_MARKS_NAMED_H */
