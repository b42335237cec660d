/*
 * What patterns mean in a range: which of them match a series there.
 */
#include <string.h>

#include "gp/history.h"

struct range_names {
	struct gp_key_choice *choice;
	const char *testbed; /* NULL: any */
};

static void see_run(struct range_names *names, const struct gp_entry *run)
{
	if (run->kind != GP_ENTRY_RUN || run->dirty ||
	    (names->testbed && strcmp(names->testbed, run->testbed) != 0))
		return;
	for (size_t i = 0; i < run->n_results; i++)
		gp_key_choice_see(names->choice, run->results[i].benchmark,
				  run->results[i].metric);
}

/* The walk ends as soon as no other name can change anything. */
static enum gp_err see_commit(void *ctx, const struct gp_commit *commit,
			      const struct gp_entries *runs)
{
	struct range_names *names = ctx;

	(void)commit;
	for (size_t i = 0; i < runs->n; i++)
		see_run(names, runs->items[i]);
	if (!gp_key_choice_done(names->choice))
		return GP_OK;
	return gp_fail(GP_ELIMIT, "every pattern matches");
}

enum gp_err gp_history_choose_keys(struct gp_key_choice *choice,
				   struct gp_repo *repo,
				   const struct gp_history_range *range,
				   const char *testbed,
				   struct gp_notices *notices)
{
	struct range_names names = { choice, testbed };
	enum gp_err err = GP_OK;

	if (!choice->n_keys)
		return GP_OK;
	err = gp_history_range(repo, range, see_commit, &names, notices);
	if (gp_key_choice_done(choice)) {
		gp_error_clear();
		return GP_OK;
	}
	if (!err)
		gp_key_choice_loosen(choice, notices);
	return err;
}
