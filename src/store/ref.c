/*
 * The notes ref: where it points, and moving it by compare-and-swap.
 */
#include <string.h>

#include "gp/buf.h"

#include "internal.h"

enum gp_err gp_tip_read(struct gp_tip *out, struct gp_store *store,
			const char *ref)
{
	git_commit *commit = NULL;
	int error;

	memset(out, 0, sizeof(*out));
	error = git_reference_name_to_id(&out->commit, store->repo, ref);
	if (error == GIT_ENOTFOUND)
		return GP_OK;
	if (error)
		return gp_fail_git(GP_EGIT, "cannot read %s", ref);
	/* A repack may be moving it to another pack. */
	for (int i = 0; i < 3; i++) {
		error = git_commit_lookup(&commit, store->repo, &out->commit);
		if (!error)
			break;
		git_odb_refresh(store->odb);
	}
	if (error)
		return gp_fail_git(GP_EGIT, "%s does not lead to a commit",
				   ref);
	out->exists = true;
	git_oid_cpy(&out->tree, git_commit_tree_id(commit));
	git_commit_free(commit);
	return GP_OK;
}
