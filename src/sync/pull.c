/*
 * Fetches and merges results, and reports what is pending without contacting
 * the remote.
 */
#include <string.h>

#include "bundle.h"
#include "tracking.h"
#include "transport.h"

static enum gp_err pull_untrusted(struct gp_pulled *out,
				  const struct gp_remote *remote,
				  struct gp_repo *repo,
				  const struct gp_sync *sync)
{
	struct gp_untrusted_added taken = { 0 };
	enum gp_err err =
		gp_tracking_import(&taken, remote, repo, sync->durable);

	out->notes = taken.notes;
	out->untrusted = taken.runs;
	out->left_out = taken.left_out;
	return err;
}

/* More notes are not read again, to count what is in them. */
#define MOST_COUNTED 2000

/* Counts what `now` has and the notes before did not have. */
static enum gp_err count_pulled(struct gp_pulled *out, struct gp_repo *repo,
				const struct gp_oid *now,
				const struct gp_refs *before)
{
	struct gp_unshared new = { 0 };
	enum gp_err err;

	if (!out->notes || out->notes > MOST_COUNTED)
		return GP_OK;
	err = gp_notes_unshared(repo, &new, now,
				before->n ? &before->items[0].commit : NULL,
				before->n);
	if (!err)
		out->entries = new.entries;
	gp_unshared_clear(&new);
	return err;
}

static enum gp_err pull_merge(struct gp_pulled *out, struct gp_remote *remote,
			      struct gp_repo *repo, const struct gp_sync *sync)
{
	const struct gp_tracking_merge_options how = { .durable =
							       sync->durable };
	struct gp_merge_result united;
	struct gp_refs before;
	enum gp_err err;

	if ((err = gp_repo_refs(repo, &before, GP_NOTES_REF)))
		return err;
	if (!(err = gp_tracking_merge(&united, remote, repo, &how))) {
		out->notes = united.notes;
		err = count_pulled(out, repo, &united.commit, &before);
	}
	gp_refs_clear(&before);
	return err;
}

static enum gp_err pull_refs(struct gp_pulled *out, struct gp_remote *remote,
			     struct gp_repo *repo, const struct gp_sync *sync)
{
	const struct gp_ref *inbox;
	enum gp_err err;

	if ((err = gp_transport_fetch(remote, repo, sync)))
		return err;
	out->any = remote->seen.n > 0;
	if (out->any) {
		err = sync->untrusted ? pull_untrusted(out, remote, repo, sync)
				      : pull_merge(out, remote, repo, sync);
		if (err)
			return err;
	}
	out->inboxes = gp_remote_inboxes(remote, &inbox);
	for (size_t i = 0; i < remote->skipped.n; i++)
		gp_notices_add(&out->notices, "%s", remote->skipped.items[i]);
	if (remote->ref_unreadable)
		return gp_fail(GP_EGIT, "%s: %s", gp_buf_str(&remote->label),
			       gp_buf_str(&remote->why));
	return GP_OK;
}

enum gp_err gp_sync_pull(struct gp_repo *repo, struct gp_pulled *out,
			 const struct gp_sync *sync)
{
	struct gp_remote remote = { .configured = false };
	struct gp_buf path = GP_BUF_INIT;
	const char *name = sync->remote;
	enum gp_err err = GP_OK;

	memset(out, 0, sizeof(*out));
	if (sync->bundle) {
		err = gp_bundle_check(sync->bundle);
		gp_bundle_path(&path, sync->bundle);
		name = gp_buf_str(&path);
	}
	if (!err)
		err = gp_remote_find(&remote, repo, name, GP_SYNC_PULL);
	if (!err)
		err = pull_refs(out, &remote, repo, sync);
	if (!err && !sync->untrusted)
		gp_remote_drop_part(&remote, repo);
	if (sync->bundle || sync->untrusted)
		gp_remote_forget(&remote, repo);
	gp_buf_puts(&out->remote,
		    sync->bundle ? sync->bundle : gp_buf_str(&remote.name));
	gp_remote_clear(&remote);
	gp_buf_clear(&path);
	return err;
}

/* ---- without contacting the remote ---- */

static enum gp_err count_pending(struct gp_pending *out,
				 struct gp_remote *remote, struct gp_repo *repo)
{
	struct gp_unshared ahead = { 0 };
	const struct gp_ref *inbox;
	struct gp_refs local;
	enum gp_err err;

	gp_buf_puts(&out->remote, gp_buf_str(&remote->name));
	out->synced_s = gp_remote_time(remote, repo, GP_REMOTE_SYNCED);
	out->synced = remote->seen.n || out->synced_s;
	out->part = gp_remote_is_part(remote);
	if ((err = gp_repo_refs(repo, &local, GP_NOTES_REF)))
		return err;
	if (local.n)
		err = gp_tracking_unshared(&ahead, remote, repo,
					   &local.items[0].commit);
	out->entries = ahead.entries;
	out->notes = ahead.n_objects;
	out->inboxes = gp_remote_inboxes(remote, &inbox);
	gp_tracking_add_notices(&out->notices, remote);
	gp_unshared_clear(&ahead);
	gp_refs_clear(&local);
	return err;
}

enum gp_err gp_sync_pending(struct gp_repo *repo, struct gp_pending *out,
			    const char *name)
{
	struct gp_remote remote;
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	err = gp_remote_find(&remote, repo, name, GP_SYNC_PUSH);
	if (!err)
		err = count_pending(out, &remote, repo);
	else if (err == GP_ENOTFOUND && !name) {
		gp_error_clear();
		err = GP_OK;
	}
	gp_remote_clear(&remote);
	return err;
}
