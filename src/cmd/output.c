/*
 * Writes output to stdout or a file. A file is replaced when it is complete, so
 * that whoever opens it sees the old report or the new one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/mem.h"

#include "cmd.h"

/* A device or a pipe is written to; a file put in its place would destroy it.
 */
static bool is_special_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISREG(st.st_mode);
}

enum gp_err gp_sink_open(struct gp_sink *sink, const char *path)
{
	struct gp_buf temporary = GP_BUF_INIT;
	bool special = path && is_special_file(path);

	if (!path) {
		sink->file = stdout;
		return GP_OK;
	}
	gp_buf_puts(&temporary, path);
	if (!special)
		gp_buf_printf(&temporary, ".tmp.%ld", (long)getpid());
	sink->file = fopen(gp_buf_str(&temporary), "we");
	if (!sink->file) {
		gp_buf_clear(&temporary);
		return gp_fail(GP_EIO, "cannot write '%s': %s", path,
			       strerror(errno));
	}
	sink->path = gp_strdup(path);
	if (!special)
		sink->temporary = gp_buf_take(&temporary);
	gp_buf_clear(&temporary);
	return GP_OK;
}

enum gp_err gp_sink_write(struct gp_sink *sink, struct gp_buf *buf)
{
	return gp_buf_flush(buf, sink->file);
}

enum gp_err gp_sink_close(struct gp_sink *sink)
{
	FILE *file = sink->file;

	if (!sink->path)
		return GP_OK;
	sink->file = NULL;
	if (fclose(file) ||
	    (sink->temporary && rename(sink->temporary, sink->path)))
		return gp_fail(GP_EIO, "cannot write '%s': %s", sink->path,
			       strerror(errno));
	free(sink->temporary);
	sink->temporary = NULL;
	return GP_OK;
}

void gp_sink_abandon(struct gp_sink *sink)
{
	if (sink->path && sink->file)
		fclose(sink->file);
	if (sink->temporary)
		unlink(sink->temporary);
	free(sink->temporary);
	free(sink->path);
	memset(sink, 0, sizeof(*sink));
}

enum gp_err gp_output(struct gp_buf *buf, const char *path)
{
	struct gp_sink sink = { 0 };
	enum gp_err err;

	if (!(err = gp_sink_open(&sink, path)) &&
	    !(err = gp_sink_write(&sink, buf)))
		err = gp_sink_close(&sink);
	gp_sink_abandon(&sink);
	return err;
}

/* One terminal, one pipe, or one file. */
static bool share_an_output(int a, int b)
{
	struct stat one, other;

	return !fstat(a, &one) && !fstat(b, &other) &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

void gp_warn_beside_report(const struct gp_notices *notices, const char *path)
{
	if (path || !share_an_output(STDOUT_FILENO, STDERR_FILENO))
		gp_warn_all(notices);
}

bool gp_wants_color(const char *path)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

	return !path && isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
	       term && strcmp(term, "dumb") != 0;
}

size_t gp_terminal_width(const char *path)
{
	struct winsize size;

	if (!path && isatty(STDOUT_FILENO) &&
	    !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		return size.ws_col;
	return 0;
}
