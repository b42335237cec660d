/*
 * Counts the results of each series of the judged commit, and knows by which
 * names to look for more of them.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/parameters.h"

#include "short_series.h"

void gp_short_series_clear(struct gp_short_series *series)
{
	gp_map_clear(&series->places);
	gp_map_clear(&series->bed_names);
	gp_map_clear(&series->bench_names);
	gp_buf_clear(&series->name);
	gp_arena_clear(&series->arena);
	free(series->look.passed);
	free(series->items);
	memset(series, 0, sizeof(*series));
}

/* ---- the series ---- */

/* Sets series->name to the key of a result, and returns it. */
static struct gp_span series_key(struct gp_short_series *series,
				 const char *testbed, const char *benchmark,
				 const char *metric)
{
	gp_buf_reset(&series->name);
	gp_buf_add(&series->name, testbed, strlen(testbed) + 1);
	gp_buf_add(&series->name, benchmark, strlen(benchmark) + 1);
	gp_buf_puts(&series->name, metric);
	return gp_buf_view(&series->name);
}

static bool is_key_selected(const struct gp_measurement *m,
			    const char *const *keys, size_t n_keys)
{
	for (size_t i = 0; i < n_keys; i++)
		if (gp_key_match(keys[i], m->benchmark, m->metric))
			return true;
	return !n_keys;
}

static void add_one(struct gp_short_series *series, const struct gp_entry *run,
		    const struct gp_measurement *m)
{
	struct gp_span key =
		series_key(series, run->testbed, m->benchmark, m->metric);
	size_t place = series->n;

	if (gp_map_get(&series->places, key.data, key.len, &place))
		return;
	gp_map_put(&series->places,
		   gp_arena_strndup(&series->arena, key.data, key.len), key.len,
		   place);
	series->items = gp_grow(series->items, series->n, &series->cap,
				sizeof(*series->items));
	series->items[series->n++] = (struct gp_short_series_item){
		.benchmark = gp_span_of(m->benchmark),
		.testbed = gp_testbeds_find(series->testbeds, run->testbed),
	};
	series->n_short++;
}

void gp_short_series_add(struct gp_short_series *series,
			 const struct gp_entry *run, const char *const *keys,
			 size_t n_keys)
{
	for (size_t i = 0; i < run->n_results; i++)
		if (is_key_selected(&run->results[i], keys, n_keys))
			add_one(series, run, &run->results[i]);
}

/* ---- their results ---- */

/* The place of the series that an alias leads to, in one step. */
static size_t find_renamed(struct gp_short_series *series,
			   const struct gp_entry *run,
			   const struct gp_measurement *m)
{
	size_t place = SIZE_MAX;

	for (size_t i = 0; series->marks && i < series->marks->n; i++) {
		const struct gp_alias *alias =
			series->marks->items[i].entry->alias;
		struct gp_span key;

		if (!alias || strcmp(alias->from, m->benchmark) != 0)
			continue;
		key = series_key(series, run->testbed, alias->to, m->metric);
		if (gp_map_get(&series->places, key.data, key.len, &place))
			return place;
	}
	return place;
}

static size_t find_series(struct gp_short_series *series,
			  const struct gp_entry *run,
			  const struct gp_measurement *m)
{
	struct gp_span key =
		series_key(series, run->testbed, m->benchmark, m->metric);
	size_t place;

	if (gp_map_get(&series->places, key.data, key.len, &place))
		return place;
	return find_renamed(series, run, m);
}

static bool lacks_results(const struct gp_short_series *series, size_t place)
{
	return place < series->n && series->items[place].found < series->limit;
}

static bool count_result(struct gp_short_series *series, size_t place)
{
	struct gp_short_series_item *item;

	if (!lacks_results(series, place))
		return false;
	item = &series->items[place];
	if (item->last != series->n_commits) {
		item->last = series->n_commits;
		series->n_short -= ++item->found == series->limit;
	}
	return true;
}

bool gp_short_series_count(struct gp_short_series *series,
			   struct gp_entry *const *runs, size_t n)
{
	bool any = false;

	series->n_commits++;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < runs[i]->n_results; k++)
			any |= count_result(series,
					    find_series(series, runs[i],
							&runs[i]->results[k]));
	return any;
}

bool gp_short_series_is_in(struct gp_short_series *series,
			   const struct gp_entry *run)
{
	for (size_t k = 0; k < run->n_results; k++) {
		const char *benchmark = run->results[k].benchmark;
		size_t unused;

		if (series->any_name ||
		    gp_map_get(&series->bench_names, benchmark,
			       strlen(benchmark), &unused))
			return true;
	}
	return false;
}

/* ---- their names ---- */

static void look_for_name(struct gp_short_series *series, struct gp_span name)
{
	struct gp_span bare = gp_without_parameter(name);

	gp_map_put(&series->bench_names, name.data, name.len, 0);
	if (bare.len < name.len && name.data[bare.len] == ' ')
		gp_map_put(&series->bench_names, bare.data, bare.len, 0);
}

/* Old names of any alias: chains need no search, and there are few. */
static void look_for_aliases(struct gp_short_series *series)
{
	for (size_t i = 0; series->marks && i < series->marks->n; i++) {
		const struct gp_alias *alias =
			series->marks->items[i].entry->alias;
		struct gp_span from, colon;

		if (!alias)
			continue;
		from = gp_span_of(alias->from);
		series->any_name |= gp_has_star(alias->from);
		look_for_name(series, from);
		colon = from;
		while (colon.len && colon.data[colon.len - 1] != ':')
			colon.len--;
		if (colon.len > 1)
			look_for_name(series,
				      gp_span_sub(from, 0, colon.len - 1));
	}
}

static void look_on_testbeds(struct gp_short_series *series)
{
	for (size_t i = 0; i < series->testbeds->n; i++)
		gp_map_put(&series->bed_names, series->testbeds->names[i],
			   strlen(series->testbeds->names[i]), i);
	series->look.passed =
		gp_calloc(series->testbeds->n, sizeof(*series->look.passed));
	series->look.testbeds = &series->bed_names;
	series->look.benchmarks = &series->bench_names;
}

const struct gp_run_look *gp_short_series_look(struct gp_short_series *series)
{
	gp_map_clear(&series->bench_names);
	for (size_t i = 0; i < series->n; i++)
		if (lacks_results(series, i))
			look_for_name(series, series->items[i].benchmark);
	look_for_aliases(series);
	if (!series->look.passed)
		look_on_testbeds(series);
	return series->any_name ? NULL : &series->look;
}
