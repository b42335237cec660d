#ifndef GP_SYNC_TRACKING_H
#define GP_SYNC_TRACKING_H

#include "remote.h"

/**
 * @file
 * The notes in all tracking refs of a remote.
 *
 * A tracking ref whose notes cannot be read is skipped: it is removed from
 * remote->seen, and remote->skipped or remote->why says why. The functions fail
 * only if it is this repository that cannot be read or written.
 */

/** Finds the entries that the notes at `local` have and no tracking ref has. */
GP_CHECK enum gp_err gp_tracking_unshared(struct gp_unshared *out,
					  struct gp_remote *remote,
					  struct gp_repo *repo,
					  const struct gp_oid *local);

/** How to merge; the members are those of struct gp_merge_request. */
struct gp_tracking_merge_options {
	bool on_top, fold, durable;
};

/** Merges the notes in all tracking refs into the notes here. */
GP_CHECK enum gp_err gp_tracking_merge(
	struct gp_merge_result *out, struct gp_remote *remote,
	struct gp_repo *repo, const struct gp_tracking_merge_options *how);

/**
 * Imports the runs in all tracking refs as untrusted runs. Unlike the others,
 * it fails if one of the refs cannot be read.
 */
GP_CHECK enum gp_err gp_tracking_import(struct gp_untrusted_added *out,
					const struct gp_remote *remote,
					struct gp_repo *repo, bool durable);

/**
 * Notes that the remote's refs/notes/perf exists but cannot be read, and is
 * neither merged nor pushed to. The first reason is kept.
 */
void gp_tracking_skip_ref(struct gp_remote *remote, const char *why);

/** Appends a notice for each ref that was skipped. */
void gp_tracking_add_notices(struct gp_notices *out,
			     const struct gp_remote *remote);

#endif /* GP_SYNC_TRACKING_H */
