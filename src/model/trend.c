/*
 * From runs, a commit at a time, to one number a commit and series. A value
 * stays in the unit that it was measured in until the newest unit is known,
 * so that it is rounded once.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/limits.h"
#include "gp/parameters.h"
#include "gp/trend.h"
#include "gp/value.h"

#define NONE SIZE_MAX

/* A reading of the commit under way; those of a trend are a list. */
struct trend_hit {
	struct gp_reading reading;
	size_t next;
};

/* The values from here on are in this unit. */
struct gp_trend_piece {
	uint32_t from;
	const char *unit; /* interned */
};

struct gp_trends_work {
	struct gp_map places; /* "testbed\0benchmark\0metric" */
	struct gp_map units;
	const char **names; /* of units */
	size_t n_names, cap_names;
	struct gp_buf key;
	struct trend_hit *hits;
	size_t n_hits, cap_hits;
	size_t *touched; /* trends of the commit under way */
	size_t n_touched, cap_touched;
	struct gp_reading *readings;
	size_t cap_readings;
};

static struct gp_trends_work *work_of(struct gp_trends *trends)
{
	if (!trends->work)
		trends->work = gp_calloc(1, sizeof(*trends->work));
	return trends->work;
}

static void work_free(struct gp_trends_work *work)
{
	if (!work)
		return;
	gp_map_clear(&work->places);
	gp_map_clear(&work->units);
	gp_buf_clear(&work->key);
	free(work->names);
	free(work->hits);
	free(work->touched);
	free(work->readings);
	free(work);
}

/* ---- finding the trend of a measurement ---- */

static const char *intern_unit(struct gp_trends *trends, const char *unit)
{
	struct gp_trends_work *work = trends->work;
	size_t found, len = strlen(unit);
	char *kept;

	if (gp_map_get(&work->units, unit, len, &found))
		return work->names[found];
	kept = gp_arena_strndup(&trends->arena, unit, len);
	gp_map_put(&work->units, kept, len, work->n_names);
	work->names = gp_grow(work->names, work->n_names, &work->cap_names,
			      sizeof(*work->names));
	return work->names[work->n_names++] = kept;
}

/* Begins the trend that the work's key is of; the names lie in that. */
static size_t begin_commit(struct gp_trends *trends)
{
	struct gp_span key = gp_buf_view(&trends->work->key);
	char *kept = gp_arena_strndup(&trends->arena, key.data, key.len);
	struct gp_trend *trend;

	trends->items =
		gp_grow(trends->items, trends->n, &trends->cap, sizeof(*trend));
	trend = &trends->items[trends->n];
	memset(trend, 0, sizeof(*trend));
	trend->testbed = kept;
	trend->benchmark = trend->testbed + strlen(trend->testbed) + 1;
	trend->metric = trend->benchmark + strlen(trend->benchmark) + 1;
	trend->first_hit = NONE;
	*gp_map_put(&trends->work->places, kept, key.len, 0) = trends->n;
	return trends->n++;
}

static size_t find_trend(struct gp_trends *trends, const char *testbed,
			 const struct gp_measurement *m,
			 const struct gp_trend_filter *filter)
{
	struct gp_buf *key = &trends->work->key;
	size_t place;

	gp_series_key_make(key, testbed, m->benchmark, m->metric);
	if (gp_map_get(&trends->work->places, key->data, key->len, &place))
		return place;
	place = begin_commit(trends);
	trends->items[place].parameters =
		gp_parameters_copy(&trends->arena, m->parameters);
	trends->items[place].skipped = !gp_keys_match(
		filter->keys, filter->n_keys, trends->items[place].benchmark,
		trends->items[place].metric);
	return place;
}

/* ---- the readings of a commit ---- */

static void hit(struct gp_trends *trends, size_t place,
		const struct gp_reading *reading)
{
	struct gp_trends_work *work = trends->work;
	struct gp_trend *trend = &trends->items[place];

	work->hits = gp_grow(work->hits, work->n_hits, &work->cap_hits,
			     sizeof(*work->hits));
	work->hits[work->n_hits] = (struct trend_hit){ *reading, NONE };
	if (trend->first_hit == NONE) {
		work->touched =
			gp_grow(work->touched, work->n_touched,
				&work->cap_touched, sizeof(*work->touched));
		work->touched[work->n_touched++] = place;
		trend->first_hit = work->n_hits;
	} else {
		work->hits[trend->last_hit].next = work->n_hits;
	}
	trend->last_hit = work->n_hits++;
}

/* The order of a trend is that of its first result at the newest commit. */
static void hit_run(struct gp_trends *trends, const struct gp_entry *run,
		    size_t order, const struct gp_trend_filter *filter)
{
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];
		size_t place;

		if (!m->n_samples)
			continue;
		place = find_trend(trends, run->testbed, m, filter);
		if (trends->items[place].first_hit == NONE)
			trends->items[place].order = order + i;
		if (!trends->items[place].skipped)
			hit(trends, place, &(struct gp_reading){ run, m, 1 });
	}
}

/* ---- their value ---- */

/* In the unit of the newest of them; values of another dimension are left out.
 */
static double value_in_unit(struct gp_trends_work *work,
			    const struct gp_trend *trend, const char *unit)
{
	struct gp_point point = { .n_readings = 0 };
	double scale;

	for (size_t i = trend->first_hit; i != NONE; i = work->hits[i].next) {
		struct gp_reading reading = work->hits[i].reading;

		if (!gp_unit_factor(reading.m->unit, unit, &scale))
			continue;
		reading.scale = scale;
		work->readings =
			gp_grow(work->readings, point.n_readings,
				&work->cap_readings, sizeof(*work->readings));
		work->readings[point.n_readings++] = reading;
	}
	point.readings = work->readings;
	return gp_value_of(&point).value;
}

static void enter_unit(struct gp_trend *trend, const char *unit)
{
	trend->unit = unit;
	trend->pieces = gp_grow(trend->pieces, trend->n_pieces,
				&trend->cap_pieces, sizeof(*trend->pieces));
	trend->pieces[trend->n_pieces++] =
		(struct gp_trend_piece){ (uint32_t)trend->n, unit };
}

static void append_value(struct gp_trends *trends, struct gp_trend *trend,
			 double value)
{
	trend->at = gp_grow(trend->at, trend->n, &trend->cap_at,
			    sizeof(*trend->at));
	trend->values = gp_grow(trend->values, trend->n, &trend->cap_values,
				sizeof(*trend->values));
	trend->at[trend->n] = (uint32_t)trends->n_commits;
	trend->values[trend->n++] = value;
}

/* The trend that goes on in `unit`: this one, or a new one in its place. */
static struct gp_trend *trend_in(struct gp_trends *trends, size_t place,
				 const struct gp_measurement *newest)
{
	struct gp_trend *trend = &trends->items[place];
	const char *unit = intern_unit(trends, newest->unit);
	double factor;

	if (trend->unit == unit)
		return trend;
	if (trend->unit && !gp_unit_factor(trend->unit, unit, &factor)) {
		gp_series_key_make(&trends->work->key, trend->testbed,
				   newest->benchmark, newest->metric);
		trend = &trends->items[begin_commit(trends)];
		trend->order = trends->items[place].order;
	}
	enter_unit(trend, unit);
	return trend;
}

/* Takes the readings of a trend; whether they made a value. */
static bool finish_commit(struct gp_trends *trends, size_t place)
{
	struct gp_trend *trend = &trends->items[place];
	const struct gp_measurement *newest =
		trends->work->hits[trend->last_hit].reading.m;
	double value = value_in_unit(trends->work, trend, newest->unit);

	trend->first_hit = NONE;
	if (!isfinite(value))
		return false;
	trend = trend_in(trends, place, newest);
	if (newest->better != GP_BETTER_NONE || !trend->n)
		trend->better = newest->better;
	append_value(trends, trend, value);
	return true;
}

/* A trend has no more of a run than its values. */
static void add_trend_commit(struct gp_trends *trends,
			     const struct gp_trend_commit *commit,
			     const struct gp_entries *runs)
{
	struct gp_trend_commit *added;

	trends->commits =
		gp_grow(trends->commits, trends->n_commits,
			&trends->cap_commits, sizeof(*trends->commits));
	added = &trends->commits[trends->n_commits++];
	*added = *commit;
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->remapped)
			added->carried_from = runs->items[i]->commit;
}

void gp_trends_add(struct gp_trends *trends, const struct gp_oid *commit,
		   int64_t time, const struct gp_entries *runs,
		   const struct gp_trend_filter *filter)
{
	struct gp_trends_work *work = work_of(trends);
	size_t order = 0;
	bool any = false;

	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		if (run->kind != GP_ENTRY_RUN ||
		    (filter->testbed &&
		     strcmp(filter->testbed, run->testbed) != 0))
			continue;
		if (run->dirty)
			trends->n_dirty++;
		else
			hit_run(trends, run, order, filter);
		order += run->n_results;
	}
	for (size_t i = 0; i < work->n_touched; i++)
		any = finish_commit(trends, work->touched[i]) || any;
	work->n_hits = work->n_touched = 0;
	if (any)
		add_trend_commit(trends,
				 &(struct gp_trend_commit){ .oid = *commit,
							    .time = time },
				 runs);
}

/* ---- the end ---- */

/* To one unit; what overflows in it is left out. */
static void convert(struct gp_trend *trend)
{
	size_t kept = 0, piece = 0;
	double factor = 1;

	for (size_t i = 0; i < trend->n; i++) {
		double value;

		for (;
		     piece < trend->n_pieces && trend->pieces[piece].from <= i;
		     piece++)
			if (!gp_unit_factor(trend->pieces[piece].unit,
					    trend->unit, &factor))
				factor = NAN;
		value = trend->values[i] * factor;
		if (!isfinite(value))
			continue;
		trend->at[kept] = trend->at[i];
		trend->values[kept++] = value;
	}
	trend->n = kept;
	free(trend->pieces);
	trend->pieces = NULL;
}

static int by_testbed_and_order(const void *a, const void *b)
{
	const struct gp_trend *x = a, *y = b;
	int order = strcmp(x->testbed, y->testbed);

	if (!order)
		order = (x->order > y->order) - (x->order < y->order);
	if (!order)
		order = strcmp(x->benchmark, y->benchmark);
	if (!order)
		order = strcmp(x->metric, y->metric);
	if (!order) /* of another unit, later */
		order = x->at[0] < y->at[0] ? -1 : 1;
	return order;
}

static void trend_clear(struct gp_trend *trend)
{
	free(trend->at);
	free(trend->values);
	free(trend->pieces);
	gp_changes_clear(&trend->changes);
}

void gp_trends_finish(struct gp_trends *trends)
{
	size_t kept = 0;

	work_free(trends->work);
	trends->work = NULL;
	for (size_t i = 0; i < trends->n; i++) {
		convert(&trends->items[i]);
		if (trends->items[i].n)
			trends->items[kept++] = trends->items[i];
		else
			trend_clear(&trends->items[i]);
	}
	trends->n = kept;
	if (kept)
		qsort(trends->items, kept, sizeof(*trends->items),
		      by_testbed_and_order);
	for (size_t i = 0; i < kept; i++) {
		struct gp_trend *trend = &trends->items[i];

		gp_changes_find(&trend->changes, trend->values, trend->n);
	}
}

void gp_trends_clear(struct gp_trends *trends)
{
	for (size_t i = 0; i < trends->n; i++)
		trend_clear(&trends->items[i]);
	work_free(trends->work);
	free(trends->items);
	free(trends->commits);
	gp_arena_clear(&trends->arena);
	memset(trends, 0, sizeof(*trends));
}
