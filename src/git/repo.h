#ifndef GP_GIT_REPO_H
#define GP_GIT_REPO_H

#include "gp/libgit2.h"
#include "gp/repo.h"

/* What the files of this folder share. */

/* Starts libgit2 (library.c); each needs a git_libgit2_shutdown(). */
GP_CHECK enum gp_err gp_library_start(void);

/* Notes what is worth a warning (warn.c). */
void gp_repo_warn(struct gp_repo *repo);

#endif /* GP_GIT_REPO_H */
