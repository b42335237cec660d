/*
 * Loads git's configuration. libgit2 reads it, or git itself if the environment
 * has settings that libgit2 does not know.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <git2.h>

#include "gp/libgit2.h"
#include "gp/process.h"

#include "settings.h"
#include "source.h"

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

enum gp_err gp_config_items_of_git(struct gp_config_items *out,
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
