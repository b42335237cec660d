/*
 * Writing one pack for all objects of a commit.
 *
 *	temporary folder -> .keep -> .pack -> .idx -> (the ref) -> no .keep
 *
 * A concurrent "git repack -ad" would delete a pack that no ref reaches yet.
 * The .keep file, which is created before the pack, prevents that.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/buf.h"

#include "pack.h"

static enum gp_err cannot(const char *what, const char *path)
{
	return gp_fail(GP_EIO, "cannot %s '%s': %s", what, path,
		       strerror(errno));
}

static enum gp_err fsync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	int failed;

	if (fd < 0)
		return cannot("open", path);
	failed = fsync(fd);
	/* Some file systems have no fsync for directories. */
	if (failed && (errno == EINVAL || errno == ENOTSUP))
		failed = 0;
	close(fd);
	return failed ? cannot("sync", path) : GP_OK;
}

enum gp_err gp_dir_fsync(const char *path)
{
	return fsync_path(path, O_RDONLY | O_DIRECTORY);
}

/* ---- the temporary folder ---- */

static enum gp_err make_folder(struct gp_buf *out, struct gp_repo *repo)
{
	gp_buf_printf(out, "%s/" GP_TEMP_MARK "XXXXXX", repo->objects_dir);
	if (!mkdtemp(out->data))
		return cannot("make a folder in", repo->objects_dir);
	return GP_OK;
}

void gp_folder_drop(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
	rmdir(path);
}

/* ---- building ---- */

static int build(char **name, const struct gp_pack_plan *plan,
		 const char *folder)
{
	git_packbuilder *builder = NULL;
	git_repository *wrapped = NULL;
	int error;

	if ((error = git_repository_wrap_odb(&wrapped, plan->odb)) ||
	    (error = git_packbuilder_new(&builder, wrapped)))
		goto out;
	git_packbuilder_set_threads(builder, 1);
	for (size_t i = 0; !error && i < plan->n; i++)
		error = git_packbuilder_insert(builder, &plan->ids[i], NULL);
	if (!error)
		error = git_packbuilder_write(builder, folder, 0, NULL, NULL);
	if (!error)
		*name = gp_strdup(git_packbuilder_name(builder));
out:
	git_packbuilder_free(builder);
	git_repository_free(wrapped);
	return error;
}

/* ---- moving into place ---- */

/*
 * The file stays locked until this process ends: another writer that finds it
 * unlocked may remove it. It is created in the temporary folder and then moved,
 * because an empty one in objects/pack could not be recognised as ours.
 */
static enum gp_err make_keep(const char *folder, const char *name, int *out)
{
	struct gp_buf path = GP_BUF_INIT;
	char text[64];
	int fd, len;

	gp_buf_printf(&path, "%s/pack-%s.keep", folder, name);
	fd = open(gp_buf_str(&path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		  0644);
	gp_buf_clear(&path);
	if (fd < 0)
		return cannot("write to", folder);
	flock(fd, LOCK_EX | LOCK_NB);
	len = snprintf(text, sizeof(text), GP_KEEP_MARK "%ld is writing\n",
		       (long)getpid());
	if (write(fd, text, (size_t)len) != len) {
		close(fd);
		return cannot("write to", folder);
	}
	*out = fd;
	return GP_OK;
}

static enum gp_err move_one(const char *folder, const char *pack,
			    const char *suffix)
{
	struct gp_buf from = GP_BUF_INIT, to = GP_BUF_INIT;
	enum gp_err err = GP_OK;

	gp_buf_printf(&from, "%s/%s.%s", folder, strrchr(pack, '/') + 1,
		      suffix);
	gp_buf_printf(&to, "%s.%s", pack, suffix);
	if (rename(gp_buf_str(&from), gp_buf_str(&to)))
		err = cannot("create", gp_buf_str(&to));
	gp_buf_clear(&from);
	gp_buf_clear(&to);
	return err;
}

static enum gp_err sync_one(const char *folder, const char *name,
			    const char *suffix)
{
	struct gp_buf path = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&path, "%s/pack-%s.%s", folder, name, suffix);
	err = fsync_path(gp_buf_str(&path), O_RDONLY);
	gp_buf_clear(&path);
	return err;
}

void gp_pack_unfinished_drop(const char *pack)
{
	struct gp_buf path = GP_BUF_INIT;
	size_t stem;

	gp_buf_puts(&path, pack);
	gp_buf_puts(&path, ".");
	stem = path.len;
	gp_buf_puts(&path, "idx");
	if (access(gp_buf_str(&path), F_OK)) {
		path.len = stem;
		gp_buf_puts(&path, "pack");
		unlink(gp_buf_str(&path));
	}
	path.len = stem;
	gp_buf_puts(&path, "keep");
	unlink(gp_buf_str(&path));
	gp_buf_clear(&path);
}

/* Moves the files of `folder` into objects/pack: .keep, .pack, .idx. */
static enum gp_err install(struct gp_repo *repo, const char *folder,
			   const char *name, char **keep, int *keep_fd)
{
	struct gp_buf pack = GP_BUF_INIT, held = GP_BUF_INIT;
	enum gp_err err;
	int fd = -1;

	gp_buf_printf(&pack, "%s/pack", repo->objects_dir);
	mkdir(gp_buf_str(&pack), 0777);
	gp_buf_printf(&pack, "/pack-%s", name);
	gp_buf_printf(&held, "%s.keep", gp_buf_str(&pack));
	if ((err = make_keep(folder, name, &fd)))
		goto out;
	if (!(err = move_one(folder, gp_buf_str(&pack), "keep")) &&
	    !(err = move_one(folder, gp_buf_str(&pack), "pack")))
		err = move_one(folder, gp_buf_str(&pack), "idx");
	if (err) {
		gp_pack_unfinished_drop(gp_buf_str(&pack));
		close(fd);
		goto out;
	}
	*keep = gp_buf_take(&held);
	*keep_fd = fd;
out:
	gp_buf_clear(&pack);
	gp_buf_clear(&held);
	return err;
}

static enum gp_err sync_pack_dir(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&path, "%s/pack", repo->objects_dir);
	err = gp_dir_fsync(gp_buf_str(&path));
	gp_buf_clear(&path);
	return err;
}

enum gp_err gp_pack_write(struct gp_repo *repo, const struct gp_pack_plan *plan,
			  char **keep, int *keep_fd)
{
	struct gp_buf folder = GP_BUF_INIT;
	char *name = NULL;
	enum gp_err err;

	if ((err = make_folder(&folder, repo)))
		goto out;
	if (build(&name, plan, gp_buf_str(&folder))) {
		err = gp_fail_git(GP_EIO, "cannot write a pack to '%s'",
				  repo->objects_dir);
		goto drop;
	}
	if (plan->durable &&
	    ((err = sync_one(gp_buf_str(&folder), name, "pack")) ||
	     (err = sync_one(gp_buf_str(&folder), name, "idx"))))
		goto drop;
	err = install(repo, gp_buf_str(&folder), name, keep, keep_fd);
	if (!err && plan->durable)
		err = sync_pack_dir(repo);
drop:
	gp_folder_drop(gp_buf_str(&folder));
out:
	free(name);
	gp_buf_clear(&folder);
	return err;
}
