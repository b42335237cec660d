#ifndef GP_DETECT_BLAME_H
#define GP_DETECT_BLAME_H

#include "case.h"

/**
 * Sets the range of commits that a change lies in: that of the finding if it is
 * about one, and that of its restart.
 */
void gp_case_blame(struct gp_case *c);

#endif /* GP_DETECT_BLAME_H */
