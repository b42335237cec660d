/*
 * Reads .gitperf: the file in the work tree, or the one of a commit.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "gp/libgit2.h"

#include "gitperf.h"

#define FILE_NAME ".gitperf"
#define FILE_MAX  ((size_t)1 << 20)

/* No symbolic links: they could lead to any file on the user's machine. */
static enum gp_err read_gitperf(struct gp_buf *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat about;
	enum gp_err err = GP_OK;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return GP_OK;
	if (fd < 0)
		return gp_fail(GP_EIO, "%s: %s", path, strerror(errno));
	if (fstat(fd, &about) || !S_ISREG(about.st_mode))
		err = gp_fail(GP_EIO, "%s: not a regular file", path);
	else
		err = gp_buf_read(out, fd, FILE_MAX, path);
	close(fd);
	return err;
}

void gp_gitperf_clear(struct gp_gitperf *file)
{
	gp_buf_clear(&file->text);
	memset(file, 0, sizeof(*file));
}

static void set_origin(struct gp_gitperf *file, const char *commit)
{
	snprintf(file->origin, sizeof(file->origin), "%s%s" FILE_NAME, commit,
		 *commit ? ":" : "");
}

enum gp_err gp_gitperf_of_work_tree(struct gp_gitperf *out,
				    const char *work_tree)
{
	struct gp_buf path = GP_BUF_INIT;
	struct stat about;
	enum gp_err err;

	set_origin(out, "");
	gp_buf_printf(&path, "%s/" FILE_NAME, work_tree);
	out->exists = !lstat(gp_buf_str(&path), &about);
	err = read_gitperf(&out->text, gp_buf_str(&path));
	gp_buf_clear(&path);
	return err;
}

/* The file's blob in `tree`; none if there is no regular file. */
static enum gp_err find_blob(git_oid *out, bool *found, struct gp_repo *repo,
			     const git_oid *tree_id)
{
	const git_tree_entry *item;
	git_filemode_t mode;
	git_tree *tree;

	*found = false;
	if (git_tree_lookup(&tree, repo->git, tree_id))
		return gp_fail_git(GP_EGIT, "cannot read the commit's tree");
	item = git_tree_entry_byname(tree, FILE_NAME);
	mode = item ? git_tree_entry_filemode(item) : GIT_FILEMODE_UNREADABLE;
	if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE) {
		git_oid_cpy(out, git_tree_entry_id(item));
		*found = true;
	}
	git_tree_free(tree);
	return GP_OK;
}

static enum gp_err read_gitperf_blob(struct gp_gitperf *out,
				     struct gp_repo *repo, const git_oid *id)
{
	git_odb_object *object;
	enum gp_err err;

	if ((err = gp_object_read(&object, repo, id)))
		return gp_fail_at(err, "%s", out->origin);
	if (git_odb_object_size(object) > FILE_MAX)
		err = gp_fail(GP_ELIMIT, "%s: larger than %zu bytes",
			      out->origin, FILE_MAX);
	else
		gp_buf_add(&out->text, git_odb_object_data(object),
			   git_odb_object_size(object));
	git_odb_object_free(object);
	return err;
}

enum gp_err gp_gitperf_of_commit(struct gp_gitperf *out, struct gp_repo *repo,
				 const struct gp_commit *commit)
{
	char hex[GP_OID_HEX];
	git_oid tree, blob;
	enum gp_err err;

	set_origin(out, gp_oid_short(&commit->oid, hex));
	if (!gp_oid_to_git(&tree, &commit->tree))
		return GP_OK;
	if ((err = find_blob(&blob, &out->exists, repo, &tree)) || !out->exists)
		return err;
	return read_gitperf_blob(out, repo, &blob);
}

bool gp_gitperf_same(const struct gp_gitperf *a, const struct gp_gitperf *b)
{
	return a->exists == b->exists &&
	       gp_span_same(gp_buf_view(&a->text), gp_buf_view(&b->text));
}
