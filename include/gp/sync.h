#ifndef GP_SYNC_H
#define GP_SYNC_H

#include "gp/merge.h"
#include "gp/transfer.h"

/**
 * @file
 * Pushes and pulls results. The git program transports the notes, with the
 * user's credentials, proxies and hooks. Fetched notes stay in tracking refs,
 * refs/notes/remotes/<remote>/perf, and are merged into ours by set union.
 */

#define GP_INBOX_REF "refs/notes/perf-inbox/"

/** What to push or pull. All members may be zero. */
struct gp_sync {
	const char *remote; /**< A remote's name, a URL or a path; NULL: the
				 default, see gp_sync_push(). */
	const char *bundle; /**< A file in place of a remote; or NULL. */
	bool untrusted;     /**< Pull: import runs as untrusted ones. */
	bool dry_run;       /**< Contact nobody, and change nothing. */
	bool durable;       /**< Flush to disk. */
	bool progress;      /**< Show progress: stderr is a terminal. */
};

/**
 * Pushes all results that `remote` lacks. Never forces an update of somebody
 * else's results, and contacts the remote at most twice. The default remote is
 * branch.<name>.pushRemote, remote.pushDefault, branch.<name>.remote, the only
 * remote, or origin. Refs of the remote that cannot be read stay as they are.
 * With a bundle no remote is contacted; without any remote, the bundle has all
 * results. GP_EGIT with git's reason; GP_ENOTFOUND without a remote.
 */
GP_CHECK enum gp_err gp_sync_push(struct gp_repo *repo, struct gp_pushed *out,
				  const struct gp_sync *sync);

/**
 * Fetches the results of `remote` and merges them into the notes here. The
 * default remote is the one that git pull would choose. With a bundle, reads
 * that file; GP_EPARSE if it is not a bundle. Untrusted results are imported by
 * gp_notes_add_untrusted(), and nothing is remembered about their source.
 * GP_EGIT if the remote's refs/notes/perf cannot be read; its inboxes are
 * merged nevertheless.
 */
GP_CHECK enum gp_err gp_sync_pull(struct gp_repo *repo, struct gp_pulled *out,
				  const struct gp_sync *sync);

/**
 * Reads tracking refs only. Without a `name`, a repository that has no remote
 * is not an error.
 */
GP_CHECK enum gp_err gp_sync_pending(struct gp_repo *repo,
				     struct gp_pending *out, const char *name);

/**
 * Appends the name of the remote that a pull would fetch from, if it was never
 * asked for its results; nothing if there is no remote, or if it was. Contacts
 * nobody, and never fails: what cannot be read counts as asked.
 */
void gp_sync_unasked(struct gp_repo *repo, struct gp_buf *out);

#endif /* GP_SYNC_H */
