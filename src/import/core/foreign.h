#ifndef GP_IMPORT_CORE_FOREIGN_H
#define GP_IMPORT_CORE_FOREIGN_H

#include "gp/parse.h"

/**
 * @file
 * Tools that no driver reads yet and whose files look like plain JSON or
 * CSV. Read as such, they would give values without units, rows as samples of
 * each other, or settings as measurements, so they are refused with one clear
 * line. A row is removed when its tool gets a driver.
 */

/** The name of the tool that wrote this, or NULL. */
const char *gp_foreign_json(const struct gp_json *root);

/** The same for a table, by its header. */
const char *gp_foreign_csv(struct gp_span text);

/** The refusal: GP_EPARSE. */
GP_CHECK enum gp_err gp_foreign_fail(const char *tool);

#endif /* GP_IMPORT_CORE_FOREIGN_H */
