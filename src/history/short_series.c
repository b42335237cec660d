/*
 * Counts the results of each series of the judged commit, and knows by which
 * names to look for more of them.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/parameters.h"
#include "gp/series.h"

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

/* Leaves the key in series->name. */
static bool has_series(struct gp_short_series *series, const char *testbed,
		       const char *benchmark, const char *metric, size_t *place)
{
	gp_series_key_make(&series->name, testbed, benchmark, metric);
	return gp_map_get(&series->places, series->name.data, series->name.len,
			  place);
}

static void add_one(struct gp_short_series *series, const struct gp_entry *run,
		    const struct gp_measurement *m, bool absent)
{
	const struct gp_buf *key = &series->name;
	size_t place;
	char *kept;

	if (has_series(series, run->testbed, m->benchmark, m->metric, &place))
		return;
	kept = gp_arena_strndup(&series->arena, key->data, key->len);
	gp_map_put(&series->places, kept, key->len, series->n);
	series->items = gp_grow(series->items, series->n, &series->cap,
				sizeof(*series->items));
	series->items[series->n++] = (struct gp_short_series_item){
		.benchmark = gp_span_of(kept + strlen(kept) + 1),
		.absent = absent,
	};
	series->n_short++;
}

void gp_short_series_add(struct gp_short_series *series,
			 const struct gp_entry *run, const char *const *keys,
			 size_t n_keys)
{
	for (size_t i = 0; i < run->n_results; i++)
		if (gp_keys_match(keys, n_keys, run->results[i].benchmark,
				  run->results[i].metric))
			add_one(series, run, &run->results[i], false);
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

		if (alias && !strcmp(alias->from, m->benchmark) &&
		    has_series(series, run->testbed, alias->to, m->metric,
			       &place))
			return place;
	}
	return place;
}

static size_t find_series(struct gp_short_series *series,
			  const struct gp_entry *run,
			  const struct gp_measurement *m)
{
	size_t place;

	if (has_series(series, run->testbed, m->benchmark, m->metric, &place))
		return place;
	return find_renamed(series, run, m);
}

/* One of the judged commit may want fewer, too. */
static size_t wanted_of(const struct gp_short_series *series, size_t place)
{
	return series->items[place].absent && series->limit > GP_ABSENT_RESULTS
		       ? GP_ABSENT_RESULTS
		       : series->limit;
}

static bool lacks_results(const struct gp_short_series *series, size_t place)
{
	return place < series->n &&
	       series->items[place].found < wanted_of(series, place);
}

/* Whether an alias with '*' may rename any series. */
static bool has_pattern_alias(const struct gp_short_series *series)
{
	for (size_t i = 0; series->marks && i < series->marks->n; i++) {
		const struct gp_alias *alias =
			series->marks->items[i].entry->alias;

		if (alias && gp_has_star(alias->from))
			return true;
	}
	return false;
}

void gp_short_series_add_absent(struct gp_short_series *series,
				const struct gp_entry *run,
				const char *const *keys, size_t n_keys)
{
	if (has_pattern_alias(series))
		return;
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];

		if (gp_keys_match(keys, n_keys, m->benchmark, m->metric) &&
		    find_renamed(series, run, m) == SIZE_MAX)
			add_one(series, run, m, true);
	}
}

size_t gp_short_series_n_lacking(const struct gp_short_series *series)
{
	size_t n = 0;

	for (size_t i = 0; i < series->n; i++)
		n += !series->items[i].absent && lacks_results(series, i);
	return n;
}

static void count_result(struct gp_short_series *series, size_t place,
			 size_t at)
{
	struct gp_short_series_item *item;

	if (!lacks_results(series, place))
		return;
	item = &series->items[place];
	if (item->last == series->n_commits)
		return;
	item->last = series->n_commits;
	if (at - item->oldest > item->gap)
		item->gap = at - item->oldest;
	item->oldest = at;
	series->n_short -= ++item->found == wanted_of(series, place);
}

void gp_short_series_count(struct gp_short_series *series,
			   struct gp_entry *const *runs, size_t n, size_t place)
{
	series->n_commits++;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < runs[i]->n_results; k++)
			count_result(series,
				     find_series(series, runs[i],
						 &runs[i]->results[k]),
				     place);
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

/* ---- results that are out of reach ---- */

static size_t hide_one(struct gp_short_series *series, size_t place,
		       unsigned cut)
{
	unsigned before;

	if (!lacks_results(series, place) || series->items[place].absent)
		return 0;
	before = series->items[place].hidden;
	series->items[place].hidden |= cut;
	return !before;
}

size_t gp_short_series_hide(struct gp_short_series *series,
			    const struct gp_entry *run, unsigned cut)
{
	size_t n = 0;

	for (size_t i = 0; !run && i < series->n; i++)
		n += hide_one(series, i, cut);
	for (size_t k = 0; run && k < run->n_results; k++)
		n += hide_one(series,
			      find_series(series, run, &run->results[k]), cut);
	return n;
}

size_t gp_short_series_hide_likely(struct gp_short_series *series, size_t n,
				   unsigned cut)
{
	size_t hidden = 0;

	for (size_t i = 0; i < series->n; i++) {
		struct gp_short_series_item *item = &series->items[i];

		if (!item->found || item->hidden || item->absent ||
		    !lacks_results(series, i) ||
		    n - item->oldest > 2 * item->gap)
			continue;
		item->hidden |= cut;
		hidden++;
	}
	return hidden;
}

void gp_short_series_explain(struct gp_short_series *series,
			     struct gp_series_set *set)
{
	size_t place;

	for (size_t i = 0; i < set->n; i++) {
		struct gp_series *s = &set->items[i];

		if (!has_series(series, s->testbed, s->benchmark, s->metric,
				&place) ||
		    !lacks_results(series, place))
			continue;
		s->cut = series->cut;
		s->hidden = series->items[place].hidden;
	}
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
