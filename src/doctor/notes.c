/*
 * Traps in the notes ref: what is missing, stuck, damaged, or not shared.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "gp/libgit2.h"
#include "gp/process.h"

#include "doctor.h"
#include "sync/transport.h"

#define LOCK_AGE_S    60
#define SYNC_AGE_S    ((int64_t)7 * 24 * 60 * 60)
#define INBOXES_MANY  100
#define LISTING_BYTES ((size_t)256 << 20)

/* ---- a partial clone without the notes' blobs ---- */

static bool is_partial(const struct gp_diagnosis *look)
{
	for (size_t i = 0; i < look->settings.n; i++) {
		struct gp_span key = gp_span_of(look->settings.items[i].key);

		if (gp_span_eq(key, "extensions.partialclone") ||
		    (gp_span_starts(key, "remote.") &&
		     gp_span_ends(key, ".promisor") &&
		     gp_diagnosis_is_set(look, look->settings.items[i].key)))
			return true;
	}
	return false;
}

/* git marks what it would have to fetch with a question mark. */
static enum gp_err count_missing(size_t *missing)
{
	static const char *const argv[] = { "git",       "rev-list",
					    "--objects", "--missing=print",
					    "--no-walk", GP_NOTES_REF "^{tree}",
					    NULL };
	const struct gp_process git = { .argv = argv,
					.max_bytes = LISTING_BYTES,
					.quiet = true };
	struct gp_buf list = GP_BUF_INIT;
	struct gp_span rest, line;
	enum gp_err err;
	int status;

	*missing = 0;
	err = gp_process_run(&list, &status, &git);
	if (!err && status)
		err = gp_fail(GP_EGIT,
			      "the notes at " GP_NOTES_REF " cannot be listed");
	rest = gp_buf_view(&list);
	while (!err && gp_span_line(&line, &rest))
		*missing += gp_span_starts(line, "?");
	gp_buf_clear(&list);
	return err;
}

static void tell_filtered(struct gp_diagnosis *look, size_t missing)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_ERROR);
	struct gp_remote remote;

	gp_buf_printf(&trap->what,
		      "%zu objects of " GP_NOTES_REF
		      " are not here: a partial clone filtered them out",
		      missing);
	gp_buf_puts(&trap->why, "what is in those notes cannot be read, shown, "
				"or judged with");
	gp_buf_puts(&trap->next, "git fetch --refetch --no-filter --no-tags ");
	if (!gp_remote_find(&remote, look->of->repo, look->of->remote,
			    GP_SYNC_PULL))
		gp_shell_quote(&trap->next, gp_buf_str(&remote.name));
	else
		gp_buf_puts(&trap->next, "<remote>");
	gp_buf_puts(&trap->next, " " GP_NOTES_REF);
	gp_error_clear();
	gp_remote_clear(&remote);
}

enum gp_err gp_check_filtered(struct gp_diagnosis *look)
{
	struct gp_refs refs = { 0 };
	size_t missing = 0;
	enum gp_err err;

	if (!is_partial(look))
		return GP_OK;
	if (!(err = gp_repo_refs(look->of->repo, &refs, GP_NOTES_REF)) &&
	    refs.n)
		err = count_missing(&missing);
	gp_refs_clear(&refs);
	if (!err && missing)
		tell_filtered(look, missing);
	return err;
}

/* ---- a lock that was left behind ---- */

enum gp_err gp_check_lock(struct gp_diagnosis *look)
{
	struct gp_buf path = GP_BUF_INIT;
	struct gp_trap *trap;
	struct stat st;
	int64_t age;

	gp_buf_printf(&path, "%s/" GP_NOTES_REF ".lock",
		      gp_repo_common_dir(look->of->repo));
	age = lstat(gp_buf_str(&path), &st) ? 0 : look->of->now_s - st.st_mtime;
	if (age >= LOCK_AGE_S) {
		trap = gp_trap_new(look, GP_TRAP_ERROR);
		gp_buf_printf(&trap->what, "%s is %" PRId64 " minutes old",
			      gp_buf_str(&path), age / 60);
		gp_buf_puts(&trap->why,
			    "nothing can be recorded while it is there; if no "
			    "git is running, its owner died");
		gp_buf_puts(&trap->next, "rm ");
		gp_shell_quote(&trap->next, gp_buf_str(&path));
	}
	gp_buf_clear(&path);
	return GP_OK;
}

/* ---- damage ---- */

static void ignore(void *ctx, const struct gp_fsck_problem *problem)
{
	(void)ctx;
	(void)problem;
}

enum gp_err gp_check_damage(struct gp_diagnosis *look)
{
	struct gp_fsck_counts counts = { 0 };
	struct gp_trap *trap;
	enum gp_err err;

	if (!look->of->full)
		return GP_OK;
	if ((err = gp_notes_fsck(look->of->repo, &counts, ignore, NULL)) ||
	    !counts.problems)
		return err;
	trap = gp_trap_new(look, counts.damaged ? GP_TRAP_ERROR : GP_TRAP_WARN);
	gp_buf_printf(&trap->what,
		      "%zu things are wrong with the notes, %zu lines damaged",
		      counts.problems, counts.damaged);
	gp_buf_puts(&trap->why, "the results in damaged lines count nowhere");
	gp_buf_puts(&trap->next, counts.damaged ? "git perf fsck --quarantine"
						: "git perf fsck");
	return GP_OK;
}

/* ---- sharing ---- */

static void put_command(struct gp_buf *out, const char *command,
			const struct gp_doctor *of)
{
	gp_buf_printf(out, "git perf %s", command);
	if (of->remote) {
		gp_buf_putc(out, ' ');
		gp_shell_quote(out, of->remote);
	}
}

/* Tracking refs may come without a time: from a copy, or another program. */
static bool is_long_ago(const struct gp_pending *pending, int64_t now_s)
{
	if (!pending->synced_s)
		return !pending->synced;
	return now_s - pending->synced_s > SYNC_AGE_S;
}

enum gp_err gp_check_unsynced(struct gp_diagnosis *look)
{
	const struct gp_doctor *of = look->of;
	const struct gp_pending *pending;
	struct gp_trap *trap;
	enum gp_err err = gp_diagnosis_pending(&pending, look);

	if (!err && pending->remote.len && pending->lines &&
	    is_long_ago(pending, of->now_s)) {
		trap = gp_trap_new(look, GP_TRAP_WARN);
		gp_buf_printf(&trap->what, "%zu run%s not pushed to %s, ",
			      pending->lines, gp_plural(pending->lines),
			      gp_buf_str(&pending->remote));
		if (pending->synced_s)
			gp_buf_printf(&trap->what,
				      "last synced %" PRId64 " days ago",
				      (of->now_s - pending->synced_s) /
					      (24 * 60 * 60));
		else
			gp_buf_puts(&trap->what, "never synced");
		gp_buf_puts(&trap->why, "they are nowhere but here, and what "
					"others measured is not here");
		put_command(&trap->next, "push", of);
	}
	return err;
}

enum gp_err gp_check_inboxes(struct gp_diagnosis *look)
{
	const struct gp_doctor *of = look->of;
	const struct gp_pending *pending;
	struct gp_trap *trap;
	enum gp_err err = gp_diagnosis_pending(&pending, look);

	if (!err && pending->inboxes > INBOXES_MANY) {
		trap = gp_trap_new(look, GP_TRAP_WARN);
		gp_buf_printf(&trap->what,
			      "%zu inboxes of %s were seen and not taken in",
			      pending->inboxes, gp_buf_str(&pending->remote));
		gp_buf_puts(&trap->why, "each makes every fetch and push there "
					"slower");
		put_command(&trap->next, "push", of);
	}
	return err;
}

/* "<ref> of <remote>: why": an inbox can be taken away, the ref is others'. */
static void tell_unreadable(struct gp_diagnosis *look, const char *remote,
			    const char *notice)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);
	struct gp_span all = gp_span_of(notice);
	struct gp_span ref = gp_span_sub(all, 0, gp_span_find(all, " "));
	struct gp_buf name = GP_BUF_INIT;
	bool inbox = gp_span_starts(ref, GP_INBOX_REF);

	gp_buf_span(&name, ref);
	gp_buf_puts(&trap->what, notice);
	gp_buf_puts(&trap->why, "what it was to bring is nowhere else than "
				"where it was recorded");
	gp_buf_puts(&trap->next,
		    inbox ? "git push --no-verify " : "git ls-remote ");
	gp_shell_quote(&trap->next, remote);
	gp_buf_puts(&trap->next, inbox ? " --delete " : " ");
	gp_shell_quote(&trap->next, gp_buf_str(&name));
	if (inbox) {
		gp_buf_puts(&trap->next, " && ");
		put_command(&trap->next, "pull", look->of);
	}
	gp_buf_clear(&name);
}

enum gp_err gp_check_unreadable(struct gp_diagnosis *look)
{
	const struct gp_pending *pending;
	enum gp_err err = gp_diagnosis_pending(&pending, look);

	for (size_t i = 0; !err && i < pending->notices.n; i++)
		tell_unreadable(look, gp_buf_str(&pending->remote),
				pending->notices.items[i]);
	return err;
}

enum gp_err gp_check_part(struct gp_diagnosis *look)
{
	const struct gp_doctor *of = look->of;
	const struct gp_pending *pending;
	struct gp_trap *trap;
	enum gp_err err = gp_diagnosis_pending(&pending, look);

	if (!err && pending->part) {
		trap = gp_trap_new(look, GP_TRAP_NOTE);
		gp_buf_printf(&trap->what,
			      "only a part of the results of %s is here",
			      gp_buf_str(&pending->remote));
		gp_buf_puts(&trap->why,
			    "check has what it takes, up to the number that "
			    "pull --last was given; log, export and detect "
			    "show no more either");
		put_command(&trap->next, "pull", of);
	}
	return err;
}

/* ---- whether the remote lets us ---- */

/* A ref that only we would make; with --dry-run nobody does. */
static enum gp_err try_push(struct gp_buf *reason,
			    const struct gp_remote *remote,
			    const struct gp_diagnosis *look)
{
	const struct gp_sync sync = { .remote = look->of->remote };
	struct gp_argv options = { 0 }, refspecs = { 0 };
	struct gp_answer answer = { 0 };
	char hex[GP_OID_HEX];
	enum gp_err err;

	gp_argv_add(&options, "--dry-run");
	gp_argv_add(&refspecs, "%s:" GP_INBOX_REF "doctor",
		    gp_oid_hex(&look->of->head->oid, hex));
	err = gp_transport_push(&answer, remote, &sync, &options, &refspecs);
	if (err)
		gp_buf_puts(reason, gp_error_message());
	else if (!answer.done)
		gp_buf_puts(reason, gp_buf_str(&answer.reason));
	gp_error_clear();
	gp_answer_clear(&answer);
	gp_argv_clear(&options);
	gp_argv_clear(&refspecs);
	return GP_OK;
}

static void tell_refusal(struct gp_diagnosis *look,
			 const struct gp_remote *remote, const char *reason)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_ERROR);

	gp_buf_printf(&trap->what, "%s does not take a push: %s",
		      gp_buf_str(&remote->name), reason);
	gp_buf_puts(&trap->why, "results stay here, where nobody else sees "
				"them");
	if (remote->configured) {
		gp_buf_puts(&trap->next, "git remote set-url --push ");
		gp_shell_quote(&trap->next, gp_buf_str(&remote->name));
		gp_buf_puts(&trap->next, " <url that you may push to>");
	} else {
		gp_buf_puts(&trap->next, "git perf push <another remote>");
	}
}

enum gp_err gp_check_push(struct gp_diagnosis *look)
{
	struct gp_buf reason = GP_BUF_INIT;
	struct gp_remote remote;
	struct gp_trap *trap;
	enum gp_err err;

	if (!look->of->head)
		return GP_OK;
	err = gp_remote_find(&remote, look->of->repo, look->of->remote,
			     GP_SYNC_PUSH);
	if (err == GP_ENOTFOUND) {
		gp_error_clear();
		trap = gp_trap_new(look, GP_TRAP_WARN);
		gp_buf_puts(&trap->what, "there is no remote to push to");
		gp_buf_puts(&trap->why, "results are nowhere but here");
		gp_buf_puts(&trap->next, "git remote add origin <url>");
		err = GP_OK;
	} else if (!err && !(err = try_push(&reason, &remote, look)) &&
		   reason.len) {
		tell_refusal(look, &remote, gp_buf_str(&reason));
	}
	gp_buf_clear(&reason);
	gp_remote_clear(&remote);
	return err;
}
