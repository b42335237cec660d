/*
 * The machine-related checks: what makes measurements noisy here, as far as
 * the kernel tells (see machine/noise.c), and what to do about it.
 */
#include "gp/machine.h"
#include "gp/phrase.h"

#include "diagnosis.h"

#define CPUS "/sys/devices/system/cpu"

static enum gp_err find_governor(struct gp_diagnosis *d)
{
	struct gp_buf governor = GP_BUF_INIT;
	size_t n = gp_noise_governed(&governor, d->input->root);

	if (n) {
		struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

		gp_buf_printf(&problem->what,
			      "the frequency governor of %zu CPU%s is %s", n,
			      gp_plural(n), gp_buf_str(&governor));
		gp_buf_puts(&problem->why,
			    "a program runs slower until the clock has risen");
		gp_buf_puts(&problem->next, "echo performance | sudo tee " CPUS
					    "/cpu*/cpufreq/scaling_governor");
	}
	gp_buf_clear(&governor);
	return GP_OK;
}

const struct gp_doctor_check gp_check_governor = {
	.name = "governor",
	.find = find_governor,
};

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

/* ---- load ---- */

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

/* ---- not a machine of its own ---- */

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
