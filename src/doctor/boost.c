/*
 * A CPU that boosts its clock, so that its speed depends on its temperature.
 */
#include "gp/machine.h"

#include "diagnosis.h"

static enum gp_err find_boost(struct gp_diagnosis *d)
{
	const struct gp_boost_switch *boost = gp_noise_boost(d->input->root);
	struct gp_problem *problem;

	if (!boost)
		return GP_OK;
	problem = gp_problem_add(d, GP_PROBLEM_WARN);
	gp_buf_puts(&problem->what, "the CPU may boost its clock");
	gp_buf_puts(&problem->why,
		    "its speed then depends on its temperature and on other "
		    "programs");
	gp_buf_printf(&problem->next, "echo %s | sudo tee %s", boost->off,
		      boost->path);
	return GP_OK;
}

const struct gp_doctor_check gp_check_boost = {
	.name = "boost",
	.find = find_boost,
};
