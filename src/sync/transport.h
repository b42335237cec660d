#ifndef GP_SYNC_TRANSPORT_H
#define GP_SYNC_TRANSPORT_H

#include "remote.h"

/** Words for git, owned. Zero-initialised is empty. */
struct gp_words {
	char **items;
	size_t n, cap;
};
void gp_words_add(struct gp_words *words, const char *fmt, ...) GP_PRINTF(2, 3);
void gp_words_clear(struct gp_words *words);

/** Brings what the remote has into its tracking refs. GP_EGIT. */
GP_CHECK enum gp_err gp_transport_fetch(struct gp_remote *remote,
					struct gp_store *store,
					const struct gp_sync *sync);

/** How a push ended that reached the remote. */
struct gp_answer {
	bool done;            /**< All refs are as was asked. */
	bool no_atomic;       /**< The remote cannot do all or nothing. */
	struct gp_buf reason; /**< Why not, in git's words. */
};
void gp_answer_clear(struct gp_answer *answer);

/**
 * Pushes `refspecs`; `options` stand before the remote. GP_EGIT where the
 * remote was not reached or did not let us in; a ref that it refused is no
 * failure here.
 */
GP_CHECK enum gp_err gp_transport_push(struct gp_answer *out,
				       const struct gp_remote *remote,
				       const struct gp_sync *sync,
				       const struct gp_words *options,
				       const struct gp_words *refspecs);

/* ---- what the tracking refs are for (push.c) ---- */

/** What the notes at `local` have and no tracking ref does. */
GP_CHECK enum gp_err gp_remote_ahead(struct gp_ahead *out,
				     const struct gp_remote *remote,
				     struct gp_store *store,
				     const struct gp_oid *local);

/** As in gp_unite. */
struct gp_unite_how {
	bool on_top, fold, durable;
};

/** Moves the notes here to their union with all tracking refs. */
GP_CHECK enum gp_err gp_remote_unite(struct gp_united *out,
				     const struct gp_remote *remote,
				     struct gp_store *store,
				     const struct gp_unite_how *how);

#endif /* GP_SYNC_TRANSPORT_H */
