#ifndef GP_STORE_GIT_H
#define GP_STORE_GIT_H

#include <git2.h>

#include "gp/run.h"
#include "gp/store.h"

/*
 * What the store lends to the floor above: libgit2's handles, and the bridge
 * between its types and ours.
 */

/* Both are the store's; never free them. */
git_repository *gp_store_git(struct gp_store *store);
git_odb *gp_store_odb(struct gp_store *store);

/*
 * Whether replace refs or grafts change what git shows as history. libgit2
 * reads the objects as they are.
 */
bool gp_store_rewritten(const struct gp_store *store);

void gp_oid_from_git(struct gp_oid *out, const git_oid *oid);
/* False where `oid` is no SHA-1 id. */
bool gp_oid_to_git(git_oid *out, const struct gp_oid *oid);

/* Lends libgit2's last message; "unknown error" without one. */
const char *gp_git_words(void);
/* gp_fail() with ": " and libgit2's last message behind it. */
enum gp_err gp_fail_git(enum gp_err code, const char *fmt, ...) GP_PRINTF(2, 3);

/*
 * Reads an object, again where a concurrent gc moved it to another pack;
 * git_odb_object_free() it. GP_ENOTFOUND where it is missing for good.
 */
GP_CHECK enum gp_err gp_object_read(git_odb_object **out,
				    struct gp_store *store, const git_oid *id);

#endif /* GP_STORE_GIT_H */
