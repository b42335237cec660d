#ifndef GP_DETECT_TABLE_H
#define GP_DETECT_TABLE_H

#include "gp/comparison.h"

/**
 * @file
 * The table of a comparison: order and groups of its rows, and the facts that
 * differ between the two sides.
 */

/** Sorts the rows and makes the groups with their geometric means. */
void gp_table_group(struct gp_comparison *out);

/** Adds the facts, tags and tools that differ between two runs, each once. */
void gp_table_facts(struct gp_comparison *out, const struct gp_entry *old,
		    const struct gp_entry *new);

#endif /* GP_DETECT_TABLE_H */
