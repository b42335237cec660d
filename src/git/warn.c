/*
 * Warnings about a repository that is opened: rewritten history, old locks.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gp/buf.h"

#include "repo.h"

/* The owner of an older lock probably was killed. */
#define LOCK_AGE_S 60

static bool dir_has_files(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	bool found = false;

	if (!dir)
		return false;
	while (!found && (entry = readdir(dir)))
		found = entry->d_name[0] != '.';
	closedir(dir);
	return found;
}

/* Maps the file, which has megabytes if there are many refs. */
static bool file_has(const char *path, const char *needle)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	bool found = false;
	void *map;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st) && st.st_size > 0) {
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
			   0);
		if (map != MAP_FAILED) {
			found = memmem(map, (size_t)st.st_size, needle,
				       strlen(needle)) != NULL;
			munmap(map, (size_t)st.st_size);
		}
	}
	close(fd);
	return found;
}

static bool replaces_wanted(struct gp_repo *repo)
{
	git_config *config = NULL;
	int use = 1;

	if (getenv("GIT_NO_REPLACE_OBJECTS"))
		return false;
	if (!git_repository_config_snapshot(&config, repo->git) &&
	    git_config_get_bool(&use, config, "core.usereplacerefs"))
		use = 1;
	git_config_free(config);
	return use;
}

static void warn_rewritten(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	bool replaced, grafted;

	gp_buf_printf(&path, "%s/refs/replace", repo->common_dir);
	replaced = dir_has_files(gp_buf_str(&path));
	gp_buf_reset(&path);
	gp_buf_printf(&path, "%s/packed-refs", repo->common_dir);
	replaced = replaced || file_has(gp_buf_str(&path), " refs/replace/");
	replaced = replaced && replaces_wanted(repo);
	gp_buf_reset(&path);
	gp_buf_printf(&path, "%s/info/grafts", repo->common_dir);
	grafted = !access(gp_buf_str(&path), F_OK);
	gp_buf_clear(&path);
	repo->rewritten = replaced || grafted;
	if (replaced)
		gp_notices_add(&repo->notices,
			       "replace refs are not followed: history is read "
			       "as it was committed");
	if (grafted)
		gp_notices_add(&repo->notices,
			       "info/grafts is not followed: history is read "
			       "as it was committed");
}

static void warn_lock(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	struct stat st;
	time_t age;

	gp_buf_printf(&path, "%s/%s.lock", repo->common_dir, GP_NOTES_REF);
	if (!lstat(gp_buf_str(&path), &st)) {
		age = time(NULL) - st.st_mtime;
		if (age >= LOCK_AGE_S)
			gp_notices_add(&repo->notices,
				       "%s is %lld minutes old: if no git "
				       "process is running, remove it",
				       gp_buf_str(&path), (long long)age / 60);
	}
	gp_buf_clear(&path);
}

void gp_repo_warn(struct gp_repo *repo)
{
	warn_rewritten(repo);
	warn_lock(repo);
}
