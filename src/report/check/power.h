#ifndef GP_REPORT_CHECK_POWER_H
#define GP_REPORT_CHECK_POWER_H

#include "report/names.h"

/**
 * @file
 * The power of a check in words.
 */

/** "smallest detectable change: 4.1 %; 6 more runs would lower it to 2 %" */
void gp_write_uncertainty(const struct gp_writer *w,
			  const struct gp_finding *f);
/** "6 more runs would lower it to 2 %", or nothing. */
void gp_write_more_runs(const struct gp_writer *w, const struct gp_finding *f);

#endif /* GP_REPORT_CHECK_POWER_H */
