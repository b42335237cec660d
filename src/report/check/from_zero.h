#ifndef GP_REPORT_CHECK_FROM_ZERO_H
#define GP_REPORT_CHECK_FROM_ZERO_H

#include "report/names.h"

/**
 * @file
 * How to let a change from 0 fail: a percentage of 0 says nothing.
 */

/**
 * If the finding warns only because its limit is a percentage and its baseline
 * is 0, writes `between` and the command that sets an absolute limit, which
 * this change reaches.
 */
void gp_write_from_zero(const struct gp_writer *w, const struct gp_finding *f,
			const char *between);

#endif /* GP_REPORT_CHECK_FROM_ZERO_H */
