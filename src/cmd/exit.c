/*
 * The only place that prints an error, and chooses the exit status for it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gp/report.h"

#include "cmd.h"

/* Messages quote names from notes and files, which may be hostile. */
static void print_escaped(const char *head, const char *message,
			  const char *tail)
{
	struct gp_buf line = GP_BUF_INIT;

	gp_buf_puts(&line, head);
	gp_escape_text(&line, message);
	gp_buf_puts(&line, tail);
	fputs(gp_buf_str(&line), stderr);
	gp_buf_clear(&line);
}

enum gp_exit gp_exit_for(enum gp_err err)
{
	const char *message = gp_error_message();

	fflush(stdout);
	if (err == GP_EUSAGE) {
		print_escaped("error: ", message, " (-h shows the usage)\n");
		return GP_EXIT_USAGE;
	}
	print_escaped("fatal: ", message, "\n");
	return GP_EXIT_ERROR;
}

enum gp_exit gp_exit_printed(void)
{
	if (!fflush(stdout) && !ferror(stdout))
		return GP_EXIT_OK;
	return gp_exit_for(
		gp_fail(GP_EIO, "cannot write output: %s", strerror(errno)));
}

void gp_warn_all(const struct gp_notices *notices)
{
	for (size_t i = 0; i < notices->n; i++)
		print_escaped("warning: ", notices->items[i], "\n");
}
