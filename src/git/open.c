/*
 * Opens every form of repository that git can open, and rejects those that
 * libgit2 would read or write wrongly.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/process.h"

#include "repo.h"

/* ---- asking git ---- */

/* Joins the lines of an error message of git, without "fatal: ". */
static void squeeze(struct gp_buf *out, const struct gp_buf *text)
{
	struct gp_span rest = gp_buf_view(text), word;

	while (gp_span_word(&word, &rest)) {
		if (!out->len && gp_span_eq(word, "fatal:"))
			continue;
		if (out->len)
			gp_buf_putc(out, ' ');
		gp_buf_span(out, word);
	}
}

/* Runs git; if it fails, its error message becomes ours. */
static enum gp_err ask(struct gp_buf *out, const char *const *argv)
{
	const struct gp_process process = { .argv = argv };
	struct gp_buf errors = GP_BUF_INIT, line = GP_BUF_INIT;
	enum gp_err err;
	int status;

	err = gp_process_run_err(out, &errors, &status, &process);
	if (!err && status) {
		squeeze(&line, &errors);
		err = gp_fail(GP_EGIT, "%s", gp_buf_str(&line));
	}
	gp_buf_clear(&line);
	gp_buf_clear(&errors);
	return err;
}

/* ---- refusals ---- */

static enum gp_err refuse_sha256(void)
{
	return gp_fail(GP_EGIT, "this repository has SHA-256 object ids, which "
				"git perf does not support yet: use a SHA-1 "
				"repository");
}

/* git refs migrate refuses a repository with linked worktrees. */
static bool has_linked_worktrees(struct gp_repo *repo)
{
	git_strarray names = { 0 };
	bool any = !git_worktree_list(&names, repo->git) && names.count > 0;

	git_strarray_dispose(&names);
	return any;
}

static enum gp_err refuse_ref_storage(struct gp_repo *repo, const char *value)
{
	if (strcmp(value, "reftable") != 0)
		return gp_fail(GP_EGIT,
			       "this repository keeps its refs as '%.40s', "
			       "which git perf does not know",
			       value);
	if (has_linked_worktrees(repo))
		return gp_fail(
			GP_EGIT,
			"this repository keeps its refs as reftable, which "
			"git perf does not support yet: remove its linked "
			"worktrees (git worktree list), with which git cannot "
			"migrate, then run 'git refs migrate "
			"--ref-format=files' (git 2.48 or newer, because older "
			"ones refuse reflogs)");
	return gp_fail(GP_EGIT,
		       "this repository keeps its refs as reftable, which git "
		       "perf does not support yet: run 'git refs migrate "
		       "--ref-format=files' (git 2.48 or newer, because older "
		       "ones refuse reflogs)");
}

static enum gp_err refuse(int error)
{
	const char *words = gp_git_message();
	const char *git_dir = getenv("GIT_DIR");

	if (error == GIT_ENOTFOUND && git_dir)
		return gp_fail(GP_EGIT, "not a git repository: '%s' (GIT_DIR)",
			       git_dir);
	if (error == GIT_ENOTFOUND)
		return gp_fail(GP_ENOTFOUND,
			       "not a git repository (or any of the parent "
			       "directories): change into one, or run 'git "
			       "init'");
	if (strstr(words, "objectformat") || strstr(words, "object format"))
		return refuse_sha256();
	if (strstr(words, "unsupported extension"))
		return gp_fail(GP_EGIT,
			       "cannot use this repository: %s: try a newer "
			       "git perf",
			       words);
	return gp_fail_git(GP_EGIT, "cannot open the repository");
}

/*
 * Git and libgit2 ignore most extensions in repositories of version 0. We check
 * these two in any version, because ignoring them would do damage.
 */
static enum gp_err check_format(struct gp_repo *repo)
{
	git_config *config = NULL;
	const char *value;
	enum gp_err err = GP_OK;

	if (git_repository_config_snapshot(&config, repo->git))
		return gp_fail_git(GP_EGIT, "cannot read the configuration");
	if (!git_config_get_string(&value, config, "extensions.objectformat") &&
	    strcmp(value, "sha1") != 0)
		err = refuse_sha256();
	else if (!git_config_get_string(&value, config,
					"extensions.refstorage") &&
		 strcmp(value, "files") != 0)
		err = refuse_ref_storage(repo, value);
	git_config_free(config);
	return err;
}

/* ---- opening ---- */

static char *hide(const char *name)
{
	const char *value = getenv(name);
	char *copy = value ? gp_strdup(value) : NULL;

	unsetenv(name);
	return copy;
}

static void unhide(const char *name, char *value)
{
	if (value)
		setenv(name, value, 1);
	free(value);
}

/*
 * libgit2 reads the environment, but fails if one of these two variables is
 * set, so they are hidden from it and handled below. Ref namespaces are for
 * servers: git's own commands read and write the plain ref.
 */
static int open_from_env(git_repository **out)
{
	char *work_tree = hide("GIT_WORK_TREE");
	char *common = hide("GIT_COMMON_DIR");
	int error;

	error = git_repository_open_ext(out, NULL, GIT_REPOSITORY_OPEN_FROM_ENV,
					NULL);
	if (!error)
		error = git_repository_set_namespace(*out, NULL);
	unhide("GIT_WORK_TREE", work_tree);
	unhide("GIT_COMMON_DIR", common);
	return error;
}

/*
 * libgit2 supports safe.directory only partly (not '*' and includes), so git
 * decides whether the owner is trusted.
 */
static enum gp_err trust_by_git(void)
{
	const char *const argv[] = { "git", "rev-parse", "--git-dir", NULL };
	enum gp_err err;

	if ((err = ask(NULL, argv)))
		return err;
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	return GP_OK;
}

/*
 * If GIT_COMMON_DIR contradicts the repository, git itself reads refs and
 * objects from two places; do not write to such a mixture.
 */
static enum gp_err check_common_dir(struct gp_repo *repo)
{
	const char *wanted = getenv("GIT_COMMON_DIR");
	const char *found = git_repository_commondir(repo->git);
	char *a, *b;
	enum gp_err err = GP_OK;

	if (!wanted)
		return GP_OK;
	a = realpath(wanted, NULL);
	b = realpath(found, NULL);
	if (!a || !b || strcmp(a, b) != 0)
		err = gp_fail(GP_EGIT,
			      "GIT_COMMON_DIR is '%s', but the repository's "
			      "common directory is '%s': unset it",
			      wanted, found);
	free(a);
	free(b);
	return err;
}

/*
 * If safe.directory is not set at all, libgit2 1.5 fails to look it up and
 * reports that failure instead of the wrong owner.
 */
static bool is_foreign(int error)
{
	return error == GIT_EOWNER ||
	       (error && strstr(gp_git_message(), "safe.directory"));
}

static enum gp_err open_repository(struct gp_repo *repo)
{
	enum gp_err err;
	int error;

	error = open_from_env(&repo->git);
	if (is_foreign(error)) {
		if ((err = trust_by_git()))
			return err;
		error = open_from_env(&repo->git);
	}
	return error ? refuse(error) : check_common_dir(repo);
}

/* ---- paths ---- */

static char *path_of(const char *text)
{
	size_t len = text ? strlen(text) : 0;

	while (len > 1 && text[len - 1] == '/')
		len--;
	return text ? gp_strndup(text, len) : NULL;
}

/* Copies the only line of git's output; NULL if it is not one line. */
static char *line_of(const struct gp_buf *text)
{
	struct gp_span rest = gp_buf_view(text), line;

	if (!gp_span_line(&line, &rest) || !line.len || rest.len)
		return NULL;
	return gp_strndup(line.data, line.len);
}

/* Asks git for the root of the work tree; we must be inside it. */
static enum gp_err ask_top(struct gp_repo *repo)
{
	const char *const argv[] = { "git", "rev-parse", "--show-toplevel",
				     NULL };
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if (!(err = ask(&text, argv))) {
		free(repo->work_tree);
		repo->work_tree = line_of(&text);
	}
	gp_buf_clear(&text);
	return err;
}

/* Only if it changes: libgit2 leaks memory when it sets the same folder. */
static enum gp_err set_work_tree(struct gp_repo *repo)
{
	char *old = path_of(git_repository_workdir(repo->git));
	bool changes =
		repo->work_tree && (!old || strcmp(old, repo->work_tree) != 0);

	free(old);
	if (changes &&
	    git_repository_set_workdir(repo->git, repo->work_tree, 0))
		return gp_fail_git(GP_EGIT, "cannot use the work tree");
	return GP_OK;
}

/*
 * Asks git for the work tree. libgit2 does not know that with GIT_DIR alone it
 * is the current directory, and does not read config.worktree, which may say
 * that the repository is bare.
 */
static enum gp_err ask_work_tree(struct gp_repo *repo)
{
	const char *const argv[] = { "git", "rev-parse", "--is-bare-repository",
				     "--is-inside-work-tree", NULL };
	const char *wanted = getenv("GIT_WORK_TREE");
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if ((err = ask(&text, argv)))
		goto out;
	if (gp_span_ends(gp_buf_view(&text), "\ntrue\n")) {
		if ((err = ask_top(repo)))
			goto out;
	} else if (wanted || gp_span_starts(gp_buf_view(&text), "true\n")) {
		free(repo->work_tree);
		repo->work_tree = wanted ? realpath(wanted, NULL) : NULL;
	}
	err = set_work_tree(repo);
out:
	gp_buf_clear(&text);
	return err;
}

static bool must_ask_work_tree(struct gp_repo *repo)
{
	git_config *config = NULL;
	int split = 0;

	if (getenv("GIT_DIR") || getenv("GIT_WORK_TREE"))
		return true;
	if (!git_repository_config_snapshot(&config, repo->git) &&
	    git_config_get_bool(&split, config, "extensions.worktreeconfig"))
		split = 0;
	git_config_free(config);
	return split;
}

static enum gp_err find_paths(struct gp_repo *repo)
{
	const char *objects = getenv("GIT_OBJECT_DIRECTORY");
	struct gp_buf path = GP_BUF_INIT;

	repo->common_dir = path_of(git_repository_commondir(repo->git));
	repo->work_tree = path_of(git_repository_workdir(repo->git));
	repo->git_dir = path_of(git_repository_path(repo->git));
	gp_buf_printf(&path, "%s/objects", repo->common_dir);
	repo->objects_dir = objects ? path_of(objects) : gp_buf_take(&path);
	gp_buf_clear(&path);
	if (git_repository_odb(&repo->odb, repo->git))
		return gp_fail_git(GP_EGIT, "cannot open the object database");
	return must_ask_work_tree(repo) ? ask_work_tree(repo) : GP_OK;
}

enum gp_err gp_repo_open(struct gp_repo **out)
{
	struct gp_repo *repo;
	enum gp_err err;

	if ((err = gp_library_start()))
		return err;
	repo = gp_calloc(1, sizeof(*repo));
	if ((err = open_repository(repo)) || (err = check_format(repo)) ||
	    (err = find_paths(repo))) {
		gp_repo_free(repo);
		return err;
	}
	gp_repo_warn(repo);
	*out = repo;
	return GP_OK;
}

void gp_repo_free(struct gp_repo *repo)
{
	if (!repo)
		return;
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	free(repo->git_dir);
	free(repo->common_dir);
	free(repo->objects_dir);
	free(repo->work_tree);
	gp_notices_clear(&repo->notices);
	free(repo);
	git_libgit2_shutdown();
}
