#ifndef GP_HISTORY_MERGED_IN_H
#define GP_HISTORY_MERGED_IN_H

#include "gp/first_parents.h"
#include "placed_marks.h"

/**
 * Places marks whose commits a merge brought into the line: at the oldest
 * commit of the line that they are reachable from. Skips marks that have a
 * place, or whose commits the repository lacks. If the search becomes too long,
 * it ends with a notice. Errors are those of reading commits.
 */
GP_CHECK enum gp_err gp_merged_in_place(struct gp_placed_marks *marks,
					const struct gp_first_parents *line,
					struct gp_walk *walk,
					struct gp_notices *notices);

#endif /* GP_HISTORY_MERGED_IN_H */
