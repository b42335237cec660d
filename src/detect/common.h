#ifndef GP_DETECT_COMMON_H
#define GP_DETECT_COMMON_H

#include "case.h"

/**
 * @file
 * Series that moved together: one run cannot tell whether it was the machine
 * or the commit. A second run that is independent of the first can.
 */

/**
 * Finds the moves on every testbed, in the tested cases, which are in the order
 * of their series. Sets `common` of the cases that are part of one, and of
 * those from which a run is left out. `out` gets the moves.
 */
void gp_common_find(struct gp_findings *out, struct gp_case *cases, size_t n);

/** Counts the findings of each move; moves without any are removed. */
void gp_common_count(struct gp_findings *out, const struct gp_case *cases,
		     size_t n);

#endif /* GP_DETECT_COMMON_H */
