#ifndef GP_HISTORY_ALIASED_H
#define GP_HISTORY_ALIASED_H

#include "alias.h"

/**
 * @file
 * Runs of a first-parent line under the names that its aliases give them.
 */

/** Zero-initialised changes no name. */
struct gp_named {
	struct gp_line line; /**< Of those commits, once it is opened. */
	struct gp_line_marks marks;
	struct gp_renames renames;
	struct gp_entries runs; /**< Of the marks. */
	struct gp_arena arena;  /**< Of the names. */
};

/**
 * Reads the aliases on `named->line`, which the caller filled, the newest
 * commit first; their trees may be left out. Costs one note where there are
 * none.
 */
GP_CHECK enum gp_err gp_named_open(struct gp_named *named,
				   struct gp_run_lookup *reader);
void gp_named_close(struct gp_named *named);

/**
 * Gives what was measured at `commit` today's names, lent by `named`. A
 * measurement keeps its name if the run has the new one as well.
 */
void gp_named_apply(struct gp_named *named, const struct gp_oid *commit,
		    struct gp_entries *runs);

#endif /* GP_HISTORY_ALIASED_H */
