#ifndef GP_SYNC_REMOTE_H
#define GP_SYNC_REMOTE_H

#include "gp/sync.h"

/** A remote, and what is known of it here. */
struct gp_remote {
	struct gp_buf name;  /**< As it is shown, and as git takes it. */
	bool configured;     /**< A name, not a URL. */
	struct gp_buf ref;   /**< Tracks its refs/notes/perf. */
	struct gp_buf inbox; /**< Tracks its inboxes; ends in a slash. */
	struct gp_buf label; /**< "refs/notes/perf of <name>", for messages. */
	struct gp_refs seen; /**< The tracking refs that are there. */
	bool has_ref;        /**< seen.items[0] tracks refs/notes/perf. */
	struct gp_buf part_ref; /**< Leads to what we saw of it, if in part. */
	struct gp_oid part;     /**< Where to; size 0: it does not exist. */

	/* what is there and cannot be read: no part of `seen` */
	bool ref_left;          /**< Its refs/notes/perf is such. */
	struct gp_buf why;      /**< Why that is. */
	struct gp_notices left; /**< Of inboxes, a line each. */
};
void gp_remote_clear(struct gp_remote *remote);

enum gp_sync_direction { GP_SYNC_PULL, GP_SYNC_PUSH };

/**
 * Fills `out`: `name` if it is not NULL, else what git would choose.
 * GP_ENOTFOUND where there is none.
 */
GP_CHECK enum gp_err gp_remote_find(struct gp_remote *out, struct gp_repo *repo,
				    const char *name,
				    enum gp_sync_direction direction);

/** Reads the tracking refs again. */
GP_CHECK enum gp_err gp_remote_read_refs(struct gp_remote *remote,
					 struct gp_repo *repo);

/** Whether a tracking ref is that of refs/notes/perf. */
bool gp_remote_is_ref(const struct gp_remote *remote, const struct gp_ref *ref);

/** How many of the tracking refs are inboxes, and the first of them. */
size_t gp_remote_inboxes(const struct gp_remote *remote,
			 const struct gp_ref **first);

/** Whether what is known of it is a part, by gp_sync_pull_last(). */
bool gp_remote_is_part(const struct gp_remote *remote);

/** Forgets the part, where all is known. Best effort. */
void gp_remote_drop_part(struct gp_remote *remote, struct gp_repo *repo);

/** Sets a tracking ref; size 0 deletes it. Best effort: it is a memory. */
void gp_remote_set_ref(struct gp_repo *repo, const char *ref,
		       const struct gp_oid *commit);

enum gp_remote_event {
	GP_REMOTE_SYNCED, /**< Something went there, or came from there. */
	GP_REMOTE_FETCHED /**< The tracking refs were what is there. */
};

/** Notes that it is so just now; what was fetched was synced as well. */
void gp_remote_set_time(const struct gp_remote *remote, struct gp_repo *repo,
			enum gp_remote_event what);

/** When it was last so; 0 where nobody knows. */
int64_t gp_remote_time(const struct gp_remote *remote, struct gp_repo *repo,
		       enum gp_remote_event what);

/** Forgets what is known of it: tracking refs and time. Best effort. */
void gp_remote_forget(struct gp_remote *remote, struct gp_repo *repo);

#endif /* GP_SYNC_REMOTE_H */
