#ifndef GP_CMD_PRINT_H
#define GP_CMD_PRINT_H

#include "gp/config.h"
#include "gp/import.h"

/**
 * Says on stderr what was read: one line of success, what was refused, what
 * was guessed and how to settle it.
 */
void gp_print_intake(const struct gp_intake *intake,
		     const struct gp_config *config, bool dry_run);

/** Says only what was refused. */
void gp_print_refused(const struct gp_intake *intake);

#endif /* GP_CMD_PRINT_H */
