/*
 * A key in .gitperf that counts only in the configuration of one clone, and
 * sections that match no series.
 */
#include <string.h>

#include "gp/phrase.h"

#include "diagnosis.h"

/* ".gitperf:3: perf.testbed counts only in your own git "
"configuration" */
static bool find_local_key(struct gp_buf *key, const char *notice)
{
	const char *from = strstr(notice, ": perf.");
	const char *to = from ? strstr(from, " counts only in") : NULL;

	if (!to)
		return false;
	from += 2;
	gp_buf_add(key, from, (size_t)(to - from));
	return true;
}

static void report_key(struct gp_diagnosis *d, const char *notice,
		       const char *key, const char *work_tree)
{
	struct gp_buf file = GP_BUF_INIT;
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

	gp_buf_puts(&problem->what, notice);
	gp_buf_puts(
		&problem->why,
		strcmp(key, "perf.testbed")
			? "it is ignored, because the file is shared by everybody"
			: "it is ignored, because every machine would have the same "
			  "name, and their results would be mixed");
	gp_buf_printf(&file, "%s/.gitperf", work_tree);
	gp_buf_puts(&problem->next, "git config --file ");
	gp_shell_quote(&problem->next, gp_buf_str(&file));
	gp_buf_puts(&problem->next, " --unset-all ");
	gp_shell_quote(&problem->next, key);
	gp_buf_clear(&file);
}

static void report_unmatched(struct gp_diagnosis *d, const char *notice)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

	gp_buf_puts(&problem->what, notice);
	gp_buf_puts(&problem->why, "its limits apply to nothing that was "
				   "measured at this commit");
	gp_buf_puts(&problem->next,
		    "correct the pattern; git perf show lists the names");
}

static enum gp_err find_gitperf(struct gp_diagnosis *d)
{
	const struct gp_notices *notices = d->input->config;
	const char *work_tree = d->input->repo->work_tree;
	struct gp_buf key = GP_BUF_INIT;

	for (size_t i = 0; work_tree && i < notices->n; i++) {
		gp_buf_reset(&key);
		if (find_local_key(&key, notices->items[i]))
			report_key(d, notices->items[i], gp_buf_str(&key),
				   work_tree);
	}
	gp_buf_clear(&key);
	for (size_t i = 0; d->input->unmatched && i < d->input->unmatched->n;
	     i++)
		report_unmatched(d, d->input->unmatched->items[i]);
	return GP_OK;
}

const struct gp_doctor_check gp_check_gitperf = {
	.name = "gitperf",
	.find = find_gitperf,
};
