/*
 * Many inboxes at the remote that nobody has merged.
 */
#include "diagnosis.h"

#define INBOXES_MANY 100

static enum gp_err find_inboxes(struct gp_diagnosis *d)
{
	const struct gp_doctor_input *input = d->input;
	const struct gp_pending *pending;
	struct gp_problem *problem;
	enum gp_err err = gp_diagnosis_pending(&pending, d);

	if (!err && pending->inboxes > INBOXES_MANY) {
		problem = gp_problem_add(d, GP_PROBLEM_WARN);
		gp_buf_printf(&problem->what,
			      "%zu inboxes of %s are not merged",
			      pending->inboxes, gp_buf_str(&pending->remote));
		gp_buf_puts(
			&problem->why,
			"each of them slows down every fetch and push of that "
			"remote");
		gp_doctor_put_command(&problem->next, "push", input);
	}
	return err;
}

const struct gp_doctor_check gp_check_inboxes = {
	.name = "inboxes",
	.find = find_inboxes,
};
