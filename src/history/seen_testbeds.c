/*
 * Testbeds that are missing, by the rule for series: absence.h.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"

#include "seen_testbeds.h"

void gp_seen_testbeds_clear(struct gp_seen_testbeds *seen)
{
	free(seen->items);
	gp_arena_clear(&seen->arena);
	gp_map_clear(&seen->benchmarks);
	memset(seen, 0, sizeof(*seen));
}

/* ---- what was seen ---- */

void gp_seen_testbeds_expect(struct gp_seen_testbeds *seen,
			     struct gp_entry *const *runs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < runs[i]->n_results; k++) {
			const char *name = runs[i]->results[k].benchmark;

			gp_map_put(&seen->benchmarks, name, strlen(name), 0);
		}
}

static bool has_expected(const struct gp_seen_testbeds *seen,
			 const struct gp_entry *run)
{
	size_t unused;

	for (size_t k = 0; k < run->n_results; k++)
		if (gp_map_get(&seen->benchmarks, run->results[k].benchmark,
			       strlen(run->results[k].benchmark), &unused))
			return true;
	return false;
}

static struct gp_seen_testbed *find_seen(struct gp_seen_testbeds *seen,
					 const struct gp_entry *run)
{
	for (size_t i = 0; i < seen->n; i++)
		if (!strcmp(seen->items[i].absent.testbed, run->testbed) &&
		    !strcmp(seen->items[i].job, gp_entry_ci_job(run)) &&
		    !strcmp(seen->items[i].tool, run->tool))
			return &seen->items[i];
	return NULL;
}

static void add_testbed(struct gp_seen_testbeds *seen,
			const struct gp_entry *run, size_t place)
{
	struct gp_arena *arena = &seen->arena;

	seen->items =
		gp_grow(seen->items, seen->n, &seen->cap, sizeof(*seen->items));
	seen->items[seen->n++] = (struct gp_seen_testbed){
		.job = gp_arena_strdup(arena, gp_entry_ci_job(run)),
		.tool = gp_arena_strdup(arena, run->tool),
		.alike = has_expected(seen, run),
		.absent = { .testbed = gp_arena_strdup(arena, run->testbed),
			    .absent_for = seen->measured + 1 },
		.last = seen->measured,
		.place = place,
	};
}

static void see_run(struct gp_seen_testbeds *seen, const struct gp_entry *run,
		    size_t place)
{
	struct gp_seen_testbed *bed = find_seen(seen, run);
	size_t gap;

	if (!bed) {
		add_testbed(seen, run, place);
		return;
	}
	bed->alike = bed->alike || has_expected(seen, run);
	if (bed->last == seen->measured)
		return;
	gap = seen->measured - bed->last - 1;
	if (gap > bed->absent.longest_gap)
		bed->absent.longest_gap = gap;
	bed->last = seen->measured;
}

void gp_seen_testbeds_add(struct gp_seen_testbeds *seen,
			  const struct gp_entries *runs, size_t place)
{
	bool measured = false;

	for (size_t i = 0; i < runs->n; i++) {
		if (runs->items[i]->dirty)
			continue;
		measured = true;
		see_run(seen, runs->items[i], place);
	}
	seen->measured += measured;
}

/* ---- which are missing ---- */

/* Whether the judged commit has a run that says that this one is due: of its
   job, or of none and with the same benchmarks; and none of the testbed. */
static bool is_looked_for(const struct gp_missing_testbeds *search,
			  const struct gp_seen_testbed *bed)
{
	bool due = false;

	for (size_t i = 0; i < search->n_runs; i++) {
		const struct gp_entry *run = search->runs[i];

		if (!strcmp(run->testbed, bed->absent.testbed))
			return false;
		due = due || (!strcmp(gp_entry_ci_job(run), bed->job) &&
			      (*bed->job ? !strcmp(run->tool, bed->tool)
					 : bed->alike));
	}
	return due;
}

static bool is_retired_bed(const struct gp_missing_testbeds *search,
			   const struct gp_seen_testbed *bed)
{
	for (size_t i = 0; i < search->marks->n; i++) {
		const struct gp_placed_mark *mark = &search->marks->items[i];

		if (mark->entry->kind == GP_ENTRY_RETIREMENT &&
		    mark->place <= search->start + bed->place &&
		    !strcmp(mark->entry->testbed, bed->absent.testbed) &&
		    !strcmp(mark->entry->retire->pattern, "*"))
			return true;
	}
	return false;
}

static bool is_listed_already(const struct gp_series_set *set, const char *name)
{
	for (size_t i = 0; i < set->n_missing_testbeds; i++)
		if (!strcmp(set->missing_testbeds[i].testbed, name))
			return true;
	return false;
}

void gp_missing_testbeds_find(struct gp_series_set *set,
			      const struct gp_missing_testbeds *search)
{
	const struct gp_seen_testbeds *seen = search->seen;

	set->missing_testbeds = gp_arena_array(&set->arena, seen->n,
					       sizeof(*set->missing_testbeds));
	for (size_t i = 0; i < seen->n; i++) {
		const struct gp_seen_testbed *bed = &seen->items[i];
		struct gp_absent_testbed *missing =
			&set->missing_testbeds[set->n_missing_testbeds];

		if (bed->absent.absent_for <= bed->absent.longest_gap ||
		    !is_looked_for(search, bed) ||
		    is_retired_bed(search, bed) ||
		    is_listed_already(set, bed->absent.testbed))
			continue;
		*missing = bed->absent;
		missing->testbed =
			gp_arena_strdup(&set->arena, bed->absent.testbed);
		set->n_missing_testbeds++;
	}
}
