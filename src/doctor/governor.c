/*
 * A CPU whose frequency governor changes its clock while a benchmark runs.
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
