#ifndef GP_HISTORY_ALIASED_H
#define GP_HISTORY_ALIASED_H

#include "alias.h"

/**
 * @file
 * Runs of a first-parent line under the names that its aliases give them.
 */

/** Zero-initialised changes no name. */
struct gp_aliased {
	struct gp_first_parents
		line; /**< Of those commits, once it is opened. */
	struct gp_placed_marks marks;
	struct gp_alias_set renames;
	struct gp_entries runs; /**< Of the marks. */
	struct gp_arena arena;  /**< Of the names. */
};

/**
 * Reads the aliases on `named->line`, which the caller filled, the newest
 * commit first; their trees may be left out. Costs one note where there are
 * none.
 */
GP_CHECK enum gp_err gp_aliased_open(struct gp_aliased *named,
				     struct gp_run_lookup *reader);
void gp_aliased_close(struct gp_aliased *named);

/**
 * Gives what was measured at `commit` today's names, lent by `named`. A
 * measurement keeps its name if the run has the new one as well.
 */
void gp_aliased_apply(struct gp_aliased *named, const struct gp_oid *commit,
		      struct gp_entries *runs);

#endif /* GP_HISTORY_ALIASED_H */
