/*
 * The git program as the carrier. It is told everything that a configuration
 * could turn into something else: no hooks, no tags, no submodules, and none
 * of the configured refspecs, of which a forced refspec would overwrite
 * what was not pushed yet.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "transport.h"

/* ---- words ---- */

void gp_argv_add(struct gp_argv *words, const char *fmt, ...)
{
	char *word = NULL;
	va_list args;

	va_start(args, fmt);
	if (vasprintf(&word, fmt, args) < 0)
		abort();
	va_end(args);
	words->items = gp_grow(words->items, words->n + 1, &words->cap,
			       sizeof(*words->items));
	words->items[words->n++] = word;
	words->items[words->n] = NULL;
}

void gp_argv_clear(struct gp_argv *words)
{
	for (size_t i = 0; i < words->n; i++)
		free(words->items[i]);
	free(words->items);
	memset(words, 0, sizeof(*words));
}

static void add_all(struct gp_argv *words, const struct gp_argv *more)
{
	for (size_t i = 0; more && i < more->n; i++)
		gp_argv_add(words, "%s", more->items[i]);
}

/*
 * A mirror takes no refspecs. The name may hold what parts a key from its
 * value in -c; --config-env parts at the last one.
 */
#define NO_MIRROR "GIT_PERF_NO_MIRROR"

void gp_argv_begin(struct gp_argv *words, const struct gp_remote *remote,
		   const char *command)
{
	gp_argv_add(words, "git");
	gp_argv_add(words, "-c");
	gp_argv_add(words, "fetch.writeCommitGraph=false");
	if (remote && remote->configured)
		gp_argv_add(words, "--config-env=remote.%s.mirror=" NO_MIRROR,
			    gp_buf_str(&remote->name));
	gp_argv_add(words, "%s", command);
	gp_argv_add(words, "-q");
}

void gp_argv_add_fetch_options(struct gp_argv *words)
{
	gp_argv_add(words, "--no-tags");
	gp_argv_add(words, "--no-write-fetch-head");
	gp_argv_add(words, "--no-recurse-submodules");
	gp_argv_add(words, "--no-auto-maintenance");
}

/* ---- running it ---- */

void gp_git_output_clear(struct gp_git_output *heard)
{
	gp_buf_clear(&heard->out);
	gp_buf_clear(&heard->err);
}

enum gp_err gp_git_run(struct gp_git_output *heard, const struct gp_argv *words,
		       const struct gp_process *how)
{
	struct gp_process process = { 0 };
	struct gp_argv env = { 0 };
	enum gp_err err;

	if (how)
		process = *how;
	/* A pre-push hook of ours that runs all the same sees this. */
	gp_argv_add(&env, "GIT_PERF_SKIP=1");
	gp_argv_add(&env, "LC_ALL=C");
	gp_argv_add(&env, NO_MIRROR "=false");
	for (const char *const *e = process.env; e && *e; e++)
		gp_argv_add(&env, "%s", *e);
	process.argv = (const char *const *)words->items;
	process.env = (const char *const *)env.items;
	err = gp_process_run_err(&heard->out, &heard->err, &heard->status,
				 &process);
	gp_argv_clear(&env);
	return err;
}

static enum gp_err ask(struct gp_git_output *heard, const struct gp_argv *words,
		       const char *waiting)
{
	return gp_git_run(heard, words,
			  &(struct gp_process){ .waiting = waiting });
}

/* What git says last when somebody else has said why: ssh, curl, a proxy. */
static bool is_echo(struct gp_span line)
{
	return gp_span_starts(line, "fatal: Could not read from remote") ||
	       gp_span_starts(line, "fatal: the remote end hung up");
}

/* What stands before such a line. */
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

/* The line that says it: git's, or the remote's, without their prefixes. */
static struct gp_span telling_line(struct gp_span text)
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

enum gp_err gp_git_output_fail(const struct gp_git_output *heard,
			       const char *what, const char *name)
{
	struct gp_span said = telling_line(gp_buf_view(&heard->err));

	if (!said.len)
		return gp_fail(GP_EGIT, "cannot %s %s: git ended with %d", what,
			       name, heard->status);
	if (said.len > 300)
		said.len = 300;
	return gp_fail(GP_EGIT, "cannot %s %s: %.*s", what, name, (int)said.len,
		       said.data);
}

/* ---- fetch ---- */

enum part { REF = 1, INBOXES = 2 };

static void add_fetch(struct gp_argv *words, const struct gp_remote *remote,
		      unsigned parts)
{
	static const char *const options[] = {
		"--refmap=",
		"--no-filter",
		"--prune",
		"--atomic",
	};

	gp_argv_begin(words, remote, "fetch");
	gp_argv_add_fetch_options(words);
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		gp_argv_add(words, "%s", options[i]);
	gp_argv_add(words, "--");
	gp_argv_add(words, "%s", gp_buf_str(&remote->name));
	if (parts & REF)
		gp_argv_add(words, "+%s:%s", GP_NOTES_REF,
			    gp_buf_str(&remote->ref));
	if (parts & INBOXES)
		gp_argv_add(words, "+%s*:%s*", GP_INBOX_REF,
			    gp_buf_str(&remote->inbox));
}

static enum gp_err fetch(struct gp_git_output *heard,
			 const struct gp_remote *remote,
			 const struct gp_sync *sync, unsigned parts)
{
	struct gp_argv words = { 0 };
	enum gp_err err;

	gp_buf_reset(&heard->err);
	add_fetch(&words, remote, parts);
	err = ask(heard, &words, sync->progress ? "fetching results" : NULL);
	gp_argv_clear(&words);
	return err;
}

bool gp_git_output_lacks_ref(const struct gp_git_output *heard)
{
	return heard->status &&
	       strstr(gp_buf_str(&heard->err), "couldn't find remote ref");
}

/* Otherwise asking again for less is in vain, and may take minutes. */
static bool was_reached(const struct gp_git_output *heard)
{
	const char *said = gp_buf_str(&heard->err);

	return !strstr(said, "Could not read from remote") &&
	       !strstr(said, "unable to access");
}

/*
 * Objects that are damaged there, or a name that no file can have here, end
 * a fetch as a whole. The ref or the inboxes may come alone; `heard` is of
 * both.
 */
static enum gp_err fetch_apart(struct gp_git_output *heard,
			       struct gp_remote *remote, unsigned *parts,
			       const struct gp_sync *sync)
{
	struct gp_git_output apart = { .status = 0 };
	enum gp_err err;

	for (*parts = REF; *parts <= INBOXES; ++*parts) {
		if ((err = fetch(&apart, remote, sync, *parts)) ||
		    !apart.status)
			break;
	}
	if (!err)
		heard->status = apart.status;
	gp_git_output_clear(&apart);
	return err;
}

static void tell_apart(struct gp_remote *remote,
		       const struct gp_git_output *heard, unsigned parts)
{
	struct gp_span said = telling_line(gp_buf_view(&heard->err));
	struct gp_buf why = GP_BUF_INIT;

	gp_buf_printf(&why, "%.*s", (int)(said.len > 300 ? 300 : said.len),
		      said.data);
	if (parts == INBOXES)
		gp_tracking_skip_ref(remote, gp_buf_str(&why));
	else
		gp_notices_add(&remote->left,
			       GP_INBOX_REF "* of %s: %s: they "
					    "are left out",
			       gp_buf_str(&remote->name), gp_buf_str(&why));
	gp_buf_clear(&why);
}

enum gp_err gp_transport_fetch(struct gp_remote *remote, struct gp_repo *repo,
			       const struct gp_sync *sync)
{
	static const struct gp_oid none = { .size = 0 };
	struct gp_git_output heard = { .status = 0 };
	unsigned parts = REF | INBOXES;
	enum gp_err err;

	err = fetch(&heard, remote, sync, parts);
	if (!err && gp_git_output_lacks_ref(&heard)) {
		err = fetch(&heard, remote, sync, INBOXES);
		if (!err && !heard.status)
			gp_remote_set_ref(repo, gp_buf_str(&remote->ref),
					  &none);
	} else if (!err && heard.status && !sync->bundle &&
		   was_reached(&heard)) {
		err = fetch_apart(&heard, remote, &parts, sync);
	}
	if (!err && heard.status)
		err = gp_git_output_fail(&heard, "fetch from",
					 gp_buf_str(&remote->name));
	if (!err && !(err = gp_remote_read_refs(remote, repo))) {
		bool all = parts == (REF | INBOXES);

		gp_remote_set_time(remote, repo,
				   all ? GP_REMOTE_FETCHED : GP_REMOTE_SYNCED);
		if (!all)
			tell_apart(remote, &heard, parts);
	}
	gp_git_output_clear(&heard);
	return err;
}

/* ---- push ---- */

void gp_push_answer_clear(struct gp_push_answer *answer)
{
	gp_buf_clear(&answer->reason);
	memset(answer, 0, sizeof(*answer));
}

/*
 * "!<TAB>from:to<TAB>[rejected] (fetch first)": the remote was reached, and
 * said no to this ref.
 */
static bool find_refusal(struct gp_buf *reason, struct gp_span text)
{
	struct gp_span line;

	while (gp_span_line(&line, &text)) {
		const char *tab;

		if (!gp_span_starts(line, "!\t"))
			continue;
		line = gp_span_sub(line, 2, line.len);
		tab = line.len ? memchr(line.data, '\t', line.len) : NULL;
		if (tab)
			line = gp_span_sub(line, (size_t)(tab - line.data) + 1,
					   line.len);
		gp_buf_span(reason, line);
		return true;
	}
	return false;
}

static enum gp_err judge(struct gp_push_answer *out,
			 const struct gp_git_output *heard,
			 const struct gp_remote *remote)
{
	out->done = !heard->status;
	if (out->done || find_refusal(&out->reason, gp_buf_view(&heard->out)))
		return GP_OK;
	out->no_atomic =
		strstr(gp_buf_str(&heard->err), "not support --atomic") != NULL;
	return out->no_atomic ? GP_OK
			      : gp_git_output_fail(heard, "push to",
						   gp_buf_str(&remote->name));
}

enum gp_err gp_transport_push(struct gp_push_answer *out,
			      const struct gp_remote *remote,
			      const struct gp_sync *sync,
			      const struct gp_argv *options,
			      const struct gp_argv *refspecs)
{
	struct gp_git_output heard = { .status = 0 };
	struct gp_argv words = { 0 };
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	gp_argv_begin(&words, remote, "push");
	gp_argv_add(&words, "--porcelain");
	gp_argv_add(&words, "--no-verify");
	gp_argv_add(&words, "--no-follow-tags");
	gp_argv_add(&words, "--recurse-submodules=no");
	add_all(&words, options);
	gp_argv_add(&words, "--");
	gp_argv_add(&words, "%s", gp_buf_str(&remote->name));
	add_all(&words, refspecs);
	err = ask(&heard, &words, sync->progress ? "pushing results" : NULL);
	if (!err)
		err = judge(out, &heard, remote);
	gp_argv_clear(&words);
	gp_git_output_clear(&heard);
	return err;
}

/* ---- bundle ---- */

enum gp_err gp_transport_bundle(const struct gp_sync *sync, const char *file,
				const char *ref)
{
	struct gp_git_output heard = { .status = 0 };
	struct gp_argv words = { 0 };
	enum gp_err err;

	gp_argv_add(&words, "git");
	gp_argv_add(&words, "bundle");
	gp_argv_add(&words, "create");
	gp_argv_add(&words, "-q");
	gp_argv_add(&words, "%s", file);
	gp_argv_add(&words, "%s", ref);
	err = ask(&heard, &words, sync->progress ? "writing the bundle" : NULL);
	if (!err && heard.status)
		err = gp_git_output_fail(&heard, "write", file);
	gp_argv_clear(&words);
	gp_git_output_clear(&heard);
	return err;
}
