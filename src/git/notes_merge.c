/*
 * Finds a `git notes merge` with the strategy "manual" that waits for a person,
 * in this work tree or in a linked one.
 */
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "gp/repo.h"

/* Of the file NOTES_MERGE_REF, which names one ref. */
#define MERGE_REF_MAX 4096

/* Whether the ref that is merged into is ours; unknown is yes. */
static bool merges_our_ref(const char *git_dir)
{
	struct gp_buf path = GP_BUF_INIT, text = GP_BUF_INIT;
	struct gp_span name;
	bool ours = true;
	int fd;

	gp_buf_printf(&path, "%s/NOTES_MERGE_REF", git_dir);
	fd = open(gp_buf_str(&path), O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		if (gp_buf_read(&text, fd, MERGE_REF_MAX, gp_buf_str(&path)))
			gp_error_clear();
		name = gp_span_trim(gp_buf_view(&text));
		ours = !name.len || gp_span_ends(name, " " GP_NOTES_REF);
		close(fd);
	}
	gp_buf_clear(&text);
	gp_buf_clear(&path);
	return ours;
}

static bool is_merging_in(const char *git_dir)
{
	struct gp_buf path = GP_BUF_INIT;
	bool found;

	gp_buf_printf(&path, "%s/NOTES_MERGE_PARTIAL", git_dir);
	found = !access(gp_buf_str(&path), F_OK) && merges_our_ref(git_dir);
	gp_buf_clear(&path);
	return found;
}

bool gp_repo_merges_notes(const struct gp_repo *repo)
{
	bool found =
		is_merging_in(repo->git_dir) || is_merging_in(repo->common_dir);
	struct gp_buf path = GP_BUF_INIT;
	const struct dirent *entry;
	DIR *dir;

	gp_buf_printf(&path, "%s/worktrees", repo->common_dir);
	dir = opendir(gp_buf_str(&path));
	while (!found && dir && (entry = readdir(dir))) {
		if (*entry->d_name == '.')
			continue;
		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/worktrees/%s", repo->common_dir,
			      entry->d_name);
		found = is_merging_in(gp_buf_str(&path));
	}
	if (dir)
		closedir(dir);
	gp_buf_clear(&path);
	return found;
}
