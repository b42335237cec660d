#ifndef GP_STORE_BATCH_H
#define GP_STORE_BATCH_H

#include "gp/libgit2.h"

/* The new objects of one commit: loose, or one pack. */

/*
 * Takes the new objects of one commit. Few and not durable, they become loose
 * objects at once; otherwise they wait in memory for gp_batch_finish(), which
 * makes them one pack, kept from a concurrent repack until the ref has moved
 * and gp_batch_release() is called.
 */
struct gp_batch {
	struct gp_repo *repo;
	bool packed;
	bool durable;
	git_odb *odb; /* where objects go: the repository's, or memory */
	git_oid *ids; /* what is in memory */
	size_t n, cap;
	char *keep; /* path of the .keep file that we hold */
	int keep_fd;
};
GP_CHECK enum gp_err gp_batch_init(struct gp_batch *batch, struct gp_repo *repo,
				   bool packed, bool durable);
GP_CHECK enum gp_err gp_batch_write(struct gp_batch *batch, git_oid *out,
				    git_object_t type, struct gp_span bytes);
GP_CHECK enum gp_err gp_batch_finish(struct gp_batch *batch);
/*
 * Whether the .keep file of the pack still exists. Called just before the ref
 * moves; false if a concurrent process removed it.
 */
bool gp_batch_kept(const struct gp_batch *batch);
void gp_batch_release(struct gp_batch *batch);
void gp_batch_clear(struct gp_batch *batch);

#endif /* GP_STORE_BATCH_H */
