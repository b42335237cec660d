/*
 * The pre-push hook: found, installed, taken out.
 *
 * Every step is a rename, so a hook is there whole or not at all, and what
 * another tool put there is never written to.
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

/* ---- where ---- */

/*
 * Asked at the top of the work tree, which a relative core.hooksPath is
 * relative to; GIT_DIR may be, too, so it is given as it was understood.
 */
static enum gp_err ask_git(struct gp_buf *out, struct gp_repo *repo)
{
	static const char *const argv[] = {
		"git",        "rev-parse", "--path-format=absolute",
		"--git-path", "hooks",     NULL
	};
	const char *top = gp_repo_work_tree(repo);
	struct gp_buf dir = GP_BUF_INIT, tree = GP_BUF_INIT;
	const char *env[] = { NULL, NULL, NULL };
	const struct gp_process process = {
		.argv = argv,
		.env = env,
		.dir = top ? top : gp_repo_git_dir(repo),
	};
	enum gp_err err;
	int status;

	gp_buf_printf(&dir, "GIT_DIR=%s", gp_repo_git_dir(repo));
	gp_buf_printf(&tree, "GIT_WORK_TREE=%s", top ? top : "");
	env[0] = gp_buf_str(&dir);
	env[1] = top ? gp_buf_str(&tree) : NULL;
	err = gp_process_run(out, &status, &process);
	if (!err && (status || !out->len))
		err = gp_fail(GP_EGIT, "git does not say where its hooks are");
	gp_buf_clear(&dir);
	gp_buf_clear(&tree);
	return err;
}

static void cut(struct gp_buf *path, size_t len)
{
	path->data[len] = '\0';
	path->len = len;
}

/* husky's own hooks are in a folder "_", made anew by each installation of
 * the packages; they run the file of the same name in the folder above. */
static void leave_husky(struct gp_buf *dir)
{
	struct gp_buf runner = GP_BUF_INIT;

	gp_buf_printf(&runner, "%s/h", gp_buf_str(dir));
	if (gp_span_ends(gp_buf_view(dir), "/.husky/_") &&
	    gp_file_exists(gp_buf_str(&runner)))
		cut(dir, dir->len - 2);
	gp_buf_clear(&runner);
}

static bool below(const char *path, const char *dir)
{
	size_t len = dir ? strlen(dir) : 0;

	return len && !strncmp(path, dir, len) && path[len] == '/';
}

static void place(struct gp_hook *out, const char *dir, struct gp_repo *repo)
{
	bool inside = below(dir, gp_repo_common_dir(repo)) ||
		      below(dir, gp_repo_git_dir(repo));

	gp_buf_printf(&out->path, "%s/pre-push", dir);
	gp_buf_printf(&out->before, "%s.before-git-perf",
		      gp_buf_str(&out->path));
	out->tracked = !inside && below(dir, gp_repo_work_tree(repo));
	out->wide = !inside && !out->tracked;
}

/* ---- what ---- */

/* The second line of ours. */
static struct gp_span mark(void)
{
	struct gp_span rest = gp_span_of(gp_hook_text), line;

	for (int i = 0; i < 2; i++)
		if (!gp_span_line(&line, &rest))
			return gp_span_of(gp_hook_text);
	return line;
}

static bool has_mark(struct gp_span text)
{
	struct gp_span line, ours = mark();

	for (int i = 0; i < 2; i++)
		if (!gp_span_line(&line, &text))
			return false;
	return gp_span_same(line, ours);
}

static void look(struct gp_hook *out)
{
	const char *path = gp_buf_str(&out->path);
	struct gp_buf text = GP_BUF_INIT;

	out->chained = gp_file_exists(gp_buf_str(&out->before));
	out->state = gp_file_exists(path) ? GP_HOOK_FOREIGN : GP_HOOK_NONE;
	/* a folder, or a file of any size, is not ours */
	if (gp_file_read(&text, path) && has_mark(gp_buf_view(&text)))
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
	if (!(err = ask_git(&dir, repo))) {
		if (dir.data[dir.len - 1] == '\n')
			cut(&dir, dir.len - 1);
		leave_husky(&dir);
		place(out, gp_buf_str(&dir), repo);
		look(out);
	}
	gp_buf_clear(&dir);
	return err;
}

/* ---- there and back ---- */

enum gp_err gp_hook_may_install(const struct gp_hook *hook)
{
	if (hook->state != GP_HOOK_FOREIGN || !hook->chained)
		return GP_OK;
	return gp_fail(GP_EDENIED,
		       "%s is not ours, and %s is from an earlier one: join "
		       "the two, or remove one",
		       gp_buf_str(&hook->path), gp_buf_str(&hook->before));
}

static enum gp_err put(const struct gp_hook *hook, const char *fresh)
{
	const char *path = gp_buf_str(&hook->path);
	const char *before = gp_buf_str(&hook->before);
	bool foreign = hook->state == GP_HOOK_FOREIGN;
	enum gp_err err;

	if (foreign && (err = gp_file_move(path, before)))
		return err;
	err = gp_file_move(fresh, path);
	if (err && foreign && rename(before, path))
		return gp_fail_at(err, "%s is at %s now", path, before);
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
	    (err = put(hook, gp_buf_str(&fresh))))
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
