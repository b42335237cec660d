/*
 * Pushes results.
 *
 *	fetch -> merge -> push the ref and delete the inboxes merged, atomically
 *	                  -> another push was faster: push an inbox of our own
 *
 * A push that loses the race does not try again. The name of an inbox is
 * unique, so the remote does not refuse it, and the next push of anybody merges
 * it into refs/notes/perf.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gp/mem.h"

#include "bundle.h"
#include "tracking.h"
#include "transport.h"

/* Seconds for which tracking refs are trusted without a new fetch. */
#define FRESH_S 60

struct pushing {
	struct gp_repo *repo;
	const struct gp_sync *sync;
	struct gp_pushed *out;
	struct gp_remote remote;
	struct gp_oid local; /* size 0: nothing is recorded */
	struct gp_unshared ahead;
};

/* ---- what is not pushed yet ---- */

static enum gp_err find_local_notes(struct pushing *p)
{
	struct gp_refs refs;
	enum gp_err err;

	if ((err = gp_repo_refs(p->repo, &refs, GP_NOTES_REF)))
		return err;
	if (refs.n)
		p->local = refs.items[0].commit;
	gp_refs_clear(&refs);
	return GP_OK;
}

static enum gp_err count_unshared(struct pushing *p)
{
	gp_unshared_clear(&p->ahead);
	return gp_tracking_unshared(&p->ahead, &p->remote, p->repo, &p->local);
}

static void set_pushed(struct pushing *p, enum gp_pushed_way way,
		       const char *ref)
{
	p->out->way = way;
	gp_buf_reset(&p->out->ref);
	gp_buf_puts(&p->out->ref, ref);
}

/* ---- one push ---- */

/* Pushes one commit to one ref. */
static enum gp_err push_one(struct gp_push_answer *answer, struct pushing *p,
			    const struct gp_oid *commit, const char *ref)
{
	struct gp_argv refspecs = { 0 };
	char hex[GP_OID_HEX];
	enum gp_err err;

	gp_argv_add(&refspecs, "%s:%s", gp_oid_hex(commit, hex), ref);
	err = gp_transport_push(answer, &p->remote, p->sync, NULL, &refspecs);
	gp_argv_clear(&refspecs);
	return err;
}

/* ---- an inbox ---- */

static enum gp_err push_inbox_as(struct gp_push_answer *answer,
				 struct pushing *p, const struct gp_oid *commit,
				 const char *id)
{
	struct gp_buf there = GP_BUF_INIT, here = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&there, "%s%s", GP_INBOX_REF, id);
	gp_buf_printf(&here, "%s%s", gp_buf_str(&p->remote.inbox), id);
	err = push_one(answer, p, commit, gp_buf_str(&there));
	if (!err && answer->done) {
		gp_remote_set_ref(p->repo, gp_buf_str(&here), commit);
		gp_remote_set_time(&p->remote, p->repo, GP_REMOTE_SYNCED);
		set_pushed(p, GP_PUSHED_INBOX, gp_buf_str(&there));
	}
	gp_buf_clear(&there);
	gp_buf_clear(&here);
	return err;
}

/*
 * A push that was killed left a lock on the remote. One in the same second has
 * the same commit, so its inbox needs another name.
 */
static bool is_locked(const struct gp_push_answer *answer)
{
	const char *reason = gp_buf_str(&answer->reason);

	return !answer->done && (strstr(reason, "failed to update ref") ||
				 strstr(reason, "lock"));
}

/* Pushes only what the remote lacks, as a commit without parents. */
static enum gp_err push_inbox(struct pushing *p)
{
	struct gp_push_answer answer = { 0 };
	struct gp_buf id = GP_BUF_INIT;
	char hex[GP_OID_HEX];
	struct gp_oid commit;
	enum gp_err err;

	if (!p->ahead.n_objects)
		return GP_OK;
	if ((err = gp_notes_extract(p->repo, &commit, &p->local, &p->ahead)))
		return err;
	gp_buf_puts(&id, gp_oid_hex(&commit, hex));
	err = push_inbox_as(&answer, p, &commit, gp_buf_str(&id));
	if (!err && is_locked(&answer)) {
		gp_push_answer_clear(&answer);
		gp_buf_printf(&id, "-%ld", (long)getpid());
		err = push_inbox_as(&answer, p, &commit, gp_buf_str(&id));
	}
	if (!err && !answer.done)
		err = gp_fail(GP_EGIT, "%s refused %s%s: %s",
			      gp_buf_str(&p->remote.name), GP_INBOX_REF,
			      gp_buf_str(&id), gp_buf_str(&answer.reason));
	gp_push_answer_clear(&answer);
	gp_buf_clear(&id);
	return err;
}

/* ---- a bundle ---- */

static enum gp_err push_bundle(struct pushing *p)
{
	struct gp_oid commit;
	enum gp_err err;

	if (!p->ahead.n_objects)
		return GP_OK;
	if ((err = gp_notes_extract(p->repo, &commit, &p->local, &p->ahead)) ||
	    (err = gp_bundle_write(p->repo, p->sync, &commit)))
		return err;
	set_pushed(p, GP_PUSHED_BUNDLE, "");
	return GP_OK;
}

/* ---- a remote that was never fetched from ---- */

/*
 * Nothing is fetched, because a fresh clone in CI would load all results to
 * add one. A remote without results accepts the notes as its ref; any other
 * gets an inbox.
 */
static enum gp_err push_unknown(struct pushing *p)
{
	struct gp_push_answer answer = { 0 };
	enum gp_err err;

	if (!p->local.size)
		return GP_OK;
	err = push_one(&answer, p, &p->local, GP_NOTES_REF);
	if (!err && answer.done) {
		gp_remote_set_ref(p->repo, gp_buf_str(&p->remote.ref),
				  &p->local);
		gp_remote_set_time(&p->remote, p->repo, GP_REMOTE_SYNCED);
		set_pushed(p, GP_PUSHED_REF, GP_NOTES_REF);
	} else if (!err) {
		err = push_inbox(p);
	}
	gp_push_answer_clear(&answer);
	return err;
}

/* ---- a remote that was fetched from ---- */

/*
 * Pushes the ref and deletes the inboxes merged into it, unless an inbox has
 * changed since it was fetched.
 */
static enum gp_err push_with_inboxes(struct gp_push_answer *answer,
				     struct pushing *p,
				     const struct gp_oid *commit)
{
	struct gp_argv options = { 0 }, refspecs = { 0 };
	const struct gp_ref *inbox;
	size_t n = gp_remote_inboxes(&p->remote, &inbox);
	size_t skip = p->remote.inbox.len;
	char hex[GP_OID_HEX];
	enum gp_err err;

	gp_argv_add(&options, "--atomic");
	gp_argv_add(&refspecs, "%s:%s", gp_oid_hex(commit, hex), GP_NOTES_REF);
	for (size_t i = 0; i < n; i++) {
		const char *id = inbox[i].name + skip;

		gp_argv_add(&options, "--force-with-lease=%s%s:%s",
			    GP_INBOX_REF, id,
			    gp_oid_hex(&inbox[i].commit, hex));
		gp_argv_add(&refspecs, ":%s%s", GP_INBOX_REF, id);
	}
	err = gp_transport_push(answer, &p->remote, p->sync, &options,
				&refspecs);
	gp_argv_clear(&options);
	gp_argv_clear(&refspecs);
	return err;
}

/* Deletes the merged inboxes one by one; one that is refused stays. */
static void delete_inboxes(struct pushing *p)
{
	const struct gp_ref *inbox;
	size_t n = gp_remote_inboxes(&p->remote, &inbox);
	char hex[GP_OID_HEX];

	for (size_t i = 0; i < n; i++) {
		const char *id = inbox[i].name + p->remote.inbox.len;
		struct gp_argv option = { 0 }, refspec = { 0 };
		struct gp_push_answer answer = { 0 };

		gp_argv_add(&option, "--force-with-lease=%s%s:%s", GP_INBOX_REF,
			    id, gp_oid_hex(&inbox[i].commit, hex));
		gp_argv_add(&refspec, ":%s%s", GP_INBOX_REF, id);
		if (gp_transport_push(&answer, &p->remote, p->sync, &option,
				      &refspec))
			gp_error_clear();
		p->out->folded += answer.done;
		gp_push_answer_clear(&answer);
		gp_argv_clear(&option);
		gp_argv_clear(&refspec);
	}
}

static enum gp_err push_ref(struct gp_push_answer *answer, struct pushing *p,
			    const struct gp_oid *commit)
{
	const struct gp_ref *inbox;
	size_t n = gp_remote_inboxes(&p->remote, &inbox);
	enum gp_err err;

	if (!n)
		return push_one(answer, p, commit, GP_NOTES_REF);
	if ((err = push_with_inboxes(answer, p, commit)))
		return err;
	if (answer->done)
		p->out->folded = n;
	if (!answer->no_atomic)
		return GP_OK;
	gp_push_answer_clear(answer);
	err = push_one(answer, p, commit, GP_NOTES_REF);
	if (!err && answer->done)
		delete_inboxes(p);
	return err;
}

/* Sets the tracking refs as a fetch would now. */
static void remember_pushed(struct pushing *p, const struct gp_oid *commit)
{
	static const struct gp_oid none = { .size = 0 };
	const struct gp_ref *inbox;
	size_t n = gp_remote_inboxes(&p->remote, &inbox);

	gp_remote_set_ref(p->repo, gp_buf_str(&p->remote.ref), commit);
	for (size_t i = 0; i < n; i++)
		gp_remote_set_ref(p->repo, inbox[i].name, &none);
	gp_remote_set_time(&p->remote, p->repo, GP_REMOTE_FETCHED);
}

static bool is_on_remote(const struct pushing *p, const struct gp_oid *commit)
{
	return p->remote.seen.n == 1 && p->remote.has_ref &&
	       gp_oid_same(&p->remote.seen.items[0].commit, commit);
}

/* Right after a fetch another one cannot prevent a race either. */
static enum gp_err fetch_unless_fresh(struct pushing *p)
{
	int64_t age = time(NULL) -
		      gp_remote_time(&p->remote, p->repo, GP_REMOTE_FETCHED);
	enum gp_err err;

	if (age >= 0 && age < FRESH_S && p->ahead.entries.total)
		return GP_OK;
	if ((err = gp_transport_fetch(&p->remote, p->repo, p->sync)) ||
	    (err = find_local_notes(p)))
		return err;
	return count_unshared(p);
}

static enum gp_err merge_tracking(struct gp_merge_result *out,
				  struct pushing *p, bool fold)
{
	const struct gp_tracking_merge_options how = {
		.on_top = true, .fold = fold, .durable = p->sync->durable
	};
	enum gp_err err = gp_tracking_merge(out, &p->remote, p->repo, &how);

	if (!err)
		p->local = out->commit;
	return err;
}

/*
 * The horizon is new to the remote: the history of its ref is replaced, if the
 * ref has not moved and the remote allows it. Otherwise the horizon is pushed
 * like any other entry, and only the space is not freed.
 */
static enum gp_err push_replaced(struct gp_push_answer *answer,
				 struct pushing *p,
				 struct gp_merge_result *united)
{
	struct gp_argv options = { 0 }, refspecs = { 0 };
	char hex[GP_OID_HEX];
	enum gp_err err;

	gp_argv_add(&options, "--force-with-lease=%s:%s", GP_NOTES_REF,
		    gp_oid_hex(&p->remote.seen.items[0].commit, hex));
	gp_argv_add(&refspecs, "%s:%s", gp_oid_hex(&united->commit, hex),
		    GP_NOTES_REF);
	err = gp_transport_push(answer, &p->remote, p->sync, &options,
				&refspecs);
	gp_argv_clear(&options);
	gp_argv_clear(&refspecs);
	if (err || answer->done) {
		if (!err)
			delete_inboxes(p);
		return err;
	}
	p->out->not_folded = true;
	gp_push_answer_clear(answer);
	if ((err = merge_tracking(united, p, false)))
		return err;
	return push_ref(answer, p, &united->commit);
}

/* The remote's ref cannot be read, and stays; our results go to an inbox. */
static enum gp_err push_past_unreadable(struct pushing *p)
{
	enum gp_err err = count_unshared(p);

	return err ? err : push_inbox(p);
}

static enum gp_err push_known(struct pushing *p)
{
	struct gp_push_answer answer = { 0 };
	struct gp_merge_result united;
	enum gp_err err;

	if ((err = fetch_unless_fresh(p)) ||
	    (err = merge_tracking(&united, p, true)))
		return err;
	if (p->remote.ref_unreadable)
		return push_past_unreadable(p);
	if (!united.commit.size || is_on_remote(p, &united.commit))
		return GP_OK;
	err = united.folded ? push_replaced(&answer, p, &united)
			    : push_ref(&answer, p, &united.commit);
	if (err)
		goto out;
	if (answer.done) {
		remember_pushed(p, &united.commit);
		set_pushed(p, GP_PUSHED_REF, GP_NOTES_REF);
	} else {
		err = push_inbox(p);
	}
	if (united.folded)
		gp_repo_drop_reflog(p->repo, gp_buf_str(&p->remote.ref));
out:
	gp_push_answer_clear(&answer);
	return err;
}

/* ---- all of it ---- */

static enum gp_err push_notes(struct pushing *p)
{
	enum gp_err err;

	if ((err = find_local_notes(p)) || (err = count_unshared(p)))
		return err;
	if (p->sync->dry_run || (!p->ahead.entries.total && p->remote.has_ref &&
				 p->remote.seen.n == 1))
		return GP_OK;
	if (p->sync->bundle)
		return push_bundle(p);
	/* After a partial pull, the union of all notes is unknown. */
	if (gp_remote_is_part(&p->remote))
		return push_inbox(p);
	return p->remote.seen.n || p->remote.ref_unreadable ? push_known(p)
							    : push_unknown(p);
}

/* Only one side of it is in the ref that is pushed. */
static void warn_of_merge(struct pushing *p)
{
	if (gp_repo_merges_notes(p->repo))
		gp_notices_add(
			&p->out->notices,
			"a git notes merge is not finished: the results "
			"of its other side are not pushed; git notes "
			"merge --abort ends it, and git perf pull merges "
			"both sides");
}

enum gp_err gp_sync_push(struct gp_repo *repo, struct gp_pushed *out,
			 const struct gp_sync *sync)
{
	struct pushing p = { .repo = repo, .sync = sync, .out = out };
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	warn_of_merge(&p);
	err = gp_remote_find(&p.remote, repo, sync->remote, GP_SYNC_PUSH);
	if (err == GP_ENOTFOUND && sync->bundle && !sync->remote) {
		gp_error_clear();
		err = GP_OK;
	}
	if (!err)
		err = push_notes(&p);
	gp_buf_puts(&out->remote, out->way == GP_PUSHED_BUNDLE
					  ? sync->bundle
					  : gp_buf_str(&p.remote.name));
	out->entries = p.ahead.entries;
	out->notes = p.ahead.n_objects;
	gp_tracking_add_notices(&out->notices, &p.remote);
	gp_unshared_clear(&p.ahead);
	gp_remote_clear(&p.remote);
	return err;
}
