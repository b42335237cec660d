#ifndef GP_DETECT_ZERO_H
#define GP_DETECT_ZERO_H

#include "case.h"

/**
 * If the judged value is a time or a rate of 0 or below, which would be a
 * change for the better, and no result of the baseline is: proposes that it is
 * inconclusive, with a warning, because the benchmark may not have run. Returns
 * whether it is so. A count, such as allocations, can become 0.
 */
bool gp_zero_propose(struct gp_case *c);

#endif /* GP_DETECT_ZERO_H */
