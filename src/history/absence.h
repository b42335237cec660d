#ifndef GP_HISTORY_ABSENCE_H
#define GP_HISTORY_ABSENCE_H

#include "series_draft.h"

/**
 * Finds out which series that the judged commit does not have should be there.
 * One is missing if it has not been measured for longer than it ever was
 * between two of its last results, counted in commits that were measured on its
 * testbed; if runs name their CI job, by the same job and tool with the same
 * tags. It is retired if a retirement is not older than its last result.
 */
void gp_absence_find(struct gp_series_builder *b);

#endif /* GP_HISTORY_ABSENCE_H */
