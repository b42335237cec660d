#ifndef GP_STORE_PACK_H
#define GP_STORE_PACK_H

#include "gp/libgit2.h"

/* Writing one pack into the repository. */

/*
 * The objects of a pack: `n` ids, borrowed, of objects in `odb`, which need not
 * be the database of the repository.
 */
struct gp_pack_plan {
	git_odb *odb;
	const git_oid *ids;
	size_t n;
	bool durable;
};

/*
 * Writes a pack with its index into objects/pack, after a locked .keep file.
 * The caller owns `*keep`, the path of that file, and `*keep_fd`: remove and
 * close it when a ref reaches the objects. GP_EIO; then nothing is left behind.
 */
GP_CHECK enum gp_err gp_pack_write(struct gp_repo *repo,
				   const struct gp_pack_plan *plan, char **keep,
				   int *keep_fd);

/*
 * Removes the .keep file of a pack (a path without its suffix). Removes the
 * pack too if it has no index: it cannot be used, and git would not delete it.
 */
void gp_pack_unfinished_drop(const char *pack);

/* The first line of our .keep files begins with this. */
#define GP_KEEP_MARK "git-perf "
/* Names of our temporary folders begin with this; git prune removes tmp_*. */
#define GP_TEMP_MARK "tmp_objdir-git-perf-"

/*
 * Syncs a folder to disk, if the file system can. GP_EIO names the folder.
 */
GP_CHECK enum gp_err gp_dir_fsync(const char *path);

/* Deletes a folder with its files. Failures are ignored. */
void gp_folder_drop(const char *path);

#endif /* GP_STORE_PACK_H */
