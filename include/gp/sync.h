#ifndef GP_SYNC_H
#define GP_SYNC_H

#include "gp/merge.h"
#include "gp/transfer.h"

/**
 * @file
 * Notes and remotes. The git program carries them, with the credentials,
 * proxies and hooks that the user has; what was fetched stays in tracking
 * refs, refs/notes/remotes/<remote>/perf, and joins ours by set union.
 */

#define GP_INBOX_REF "refs/notes/perf-inbox/"

/** Where to, and how. Zero-initialised but for what is wanted. */
struct gp_sync {
	const char *remote; /**< A remote's name, a URL or a path; NULL: as git
				 chooses: see gp_sync_push(). */
	const char *bundle; /**< A file that goes there instead; or NULL. */
	bool untrusted;     /**< Pull: measurements only, in no baseline. */
	bool dry_run;       /**< Asks and moves nothing, here or there. */
	bool durable;
	bool progress; /**< stderr is a terminal: git may write to it. */
};

/**
 * Shares what is recorded: everything that `remote` lacks is there afterwards.
 * Never forces, and asks at most twice. Without a name: branch.<name>.
 * pushRemote, remote.pushDefault, branch.<name>.remote, the only remote,
 * origin. Refs there that cannot be read stay as they are. GP_EGIT with git's
 * own words; GP_ENOTFOUND without a remote. With a bundle nobody is asked, and
 * no remote is needed: then it has all.
 */
GP_CHECK enum gp_err gp_sync_push(struct gp_repo *repo, struct gp_pushed *out,
				  const struct gp_sync *sync);

/**
 * Takes what `remote` has into the notes here. As git pull chooses it. With
 * a bundle it is that file; GP_EPARSE where it is no bundle. What is untrusted
 * is taken as gp_notes_add_untrusted() does, and the source is not remembered.
 * GP_EGIT where its refs/notes/perf cannot be read; inboxes that can are taken
 * all the same.
 */
GP_CHECK enum gp_err gp_sync_pull(struct gp_repo *repo, struct gp_pulled *out,
				  const struct gp_sync *sync);

/** Reads tracking refs only; a repository without a remote is no failure. */
GP_CHECK enum gp_err gp_sync_pending(struct gp_repo *repo,
				     struct gp_pending *out,
				     const char *remote);

#endif /* GP_SYNC_H */
