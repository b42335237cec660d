#ifndef GP_SYNC_H
#define GP_SYNC_H

#include "gp/merge.h"

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

enum gp_pushed_way {
	GP_PUSHED_NOTHING, /**< The remote had it all. */
	GP_PUSHED_REF,     /**< The remote's refs/notes/perf moved. */
	GP_PUSHED_INBOX,   /**< Somebody else was faster: in a ref of its own,
				which the next push takes in. */
	GP_PUSHED_BUNDLE   /**< A file has what the remote is known to lack. */
};

struct gp_pushed {
	struct gp_buf remote; /**< Its name, URL as it was given, or bundle. */
	enum gp_pushed_way way;
	size_t lines, notes; /**< That the remote lacked. */
	size_t folded;       /**< Inboxes that were taken in. */
	bool not_folded;     /**< The remote keeps the history of its ref. */
	struct gp_buf ref;   /**< What was pushed to; "" for nothing. */
	struct gp_notices notices; /**< Of the remote's refs that were left. */
};
void gp_pushed_clear(struct gp_pushed *pushed);

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

struct gp_pulled {
	struct gp_buf remote;
	bool any;                        /**< The remote has results at all. */
	size_t notes;                    /**< That are new or changed here. */
	size_t inboxes;                  /**< That were read. */
	struct gp_untrusted_added taken; /**< Where the source is untrusted. */
	struct gp_notices notices;       /**< Of those that cannot be read. */

	bool part;          /**< Not all of them came: gp_pull_last(). */
	bool counted;       /**< As the next ones are. */
	size_t measured;    /**< Commits of the baseline that have results. */
	size_t deepened;    /**< Commits by which a shallow clone grew. */
	struct gp_buf base; /**< The branch that was fetched; or "". */
	struct gp_buf trouble; /**< Why history is missing still; or "". */
};
void gp_pulled_clear(struct gp_pulled *pulled);

/**
 * Takes what `remote` has into the notes here. As git pull chooses it. With
 * a bundle it is that file; GP_EPARSE where it is no bundle. What is untrusted
 * is taken as gp_notes_add_untrusted() does, and the source is not remembered.
 * GP_EGIT where its refs/notes/perf cannot be read; inboxes that can are taken
 * all the same.
 */
GP_CHECK enum gp_err gp_sync_pull(struct gp_repo *repo, struct gp_pulled *out,
				  const struct gp_sync *sync);

/** What is known of a remote without asking it. */
struct gp_pending {
	struct gp_buf remote;      /**< "" where there is none. */
	bool synced;               /**< It was asked once. */
	int64_t synced_s;          /**< When last; 0 not known. */
	size_t lines, notes;       /**< Recorded here, and not seen there. */
	size_t inboxes;            /**< Seen there, and not taken in yet. */
	bool part;                 /**< Not all that it has is here. */
	struct gp_notices notices; /**< Of the remote's refs that are left. */
};
void gp_pending_clear(struct gp_pending *pending);

/** Reads tracking refs only; a repository without a remote is no failure. */
GP_CHECK enum gp_err gp_sync_pending(struct gp_repo *repo,
				     struct gp_pending *out,
				     const char *remote);

#endif /* GP_SYNC_H */
