#ifndef GP_GIT_REPO_H
#define GP_GIT_REPO_H

#include "gp/libgit2.h"
#include "gp/repo.h"

/* Shared by the files of this folder. */

/* Starts libgit2 (library.c); each start needs a git_libgit2_shutdown(). */
GP_CHECK enum gp_err gp_library_start(void);

/* Adds warnings about the repository to its notices (warn.c). */
void gp_repo_warn(struct gp_repo *repo);

#endif /* GP_GIT_REPO_H */
