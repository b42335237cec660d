#ifndef GP_STORE_PACK_H
#define GP_STORE_PACK_H

#include "gp/libgit2.h"

/* Writing one pack into the repository. */

/* What a pack is made of: objects of `odb`, which may be apart from ours. */
struct gp_pack_plan {
	git_odb *odb;
	const git_oid *ids;
	size_t n;
	bool durable;
};

/*
 * Writes a pack with its index into objects/pack, a locked .keep file first.
 * `*keep` and `*keep_fd` are the caller's. On failure nothing is left behind.
 */
GP_CHECK enum gp_err gp_pack_write(struct gp_repo *repo,
				   const struct gp_pack_plan *plan, char **keep,
				   int *keep_fd);

/*
 * Removes the .keep file of a pack (a path without its suffix), and the pack
 * if its index is missing: nobody can use it, and git would not clear it.
 */
void gp_pack_unfinished_drop(const char *pack);

/* What the first line of our .keep files begins with. */
#define GP_KEEP_MARK "git-perf "
/* What our temporary folders begin with; git prune clears tmp_* as well. */
#define GP_TEMP_MARK "tmp_objdir-git-perf-"

GP_CHECK enum gp_err gp_dir_fsync(const char *path);

/* Deletes a folder with its files. */
void gp_folder_drop(const char *path);

#endif /* GP_STORE_PACK_H */
