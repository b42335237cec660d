/*
 * Commits of the judged branch that were measured, too: a change that came
 * after the baseline may lie at one of those that were not.
 */
#include "branch_runs.h"

#define MOST_LOOKED_AT 100

enum gp_err gp_branch_runs_count(size_t *out, struct gp_run_lookup *lookup,
				 const struct gp_first_parents *line,
				 const struct gp_testbeds *testbeds)
{
	const struct gp_run_filter filter = { .testbeds = testbeds };
	struct gp_entries runs = { 0 };
	enum gp_err err = GP_OK;

	*out = 0;
	for (size_t i = 1; !err && i < line->n_branch && i <= MOST_LOOKED_AT;
	     i++) {
		err = gp_run_lookup_at(lookup, &runs, &line->items[i], &filter);
		*out += gp_entries_have_clean_run(&runs, testbeds);
		gp_entries_clear(&runs);
	}
	return err;
}
