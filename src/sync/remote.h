#ifndef GP_SYNC_REMOTE_H
#define GP_SYNC_REMOTE_H

#include "gp/sync.h"

/** A remote, and what is known about it here. */
struct gp_remote {
	struct gp_buf name;  /**< As shown to the user, and as git takes it. */
	bool configured;     /**< It is a name, not a URL. */
	struct gp_buf ref;   /**< Name of the ref that tracks its notes. */
	struct gp_buf inbox; /**< Prefix of those that track its inboxes. */
	struct gp_buf label; /**< "refs/notes/perf of <name>", for messages. */
	struct gp_refs seen; /**< The tracking refs that exist. */
	bool has_ref;        /**< seen.items[0] tracks refs/notes/perf. */
	struct gp_buf part_ref; /**< Name of the partial ref: what a partial
				     pull has fetched. */
	struct gp_oid part;     /**< Its commit; size 0: it does not exist. */

	/* tracking refs that cannot be read; they are not in `seen` */
	bool ref_unreadable;       /**< The one of refs/notes/perf is. */
	struct gp_buf why;         /**< Why it cannot be read. */
	struct gp_notices skipped; /**< One for each inbox. */
};
/** Frees the names, refs and notices, and leaves `remote` empty. */
void gp_remote_clear(struct gp_remote *remote);

enum gp_sync_direction { GP_SYNC_PULL, GP_SYNC_PUSH };

/**
 * Fills `out` with the remote `name`; NULL: the one that git would choose.
 * GP_ENOTFOUND if there is none.
 */
GP_CHECK enum gp_err gp_remote_find(struct gp_remote *out, struct gp_repo *repo,
				    const char *name,
				    enum gp_sync_direction direction);

/** Reads the tracking refs again. */
GP_CHECK enum gp_err gp_remote_read_refs(struct gp_remote *remote,
					 struct gp_repo *repo);

/** Whether a tracking ref is the one of refs/notes/perf. */
bool gp_remote_is_ref(const struct gp_remote *remote, const struct gp_ref *ref);

/**
 * Returns how many of the tracking refs are inboxes, and sets `first` to the
 * first of them, borrowed.
 */
size_t gp_remote_inboxes(const struct gp_remote *remote,
			 const struct gp_ref **first);

/** Whether only partial pulls have fetched from it: gp_pull_last(). */
bool gp_remote_is_part(const struct gp_remote *remote);

/** Deletes the partial ref, once everything was fetched. Best effort. */
void gp_remote_drop_part(struct gp_remote *remote, struct gp_repo *repo);

/**
 * Sets a ref to `commit`; size 0 deletes it. Best effort: tracking refs are
 * only a memory.
 */
void gp_remote_set_ref(struct gp_repo *repo, const char *ref,
		       const struct gp_oid *commit);

enum gp_remote_event {
	GP_REMOTE_SYNCED, /**< Something was pushed or fetched. */
	GP_REMOTE_FETCHED /**< All tracking refs were up to date. */
};

/** Records that `what` happened now; fetching is syncing too. Best effort. */
void gp_remote_set_time(const struct gp_remote *remote, struct gp_repo *repo,
			enum gp_remote_event what);

/** When `what` last happened, in seconds; 0: unknown. */
int64_t gp_remote_time(const struct gp_remote *remote, struct gp_repo *repo,
		       enum gp_remote_event what);

/** Deletes tracking refs and times. Best effort. */
void gp_remote_forget(struct gp_remote *remote, struct gp_repo *repo);

#endif /* GP_SYNC_REMOTE_H */
