/*
 * Finds when the work tree was last edited, so that a check of uncommitted
 * changes can ignore results from before the edit.
 */
#include <string.h>
#include <sys/stat.h>

#include "gp/libgit2.h"
#include "gp/process.h"

#include "gp/edited.h"

/* In ms since 1970; 0 if the file does not exist. */
static int64_t written_ms(const char *path)
{
	struct stat about;

	if (lstat(path, &about))
		return 0;
	return (int64_t)about.st_mtim.tv_sec * 1000 +
	       about.st_mtim.tv_nsec / 1000000;
}

/* If a file was deleted, its directory was written at that time. */
static int64_t edit_ms(struct gp_buf *path)
{
	int64_t ms = written_ms(gp_buf_str(path));
	char *slash;

	if (ms)
		return ms;
	slash = strrchr(path->data, '/');
	if (!slash)
		return 0;
	*slash = '\0';
	return written_ms(path->data);
}

/* Reads "XY path" entries with a NUL after each; without renames each has one
   path. */
static int64_t newest(const char *root, struct gp_span list)
{
	struct gp_buf path = GP_BUF_INIT;
	int64_t last = 0;

	while (list.len > 3) {
		const char *end = memchr(list.data, '\0', list.len);
		size_t len = end ? (size_t)(end - list.data) : list.len;
		int64_t ms;

		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/", root);
		gp_buf_span(&path, gp_span_sub(list, 3, len - 3));
		ms = edit_ms(&path);
		last = ms > last ? ms : last;
		list = gp_span_sub(list, len + 1, list.len);
	}
	gp_buf_clear(&path);
	return last;
}

enum gp_err gp_last_edit(int64_t *ms, struct gp_repo *repo)
{
	static const char *const argv[] = { "git", "status", "--porcelain=v1",
					    "-z",  "-uno",   "--no-renames",
					    NULL };
	static const char *const env[] = { "GIT_OPTIONAL_LOCKS=0", NULL };
	const struct gp_process git = { .argv = argv, .env = env };
	struct gp_buf list = GP_BUF_INIT;
	enum gp_err err;
	int status;

	*ms = 0;
	err = gp_process_run(&list, &status, &git);
	if (!err && !status)
		*ms = newest(repo->work_tree, gp_buf_view(&list));
	gp_buf_clear(&list);
	return err;
}
