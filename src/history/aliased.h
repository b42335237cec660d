#ifndef GP_HISTORY_ALIASED_H
#define GP_HISTORY_ALIASED_H

#include "alias.h"

/**
 * @file
 * Runs of a first-parent line under today's names.
 */

/** Zero-initialised changes no name. */
struct gp_aliased {
	struct gp_first_parents
		line; /**< Filled by the caller before opening. */
	struct gp_placed_marks marks;
	struct gp_alias_set aliases;
	struct gp_entries entries; /**< Own the marks. */
	struct gp_arena arena;     /**< Owns the names. */
};

/**
 * Reads the aliases on aliased->line, which the caller filled, the newest
 * commit first; its trees may be unknown. Reads a single note if the project
 * has no aliases. Errors are those of reading notes and commits.
 */
GP_CHECK enum gp_err gp_aliased_open(struct gp_aliased *aliased,
				     struct gp_run_lookup *lookup);
void gp_aliased_close(struct gp_aliased *aliased);

/**
 * Gives the results in `runs`, which were measured at `commit`, today's names,
 * borrowed from `aliased`. A result keeps its name if the run also has the new
 * one.
 */
void gp_aliased_apply(struct gp_aliased *aliased, const struct gp_oid *commit,
		      struct gp_entries *runs);

#endif /* GP_HISTORY_ALIASED_H */
