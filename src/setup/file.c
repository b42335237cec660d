/*
 * Files that init writes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/mem.h"

#include "file.h"

#define FILE_MAX ((size_t)1 << 20)

bool gp_file_exists(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

bool gp_file_read(struct gp_buf *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool all;

	if (fd < 0)
		return false;
	all = !gp_buf_read(out, fd, FILE_MAX, path);
	if (!all)
		gp_error_clear();
	close(fd);
	return all;
}

/* Errors are ignored: opening the file then fails, with a message. */
static void make_missing_folders(const char *path)
{
	char *dir = gp_strdup(path);

	for (char *c = strchr(dir + 1, '/'); c; c = strchr(c + 1, '/')) {
		*c = '\0';
		(void)mkdir(dir, 0777);
		*c = '/';
	}
	free(dir);
}

static enum gp_err cannot_write(const char *path)
{
	return gp_fail(GP_EIO, "cannot write %s: %s", path, strerror(errno));
}

enum gp_err gp_file_write(const char *path, struct gp_span text, mode_t mode)
{
	enum gp_err err;
	int fd;

	make_missing_folders(path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		  mode);
	if (fd < 0)
		return cannot_write(path);
	if (write(fd, text.data, text.len) != (ssize_t)text.len || close(fd)) {
		err = cannot_write(path);
		unlink(path);
		return err;
	}
	return GP_OK;
}

enum gp_err gp_file_move(const char *from, const char *to)
{
	return rename(from, to) ? cannot_write(to) : GP_OK;
}

enum gp_err gp_file_remove(const char *path)
{
	if (!unlink(path))
		return GP_OK;
	return gp_fail(GP_EIO, "cannot remove %s: %s", path, strerror(errno));
}
