/*
 * The project's own commits: resolving revisions, the current branch, and
 * whether the work tree is modified.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/process.h"

#include "repo.h"

/* ---- revisions ---- */

static enum gp_err fill_commit(struct gp_repo *repo, struct gp_commit *out,
			       const git_oid *id)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, repo->git, id))
		return gp_fail_git(GP_EGIT, "cannot read commit %s",
				   git_oid_tostr_s(id));
	gp_oid_from_git(&out->oid, git_commit_id(commit));
	gp_oid_from_git(&out->tree, git_commit_tree_id(commit));
	out->time = git_commit_time(commit);
	git_commit_free(commit);
	return GP_OK;
}

/* Returns true if `rev` is a commit or can be peeled to one. */
static bool resolve_by_libgit2(git_oid *out, struct gp_repo *repo,
			       const char *rev)
{
	git_object *object = NULL, *commit = NULL;
	bool found;

	found = !git_revparse_single(&object, repo->git, rev) &&
		!git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (found)
		git_oid_cpy(out, git_object_id(commit));
	git_object_free(commit);
	git_object_free(object);
	return found;
}

/*
 * Git understands forms that libgit2 does not: ':/text', '@{push}', dates in
 * words.
 */
static bool resolve_by_git(git_oid *out, const char *rev)
{
	struct gp_buf peeled = GP_BUF_INIT, text = GP_BUF_INIT;
	const char *argv[] = { "git",     "rev-parse", "--verify",
			       "--quiet", NULL,        NULL };
	const struct gp_process process = { .argv = argv, .quiet = true };
	struct gp_oid oid;
	int status = 1;
	bool found;

	gp_buf_printf(&peeled, "%s^{commit}", rev);
	argv[4] = gp_buf_str(&peeled);
	if (gp_process_run(&text, &status, &process))
		gp_error_clear();
	found = !status && gp_oid_parse(&oid, gp_span_trim(gp_buf_view(&text)));
	if (found)
		gp_oid_to_git(out, &oid);
	gp_buf_clear(&peeled);
	gp_buf_clear(&text);
	return found;
}

static enum gp_err unknown_rev(struct gp_repo *repo, const char *rev)
{
	if ((!strcmp(rev, "HEAD") || !strcmp(rev, "@")) &&
	    git_repository_head_unborn(repo->git) == 1)
		return gp_fail(GP_ENOTFOUND, "HEAD has no commit yet: results "
					     "belong to commits, so commit "
					     "something first");
	if (git_repository_is_shallow(repo->git) == 1)
		return gp_fail(GP_ENOTFOUND,
			       "'%s' is not a commit of this shallow clone: "
			       "check the name, or run 'git fetch --deepen=50'",
			       rev);
	return gp_fail(GP_ENOTFOUND,
		       "'%s' is not a commit of this repository: check the "
		       "name, or fetch it",
		       rev);
}

enum gp_err gp_repo_resolve(struct gp_repo *repo, struct gp_commit *out,
			    const char *rev)
{
	git_oid id;

	if (!rev)
		rev = "HEAD";
	if (*rev == '-' || !*rev)
		return gp_fail(GP_ENOTFOUND, "'%s' is not a revision", rev);
	if (resolve_by_libgit2(&id, repo, rev) || resolve_by_git(&id, rev))
		return fill_commit(repo, out, &id);
	return unknown_rev(repo, rev);
}

/* ---- the branch ---- */

enum gp_err gp_repo_head_branch(struct gp_repo *repo, struct gp_buf *out)
{
	const char *prefix = "refs/heads/";
	git_reference *head = NULL;
	const char *target;

	if (git_reference_lookup(&head, repo->git, "HEAD"))
		return gp_fail_git(GP_EGIT, "cannot read HEAD");
	target = git_reference_symbolic_target(head);
	if (target && !strncmp(target, prefix, strlen(prefix)))
		gp_buf_puts(out, target + strlen(prefix));
	git_reference_free(head);
	return GP_OK;
}

/* ---- the work tree ---- */

static enum gp_err dirty_by_git(bool *dirty)
{
	const char *const argv[] = { "git", "status", "--porcelain", "-uno",
				     NULL };
	const char *const env[] = { "GIT_OPTIONAL_LOCKS=0", NULL };
	const struct gp_process process = { .argv = argv, .env = env };
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;
	int status;

	err = gp_process_run(&text, &status, &process);
	if (!err && status)
		err = gp_fail(GP_EGIT, "cannot tell whether the work tree is "
				       "modified: git status failed");
	if (!err)
		*dirty = text.len > 0;
	gp_buf_clear(&text);
	return err;
}

enum gp_err gp_repo_is_dirty(struct gp_repo *repo, bool *dirty)
{
	git_status_options options;
	git_status_list *list = NULL;
	bool clean;

	if (!repo->work_tree) {
		*dirty = false;
		return GP_OK;
	}
	git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
	options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
	options.flags = 0;
	/*
	 * Only "clean" is trusted: libgit2 reports files with an external
	 * filter as changed, and cannot read some indexes (split, sparse).
	 */
	clean = !git_status_list_new(&list, repo->git, &options) &&
		!git_status_list_entrycount(list);
	git_status_list_free(list);
	if (!clean)
		return dirty_by_git(dirty);
	*dirty = false;
	return GP_OK;
}
