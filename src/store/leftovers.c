/*
 * Removing what writers that died left behind: .keep files and temporary
 * folders.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gp/buf.h"

#include "leftovers.h"
#include "pack.h"

/* Between creating a .keep file and locking it, its owner may sleep. */
#define KEEP_AGE_S          600
#define KEEP_AGE_UNLOCKED_S 86400
#define TEMP_AGE_S          3600

static bool is_old(int dir, const char *name, time_t age)
{
	struct stat st;

	return !fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) &&
	       time(NULL) - st.st_mtime > age;
}

/*
 * Whether no process holds the lock of the file; if the file system has no
 * locks, whether the file is very old.
 */
static bool is_abandoned(int fd)
{
	struct stat st;

	if (!flock(fd, LOCK_EX | LOCK_NB))
		return true;
	return errno != EWOULDBLOCK && !fstat(fd, &st) &&
	       time(NULL) - st.st_mtime > KEEP_AGE_UNLOCKED_S;
}

/* Whether the file is ours, by its content, and its owner is dead. */
static bool is_stale_keep(int dir, const char *name)
{
	char text[sizeof(GP_KEEP_MARK)] = "";
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool stale;

	if (fd < 0)
		return false;
	stale = read(fd, text, strlen(GP_KEEP_MARK)) ==
			(ssize_t)strlen(GP_KEEP_MARK) &&
		!strcmp(text, GP_KEEP_MARK) && is_abandoned(fd);
	close(fd);
	return stale;
}

static void clear_keeps(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	struct dirent *entry;
	DIR *dir;

	gp_buf_printf(&path, "%s/pack", repo->objects_dir);
	dir = opendir(gp_buf_str(&path));
	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (gp_span_ends(gp_span_of(name), ".keep") &&
		    is_old(dirfd(dir), name, KEEP_AGE_S) &&
		    is_stale_keep(dirfd(dir), name)) {
			gp_buf_reset(&path);
			gp_buf_printf(&path, "%s/pack/%.*s", repo->objects_dir,
				      (int)(strlen(name) - strlen(".keep")),
				      name);
			gp_pack_unfinished_drop(gp_buf_str(&path));
		}
	}
	if (dir)
		closedir(dir);
	gp_buf_clear(&path);
}

static void clear_folders(struct gp_repo *repo)
{
	DIR *dir = opendir(repo->objects_dir);
	struct gp_buf path = GP_BUF_INIT;
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (strncmp(name, GP_TEMP_MARK, strlen(GP_TEMP_MARK)) != 0 ||
		    !is_old(dirfd(dir), name, TEMP_AGE_S))
			continue;
		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/%s", repo->objects_dir, name);
		gp_folder_drop(gp_buf_str(&path));
	}
	if (dir)
		closedir(dir);
	gp_buf_clear(&path);
}

void gp_leftovers_clear(struct gp_repo *repo)
{
	clear_keeps(repo);
	clear_folders(repo);
}
