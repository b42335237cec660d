#ifndef GP_REPORT_CHECK_COMMON_H
#define GP_REPORT_CHECK_COMMON_H

#include "report/names.h"

/**
 * @file
 * Series that moved together.
 */

/**
 * "12 series moved together by +40 %: machine or commit? run again", for the
 * first line; false, and nothing, if no cause is open.
 */
bool gp_write_common(const struct gp_writer *w);

/**
 * A sentence about a move whose cause is known: what confirmed it, or which run
 * does not count. False, and nothing, if the cause is open.
 */
bool gp_write_common_cause(const struct gp_writer *w,
			   const struct gp_common_move *move);

#endif /* GP_REPORT_CHECK_COMMON_H */
