/*
 * Whether the remote was ever asked for its results: a fresh clone has none of
 * them.
 */
#include "gp/remotes.h"

#include "remote.h"

enum asked { ASKED_UNKNOWN, ASKED_NEVER, ASKED_BEFORE };

/*
 * A push that found the remote's ref in its way went to an inbox, which tells
 * nothing of what else the remote has.
 */
static bool was_fetched(const struct gp_remote *remote, struct gp_repo *repo)
{
	return remote->has_ref || remote->part.size ||
	       gp_remote_time(remote, repo, GP_REMOTE_FETCHED) ||
	       (!remote->seen.n &&
		gp_remote_time(remote, repo, GP_REMOTE_SYNCED));
}

/* Appends the name if it was never asked. NULL is the default remote. */
static enum asked was_asked(struct gp_buf *out, struct gp_repo *repo,
			    const char *name)
{
	enum asked asked = ASKED_UNKNOWN;
	struct gp_remote remote;

	if (gp_remote_find(&remote, repo, name, GP_SYNC_PULL)) {
		gp_error_clear();
	} else if (was_fetched(&remote, repo)) {
		asked = ASKED_BEFORE;
	} else {
		asked = ASKED_NEVER;
		gp_buf_puts(out, gp_buf_str(&remote.name));
	}
	gp_remote_clear(&remote);
	return asked;
}

/* Of several remotes without a default, the first one represents all. */
static void ask_each(struct gp_buf *out, struct gp_repo *repo)
{
	struct gp_remotes remotes = { 0 };
	size_t start = out->len, first = start;

	gp_remotes_load(&remotes, repo);
	for (size_t i = 0; i < remotes.n; i++) {
		if (was_asked(out, repo, remotes.items[i]) == ASKED_BEFORE) {
			first = start;
			break;
		}
		first = i ? first : out->len;
		gp_buf_cut(out, first);
	}
	gp_buf_cut(out, first);
	gp_remotes_clear(&remotes);
}

void gp_sync_unasked(struct gp_repo *repo, struct gp_buf *out)
{
	if (was_asked(out, repo, NULL) == ASKED_UNKNOWN)
		ask_each(out, repo);
}
