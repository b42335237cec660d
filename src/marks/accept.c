/*
 * Acceptances: somebody takes responsibility for a change, and later checks
 * start from it. They are planned here; marks.c writes the plan.
 */
#include <string.h>

#include "gp/limits.h"

#include "matched.h"
#include "named.h"
#include "plan.h"

/* Whether a part of it does not say in what. */
static bool lacks_unit(const struct gp_limit *limit)
{
	for (; limit; limit = limit->also)
		if (limit->how == GP_LIMIT_ABSOLUTE && !*limit->unit)
			return true;
	return false;
}

static enum gp_err check_upto(const char *text)
{
	struct gp_arena arena = { 0 };
	struct gp_limit limit;
	enum gp_err err = GP_OK;

	if (gp_limit_parse(&limit, &arena, gp_span_of(text)) || limit.value < 0)
		err = gp_fail(GP_EUSAGE,
			      "--upto expects the largest change for the "
			      "worse, such as 8%%, 1pp or 5ms, not '%.64s'",
			      text);
	else if (lacks_unit(&limit))
		err = gp_fail(GP_EUSAGE,
			      "--upto '%.64s' has no unit: write 8%% for a "
			      "share, 1pp for points, 5ms for a difference",
			      text);
	gp_arena_clear(&arena);
	return err;
}

static enum gp_err check_acceptance(const struct gp_mark_spec *spec)
{
	enum gp_err err;

	if (!spec->reason)
		return gp_fail(GP_EUSAGE, "a reason is required: "
					  "-m 'checks bounds now'");
	if ((err = gp_mark_check_name("the pattern", spec->name)) ||
	    (err = gp_mark_check_text("the reason", spec->reason)) ||
	    (spec->testbed &&
	     (err = gp_mark_check_name("--testbed", spec->testbed))) ||
	    (spec->upto && (err = check_upto(spec->upto))))
		return err;
	return GP_OK;
}

static bool is_accepted_by(const struct gp_entry *run,
			   const struct gp_mark_spec *spec)
{
	if (spec->testbed && strcmp(run->testbed, spec->testbed) != 0)
		return false;
	for (size_t i = 0; i < run->n_results; i++)
		if (gp_key_match(spec->name, run->results[i].benchmark,
				 run->results[i].metric))
			return true;
	return false;
}

/* The results of the commit may follow; those of other commits are enough. */
static enum gp_err warn_unmatched(struct gp_marks *marks,
				  const struct gp_mark_spec *spec)
{
	const struct gp_mark_search search = { .pattern = spec->name,
					       .testbed = spec->testbed,
					       .renamed = true };
	struct gp_entries runs = { 0 };
	bool matched = false;
	char hex[GP_OID_HEX];
	size_t n;
	enum gp_err err = gp_mark_runs(marks, &runs);

	for (size_t i = 0; i < runs.n; i++)
		matched = matched || is_accepted_by(runs.items[i], spec);
	n = runs.n;
	gp_entries_clear(&runs);
	if (err || matched || (err = gp_mark_must_match(marks, &search)))
		return err;
	gp_oid_short(&marks->commit.oid, hex);
	if (!n)
		gp_notices_add(&marks->notices,
			       "nothing is recorded at %s yet: cannot check "
			       "whether '%.200s' matches anything",
			       hex, spec->name);
	else
		gp_notices_add(&marks->notices,
			       "nothing that is recorded at %s%s%.200s matches "
			       "'%.200s'",
			       hex, spec->testbed ? " on " : "",
			       spec->testbed ? spec->testbed : "", spec->name);
	return GP_OK;
}

static enum gp_err plan_acceptance(struct gp_marks *marks,
				   const struct gp_mark_spec *spec)
{
	struct gp_buf who = GP_BUF_INIT;
	struct gp_entry *mark;
	enum gp_err err;

	if ((err = gp_mark_new(marks, &mark)))
		return err;
	gp_repo_committer(marks->repo, &who);
	mark->testbed = gp_mark_text(mark, spec->testbed);
	mark->accept = gp_arena_alloc(mark->arena, sizeof(*mark->accept));
	*mark->accept = (struct gp_accept){
		.pattern = gp_mark_text(mark, spec->name),
		.upto = gp_mark_text(mark, spec->upto),
		.reason = gp_mark_text(mark, spec->reason),
		.who = gp_entry_string(mark, gp_buf_view(&who)),
	};
	gp_buf_clear(&who);
	if ((err = warn_unmatched(marks, spec)) ||
	    (err = gp_mark_undo_same(marks, mark)))
		return err;
	gp_mark_plan(marks, mark);
	return GP_OK;
}

const struct gp_mark_kind gp_mark_acceptance = {
	.entry = GP_ENTRY_ACCEPTANCE,
	.command = "accept",
	.noun = "acceptance",
	.check = check_acceptance,
	.plan = plan_acceptance,
	.choose = gp_mark_choose_pattern,
};
