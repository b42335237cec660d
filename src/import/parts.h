#ifndef GP_IMPORT_PARTS_H
#define GP_IMPORT_PARTS_H

#include "import/reading.h"

/**
 * @file
 * Texts that hold JSON and something else: several values, JSON lines, or lines
 * around a report.
 */

/**
 * Reads each JSON value of `in` as an input of its own. Other lines are left
 * out; a value that is not valid is refused, and then the run broke off. JSON
 * lines without a tool's mark are read as the rows of one list. `*any` is false
 * if there is no valid value: then nothing was read, and if the text begins
 * like JSON, GP_EPARSE says why it is not.
 */
GP_CHECK enum gp_err gp_parts_read(struct gp_import_reading *reading,
				   const struct gp_input *in, bool *any);

#endif /* GP_IMPORT_PARTS_H */
