/*
 * The pre-push hook: finding, installing and removing it.
 *
 * Every step is a rename, so that a hook is never half written, and the hook of
 * another tool is never changed.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gp/hook.h"
#include "gp/process.h"

#include "embedded.h"
#include "file.h"

void gp_hook_clear(struct gp_hook *hook)
{
	gp_buf_clear(&hook->path);
	gp_buf_clear(&hook->before);
	memset(hook, 0, sizeof(*hook));
}

/* ---- where it is ---- */

/*
 * A relative core.hooksPath starts at the top of the work tree, so git runs
 * there. A relative GIT_DIR would then mean another folder, so it is passed as
 * an absolute path.
 */
static enum gp_err find_hooks_folder(struct gp_buf *out, struct gp_repo *repo)
{
	static const char *const argv[] = {
		"git",        "rev-parse", "--path-format=absolute",
		"--git-path", "hooks",     NULL
	};
	const char *top = repo->work_tree;
	struct gp_buf dir = GP_BUF_INIT, tree = GP_BUF_INIT;
	const char *env[] = { NULL, NULL, NULL };
	const struct gp_process process = {
		.argv = argv,
		.env = env,
		.dir = top ? top : repo->git_dir,
	};
	enum gp_err err;
	int status;

	gp_buf_printf(&dir, "GIT_DIR=%s", repo->git_dir);
	gp_buf_printf(&tree, "GIT_WORK_TREE=%s", top ? top : "");
	env[0] = gp_buf_str(&dir);
	env[1] = top ? gp_buf_str(&tree) : NULL;
	err = gp_process_run(out, &status, &process);
	if (!err && (status || !out->len))
		err = gp_fail(
			GP_EGIT,
			"git rev-parse --git-path hooks failed: cannot find the folder of hooks");
	gp_buf_clear(&dir);
	gp_buf_clear(&tree);
	return err;
}

static void truncate_path(struct gp_buf *path, size_t len)
{
	path->data[len] = '\0';
	path->len = len;
}

/*
 * husky's own hooks are in a folder "_", which each installation of the
 * packages writes again; they run the file of the same name in the folder
 * above.
 */
static void step_out_of_husky(struct gp_buf *dir)
{
	struct gp_buf runner = GP_BUF_INIT;

	gp_buf_printf(&runner, "%s/h", gp_buf_str(dir));
	if (gp_span_ends(gp_buf_view(dir), "/.husky/_") &&
	    gp_file_exists(gp_buf_str(&runner)))
		truncate_path(dir, dir->len - 2);
	gp_buf_clear(&runner);
}

static bool is_path_below(const char *path, const char *dir)
{
	size_t len = dir ? strlen(dir) : 0;

	return len && !strncmp(path, dir, len) && path[len] == '/';
}

static void set_hook_paths(struct gp_hook *out, const char *dir,
			   struct gp_repo *repo)
{
	bool inside = is_path_below(dir, repo->common_dir) ||
		      is_path_below(dir, repo->git_dir);

	gp_buf_printf(&out->path, "%s/pre-push", dir);
	gp_buf_printf(&out->before, "%s.before-git-perf",
		      gp_buf_str(&out->path));
	out->tracked = !inside && is_path_below(dir, repo->work_tree);
	out->wide = !inside && !out->tracked;
}

/* ---- whose it is ---- */

/* The second line of our hook, by which it is recognised. */
static struct gp_span hook_mark(void)
{
	struct gp_span rest = gp_span_of(gp_hook_text), line;

	for (int i = 0; i < 2; i++)
		if (!gp_span_line(&line, &rest))
			return gp_span_of(gp_hook_text);
	return line;
}

static bool has_hook_mark(struct gp_span text)
{
	struct gp_span line, ours = hook_mark();

	for (int i = 0; i < 2; i++)
		if (!gp_span_line(&line, &text))
			return false;
	return gp_span_same(line, ours);
}

static void read_hook_state(struct gp_hook *out)
{
	const char *path = gp_buf_str(&out->path);
	struct gp_buf text = GP_BUF_INIT;

	out->chained = gp_file_exists(gp_buf_str(&out->before));
	out->state = gp_file_exists(path) ? GP_HOOK_FOREIGN : GP_HOOK_NONE;
	/* A folder, or a very large file, is not ours. */
	if (gp_file_read(&text, path) && has_hook_mark(gp_buf_view(&text)))
		out->state = strcmp(gp_buf_str(&text), gp_hook_text) ||
					     access(path, X_OK)
				     ? GP_HOOK_OTHER
				     : GP_HOOK_CURRENT;
	gp_buf_clear(&text);
}

enum gp_err gp_hook_find(struct gp_hook *out, struct gp_repo *repo)
{
	struct gp_buf dir = GP_BUF_INIT;
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if (!(err = find_hooks_folder(&dir, repo))) {
		if (dir.data[dir.len - 1] == '\n')
			truncate_path(&dir, dir.len - 1);
		step_out_of_husky(&dir);
		set_hook_paths(out, gp_buf_str(&dir), repo);
		read_hook_state(out);
	}
	gp_buf_clear(&dir);
	return err;
}

/* ---- installing and removing ---- */

enum gp_err gp_hook_may_install(const struct gp_hook *hook)
{
	if (hook->state != GP_HOOK_FOREIGN || !hook->chained)
		return GP_OK;
	return gp_fail(GP_EDENIED,
		       "%s is not the hook of git perf, and %s exists "
		       "already: merge the two files, or remove one",
		       gp_buf_str(&hook->path), gp_buf_str(&hook->before));
}

static enum gp_err replace_hook(const struct gp_hook *hook, const char *fresh)
{
	const char *path = gp_buf_str(&hook->path);
	const char *before = gp_buf_str(&hook->before);
	bool foreign = hook->state == GP_HOOK_FOREIGN;
	enum gp_err err;

	if (foreign && (err = gp_file_move(path, before)))
		return err;
	err = gp_file_move(fresh, path);
	if (err && foreign && rename(before, path))
		return gp_fail_at(
			err, "%s was moved to %s and could not be moved back",
			path, before);
	return err;
}

enum gp_err gp_hook_install(const struct gp_hook *hook)
{
	struct gp_buf fresh = GP_BUF_INIT;
	enum gp_err err;

	if (hook->state == GP_HOOK_CURRENT)
		return GP_OK;
	gp_buf_printf(&fresh, "%s.new-git-perf", gp_buf_str(&hook->path));
	if (!(err = gp_hook_may_install(hook)) &&
	    !(err = gp_file_write(gp_buf_str(&fresh), gp_span_of(gp_hook_text),
				  0777)) &&
	    (err = replace_hook(hook, gp_buf_str(&fresh))))
		unlink(gp_buf_str(&fresh));
	gp_buf_clear(&fresh);
	return err;
}

enum gp_err gp_hook_uninstall(const struct gp_hook *hook)
{
	const char *path = gp_buf_str(&hook->path);

	if (hook->state == GP_HOOK_NONE || hook->state == GP_HOOK_FOREIGN)
		return GP_OK;
	if (hook->chained)
		return gp_file_move(gp_buf_str(&hook->before), path);
	return gp_file_remove(path);
}
