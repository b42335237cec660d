#ifndef GP_CONFIG_GITPERF_H
#define GP_CONFIG_GITPERF_H

#include "gp/buf.h"
#include "gp/oid.h"
#include "gp/repo.h"

/**
 * @file
 * The text of a .gitperf. Zero-initialised is a file that does not exist.
 */
struct gp_gitperf {
	struct gp_buf text;
	char origin[GP_OID_HEX + sizeof(".gitperf")]; /**< For messages. */
	bool exists;
};
/** Frees the text, and leaves `file` empty. */
void gp_gitperf_clear(struct gp_gitperf *file);

/** Reads the file at the top of the work tree. GP_EIO, GP_ELIMIT. */
GP_CHECK enum gp_err gp_gitperf_of_work_tree(struct gp_gitperf *out,
					     const char *work_tree);

/** Reads the file of a commit. GP_EGIT, GP_ELIMIT. */
GP_CHECK enum gp_err gp_gitperf_of_commit(struct gp_gitperf *out,
					  struct gp_repo *repo,
					  const struct gp_commit *commit);

/** Whether both have the same text, or neither exists. */
bool gp_gitperf_same(const struct gp_gitperf *a, const struct gp_gitperf *b);

#endif /* GP_CONFIG_GITPERF_H */
