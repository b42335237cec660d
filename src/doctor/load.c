/*
 * A machine with more work than CPUs.
 */
#include "gp/machine.h"
#include "gp/phrase.h"

#include "diagnosis.h"

static enum gp_err find_load(struct gp_diagnosis *d)
{
	double load = gp_noise_load(d->input->root);
	size_t cpus = gp_noise_cpus(d->input->root);
	struct gp_problem *problem;

	if (!cpus || load <= (double)cpus)
		return GP_OK;
	problem = gp_problem_add(d, GP_PROBLEM_WARN);
	gp_buf_printf(&problem->what,
		      "the load is %.2f, and there %s %zu CPU%s", load,
		      gp_plural_of(cpus, "is", "are"), cpus, gp_plural(cpus));
	gp_buf_puts(&problem->why,
		    "a benchmark that runs now has to wait for other programs");
	gp_buf_puts(&problem->next, "top");
	return GP_OK;
}

const struct gp_doctor_check gp_check_load = {
	.name = "load",
	.find = find_load,
};
