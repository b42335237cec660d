#ifndef GP_IMPORT_CHOOSE_H
#define GP_IMPORT_CHOOSE_H

#include "gp/import.h"

/**
 * @file
 * The choice of a driver for an input. `from` is NULL, the name of a driver, or
 * the part before a '-' of several names: see gp_import_all().
 */

/** Whether `via` is one of those drivers. */
bool gp_choose_allows(const struct gp_importer *via, const char *from);

/** Whether a driver or several are called `from`; GP_EUSAGE lists all names. */
GP_CHECK enum gp_err gp_choose_check(const char *from);

/**
 * Finds the driver that reads `in`: the highest bidder of those called `from`.
 * GP_EPARSE says why there is none; the message does not name the file.
 */
GP_CHECK enum gp_err gp_choose_importer(const struct gp_importer **out,
					const struct gp_input *in,
					const char *from);

/** Whether those drivers cannot read it because a tool without one wrote it. */
bool gp_choose_is_foreign(const struct gp_input *in, const char *from);

/** The highest bid of those drivers. */
enum gp_bid gp_choose_bid(const struct gp_input *in, const char *from);

#endif /* GP_IMPORT_CHOOSE_H */
