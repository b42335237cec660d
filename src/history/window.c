/*
 * Collects the runs of a baseline: walks first parents until each testbed has
 * enough measured commits.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "window.h"

void gp_window_init(struct gp_window *window, struct gp_entries *runs,
		    const struct gp_testbeds *testbeds)
{
	memset(window, 0, sizeof(*window));
	window->runs = runs;
	window->testbeds = *testbeds;
	window->found = gp_calloc(testbeds->n, sizeof(*window->found));
}

void gp_window_clear(struct gp_window *window)
{
	free(window->items);
	free(window->found);
	gp_map_clear(&window->seen);
	gp_first_parents_clear(&window->line);
	gp_seen_testbeds_clear(&window->beds);
	memset(window, 0, sizeof(*window));
}

/* The key is borrowed from the run, which stays. */
static void add_seen(struct gp_window *window, const struct gp_entry *run)
{
	gp_map_put(&window->seen, run->id.raw, sizeof(run->id.raw), 0);
}

void gp_window_exclude(struct gp_window *window, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		add_seen(window, window->runs->items[i]);
}

/* ---- one commit ---- */

static bool is_seen(const struct gp_window *window, const struct gp_entry *run)
{
	size_t unused;

	return gp_map_get(&window->seen, run->id.raw, sizeof(run->id.raw),
			  &unused);
}

static bool belongs_to_baseline(struct gp_window *window,
				const struct gp_entry *run)
{
	size_t testbed = gp_testbeds_find(&window->testbeds, run->testbed);

	if (run->dirty)
		return false;
	if (testbed == SIZE_MAX) {
		if (!window->other)
			window->other = gp_arena_strdup(&window->runs->arena,
							run->testbed);
		return false;
	}
	return (window->beyond || window->found[testbed] < window->limit) &&
	       !is_seen(window, run);
}

/* Counts one more measured commit for each testbed of these runs. */
static void count_testbeds(struct gp_window *window,
			   const struct gp_entries *runs)
{
	for (size_t t = 0; t < window->testbeds.n; t++) {
		size_t i = 0;

		while (i < runs->n && strcmp(runs->items[i]->testbed,
					     window->testbeds.names[t]) != 0)
			i++;
		window->found[t] += i < runs->n;
	}
}

void gp_window_add(struct gp_window *window, const struct gp_commit *commit,
		   struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (!belongs_to_baseline(window, runs->items[i]))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	if (!runs->n) {
		gp_entries_clear(runs);
		return;
	}
	count_testbeds(window, runs);
	for (size_t i = 0; i < runs->n; i++)
		add_seen(window, runs->items[i]);
	window->items = gp_grow(window->items, window->n, &window->cap,
				sizeof(*window->items));
	window->items[window->n++] =
		(struct gp_measured_commit){ .commit = *commit,
					     .from = window->runs->n,
					     .n = runs->n,
					     .place = window->line.n };
	gp_entries_move(window->runs, runs);
}

/* ---- the line ---- */

static bool is_full(const struct gp_window *window)
{
	for (size_t t = 0; t < window->testbeds.n; t++)
		if (window->found[t] < window->limit)
			return false;
	return true;
}

/*
 * Reads the next commit; false if history ends here or `depth` is reached. The
 * commits that were walked are in the line.
 */
static enum gp_err step(struct gp_window *window, struct gp_run_lookup *lookup,
			struct gp_node *node, bool *more)
{
	*more = node->first.size > 0 && window->line.n < window->depth;
	return node->first.size ? gp_walk_first(lookup->walk, node) : GP_OK;
}

static enum gp_err read_node(struct gp_window *window,
			     struct gp_run_lookup *lookup,
			     const struct gp_node *node,
			     const struct gp_run_filter *filter,
			     struct gp_entries *runs)
{
	gp_first_parents_add(&window->line, &node->commit);
	window->cut = node->cut;
	return gp_oid_same(&node->commit.oid, &window->judged)
		       ? GP_OK
		       : gp_run_lookup_at(lookup, runs, &node->commit, filter);
}

enum gp_err gp_window_walk(struct gp_window *window,
			   struct gp_run_lookup *lookup, struct gp_node *node)
{
	const struct gp_run_filter filter = { .testbeds = &window->testbeds };
	struct gp_entries runs = { 0 };
	enum gp_err err = GP_OK;
	bool more = window->depth > 0;

	while (more && !is_full(window)) {
		if ((err = read_node(window, lookup, node, &filter, &runs)))
			break;
		gp_seen_testbeds_add(&window->beds, &runs, window->line.n - 1);
		gp_window_add(window, &node->commit, &runs);
		if ((err = step(window, lookup, node, &more)))
			break;
	}
	window->ended = !more;
	window->n_whole = window->n;
	gp_entries_clear(&runs);
	return err;
}

/* ---- series that were not measured at each measured commit ---- */

static void drop_others(struct gp_short_series *series, struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (!gp_short_series_is_in(series, runs->items[i]))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
}

/* Adds what the next commit has of the series. */
static void add_short(struct gp_window *window, struct gp_short_series *series,
		      const struct gp_commit *commit, struct gp_entries *runs)
{
	size_t n = window->n;
	const struct gp_measured_commit *added;

	drop_others(series, runs);
	gp_window_add(window, commit, runs);
	if (window->n == n)
		return;
	added = &window->items[n];
	gp_short_series_count(series, window->runs->items + added->from,
			      added->n, added->place);
}

static void count_window(const struct gp_window *window,
			 struct gp_short_series *series)
{
	for (size_t i = 0; i < window->n; i++)
		gp_short_series_count(
			series, window->runs->items + window->items[i].from,
			window->items[i].n, window->items[i].place);
}

enum gp_err gp_window_walk_on(struct gp_window *window,
			      struct gp_run_lookup *lookup,
			      struct gp_node *node,
			      struct gp_short_series *series)
{
	struct gp_run_filter filter = { .testbeds = &window->testbeds };
	struct gp_entries runs = { 0 };
	enum gp_err err = GP_OK;
	bool more = !window->ended;

	count_window(window, series);
	window->beyond = true;
	filter.look = gp_short_series_look(series);
	while (more && series->n_short) {
		if ((err = read_node(window, lookup, node, &filter, &runs)))
			break;
		add_short(window, series, &node->commit, &runs);
		if ((err = step(window, lookup, node, &more)))
			break;
	}
	gp_entries_clear(&runs);
	return err;
}
