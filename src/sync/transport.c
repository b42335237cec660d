/*
 * Fetches and pushes notes. The options given to git override everything in
 * the configuration that could interfere: no hooks, no tags, no submodules, and
 * none of the configured refspecs, because a forced one would overwrite notes
 * that are not pushed yet.
 */
#include <string.h>

#include "tracking.h"
#include "transport.h"

static enum gp_err run_git(struct gp_git_output *git,
			   const struct gp_argv *argv, const char *waiting)
{
	return gp_git_run(git, argv,
			  &(struct gp_process){ .waiting = waiting });
}

/* ---- fetch ---- */

/* What to fetch. */
enum fetch_part { REF = 1, INBOXES = 2 };

static void add_fetch_arguments(struct gp_argv *argv,
				const struct gp_remote *remote, unsigned parts)
{
	static const char *const options[] = {
		"--refmap=",
		"--no-filter",
		"--prune",
		"--atomic",
	};

	gp_argv_begin(argv, remote, "fetch");
	gp_argv_add_fetch_options(argv);
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		gp_argv_add(argv, "%s", options[i]);
	gp_argv_add(argv, "--");
	gp_argv_add(argv, "%s", gp_buf_str(&remote->name));
	if (parts & REF)
		gp_argv_add(argv, "+%s:%s", GP_NOTES_REF,
			    gp_buf_str(&remote->ref));
	if (parts & INBOXES)
		gp_argv_add(argv, "+%s*:%s*", GP_INBOX_REF,
			    gp_buf_str(&remote->inbox));
}

static enum gp_err fetch_refs(struct gp_git_output *git,
			      const struct gp_remote *remote,
			      const struct gp_sync *sync, unsigned parts)
{
	struct gp_argv argv = { 0 };
	enum gp_err err;

	gp_buf_reset(&git->err);
	add_fetch_arguments(&argv, remote, parts);
	err = run_git(git, &argv, sync->progress ? "fetching results" : NULL);
	gp_argv_clear(&argv);
	return err;
}

/* If not, fetching less cannot help either, and may take minutes. */
static bool reached_remote(const struct gp_git_output *git)
{
	const char *said = gp_buf_str(&git->err);

	return !strstr(said, "Could not read from remote") &&
	       !strstr(said, "unable to access");
}

/*
 * A damaged object on the remote, or a ref name that no file can have here,
 * fails the fetch as a whole. The ref alone or the inboxes alone may succeed;
 * `git` keeps the errors of the first fetch, and gets the new status.
 */
static enum gp_err fetch_separately(struct gp_git_output *git,
				    struct gp_remote *remote, unsigned *parts,
				    const struct gp_sync *sync)
{
	struct gp_git_output one = { .status = 0 };
	enum gp_err err;

	for (*parts = REF; *parts <= INBOXES; ++*parts) {
		if ((err = fetch_refs(&one, remote, sync, *parts)) ||
		    !one.status)
			break;
	}
	if (!err)
		git->status = one.status;
	gp_git_output_clear(&one);
	return err;
}

static void report_separate(struct gp_remote *remote,
			    const struct gp_git_output *git, unsigned parts)
{
	struct gp_buf why = GP_BUF_INIT;

	gp_buf_span(&why, gp_git_output_reason(git));
	if (parts == INBOXES)
		gp_tracking_skip_ref(remote, gp_buf_str(&why));
	else
		gp_notices_add(&remote->skipped,
			       GP_INBOX_REF "* of %s: %s: skipped",
			       gp_buf_str(&remote->name), gp_buf_str(&why));
	gp_buf_clear(&why);
}

enum gp_err gp_transport_fetch(struct gp_remote *remote, struct gp_repo *repo,
			       const struct gp_sync *sync)
{
	static const struct gp_oid none = { .size = 0 };
	struct gp_git_output git = { .status = 0 };
	unsigned parts = REF | INBOXES;
	enum gp_err err;

	err = fetch_refs(&git, remote, sync, parts);
	if (!err && gp_git_output_lacks_ref(&git)) {
		err = fetch_refs(&git, remote, sync, INBOXES);
		if (!err && !git.status)
			gp_remote_set_ref(repo, gp_buf_str(&remote->ref),
					  &none);
	} else if (!err && git.status && !sync->bundle &&
		   reached_remote(&git)) {
		err = fetch_separately(&git, remote, &parts, sync);
	}
	if (!err && git.status)
		err = gp_git_output_fail(&git, "fetch from",
					 gp_buf_str(&remote->name));
	if (!err && !(err = gp_remote_read_refs(remote, repo))) {
		bool all = parts == (REF | INBOXES);

		gp_remote_set_time(remote, repo,
				   all ? GP_REMOTE_FETCHED : GP_REMOTE_SYNCED);
		if (!all)
			report_separate(remote, &git, parts);
	}
	gp_git_output_clear(&git);
	return err;
}

/* ---- push ---- */

static void add_arguments(struct gp_argv *argv, const struct gp_argv *more)
{
	for (size_t i = 0; more && i < more->n; i++)
		gp_argv_add(argv, "%s", more->items[i]);
}

void gp_push_answer_clear(struct gp_push_answer *answer)
{
	gp_buf_clear(&answer->reason);
	memset(answer, 0, sizeof(*answer));
}

/*
 * "!<TAB>from:to<TAB>[rejected] (fetch first)": the remote answered, and
 * refused this ref.
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

static enum gp_err read_answer(struct gp_push_answer *out,
			       const struct gp_git_output *git,
			       const struct gp_remote *remote)
{
	out->done = !git->status;
	if (out->done || find_refusal(&out->reason, gp_buf_view(&git->out)))
		return GP_OK;
	out->no_atomic =
		strstr(gp_buf_str(&git->err), "not support --atomic") != NULL;
	return out->no_atomic ? GP_OK
			      : gp_git_output_fail(git, "push to",
						   gp_buf_str(&remote->name));
}

enum gp_err gp_transport_push(struct gp_push_answer *out,
			      const struct gp_remote *remote,
			      const struct gp_sync *sync,
			      const struct gp_argv *options,
			      const struct gp_argv *refspecs)
{
	struct gp_git_output git = { .status = 0 };
	struct gp_argv argv = { 0 };
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	gp_argv_begin(&argv, remote, "push");
	gp_argv_add(&argv, "--porcelain");
	gp_argv_add(&argv, "--no-verify");
	gp_argv_add(&argv, "--no-follow-tags");
	gp_argv_add(&argv, "--recurse-submodules=no");
	add_arguments(&argv, options);
	gp_argv_add(&argv, "--");
	gp_argv_add(&argv, "%s", gp_buf_str(&remote->name));
	add_arguments(&argv, refspecs);
	err = run_git(&git, &argv, sync->progress ? "pushing results" : NULL);
	if (!err)
		err = read_answer(out, &git, remote);
	gp_argv_clear(&argv);
	gp_git_output_clear(&git);
	return err;
}
