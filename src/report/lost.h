#ifndef GP_REPORT_LOST_H
#define GP_REPORT_LOST_H

#include "gp/report.h"

/**
 * @file
 * Notes of commits that are in no history here.
 */

/** The key lost: an object with the counts, and the command. */
void gp_put_key_lost(struct gp_buf *out, const struct gp_report_lost *lost);

#endif /* GP_REPORT_LOST_H */
