/*
 * A merge of notes by git that waits for a person: one side is not in the notes
 * ref yet.
 */
#include "diagnosis.h"

static enum gp_err find_notes_merge(struct gp_diagnosis *d)
{
	struct gp_problem *problem;

	if (!gp_repo_merges_notes(d->input->repo))
		return GP_OK;
	problem = gp_problem_add(d, GP_PROBLEM_WARN);
	gp_buf_puts(&problem->what,
		    "a git notes merge is not finished: notes wait in "
		    "NOTES_MERGE_WORKTREE");
	gp_buf_puts(&problem->why,
		    "the results of the other side are not in the notes, and a "
		    "push does not share them; git perf pull merges both sides "
		    "by itself");
	gp_buf_puts(&problem->next, "git notes merge --abort");
	return GP_OK;
}

const struct gp_doctor_check gp_check_notes_merge = {
	.name = "notes-merge",
	.find = find_notes_merge,
};
