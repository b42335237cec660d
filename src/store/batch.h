#ifndef GP_STORE_BATCH_H
#define GP_STORE_BATCH_H

#include "gp/libgit2.h"

/* The new objects of one commit: loose, or one pack. */

/*
 * Collects the new objects of one commit. If they are few and need not be
 * durable, each becomes a loose object at once. Otherwise they stay in memory
 * until gp_batch_finish() writes them as one pack, which a .keep file protects
 * from a concurrent repack until the ref has moved and gp_batch_release() is
 * called.
 */
struct gp_batch {
	struct gp_repo *repo;
	bool packed;
	bool durable;
	git_odb *odb; /* where objects go: the repository's, or memory */
	git_oid *ids; /* of the objects that were written */
	size_t n, cap;
	char *keep; /* path of the .keep file that we hold, or NULL */
	int keep_fd;
};
/*
 * Begins a batch for `repo`: one pack if `packed`, synced to disk if `durable`.
 * GP_EGIT if the object database cannot be opened.
 */
GP_CHECK enum gp_err gp_batch_init(struct gp_batch *batch, struct gp_repo *repo,
				   bool packed, bool durable);
/* Adds one object and sets `*out` to its id. GP_EIO if it cannot be written. */
GP_CHECK enum gp_err gp_batch_write(struct gp_batch *batch, git_oid *out,
				    git_object_t type, struct gp_span bytes);
/*
 * Writes the pack, if there is to be one; call it before the ref moves. GP_EIO
 * as gp_pack_write().
 */
GP_CHECK enum gp_err gp_batch_finish(struct gp_batch *batch);
/*
 * Whether the .keep file of the pack still exists. Called just before the ref
 * moves; false if a concurrent process removed it.
 */
bool gp_batch_kept(const struct gp_batch *batch);
/* Removes our .keep file; the pack stays. */
void gp_batch_release(struct gp_batch *batch);
/* Releases the batch and frees what it owns. */
void gp_batch_clear(struct gp_batch *batch);

#endif /* GP_STORE_BATCH_H */
