/*
 * The one place that turns an error into a line and a status.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

/* A report that a reader may open at any time is either old or new. */
static enum gp_err output_file(struct gp_buf *buf, const char *path)
{
	struct gp_buf temporary = GP_BUF_INIT;
	enum gp_err err;
	FILE *file;

	gp_buf_printf(&temporary, "%s.tmp.%ld", path, (long)getpid());
	file = fopen(gp_buf_str(&temporary), "w");
	if (!file) {
		err = gp_fail(GP_EIO, "cannot write '%s': %s", path,
			      strerror(errno));
		goto out;
	}
	err = gp_buf_flush(buf, file);
	if (fclose(file) && !err)
		err = gp_fail(GP_EIO, "cannot write output: %s",
			      strerror(errno));
	if (!err && rename(gp_buf_str(&temporary), path))
		err = gp_fail(GP_EIO, "cannot rename to '%s': %s", path,
			      strerror(errno));
	if (err) {
		unlink(gp_buf_str(&temporary));
		err = gp_fail_at(err, "%s", path);
	}
out:
	gp_buf_clear(&temporary);
	return err;
}

enum gp_err gp_output(struct gp_buf *buf, const char *path)
{
	return path ? output_file(buf, path) : gp_buf_flush(buf, stdout);
}
