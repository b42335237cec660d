/*
 * Runs a shell command and captures what it prints.
 */
#include "gp/lab.h"
#include "gp/process.h"

/* The status of a shell that did not find the command. */
#define NOT_FOUND 127

enum gp_err gp_lab_run(struct gp_buf *out, const struct gp_lab_command *command)
{
	const char *const argv[] = { "sh", "-c", command->line, NULL };
	const struct gp_process shell = {
		.argv = argv,
		.env = command->env,
		.dir = command->dir,
	};
	enum gp_err err;
	int status;

	err = gp_process_run(out, &status, &shell);
	if (err == GP_EIO && status == NOT_FOUND) {
		gp_error_clear(); /* the shell was found, the command was not */
		err = GP_OK;
	}
	if (err)
		return gp_fail_at(err, "'%.64s'", command->line);
	if (status)
		return gp_fail(GP_EIO, "'%.64s' ended with status %d",
			       command->line, status);
	return GP_OK;
}
