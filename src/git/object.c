/*
 * Reads one object, even while git gc moves it to another pack.
 */
#include "gp/libgit2.h"

/* Attempts before an object counts as missing: a repack may be moving it. */
#define READ_TRIES 3

enum gp_err gp_object_read(git_odb_object **out, struct gp_repo *repo,
			   const git_oid *id)
{
	int error = 0;

	for (int i = 0; i < READ_TRIES; i++) {
		if (i)
			git_odb_refresh(repo->odb);
		error = git_odb_read(out, repo->odb, id);
		if (!error)
			return GP_OK;
	}
	return gp_fail_git(error == GIT_ENOTFOUND ? GP_ENOTFOUND : GP_EGIT,
			   "cannot read object %s", git_oid_tostr_s(id));
}
