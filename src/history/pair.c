/*
 * Makes series of two runs that no repository has, as if they were measured at
 * two commits: for git perf compare with two files.
 */
#include <assert.h>
#include <string.h>

#include "placed_marks.h"
#include "run_lookup.h"
#include "series.h"

void gp_history_pair(struct gp_series_set *out, struct gp_entries *runs,
		     const char *const *keys, size_t n_keys,
		     const struct gp_fact_names *facts)
{
	struct gp_measured_commit old = { .from = 0, .n = 1 };
	const struct gp_measured_commit new = { .from = 1, .n = 1 };
	const struct gp_window window = { .items = &old, .n = 1 };
	const struct gp_placed_marks marks = { .n = 0 };
	struct gp_alias_set aliases = { .n = 0 };

	assert(runs->n == 2);
	gp_entry_name_series(runs->items[0], facts);
	gp_entry_name_series(runs->items[1], facts);
	memset(out, 0, sizeof(*out));
	gp_entries_move(&out->runs, runs);
	out->base_name = "";
	out->anchor_name = "";
	out->testbeds = gp_arena_array(&out->arena, 1, sizeof(*out->testbeds));
	out->testbeds[0] = out->runs.items[1]->testbed;
	out->n_testbeds = 1;
	out->n_runs = out->wanted = out->window = out->found = 1;
	gp_series_build(out, &(struct gp_series_input){
				     .window = &window,
				     .current = &new,
				     .aliases = &aliases,
				     .marks = &marks,
				     .keys = keys,
				     .n_keys = n_keys,
			     });
}
