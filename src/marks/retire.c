/*
 * Retirements: series that are gone on purpose, so that nobody misses them.
 * They are planned here; marks.c writes the plan.
 */
#include "matched.h"
#include "named.h"
#include "plan.h"

static enum gp_err check_retirement(const struct gp_mark_spec *spec)
{
	enum gp_err err;

	if ((err = gp_mark_check_name("the pattern", spec->name)) ||
	    (spec->reason &&
	     (err = gp_mark_check_text("the reason", spec->reason))) ||
	    (spec->testbed &&
	     (err = gp_mark_check_name("--testbed", spec->testbed))))
		return err;
	return GP_OK;
}

static enum gp_err plan_retirement(struct gp_marks *marks,
				   const struct gp_mark_spec *spec)
{
	const struct gp_mark_search search = { .pattern = spec->name,
					       .testbed = spec->testbed };
	struct gp_buf who = GP_BUF_INIT;
	struct gp_entry *mark;
	enum gp_err err;

	if ((err = gp_mark_new(marks, &mark)) ||
	    (err = gp_mark_must_match(marks, &search)))
		return err;
	gp_repo_committer(marks->repo, &who);
	mark->testbed = gp_mark_text(mark, spec->testbed);
	mark->retire = gp_arena_alloc(mark->arena, sizeof(*mark->retire));
	*mark->retire = (struct gp_retire){
		.pattern = gp_mark_text(mark, spec->name),
		.reason = gp_mark_text(mark, spec->reason),
		.who = gp_entry_string(mark, gp_buf_view(&who)),
	};
	gp_buf_clear(&who);
	if ((err = gp_mark_undo_same(marks, mark)))
		return err;
	gp_mark_plan(marks, mark);
	return GP_OK;
}

const struct gp_mark_kind gp_mark_retirement = {
	.entry = GP_ENTRY_RETIREMENT,
	.command = "retire",
	.noun = "retirement",
	.check = check_retirement,
	.plan = plan_retirement,
	.choose = gp_mark_choose_pattern,
};
