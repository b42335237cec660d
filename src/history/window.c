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
	return window->found[testbed] < window->limit && !is_seen(window, run);
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
	window->items[window->n++] = (struct gp_measured_commit){
		.commit = *commit, .from = window->runs->n, .n = runs->n
	};
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

enum gp_err gp_window_walk(struct gp_window *window,
			   struct gp_run_lookup *lookup, struct gp_node *node)
{
	const struct gp_run_filter filter = { .testbeds = &window->testbeds };
	struct gp_entries runs = { 0 };
	enum gp_err err = GP_OK;

	for (size_t left = window->depth; left && !is_full(window); left--) {
		if (!gp_oid_same(&node->commit.oid, &window->judged) &&
		    (err = gp_run_lookup_at(lookup, &runs, &node->commit,
					    &filter)))
			break;
		gp_window_add(window, &node->commit, &runs);
		gp_first_parents_add(&window->line, &node->commit);
		window->cut = node->cut && !is_full(window);
		if (!node->first.size)
			break;
		if ((err = gp_walk_first(lookup->walk, node)))
			break;
	}
	gp_entries_clear(&runs);
	return err;
}
