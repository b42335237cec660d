/*
 * Replace refs and grafts, which change the history that git shows but not the
 * one that baselines come from.
 */
#include <stdlib.h>
#include <unistd.h>

#include "gp/libgit2.h"
#include "gp/phrase.h"

#include "diagnosis.h"

static void report_grafts(struct gp_diagnosis *d, const char *path)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

	gp_buf_printf(&problem->what, "%s changes the history that git shows",
		      path);
	gp_buf_puts(&problem->why,
		    "git perf ignores it: baselines use the history as it was "
		    "committed");
	gp_buf_puts(&problem->next, "rm ");
	gp_shell_quote(&problem->next, path);
}

static enum gp_err find_rewritten(struct gp_diagnosis *d)
{
	struct gp_buf grafts = GP_BUF_INIT;
	struct gp_refs refs = { 0 };
	enum gp_err err = GP_OK;

	if (!d->input->repo->rewritten)
		return GP_OK;
	gp_buf_printf(&grafts, "%s/info/grafts", d->input->repo->common_dir);
	if (!access(gp_buf_str(&grafts), F_OK))
		report_grafts(d, gp_buf_str(&grafts));
	gp_buf_clear(&grafts);
	if ((err = gp_repo_refs(d->input->repo, &refs, "refs/replace/*")))
		return err;
	if (refs.n && !getenv("GIT_NO_REPLACE_OBJECTS")) {
		struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

		gp_buf_printf(&problem->what, "%zu replace ref%s", refs.n,
			      gp_plural(refs.n));
		gp_buf_puts(
			&problem->why,
			"git perf ignores them: baselines use the history as it "
			"was committed");
		gp_buf_puts(&problem->next,
			    "git replace -d $(git replace --list)");
	}
	gp_refs_clear(&refs);
	return GP_OK;
}

const struct gp_doctor_check gp_check_rewritten = {
	.name = "replaced",
	.find = find_rewritten,
};
