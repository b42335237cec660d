/*
 * A base branch that does not exist here.
 */
#include <string.h>

#include "gp/phrase.h"

#include "checkout.h"
#include "diagnosis.h"
#include "sync/remote.h"

/* Whether branches of the remote are here. */
static bool is_tracked(struct gp_diagnosis *d, const char *remote)
{
	struct gp_buf pattern = GP_BUF_INIT;
	struct gp_refs refs = { 0 };
	bool tracked;

	gp_buf_printf(&pattern, "refs/remotes/%s/*", remote);
	tracked = !gp_repo_refs(d->input->repo, &refs, gp_buf_str(&pattern)) &&
		  refs.n;
	gp_buf_clear(&pattern);
	gp_refs_clear(&refs);
	return tracked;
}

/*
 * Appends the command that asks the remote for perf.base, or for its HEAD;
 * false if there is no remote to ask.
 */
static bool put_fetch_base(struct gp_buf *out, struct gp_diagnosis *d)
{
	const char *base = d->input->base;
	struct gp_remote remote;
	const char *name;
	bool can = false;

	if (!gp_remote_find(&remote, d->input->repo, NULL, GP_SYNC_PULL)) {
		name = gp_buf_str(&remote.name);
		can = remote.configured && (base || is_tracked(d, name));
		if (can && base) {
			gp_checkout_put_fetch(out, name, base);
		} else if (can) {
			gp_buf_puts(out, "git remote set-head ");
			gp_shell_quote(out, name);
			gp_buf_puts(out, " --auto");
		}
	}
	gp_error_clear();
	gp_remote_clear(&remote);
	return can;
}

/* Suggests a branch by name if there is only one. */
static void put_only_branch(struct gp_buf *out, struct gp_diagnosis *d)
{
	struct gp_refs refs = { 0 };

	gp_buf_puts(out, "git config perf.base ");
	if (!gp_repo_refs(d->input->repo, &refs, "refs/heads/*") && refs.n == 1)
		gp_shell_quote(out, refs.items[0].name + strlen("refs/heads/"));
	else
		gp_buf_puts(out, "<branch>");
	gp_error_clear();
	gp_refs_clear(&refs);
}

static void report_base(struct gp_diagnosis *d)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);
	const char *base = d->input->base;

	if (base)
		gp_buf_printf(
			&problem->what,
			"perf.base is %s, but there is no such branch, neither "
			"here nor at a remote",
			base);
	else
		gp_buf_puts(
			&problem->what,
			"no base branch: perf.base is not set, and there is no "
			"remote HEAD, main or master");
	gp_buf_puts(&problem->why,
		    "a branch is compared with itself, so that its own "
		    "regression becomes its baseline");
	if (!put_fetch_base(&problem->next, d))
		put_only_branch(&problem->next, d);
}

static enum gp_err find_base(struct gp_diagnosis *d)
{
	if (d->input->head && !d->input->has_base &&
	    !gp_checkout_is_merge(d->input))
		report_base(d);
	return GP_OK;
}

const struct gp_doctor_check gp_check_base = {
	.name = "base",
	.find = find_base,
};
