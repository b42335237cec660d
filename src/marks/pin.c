/*
 * Pins: results of a release are kept when older ones are forgotten.
 */
#include "plan.h"

static enum gp_err check_pin(const struct gp_mark_spec *spec)
{
	(void)spec; /* a pin has no texts */
	return GP_OK;
}

static bool has_pin(const struct gp_marks *marks, const struct gp_oid *commit)
{
	for (size_t i = 0; i < marks->existing.n; i++)
		if (gp_oid_same(&marks->existing.items[i]->commit, commit))
			return true;
	for (size_t i = 0; i < marks->made.n; i++)
		if (gp_oid_same(&marks->made.items[i]->commit, commit))
			return true;
	return false;
}

static enum gp_err plan_one_pin(struct gp_marks *marks,
				const struct gp_oid *commit, int64_t time)
{
	struct gp_entry *mark;
	enum gp_err err;

	if (has_pin(marks, commit))
		return GP_OK;
	if ((err = gp_mark_new(marks, &mark)))
		return err;
	mark->commit = *commit;
	mark->commit_time = time;
	gp_mark_plan(marks, mark);
	return GP_OK;
}

/*
 * Pins the commit, and the commits that its runs were measured at, if a
 * squashed branch left them in the note of the tree.
 */
static enum gp_err plan_pins(struct gp_marks *marks,
			     const struct gp_mark_spec *spec)
{
	const struct gp_commit *commit = &marks->commit;
	struct gp_entries runs = { 0 };
	enum gp_err err;

	(void)spec;
	if (!(err = gp_mark_runs(marks, &runs)))
		err = plan_one_pin(marks, &commit->oid, commit->time);
	for (size_t i = 0; !err && i < runs.n; i++)
		err = plan_one_pin(marks, &runs.items[i]->commit,
				   runs.items[i]->commit_time);
	gp_entries_clear(&runs);
	return err;
}

static enum gp_err choose_pins(struct gp_marks *marks,
			       const struct gp_mark_spec *spec)
{
	char hex[GP_OID_HEX];

	(void)spec;
	for (size_t i = 0; i < marks->existing.n; i++)
		if (gp_mark_is_here(marks, marks->existing.items[i]))
			gp_mark_list_add(&marks->undone,
					 marks->existing.items[i]);
	if (marks->undone.n)
		return GP_OK;
	return gp_fail(GP_ENOTFOUND,
		       "%s is not pinned: git perf pin --list shows all",
		       gp_oid_short(&marks->commit.oid, hex));
}

const struct gp_mark_kind gp_mark_pin = {
	.entry = GP_ENTRY_PIN,
	.command = "pin",
	.noun = "pin",
	.check = check_pin,
	.plan = plan_pins,
	.choose = choose_pins,
};
