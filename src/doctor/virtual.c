/*
 * A container or a virtual machine: others on the host take time unnoticed.
 */
#include "gp/machine.h"

#include "diagnosis.h"

static enum gp_err find_virtual(struct gp_diagnosis *d)
{
	bool guest = gp_noise_is_guest(d->input->root),
	     container = gp_noise_is_container(d->input->root);
	struct gp_problem *problem;

	if (!guest && !container)
		return GP_OK;
	problem = gp_problem_add(d, GP_PROBLEM_NOTE);
	gp_buf_printf(&problem->what, "this is %s%s%s",
		      container ? "a container" : "",
		      container && guest ? " in " : "",
		      guest ? "a virtual machine" : "");
	gp_buf_puts(&problem->why,
		    "other machines on the same host take time unnoticed; "
		    "check -v shows the smallest change that it can detect");
	gp_buf_puts(&problem->next, "git perf check -v");
	return GP_OK;
}

const struct gp_doctor_check gp_check_virtual = {
	.name = "virtual",
	.find = find_virtual,
};
