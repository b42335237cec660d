#ifndef GP_TESTS_SCENE_H
#define GP_TESTS_SCENE_H

/*
 * Series made in memory, as history would make them from notes.
 */
#include <string.h>

#include "gp/detect.h"
#include "gp/series.h"

static inline void scene_open(struct gp_series_set *set)
{
	memset(set, 0, sizeof(*set));
	set->base_name = "main";
	set->testbeds = gp_arena_array(&set->arena, 1, sizeof(char *));
	set->testbeds[0] = "here";
	set->n_testbeds = 1;
	gp_entries_add(&set->runs);
}

/*
 * Adds a series with the default limits of "other" and room for `commits`
 * in its baseline; valid until the next is added.
 */
static inline struct gp_series *scene_series(struct gp_series_set *set,
					     const char *benchmark,
					     enum gp_better better,
					     size_t commits)
{
	struct gp_series *series;

	set->items =
		gp_grow(set->items, set->n, &set->cap, sizeof(*set->items));
	series = &set->items[set->n++];
	memset(series, 0, sizeof(*series));
	series->benchmark = benchmark;
	series->metric = "value";
	series->unit = "ns";
	series->testbed = "here";
	series->better = better;
	series->order = set->n - 1;
	series->limits = gp_limits_default(GP_KIND_OTHER);
	series->baseline =
		gp_arena_array(&set->arena, commits, sizeof(struct gp_point));
	return series;
}

/* The next commit of the baseline; ids count from 1. */
static inline struct gp_point *scene_commit(struct gp_series *series)
{
	struct gp_point *point = &series->baseline[series->n_baseline++];

	point->commit.size = 20;
	point->commit.raw[0] = (unsigned char)series->n_baseline;
	return point;
}

/* Adds one run of `n` samples to a point. */
static inline struct gp_measurement *scene_run(struct gp_series_set *set,
					       struct gp_point *point,
					       const double *samples, size_t n)
{
	size_t readings = point->n_readings;
	struct gp_reading *all =
		gp_arena_array(&set->arena, readings + 1, sizeof(*all));
	struct gp_measurement *m = gp_arena_alloc(&set->arena, sizeof(*m));

	m->benchmark = m->metric = m->unit = "";
	m->samples = gp_arena_array(&set->arena, n, sizeof(*m->samples));
	m->n_samples = m->cap_samples = n;
	for (size_t i = 0; i < n; i++)
		m->samples[i] = gp_decimal_real(samples[i]);
	if (readings)
		memcpy(all, point->readings, readings * sizeof(*all));
	all[readings] = (struct gp_reading){ set->runs.items[0], m, 1 };
	point->readings = all;
	point->n_readings++;
	return m;
}

/* A series of one-sample commits. */
static inline struct gp_series *scene_values(struct gp_series_set *set,
					     enum gp_better better,
					     const double *baseline, size_t n,
					     double current)
{
	struct gp_series *series = scene_series(set, "b", better, n);

	for (size_t i = 0; i < n; i++)
		scene_run(set, scene_commit(series), &baseline[i], 1);
	scene_run(set, &series->current, &current, 1);
	return series;
}

/*
 * Compares the last commit of the first series' baseline with the
 * current one, which is none of it; the old one ran on the testbeds of the set.
 */
static inline void scene_compare(struct gp_comparison *out,
				 struct gp_series_set *set)
{
	const struct gp_compare_input in = {
		.set = set,
		.old_name = "old",
		.new_name = "new",
		.old_testbeds = set->testbeds,
		.n_old_testbeds = set->n_testbeds,
	};

	memset(out, 0, sizeof(*out));
	set->base.size = set->commit.size = 20;
	if (set->n)
		set->base.raw[0] = (unsigned char)set->items[0].n_baseline;
	gp_compare(out, &in);
}

#endif /* GP_TESTS_SCENE_H */
