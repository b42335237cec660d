#ifndef GP_REPORT_INK_H
#define GP_REPORT_INK_H

#include "gp/report.h"

/**
 * @file
 * Colours on a terminal.
 */

#define GP_INK_RED    "\x1b[1;31m"
#define GP_INK_YELLOW "\x1b[1;33m"
#define GP_INK_GREEN  "\x1b[1;32m"
#define GP_INK_DIM    "\x1b[2m"
#define GP_INK_BOLD   "\x1b[1m"
#define GP_INK_OFF    "\x1b[0m"

/** The colour of a verdict. */
const char *gp_ink_of(enum gp_verdict verdict);
/** Appends `text`, between `ink` and GP_INK_OFF if `color`. */
void gp_ink_put(struct gp_buf *out, bool color, const char *ink,
		const char *text);

#endif /* GP_REPORT_INK_H */
