/*
 * A clone that has only a part of the results: pull --last.
 */
#include "diagnosis.h"

static enum gp_err find_part(struct gp_diagnosis *d)
{
	const struct gp_doctor_input *input = d->input;
	const struct gp_pending *pending;
	struct gp_problem *problem;
	enum gp_err err = gp_diagnosis_pending(&pending, d);

	if (!err && pending->part) {
		problem = gp_problem_add(d, GP_PROBLEM_NOTE);
		gp_buf_printf(&problem->what,
			      "only a part of the results of %s is here",
			      gp_buf_str(&pending->remote));
		gp_buf_puts(
			&problem->why,
			"check has the results that it needs, as many as pull "
			"--last was asked for; log, export and detect show only "
			"these");
		gp_doctor_put_command(&problem->next, "pull", input);
	}
	return err;
}

const struct gp_doctor_check gp_check_part = {
	.name = "part",
	.find = find_part,
};
