#ifndef GP_GIT_REPO_H
#define GP_GIT_REPO_H

#include "gp/libgit2.h"
#include "gp/repo.h"

/* What the files of this folder share. */

struct gp_repo {
	git_repository *git;
	git_odb *odb;
	char *git_dir;
	char *common_dir;
	char *objects_dir;
	char *work_tree; /* NULL: bare */
	bool rewritten;
	struct gp_notices notices;
};

/* Starts libgit2 (library.c); each needs a git_libgit2_shutdown(). */
GP_CHECK enum gp_err gp_library_start(void);

/* Notes what is worth a warning (warn.c). */
void gp_repo_warn(struct gp_repo *repo);

#endif /* GP_GIT_REPO_H */
