/*
 * A shallow clone that ends before the baseline does.
 */
#include "gp/libgit2.h"

#include "diagnosis.h"

/* Counts first-parent commits that are here, HEAD included, up to `max`. */
static size_t count_line(const struct gp_doctor_input *input, size_t max)
{
	git_repository *repo = input->repo->git;
	git_commit *commit = NULL;
	git_oid id;
	size_t n = 0;

	if (!input->head || !gp_oid_to_git(&id, &input->head->oid))
		return 0;
	while (n < max && !git_commit_lookup(&commit, repo, &id)) {
		const git_oid *parent = git_commit_parent_id(commit, 0);

		n++;
		if (parent)
			git_oid_cpy(&id, parent);
		git_commit_free(commit);
		if (!parent)
			break;
	}
	return n;
}

static enum gp_err find_shallow(struct gp_diagnosis *d)
{
	const struct gp_doctor_input *input = d->input;
	size_t wanted = input->commits + 1, n;
	struct gp_problem *problem;

	if (git_repository_is_shallow(input->repo->git) != 1)
		return GP_OK;
	n = count_line(input, wanted);
	problem = gp_problem_add(d, n < wanted ? GP_PROBLEM_WARN
					       : GP_PROBLEM_NOTE);
	gp_buf_printf(&problem->what,
		      "this clone is shallow: it has %s%zu first-parent "
		      "commits, and a baseline needs %zu",
		      n < wanted ? "" : "at least ", n, input->commits);
	gp_buf_puts(&problem->why,
		    "a baseline cannot use the results of commits that are "
		    "not here");
	gp_buf_printf(&problem->next, "git fetch --deepen=%zu",
		      n < wanted ? wanted - n : input->commits);
	return GP_OK;
}

const struct gp_doctor_check gp_check_shallow = {
	.name = "shallow",
	.find = find_shallow,
};
