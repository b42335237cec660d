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

enum gp_pushed_way {
	GP_PUSHED_NOTHING, /**< The remote had everything. */
	GP_PUSHED_REF,     /**< The remote's refs/notes/perf was updated. */
	GP_PUSHED_INBOX,   /**< Another push was faster: our results are in a
				ref of their own, which the next push merges. */
	GP_PUSHED_BUNDLE   /**< A file has what the remote lacks, as far as is
				known here. */
};

/** What a push did. */
struct gp_pushed {
	struct gp_buf remote; /**< Its name, the URL as given, or the bundle. */
	enum gp_pushed_way way;
	size_t lines, notes; /**< Entries, and notes, that the remote lacked. */
	size_t folded;       /**< Inboxes that were merged and deleted. */
	bool not_folded;     /**< A new horizon was pushed, but the remote kept
				  the history of its ref. */
	struct gp_buf ref;   /**< The ref that was updated; or "". */
	struct gp_notices notices; /**< Refs of the remote that were skipped. */
};
void gp_pushed_clear(struct gp_pushed *pushed);

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

/** What a pull did. */
struct gp_pulled {
	struct gp_buf remote; /**< As in struct gp_pushed. */
	bool any;             /**< The remote has results at all. */
	size_t notes;         /**< Notes that are new or changed here. */
	size_t inboxes;       /**< Inboxes that were read. */
	struct gp_untrusted_added taken; /**< If the source is untrusted. */
	struct gp_notices notices;       /**< Refs that cannot be read. */

	/* of gp_pull_last() */
	bool part;             /**< Only a part was fetched. */
	bool counted;          /**< The next members are set. */
	size_t measured;       /**< Commits of the baseline with results. */
	size_t deepened;       /**< Commits by which a shallow clone grew. */
	struct gp_buf base;    /**< The branch that was fetched; or "". */
	struct gp_buf trouble; /**< Why history is still missing; or "". */
};
void gp_pulled_clear(struct gp_pulled *pulled);

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

/** What is known about a remote without contacting it. */
struct gp_pending {
	struct gp_buf remote;      /**< "" if there is none. */
	bool synced;               /**< It was contacted before. */
	int64_t synced_s;          /**< When last, in seconds; 0: unknown. */
	size_t lines, notes;       /**< Entries and notes not pushed yet. */
	size_t inboxes;            /**< Fetched, and not merged yet. */
	bool part;                 /**< Only a part of it was fetched. */
	struct gp_notices notices; /**< Refs that are skipped. */
};
void gp_pending_clear(struct gp_pending *pending);

/**
 * Reads tracking refs only. Without a `name`, a repository that has no remote
 * is no failure.
 */
GP_CHECK enum gp_err gp_sync_pending(struct gp_repo *repo,
				     struct gp_pending *out, const char *name);

#endif /* GP_SYNC_H */
