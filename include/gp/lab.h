#ifndef GP_LAB_H
#define GP_LAB_H

#include "gp/buf.h"
#include "gp/error.h"

/**
 * @file
 * Running other people's code. Nothing here takes a command from a file that
 * is committed: who calls says where it comes from.
 */

/** A command, as a shell reads it. */
struct gp_lab_command {
	const char *line;       /**< For sh -c. */
	const char *dir;        /**< Working directory, or NULL. */
	const char *const *env; /**< Extra "NAME=value", or NULL. */
};

/**
 * Runs the command to its end: nothing to read, stderr passes through, stdout
 * is appended to `out`. GP_EIO when it ends with another status than 0, with
 * both in the message; GP_ELIMIT when it prints more than 64 MiB.
 */
GP_CHECK enum gp_err gp_lab_run(struct gp_buf *out,
				const struct gp_lab_command *command);

#endif /* GP_LAB_H */
