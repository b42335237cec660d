#ifndef GP_REPORT_NOTICES_H
#define GP_REPORT_NOTICES_H

#include "report/names.h"

/**
 * @file
 * What a report must say besides its findings: a baseline that is old, a unit
 * that changed, a history that is cut short.
 */

/**
 * Writes each notice between `before` and `after`, and how many more there are
 * unless `all` are wanted. Returns the number of lines.
 */
size_t gp_write_notices(const struct gp_writer *w,
			const struct gp_notices *notices, bool all,
			const char *before, const char *after);

#endif /* GP_REPORT_NOTICES_H */
