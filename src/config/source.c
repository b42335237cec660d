/*
 * Loads configuration from .gitperf and from git's configuration. libgit2 reads
 * the latter, or git itself if the environment has settings that libgit2 does
 * not know.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "gp/libgit2.h"
#include "gp/process.h"

#include "settings.h"
#include "source.h"

#define FILE_NAME ".gitperf"
#define FILE_MAX  ((size_t)1 << 20)

/* ---- .gitperf ---- */

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

static enum gp_err items_of_work_tree(struct gp_config_items *out,
				      const char *work_tree,
				      struct gp_notices *notices)
{
	struct gp_buf path = GP_BUF_INIT, text = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&path, "%s/" FILE_NAME, work_tree);
	if (!(err = read_gitperf(&text, gp_buf_str(&path))))
		err = gp_config_items_read(out, gp_buf_view(&text), FILE_NAME,
					   notices);
	gp_buf_clear(&text);
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

static enum gp_err read_gitperf_blob(struct gp_config_items *out,
				     struct gp_repo *repo, const git_oid *id,
				     const char *origin,
				     struct gp_notices *notices)
{
	git_odb_object *object;
	enum gp_err err;

	if ((err = gp_object_read(&object, repo, id)))
		return gp_fail_at(err, "%s", origin);
	if (git_odb_object_size(object) > FILE_MAX)
		err = gp_fail(GP_ELIMIT, "%s: larger than %zu bytes", origin,
			      FILE_MAX);
	else
		err = gp_config_items_read(
			out,
			gp_span_make(git_odb_object_data(object),
				     git_odb_object_size(object)),
			origin, notices);
	git_odb_object_free(object);
	return err;
}

static enum gp_err items_of_commit(struct gp_config_items *out,
				   struct gp_repo *repo,
				   const struct gp_commit *commit,
				   struct gp_notices *notices)
{
	char hex[GP_OID_HEX], origin[GP_OID_HEX + sizeof(FILE_NAME)];
	git_oid tree, blob;
	enum gp_err err;
	bool found;

	if (!gp_oid_to_git(&tree, &commit->tree))
		return GP_OK;
	if ((err = find_blob(&blob, &found, repo, &tree)) || !found)
		return err;
	strcpy(origin, gp_oid_short(&commit->oid, hex));
	strcat(origin, ":" FILE_NAME);
	return read_gitperf_blob(out, repo, &blob, origin, notices);
}

/* ---- git's configuration, read by git ---- */

/* Whether there are settings that only git itself reads. */
static bool needs_git(git_config *config)
{
	static const char *const names[] = { "GIT_CONFIG_PARAMETERS",
					     "GIT_CONFIG_COUNT",
					     "GIT_CONFIG_GLOBAL",
					     "GIT_CONFIG_SYSTEM" };
	int worktree = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (getenv(names[i]))
			return true;
	git_config_get_bool(&worktree, config, "extensions.worktreeconfig");
	return worktree;
}

static enum gp_err list_by_git(struct gp_config_items *out)
{
	static const char *const argv[] = { "git",           "config", "--list",
					    "--show-origin", "-z",     NULL };
	/* GIT_CONFIG would name one file; without '=' it is unset */
	static const char *const env[] = { "GIT_CONFIG", NULL };
	const struct gp_process git = { .argv = argv, .env = env };
	struct gp_buf list = GP_BUF_INIT, errors = GP_BUF_INIT;
	enum gp_err err;
	int status;

	err = gp_process_run_err(&list, &errors, &status, &git);
	if (!err && status)
		err = gp_fail(GP_EGIT, "git config: %s", gp_buf_str(&errors));
	if (!err)
		err = gp_config_items_parse(out, gp_buf_view(&list));
	gp_buf_clear(&errors);
	gp_buf_clear(&list);
	return err;
}

/* ---- git's configuration, read by libgit2 ---- */

/* GIT_CONFIG_NOSYSTEM is a boolean to git. */
static bool without_system(void)
{
	const char *value = getenv("GIT_CONFIG_NOSYSTEM");
	int set = 0;

	return value && !git_config_parse_bool(&set, value) && set;
}

/* Appends the path of the file of a level of precedence. */
static void put_level_path(struct gp_buf *out, struct gp_repo *repo,
			   git_config_level_t level)
{
	git_buf path = { 0 };
	int failed = 1;

	switch (level) {
	case GIT_CONFIG_LEVEL_SYSTEM:
		failed = git_config_find_system(&path);
		break;
	case GIT_CONFIG_LEVEL_XDG:
		failed = git_config_find_xdg(&path);
		break;
	case GIT_CONFIG_LEVEL_GLOBAL:
		failed = git_config_find_global(&path);
		break;
	default:
		break;
	}
	if (failed)
		gp_buf_printf(out, "%s/config", repo->common_dir);
	else
		gp_buf_puts(out, path.ptr);
	git_buf_dispose(&path);
}

static void append_item(struct gp_buf *list, struct gp_repo *repo,
			const git_config_entry *item)
{
	if (item->include_depth)
		gp_buf_puts(list, "a file included by ");
	put_level_path(list, repo, item->level);
	gp_buf_putc(list, '\0');
	gp_buf_puts(list, item->name);
	if (item->value) {
		gp_buf_putc(list, '\n');
		gp_buf_puts(list, item->value);
	}
	gp_buf_putc(list, '\0');
}

/* Makes the list that git config would print. */
static enum gp_err list_by_libgit2(struct gp_config_items *out,
				   struct gp_repo *repo, git_config *config)
{
	bool no_system = without_system();
	struct gp_buf list = GP_BUF_INIT;
	git_config_iterator *it;
	git_config_entry *item;
	enum gp_err err;
	int end;

	if (git_config_iterator_new(&it, config))
		return gp_fail_git(GP_EGIT, "cannot read git's configuration");
	while (!(end = git_config_next(&item, it)))
		if (!strncmp(item->name, "perf.", 5) &&
		    !(no_system && item->level <= GIT_CONFIG_LEVEL_SYSTEM))
			append_item(&list, repo, item);
	git_config_iterator_free(it);
	err = end == GIT_ITEROVER
		      ? gp_config_items_parse(out, gp_buf_view(&list))
		      : gp_fail_git(GP_EGIT, "cannot read git's configuration");
	gp_buf_clear(&list);
	return err;
}

static enum gp_err items_of_git(struct gp_config_items *out,
				struct gp_repo *repo)
{
	git_config *config;
	enum gp_err err;

	if (git_repository_config_snapshot(&config, repo->git))
		return gp_fail_git(GP_EGIT, "cannot read git's configuration");
	err = needs_git(config) ? list_by_git(out)
				: list_by_libgit2(out, repo, config);
	git_config_free(config);
	return err;
}

enum gp_err gp_config_items_load(struct gp_config_items *out,
				 struct gp_repo *repo,
				 const struct gp_commit *commit,
				 struct gp_notices *notices)
{
	const char *work_tree = repo->work_tree;
	enum gp_err err = GP_OK;

	if (work_tree)
		err = items_of_work_tree(out, work_tree, notices);
	else if (commit)
		err = items_of_commit(out, repo, commit, notices);
	return err ? err : items_of_git(out, repo);
}

/* Facts count only in the user's own files; check names a bad direction. */
static bool is_one_of_few(const struct gp_config_item *item)
{
	enum gp_better better;

	if (!item->pattern)
		return !item->committed && !strcmp(item->key, "facts");
	return !strcmp(item->key, "better") && item->value &&
	       gp_better_parse(&better, gp_span_of(item->value));
}

/* Drops all other items, so that none of their values is checked. */
static void keep_few(struct gp_config_items *items)
{
	size_t kept = 0;

	for (size_t i = 0; i < items->n; i++)
		if (is_one_of_few(&items->items[i]))
			items->items[kept++] = items->items[i];
	items->n = kept;
}

/* Those that apply at HEAD, or in the work tree; without a .gitperf that
   cannot be read. */
static enum gp_err items_that_read(struct gp_config *config,
				   struct gp_repo *repo)
{
	struct gp_commit head;

	if (!gp_repo_resolve(repo, &head, "HEAD") &&
	    !gp_config_items_load(&config->items, repo, &head,
				  &config->notices))
		return GP_OK;
	gp_error_clear();
	gp_config_items_clear(&config->items);
	return items_of_git(&config->items, repo);
}

enum gp_err gp_config_load_few(struct gp_config **out, struct gp_repo *repo)
{
	struct gp_config *config = gp_config_new();
	enum gp_err err;

	if (!(err = items_that_read(config, repo))) {
		keep_few(&config->items);
		err = gp_config_interpret(config);
	}
	if (err)
		gp_config_free(config);
	else
		*out = config;
	return err;
}

enum gp_err gp_config_load(struct gp_config **out, struct gp_repo *repo,
			   const struct gp_commit *commit)
{
	struct gp_config *config = gp_config_new();
	enum gp_err err = GP_OK;

	if (repo)
		err = gp_config_items_load(&config->items, repo, commit,
					   &config->notices);
	if (err || (err = gp_config_interpret(config)))
		gp_config_free(config);
	else
		*out = config;
	return err;
}
