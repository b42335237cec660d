/*
 * Traps in git's configuration, in .gitperf and among the hooks.
 */
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/hook.h"

#include "doctor.h"

#define HOOK_MAX ((size_t)1 << 20)

/* ---- refspecs ---- */

/* "remote.<name>.<word>", of which the name may hold dots. */
static bool is_of_remote(struct gp_span *name, const char *key,
			 const char *word)
{
	struct gp_span span = gp_span_of(key);
	size_t head = strlen("remote."), tail = strlen(word);

	if (!gp_span_starts(span, "remote.") || !gp_span_ends(span, word) ||
	    span.len <= head + tail)
		return false;
	*name = gp_span_sub(span, head, span.len - head - tail);
	return true;
}

/* Whether fetching from this remote deletes what it has not got. */
static bool prunes(const struct gp_diagnosis *look, struct gp_span remote)
{
	struct gp_buf key = GP_BUF_INIT;
	bool set;

	gp_buf_printf(&key, "remote.%.*s.prune", (int)remote.len, remote.data);
	set = gp_diagnosis_setting(look, gp_buf_str(&key))
		      ? gp_diagnosis_is_set(look, gp_buf_str(&key))
		      : gp_diagnosis_is_set(look, "fetch.prune");
	gp_buf_clear(&key);
	return set;
}

/* Whether a refspec "^refs/notes/perf" keeps the others off our notes. */
static bool is_excluded(const struct gp_diagnosis *look, const char *key)
{
	for (size_t i = 0; i < look->settings.n; i++)
		if (!strcmp(look->settings.items[i].key, key) &&
		    look->settings.items[i].value[0] == '^' &&
		    gp_covers_notes(look->settings.items[i].value + 1))
			return true;
	return false;
}

static bool writes_notes(const char *refspec)
{
	const char *to = strchr(refspec, ':');

	return to && gp_covers_notes(to + 1);
}

static void tell_fetch(struct gp_diagnosis *look, const struct gp_setting *s)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_ERROR);
	bool forced = s->value[0] == '+';

	gp_buf_printf(&trap->what, "%s is %s%s", s->key, s->value,
		      forced ? "" : ", and fetching prunes");
	gp_buf_printf(&trap->why,
		      "any git fetch %s " GP_NOTES_REF
		      "%s: runs that are not pushed yet are lost",
		      forced ? "overwrites" : "deletes",
		      forced ? " with what the remote has"
			     : " where the remote has none");
	gp_buf_printf(&trap->next, "git config %s--add ", gp_setting_where(s));
	gp_shell_quote(&trap->next, s->key);
	gp_buf_puts(&trap->next, " '^" GP_NOTES_REF "*'");
}

static void tell_push(struct gp_diagnosis *look, const struct gp_setting *s)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_ERROR);

	gp_buf_printf(&trap->what, "%s is %s", s->key, s->value);
	gp_buf_puts(&trap->why,
		    "a plain git push overwrites the results that others "
		    "pushed; git perf push shares them without");
	gp_buf_printf(&trap->next, "git config %s--unset-all --fixed-value ",
		      gp_setting_where(s));
	gp_shell_quote(&trap->next, s->key);
	gp_buf_putc(&trap->next, ' ');
	gp_shell_quote(&trap->next, s->value);
}

static void tell_mirror(struct gp_diagnosis *look, const struct gp_setting *s)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_ERROR);

	gp_buf_printf(&trap->what, "%s is set", s->key);
	gp_buf_puts(&trap->why,
		    "a plain git push makes every ref there what it is here, "
		    "and the results that others pushed are lost; git perf "
		    "push shares them without");
	gp_buf_printf(&trap->next, "git config %s--unset-all ",
		      gp_setting_where(s));
	gp_shell_quote(&trap->next, s->key);
}

enum gp_err gp_check_refspec(struct gp_diagnosis *look)
{
	for (size_t i = 0; i < look->settings.n; i++) {
		const struct gp_setting *s = &look->settings.items[i];
		struct gp_span remote;

		if (is_of_remote(&remote, s->key, ".mirror") &&
		    gp_diagnosis_is_set(look, s->key))
			tell_mirror(look, s);
		if (!writes_notes(s->value))
			continue;
		if (is_of_remote(&remote, s->key, ".fetch") &&
		    (s->value[0] == '+' || prunes(look, remote)) &&
		    !is_excluded(look, s->key))
			tell_fetch(look, s);
		else if (is_of_remote(&remote, s->key, ".push") &&
			 s->value[0] == '+')
			tell_push(look, s);
	}
	return GP_OK;
}

/* ---- notes.rewriteRef ---- */

static void tell_rewrite(struct gp_diagnosis *look, const char *what,
			 const struct gp_setting *s)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);

	gp_buf_puts(&trap->what, what);
	gp_buf_puts(&trap->why,
		    "amend and rebase copy results to commits with another "
		    "content, where they say what was never measured; "
		    "results follow unchanged content without it");
	if (!s) {
		gp_buf_puts(&trap->next, "unset GIT_NOTES_REWRITE_REF");
		return;
	}
	gp_buf_printf(&trap->next,
		      "git config %s--unset-all --fixed-value "
		      "notes.rewriteRef ",
		      gp_setting_where(s));
	gp_shell_quote(&trap->next, s->value);
}

/* git takes a pattern from below refs/, too. */
static bool rewrites_notes(const char *pattern)
{
	const char *notes = GP_NOTES_REF + strlen("refs/");

	return gp_covers_notes(pattern) || !fnmatch(pattern, notes, 0);
}

/* It stands in for the configuration; colons part its patterns. */
static void look_at_environment(struct gp_diagnosis *look, const char *env)
{
	struct gp_buf list = GP_BUF_INIT, what = GP_BUF_INIT;
	bool covered = false;
	char *rest, *one;

	gp_buf_puts(&list, env);
	rest = list.data;
	while ((one = strsep(&rest, ":")))
		covered = covered || rewrites_notes(one);
	gp_buf_printf(&what, "GIT_NOTES_REWRITE_REF is %s", env);
	if (covered)
		tell_rewrite(look, gp_buf_str(&what), NULL);
	gp_buf_clear(&what);
	gp_buf_clear(&list);
}

enum gp_err gp_check_rewrite(struct gp_diagnosis *look)
{
	const char *env = getenv("GIT_NOTES_REWRITE_REF");
	struct gp_buf what = GP_BUF_INIT;

	if (env)
		look_at_environment(look, env);
	for (size_t i = 0; i < look->settings.n && !env; i++) {
		const struct gp_setting *s = &look->settings.items[i];

		if (strcmp(s->key, "notes.rewriteref") ||
		    !rewrites_notes(s->value))
			continue;
		gp_buf_reset(&what);
		gp_buf_printf(&what, "notes.rewriteRef is %s", s->value);
		tell_rewrite(look, gp_buf_str(&what), s);
	}
	gp_buf_clear(&what);
	return GP_OK;
}

/* ---- hooks ---- */

/* A hook of ours says so in a line. */
static bool is_ours(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct gp_buf text = GP_BUF_INIT;
	struct gp_span rest, line;
	bool ours = false;

	if (fd < 0)
		return false;
	if (gp_buf_read(&text, fd, HOOK_MAX, path))
		gp_error_clear();
	close(fd);
	rest = gp_buf_view(&text);
	while (!ours && gp_span_line(&line, &rest))
		ours = gp_span_starts(line, "# git-perf");
	gp_buf_clear(&text);
	return ours;
}

static bool is_same_file(const char *a, const char *b)
{
	struct stat one, other;

	return !stat(a, &one) && !stat(b, &other) &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

static void tell_bypassed(struct gp_diagnosis *look, const char *ours,
			  const char *live)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);
	const char *path = gp_diagnosis_setting(look, "core.hookspath");

	gp_buf_printf(&trap->what, "core.hooksPath is %s, and our hook is %s",
		      path ? path : "set", ours);
	gp_buf_puts(&trap->why,
		    "git never runs it: a slower commit is pushed unseen");
	if (!access(live, F_OK)) {
		gp_buf_puts(&trap->next, "git perf init --hooks");
		return;
	}
	gp_buf_puts(&trap->next, "cp -p ");
	gp_shell_quote(&trap->next, ours);
	gp_buf_putc(&trap->next, ' ');
	gp_shell_quote(&trap->next, live);
}

static void tell_elsewhere(struct gp_diagnosis *look, const char *path)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_NOTE);

	gp_buf_printf(&trap->what,
		      "core.hooksPath is %s, with no pre-push "
		      "hook of ours",
		      path);
	gp_buf_puts(&trap->why, "one below .git/hooks would never run");
	gp_buf_puts(&trap->next, "git perf init --hooks");
}

static void tell_idle(struct gp_diagnosis *look, const char *hook)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);

	gp_buf_printf(&trap->what, "%s is not executable", hook);
	gp_buf_puts(&trap->why,
		    "git does not run it: a slower commit is pushed unseen");
	gp_buf_puts(&trap->next, "chmod +x ");
	gp_shell_quote(&trap->next, hook);
}

static void tell_other(struct gp_diagnosis *look, const char *hook)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);

	gp_buf_printf(&trap->what, "%s is of another version of git-perf",
		      hook);
	gp_buf_puts(&trap->why, "it may ask for what this one does not know");
	gp_buf_puts(&trap->next, "git perf init --hooks");
}

static void look_at_ours(struct gp_diagnosis *look, const struct gp_hook *hook)
{
	const char *path = gp_diagnosis_setting(look, "core.hookspath");
	bool husky = path && gp_span_ends(gp_span_of(path), ".husky/_");

	/* husky gives its hooks to sh, whatever their mode. */
	if (!husky && access(gp_buf_str(&hook->path), X_OK))
		tell_idle(look, gp_buf_str(&hook->path));
	else if (hook->state == GP_HOOK_OTHER)
		tell_other(look, gp_buf_str(&hook->path));
}

enum gp_err gp_check_hook(struct gp_diagnosis *look)
{
	const char *path = gp_diagnosis_setting(look, "core.hookspath");
	struct gp_buf standard = GP_BUF_INIT;
	struct gp_hook hook = { 0 };
	enum gp_err err;

	if ((err = gp_hook_find(&hook, look->of->repo)))
		goto out;
	gp_buf_printf(&standard, "%s/hooks/pre-push",
		      gp_repo_common_dir(look->of->repo));
	if (hook.state == GP_HOOK_CURRENT || hook.state == GP_HOOK_OTHER)
		look_at_ours(look, &hook);
	else if (!is_same_file(gp_buf_str(&hook.path), gp_buf_str(&standard)) &&
		 is_ours(gp_buf_str(&standard)))
		tell_bypassed(look, gp_buf_str(&standard),
			      gp_buf_str(&hook.path));
	else if (path)
		tell_elsewhere(look, path);
out:
	gp_buf_clear(&standard);
	gp_hook_clear(&hook);
	return err;
}

/* ---- .gitperf ---- */

/* ".gitperf:3: perf.testbed counts only in your own git configuration" */
static bool find_local_key(struct gp_buf *key, const char *notice)
{
	const char *from = strstr(notice, ": perf.");
	const char *to = from ? strstr(from, " counts only in") : NULL;

	if (!to)
		return false;
	from += 2;
	gp_buf_add(key, from, (size_t)(to - from));
	return true;
}

static void tell_key(struct gp_diagnosis *look, const char *notice,
		     const char *key, const char *work_tree)
{
	struct gp_buf file = GP_BUF_INIT;
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);

	gp_buf_puts(&trap->what, notice);
	gp_buf_puts(&trap->why,
		    strcmp(key, "perf.testbed")
			    ? "it is ignored: the file is everybody's"
			    : "it is ignored: it would give every machine "
			      "one name, and mix their results");
	gp_buf_printf(&file, "%s/.gitperf", work_tree);
	gp_buf_puts(&trap->next, "git config --file ");
	gp_shell_quote(&trap->next, gp_buf_str(&file));
	gp_buf_puts(&trap->next, " --unset-all ");
	gp_shell_quote(&trap->next, key);
	gp_buf_clear(&file);
}

enum gp_err gp_check_gitperf(struct gp_diagnosis *look)
{
	const struct gp_notices *notices = look->of->config;
	const char *work_tree = gp_repo_work_tree(look->of->repo);
	struct gp_buf key = GP_BUF_INIT;

	for (size_t i = 0; work_tree && i < notices->n; i++) {
		gp_buf_reset(&key);
		if (find_local_key(&key, notices->items[i]))
			tell_key(look, notices->items[i], gp_buf_str(&key),
				 work_tree);
	}
	gp_buf_clear(&key);
	return GP_OK;
}
