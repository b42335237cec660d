/*
 * Runs the git program, which transports notes with the user's credentials,
 * proxies and configuration, and reports its errors in its own words.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "git_run.h"

/* ---- arguments ---- */

void gp_argv_add(struct gp_argv *argv, const char *fmt, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, fmt);
	if (vasprintf(&text, fmt, args) < 0)
		abort();
	va_end(args);
	argv->items = gp_grow(argv->items, argv->n + 1, &argv->cap,
			      sizeof(*argv->items));
	argv->items[argv->n++] = text;
	argv->items[argv->n] = NULL;
}

void gp_argv_clear(struct gp_argv *argv)
{
	for (size_t i = 0; i < argv->n; i++)
		free(argv->items[i]);
	free(argv->items);
	memset(argv, 0, sizeof(*argv));
}

/*
 * git refuses refspecs for a remote that is a mirror, so that setting is
 * overridden. A remote's name may contain "=", at the first of which -c would
 * end the key; --config-env splits at the last one.
 */
#define NO_MIRROR "GIT_PERF_NO_MIRROR"

void gp_argv_begin(struct gp_argv *argv, const struct gp_remote *remote,
		   const char *command)
{
	gp_argv_add(argv, "git");
	gp_argv_add(argv, "-c");
	gp_argv_add(argv, "fetch.writeCommitGraph=false");
	if (remote && remote->configured)
		gp_argv_add(argv, "--config-env=remote.%s.mirror=" NO_MIRROR,
			    gp_buf_str(&remote->name));
	gp_argv_add(argv, "%s", command);
	gp_argv_add(argv, "-q");
}

void gp_argv_add_fetch_options(struct gp_argv *argv)
{
	gp_argv_add(argv, "--no-tags");
	gp_argv_add(argv, "--no-write-fetch-head");
	gp_argv_add(argv, "--no-recurse-submodules");
	gp_argv_add(argv, "--no-auto-maintenance");
}

/* ---- running it ---- */

void gp_git_output_clear(struct gp_git_output *git)
{
	gp_buf_clear(&git->out);
	gp_buf_clear(&git->err);
}

enum gp_err gp_git_run(struct gp_git_output *git, const struct gp_argv *argv,
		       const struct gp_process *how)
{
	struct gp_process process = { 0 };
	struct gp_argv env = { 0 };
	enum gp_err err;

	if (how)
		process = *how;
	/* If our pre-push hook runs all the same, it sees this and exits. */
	gp_argv_add(&env, "GIT_PERF_SKIP=1");
	gp_argv_add(&env, "LC_ALL=C");
	gp_argv_add(&env, NO_MIRROR "=false");
	for (const char *const *e = process.env; e && *e; e++)
		gp_argv_add(&env, "%s", *e);
	process.argv = (const char *const *)argv->items;
	process.env = (const char *const *)env.items;
	err = gp_process_run_err(&git->out, &git->err, &git->status, &process);
	gp_argv_clear(&env);
	return err;
}

/* git's last line if ssh, curl or a proxy has already said why it failed. */
static bool is_echo(struct gp_span line)
{
	return gp_span_starts(line, "fatal: Could not read from remote") ||
	       gp_span_starts(line, "fatal: the remote end hung up");
}

/* The line before such a line. */
static struct gp_span before_echo(struct gp_span text)
{
	struct gp_span line, last = { 0 };

	while (gp_span_line(&line, &text)) {
		if (is_echo(line))
			return last;
		if (gp_span_trim(line).len)
			last = gp_span_trim(line);
	}
	return (struct gp_span){ 0 };
}

/* The line with the reason: git's, else the remote's, without its prefix. */
static struct gp_span reason_line(struct gp_span text)
{
	static const char *const prefixes[] = { "fatal: ", "error: ",
						"remote: " };
	struct gp_span rest = text, line, best = { 0 };
	size_t rank = 3;

	while (gp_span_line(&line, &rest))
		for (size_t i = 0; i < rank && !is_echo(line); i++)
			if (gp_span_starts(line, prefixes[i])) {
				best = gp_span_sub(line, strlen(prefixes[i]),
						   line.len);
				rank = i;
			}
	if (!best.len)
		best = before_echo(text);
	return best.len ? best : gp_span_trim(text);
}

struct gp_span gp_git_output_reason(const struct gp_git_output *git)
{
	struct gp_span reason = reason_line(gp_buf_view(&git->err));

	return gp_span_sub(reason, 0, reason.len > 300 ? 300 : reason.len);
}

enum gp_err gp_git_output_fail(const struct gp_git_output *git,
			       const char *what, const char *name)
{
	struct gp_span reason = gp_git_output_reason(git);

	if (!reason.len)
		return gp_fail(GP_EGIT, "cannot %s %s: git ended with %d", what,
			       name, git->status);
	return gp_fail(GP_EGIT, "cannot %s %s: %.*s", what, name,
		       (int)reason.len, reason.data);
}

bool gp_git_output_lacks_ref(const struct gp_git_output *git)
{
	return git->status &&
	       strstr(gp_buf_str(&git->err), "couldn't find remote ref");
}
