/*
 * The merge commit of a pull request, checked out without the branch that it is
 * for.
 */
#include "gp/base.h"

#include "checkout.h"
#include "diagnosis.h"

static enum gp_err find_merge_checkout(struct gp_diagnosis *d)
{
	const char *target = gp_base_ci_target(NULL);
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
