#ifndef GP_SYNC_BUNDLE_H
#define GP_SYNC_BUNDLE_H

#include "gp/sync.h"

/**
 * @file
 * Bundles: files that serve as remotes.
 */

/** Appends the path of `file` in a form that git takes for a path only. */
void gp_bundle_path(struct gp_buf *out, const char *file);

/** GP_EIO if the file cannot be read, GP_EPARSE if it is not a bundle. */
GP_CHECK enum gp_err gp_bundle_check(const char *file);

/**
 * Writes sync->bundle: a bundle of one commit of notes, as an inbox. GP_EGIT
 * with git's reason.
 */
GP_CHECK enum gp_err gp_bundle_write(struct gp_repo *repo,
				     const struct gp_sync *sync,
				     const struct gp_oid *commit);

#endif /* GP_SYNC_BUNDLE_H */
