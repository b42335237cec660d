#ifndef GP_HISTORY_MERGED_IN_H
#define GP_HISTORY_MERGED_IN_H

#include "gp/first_parents.h"
#include "placed_marks.h"

/**
 * Places marks whose commits came in by a merge on the line: at the oldest
 * commit of the line that they are reachable from. Only those without a place
 * are looked for, only if the repository has their commits, and not without
 * end, which is a notice.
 */
GP_CHECK enum gp_err gp_merged_in_place(struct gp_placed_marks *marks,
					const struct gp_first_parents *line,
					struct gp_walk *walk,
					struct gp_notices *notices);

#endif /* GP_HISTORY_MERGED_IN_H */
