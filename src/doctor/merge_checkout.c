/*
 * The merge commit of a pull request, checked out without the branch that it is
 * for.
 */
#include <stdlib.h>

#include "checkout.h"
#include "diagnosis.h"

/* The target branch of a pull request, from the variables of a CI. */
static const char *target_branch(void)
{
	static const char *const names[] = {
		"GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return NULL;
}

static enum gp_err find_merge_checkout(struct gp_diagnosis *d)
{
	const char *target = target_branch();
	struct gp_problem *problem;

	if (d->input->has_base || !gp_checkout_is_merge(d->input))
		return GP_OK;
	if (!target)
		target = d->input->base ? d->input->base : "main";
	problem = gp_problem_add(d, GP_PROBLEM_WARN);
	gp_buf_puts(&problem->what,
		    "HEAD is a detached merge commit, and the base branch "
		    "does not exist here");
	gp_buf_puts(&problem->why,
		    "this is how a CI checks out a pull request: without the "
		    "base branch there is nothing to compare it with");
	gp_checkout_put_fetch(&problem->next, "origin", target);
	return GP_OK;
}

const struct gp_doctor_check gp_check_merge_checkout = {
	.name = "merge-checkout",
	.find = find_merge_checkout,
};
