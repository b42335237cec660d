#ifndef GP_IMPORT_CORE_UNREAD_H
#define GP_IMPORT_CORE_UNREAD_H

#include "gp/intake.h"
#include "gp/parse.h"

/**
 * @file
 * What a driver did not look at.
 */

/**
 * Leaves out every number of `root` that nobody asked for, in one item for each
 * path ("benchmarks[].family_index"), which has the first values. `format` is
 * the driver's name.
 */
void gp_intake_note_unread(struct gp_intake *intake, const char *format,
			   const struct gp_json *root);

#endif /* GP_IMPORT_CORE_UNREAD_H */
