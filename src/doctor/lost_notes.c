/*
 * Results of commits that are in no history here: the history was rewritten, or
 * they were never pushed.
 */
#include "gp/history.h"
#include "gp/marks.h"
#include "gp/report.h"

#include "diagnosis.h"

static void report_lost(struct gp_diagnosis *d,
			const struct gp_lost_notes *lost)
{
	size_t n = lost->absent + lost->unreached;
	bool most = lost->absent || n > lost->reached;
	struct gp_problem *problem =
		gp_problem_add(d, most ? GP_PROBLEM_WARN : GP_PROBLEM_NOTE);

	gp_lost_notes_put(&problem->what, lost);
	gp_buf_puts(&problem->why,
		    "no baseline and no list has these results; if a tool "
		    "rewrote the history with other content, its map of old "
		    "and new commits brings them back");
	gp_remap_suggest(&problem->next, d->input->repo);
}

static enum gp_err find_lost(struct gp_diagnosis *d)
{
	struct gp_lost_notes lost;
	struct gp_problem *problem;
	enum gp_err err = gp_history_lost(&lost, d->input->repo);

	if (err)
		return err;
	if (lost.absent || lost.unreached)
		report_lost(d, &lost);
	if (lost.newer) {
		problem = gp_problem_add(d, GP_PROBLEM_NOTE);
		gp_buf_printf(&problem->what,
			      "results of %zu commits that are newer than any "
			      "here",
			      lost.newer);
		gp_buf_puts(&problem->why,
			    "they count as soon as the commits are here");
		gp_buf_puts(&problem->next, "git fetch");
	}
	return GP_OK;
}

const struct gp_doctor_check gp_check_lost_notes = {
	.name = "lost-notes",
	.find = find_lost,
};
