/*
 * The one place that turns an error into a line and a status.
 */
#include <stdio.h>

#include "cmd.h"

enum gp_exit gp_exit_for(enum gp_err err)
{
	const char *message = gp_error_message();

	fflush(stdout);
	if (err == GP_EUSAGE) {
		fprintf(stderr, "error: %s (-h shows the usage)\n", message);
		return GP_EXIT_USAGE;
	}
	fprintf(stderr, "fatal: %s\n", message);
	return GP_EXIT_ERROR;
}

void gp_warn_all(const struct gp_notices *notices)
{
	for (size_t i = 0; i < notices->n; i++)
		fprintf(stderr, "warning: %s\n", notices->items[i]);
}
