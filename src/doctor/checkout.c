/*
 * What the checks of the base branch share: whether HEAD is the merge commit of
 * a pull request, and the command that fetches a branch.
 */
#include "gp/libgit2.h"
#include "gp/phrase.h"

#include "checkout.h"

static size_t count_parents(const struct gp_doctor_input *input)
{
	git_commit *commit = NULL;
	size_t n = 0;
	git_oid id;

	if (input->head && gp_oid_to_git(&id, &input->head->oid) &&
	    !git_commit_lookup(&commit, input->repo->git, &id))
		n = git_commit_parentcount(commit);
	git_commit_free(commit);
	return n;
}

bool gp_checkout_is_merge(const struct gp_doctor_input *input)
{
	return git_repository_head_detached(input->repo->git) == 1 &&
	       count_parents(input) > 1;
}

void gp_checkout_put_fetch(struct gp_buf *out, const char *remote,
			   const char *branch)
{
	struct gp_buf refspec = GP_BUF_INIT;

	gp_buf_printf(&refspec, "+refs/heads/%s:refs/remotes/%s/%s", branch,
		      remote, branch);
	gp_buf_puts(out, "git fetch ");
	gp_shell_quote(out, remote);
	gp_buf_putc(out, ' ');
	gp_shell_quote(out, gp_buf_str(&refspec));
	gp_buf_clear(&refspec);
}
