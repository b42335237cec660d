#ifndef GP_REPORT_CHECK_NEXT_STEPS_H
#define GP_REPORT_CHECK_NEXT_STEPS_H

#include "report/names.h"

/**
 * @file
 * What to do after a verdict.
 */

/** What to do next: sentences with `between` them, or nothing. */
void gp_write_next(const struct gp_writer *w, const char *between);
/** The same for one finding, as if it were the worst, on one line. */
void gp_write_next_of(const struct gp_writer *w, const struct gp_finding *f);

#endif /* GP_REPORT_CHECK_NEXT_STEPS_H */
