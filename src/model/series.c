/*
 * The memory of a set of series, their keys, and which series was computed from
 * which.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/series.h"

void gp_series_set_clear(struct gp_series_set *set)
{
	gp_entries_clear(&set->runs);
	free(set->items);
	gp_notices_clear(&set->notices);
	gp_arena_clear(&set->arena);
	memset(set, 0, sizeof(*set));
}

void gp_series_key_make(struct gp_buf *key, const char *testbed,
			const char *benchmark, const char *metric)
{
	gp_buf_reset(key);
	gp_buf_add(key, testbed, strlen(testbed) + 1);
	gp_buf_add(key, benchmark, strlen(benchmark) + 1);
	gp_buf_puts(key, metric);
}

const char *gp_baseline_cut_name(enum gp_baseline_cut cut)
{
	switch (cut) {
	case GP_CUT_DEPTH:
		return "depth";
	case GP_CUT_SHALLOW:
		return "shallow";
	case GP_CUT_PARTIAL:
		return "partial";
	case GP_CUT_NOTES:
		return "notes";
	case GP_CUT_TESTBED:
		return "testbed";
	}
	return "";
}

/* ---- derived metrics ---- */

bool gp_series_is_derived(const struct gp_series *series)
{
	return series->source && *series->source &&
	       strcmp(series->source, series->metric) != 0;
}

static bool of_one_benchmark(const struct gp_series *a,
			     const struct gp_series *b)
{
	return !strcmp(a->benchmark, b->benchmark) &&
	       !strcmp(a->testbed, b->testbed);
}

const struct gp_series *gp_series_source(const struct gp_series_set *set,
					 const struct gp_series *series)
{
	const struct gp_series *begin = series, *end = series + 1;

	if (!gp_series_is_derived(series))
		return NULL;
	/* they are sorted: the metrics of a benchmark are in one place */
	while (begin > set->items && of_one_benchmark(begin - 1, series))
		begin--;
	while (end < set->items + set->n && of_one_benchmark(end, series))
		end++;
	for (const struct gp_series *s = begin; s < end; s++)
		if (!strcmp(s->metric, series->source))
			return s;
	return NULL;
}

bool gp_series_is_named(const struct gp_series *series, const char *pattern)
{
	return gp_series_is_derived(series) &&
	       gp_key_match(pattern, series->benchmark, series->metric) &&
	       !gp_key_match(pattern, series->benchmark, series->source);
}
