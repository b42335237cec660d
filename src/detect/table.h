#ifndef GP_DETECT_TABLE_H
#define GP_DETECT_TABLE_H

#include "gp/comparison.h"

/**
 * @file
 * A table of rows: their order, their groups, and what differs around them.
 */

/** Sorts the rows, and makes the groups with their means. */
void gp_table_group(struct gp_comparison *out);

/** Adds those facts, tags and tools of two runs that differ, each once. */
void gp_table_facts(struct gp_comparison *out, const struct gp_entry *old,
		    const struct gp_entry *new);

#endif /* GP_DETECT_TABLE_H */
