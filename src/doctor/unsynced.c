/*
 * Entries that were not pushed for a week.
 */
#include <inttypes.h>

#include "gp/report.h"

#include "diagnosis.h"

#define SYNC_AGE_S ((int64_t)7 * 24 * 60 * 60)

/* Tracking refs that were copied, or made by git fetch, have no time. */
static bool is_overdue(const struct gp_pending *pending, int64_t now_s)
{
	if (!pending->synced_s)
		return !pending->synced;
	return now_s - pending->synced_s > SYNC_AGE_S;
}

/* A fresh clone: the results of others are not here. */
static void add_unasked(struct gp_diagnosis *d)
{
	struct gp_buf name = GP_BUF_INIT;
	struct gp_problem *problem;

	gp_sync_unasked(d->input->repo, &name);
	if (name.len) {
		problem = gp_problem_add(d, GP_PROBLEM_NOTE);
		gp_buf_puts(&problem->what,
			    "no results are here, and none were asked for");
		gp_buf_puts(&problem->why,
			    "without the results of others, no commit has a "
			    "baseline");
		gp_report_put_unasked(&problem->next, gp_buf_str(&name));
	}
	gp_buf_clear(&name);
}

static enum gp_err find_unsynced(struct gp_diagnosis *d)
{
	const struct gp_doctor_input *input = d->input;
	const struct gp_pending *pending;
	struct gp_problem *problem;
	enum gp_err err = gp_diagnosis_pending(&pending, d);

	if (!err && pending->remote.len && !pending->entries.total &&
	    !pending->synced)
		add_unasked(d);
	if (!err && pending->remote.len && pending->entries.total &&
	    is_overdue(pending, input->now_s)) {
		problem = gp_problem_add(d, GP_PROBLEM_WARN);
		gp_entry_counts_put(&problem->what, &pending->entries);
		gp_buf_printf(&problem->what, " not pushed to %s, ",
			      gp_buf_str(&pending->remote));
		if (pending->synced_s)
			gp_buf_printf(&problem->what,
				      "last synced %" PRId64 " days ago",
				      (input->now_s - pending->synced_s) /
					      (24 * 60 * 60));
		else
			gp_buf_puts(&problem->what, "never synced");
		gp_buf_puts(
			&problem->why,
			"they exist only here, and the results of others may be "
			"missing");
		gp_doctor_put_command(&problem->next, "push", input);
	}
	return err;
}

const struct gp_doctor_check gp_check_unsynced = {
	.name = "unsynced",
	.find = find_unsynced,
};
