/*
 * The table of all checks, and a diagnosis from the first to the last.
 */
#include <string.h>

#include "diagnosis.h"

extern const struct gp_doctor_check gp_check_refspec;
extern const struct gp_doctor_check gp_check_filtered;
extern const struct gp_doctor_check gp_check_lock;
extern const struct gp_doctor_check gp_check_damage;
extern const struct gp_doctor_check gp_check_notes_merge;
extern const struct gp_doctor_check gp_check_lost_notes;
extern const struct gp_doctor_check gp_check_push;
extern const struct gp_doctor_check gp_check_unsynced;
extern const struct gp_doctor_check gp_check_inboxes;
extern const struct gp_doctor_check gp_check_unreadable;
extern const struct gp_doctor_check gp_check_part;
extern const struct gp_doctor_check gp_check_rewrite_ref;
extern const struct gp_doctor_check gp_check_merge_checkout;
extern const struct gp_doctor_check gp_check_base;
extern const struct gp_doctor_check gp_check_shallow;
extern const struct gp_doctor_check gp_check_rewritten;
extern const struct gp_doctor_check gp_check_clock;
extern const struct gp_doctor_check gp_check_hook;
extern const struct gp_doctor_check gp_check_gitperf;
extern const struct gp_doctor_check gp_check_governor;
extern const struct gp_doctor_check gp_check_boost;
extern const struct gp_doctor_check gp_check_load;
extern const struct gp_doctor_check gp_check_virtual;

/* Of one severity, problems are reported in this order. */
static const struct gp_doctor_check *const checks[] = {
	&gp_check_refspec,        &gp_check_filtered,    &gp_check_lock,
	&gp_check_damage,         &gp_check_notes_merge, &gp_check_lost_notes,
	&gp_check_push,           &gp_check_unsynced,    &gp_check_inboxes,
	&gp_check_unreadable,     &gp_check_part,        &gp_check_rewrite_ref,
	&gp_check_merge_checkout, &gp_check_base,        &gp_check_shallow,
	&gp_check_rewritten,      &gp_check_clock,       &gp_check_hook,
	&gp_check_gitperf,        &gp_check_governor,    &gp_check_boost,
	&gp_check_load,           &gp_check_virtual,
};
#define N_CHECKS (sizeof(checks) / sizeof(checks[0]))

static bool is_selected(const struct gp_doctor_input *input,
			const struct gp_doctor_check *check)
{
	if (check->asks_remote && !input->ask_remote)
		return false;
	for (size_t i = 0; i < input->n_only; i++)
		if (!strcmp(input->only[i], check->name))
			return true;
	return !input->n_only;
}

size_t gp_doctor_count_checks(const struct gp_doctor_input *input)
{
	size_t n = 0;

	for (size_t i = 0; i < N_CHECKS; i++)
		n += is_selected(input, checks[i]);
	return n;
}

static enum gp_err refuse_unknown_check(const char *name)
{
	struct gp_buf known = GP_BUF_INIT;
	enum gp_err err;

	for (size_t i = 0; i < N_CHECKS; i++) {
		if (!strcmp(checks[i]->name, name)) {
			gp_buf_clear(&known);
			return GP_OK;
		}
		gp_buf_printf(&known, "%s%s", i ? ", " : "", checks[i]->name);
	}
	err = gp_fail(GP_EUSAGE, "unknown check '%s'; the checks are %s", name,
		      gp_buf_str(&known));
	gp_buf_clear(&known);
	return err;
}

/* One check that fails must not hide what the others find. */
static void report_failed_check(struct gp_diagnosis *d)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_ERROR);

	gp_buf_puts(&problem->what, gp_error_message());
	gp_buf_puts(&problem->why,
		    "this check could not be made, and commands that need the "
		    "same data fail as well");
	gp_buf_puts(&problem->next, "git perf fsck");
	gp_error_clear();
}

enum gp_err gp_doctor_run(struct gp_problems *out,
			  const struct gp_doctor_input *input)
{
	struct gp_diagnosis d = { .input = input, .problems = out };
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < input->n_only && !err; i++)
		err = refuse_unknown_check(input->only[i]);
	if (!err)
		err = gp_git_config_list(&d.settings);
	for (size_t i = 0; i < N_CHECKS && !err; i++) {
		if (!is_selected(input, checks[i]))
			continue;
		d.check = checks[i]->name;
		if (checks[i]->find(&d))
			report_failed_check(&d);
	}
	gp_problems_sort(out);
	gp_git_config_clear(&d.settings);
	gp_pending_clear(&d.pending);
	return err;
}
