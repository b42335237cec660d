/*
 * Damaged entries in the notes.
 */
#include "diagnosis.h"

static void ignore(void *ctx, const struct gp_fsck_problem *problem)
{
	(void)ctx;
	(void)problem;
}

static enum gp_err find_damage(struct gp_diagnosis *d)
{
	struct gp_fsck_counts counts = { 0 };
	struct gp_problem *problem;
	enum gp_err err;

	if (!d->input->full)
		return GP_OK;
	if ((err = gp_notes_fsck(d->input->repo, &counts, ignore, NULL)) ||
	    !counts.problems)
		return err;
	problem = gp_problem_add(d, counts.damaged ? GP_PROBLEM_ERROR
						   : GP_PROBLEM_WARN);
	gp_buf_printf(&problem->what,
		      "the notes have %zu problems, with %zu damaged entries",
		      counts.problems, counts.damaged);
	gp_buf_puts(&problem->why, "results in damaged entries are ignored");
	gp_buf_puts(&problem->next, counts.damaged
					    ? "git perf fsck --quarantine"
					    : "git perf fsck");
	return GP_OK;
}

const struct gp_doctor_check gp_check_damage = {
	.name = "damage",
	.find = find_damage,
};
