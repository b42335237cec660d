#ifndef GP_SYNC_TRANSPORT_H
#define GP_SYNC_TRANSPORT_H

#include "git_run.h"

/**
 * @file
 * Fetching and pushing refs of a remote.
 */

/**
 * Fetches the remote's notes and inboxes into its tracking refs. A ref that
 * cannot be fetched is skipped, and remote->skipped or remote->why says so.
 * GP_EGIT with git's reason if nothing can be fetched.
 */
GP_CHECK enum gp_err gp_transport_fetch(struct gp_remote *remote,
					struct gp_repo *repo,
					const struct gp_sync *sync);

/** What a remote answered to a push. */
struct gp_push_answer {
	bool done;            /**< It updated all refs. */
	bool no_atomic;       /**< It does not support atomic pushes. */
	struct gp_buf reason; /**< Why it refused, in git's words. */
};
/** Frees the reason, and leaves `answer` empty. */
void gp_push_answer_clear(struct gp_push_answer *answer);

/**
 * Pushes `refspecs`, with `options` before the name of the remote. GP_EGIT if
 * the remote cannot be reached or denies access; a ref that it refuses is not
 * an error here: see `out`.
 */
GP_CHECK enum gp_err gp_transport_push(struct gp_push_answer *out,
				       const struct gp_remote *remote,
				       const struct gp_sync *sync,
				       const struct gp_argv *options,
				       const struct gp_argv *refspecs);

#endif /* GP_SYNC_TRANSPORT_H */
