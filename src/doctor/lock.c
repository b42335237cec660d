/*
 * The lock of the notes ref, left behind by a process that died.
 */
#include <inttypes.h>
#include <sys/stat.h>

#include "gp/phrase.h"

#include "diagnosis.h"

#define LOCK_AGE_S 60

static enum gp_err find_lock(struct gp_diagnosis *d)
{
	struct gp_buf path = GP_BUF_INIT;
	struct gp_problem *problem;
	struct stat st;
	int64_t age;

	gp_buf_printf(&path, "%s/" GP_NOTES_REF ".lock",
		      d->input->repo->common_dir);
	age = lstat(gp_buf_str(&path), &st) ? 0 : d->input->now_s - st.st_mtime;
	if (age >= LOCK_AGE_S) {
		problem = gp_problem_add(d, GP_PROBLEM_ERROR);
		gp_buf_printf(&problem->what, "%s is %" PRId64 " minutes old",
			      gp_buf_str(&path), age / 60);
		gp_buf_puts(
			&problem->why,
			"nothing can be recorded while it exists; if no git "
			"process is running, its owner died");
		gp_buf_puts(&problem->next, "rm ");
		gp_shell_quote(&problem->next, gp_buf_str(&path));
	}
	gp_buf_clear(&path);
	return GP_OK;
}

const struct gp_doctor_check gp_check_lock = {
	.name = "lock",
	.find = find_lock,
};
