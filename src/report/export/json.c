/*
 * export as JSON: git-perf/export/1, docs/schema/export-1.json. Points are
 * grouped by series, so all of them wait, packed, for the last run.
 */
#include <math.h>
#include <stdlib.h>

#include "gp/changes.h"
#include "gp/stats.h"
#include "gp/value.h"

#include "export.h"
#include "pack.h"
#include "report/blame.h"
#include "report/json_fields.h"

static void begin_export(struct gp_export *ex)
{
	gp_put_document(ex->out, "git-perf/export/1");
	gp_put_key_open(ex->out, "series", '[');
}

/* A packed point: run, unit, 2 * samples (+ 1: summary), the decimals. */
static void pack_measurement(struct gp_buf *out, const struct gp_measurement *m)
{
	const struct gp_summary *s = m->summary;

	gp_pack_count(out, (uint64_t)m->n_samples << 1 | (s != NULL));
	for (size_t i = 0; i < m->n_samples; i++)
		gp_pack_decimal(out, m->samples[i]);
	if (!s)
		return;
	gp_pack_count(out, s->n);
	gp_pack_decimal(out, s->spread);
	gp_pack_decimal(out, s->mean);
	gp_pack_decimal(out, s->min);
	gp_pack_decimal(out, s->max);
}

static void add_packed_run(struct gp_export *ex, const struct gp_entry *run)
{
	struct gp_columns *columns = &ex->columns;
	size_t before = ex->counts.rows;

	columns->runs = gp_grow(columns->runs, columns->n_runs,
				&columns->cap_runs, sizeof(*columns->runs));
	columns->runs[columns->n_runs] =
		(struct gp_column_run){ run->id, ex->commit, ex->commit_time,
					gp_export_seconds(run), ex->order };
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];
		struct gp_buf *points;
		size_t column, unit;

		if (!gp_export_selects(ex, m))
			continue;
		column = gp_columns_find(columns, run, m);
		unit = gp_columns_unit(columns, m->unit);
		points = &columns->items[column].points;
		gp_pack_count(points, columns->n_runs);
		gp_pack_count(points, unit);
		pack_measurement(points, m);
		ex->counts.rows++;
	}
	columns->n_runs += ex->counts.rows > before;
}

/* ---- points ---- */

static void unpack_summary(struct gp_summary *out, struct gp_span *rest)
{
	*out = (struct gp_summary){ .n = gp_unpack_count(rest) };
	out->spread = gp_unpack_decimal(rest);
	out->mean = gp_unpack_decimal(rest);
	out->min = gp_unpack_decimal(rest);
	out->max = gp_unpack_decimal(rest);
}

/* Samples land in ex->scratch. */
static void unpack_measurement(struct gp_export *ex, struct gp_measurement *m,
			       struct gp_summary *summary, struct gp_span *rest)
{
	uint64_t head = gp_unpack_count(rest);

	*m = (struct gp_measurement){ .n_samples = head >> 1 };
	if (m->n_samples > ex->cap_scratch) {
		ex->cap_scratch = m->n_samples;
		ex->scratch = gp_realloc(ex->scratch, m->n_samples,
					 sizeof(*ex->scratch));
	}
	m->samples = ex->scratch;
	for (size_t i = 0; i < m->n_samples; i++)
		m->samples[i] = gp_unpack_decimal(rest);
	if (!(head & 1))
		return;
	unpack_summary(summary, rest);
	m->summary = summary;
}

static void scale_measurement(struct gp_measurement *m, double factor)
{
	struct gp_summary *s = m->summary;

	for (size_t i = 0; i < m->n_samples; i++)
		m->samples[i] = gp_decimal_scale(m->samples[i], factor);
	if (!s)
		return;
	s->spread = gp_decimal_scale(s->spread, factor);
	s->mean = gp_decimal_scale(s->mean, factor);
	s->min = gp_decimal_scale(s->min, factor);
	s->max = gp_decimal_scale(s->max, factor);
}

static void put_point(struct gp_buf *out, const struct gp_column_run *run,
		      const struct gp_measurement *m)
{
	struct gp_five five;

	gp_put_open(out, '{');
	gp_put_key_oid(out, "commit", &run->commit);
	gp_put_key_time(out, "commit_time", run->commit_time);
	gp_put_key_time(out, "recorded_time", run->recorded);
	gp_put_key_entry_id(out, "run", &run->id);
	gp_put_key_open(out, "samples", '[');
	for (size_t i = 0; i < m->n_samples; i++)
		gp_put_decimal(out, m->samples[i]);
	gp_put_close(out, ']');
	gp_five_of(&five, m);
	gp_put_key_count(out, "n", five.n);
	gp_put_statistics(out, &five);
	gp_put_close(out, '}');
}

static void put_series(struct gp_buf *out, const struct gp_column *column)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "benchmark", column->benchmark);
	gp_put_key_string(out, "metric", column->metric);
	gp_put_key_string(out, "unit", column->unit);
	gp_put_key_string(out, "better", gp_better_name(column->better));
	gp_put_key_string(out, "testbed", column->testbed);
	gp_put_key_open(out, "points", '[');
}

/* A point of a column, in the column's unit. */
struct packed_point {
	size_t run;
	struct gp_measurement m;
	struct gp_summary summary;
};

/* The point at ex->offset, which moves behind it; false when there is none. */
static bool read_point(struct gp_export *ex, const struct gp_column *column,
		       struct packed_point *point)
{
	struct gp_span rest = gp_span_sub(gp_buf_view(&column->points),
					  ex->offset, column->points.len);
	size_t unit;

	if (!rest.len)
		return false;
	point->run = gp_unpack_count(&rest);
	unit = gp_unpack_count(&rest);
	unpack_measurement(ex, &point->m, &point->summary, &rest);
	scale_measurement(&point->m,
			  gp_columns_factor(&ex->columns, column, unit));
	ex->offset = column->points.len - rest.len;
	return true;
}

static bool next_point(struct gp_export *ex, const struct gp_column *column)
{
	bool first = !ex->offset;
	struct packed_point point;

	if (!read_point(ex, column, &point))
		return false;
	gp_put_item(ex->out, !first);
	put_point(ex->out, &ex->columns.runs[point.run], &point.m);
	return true;
}

/* ---- change points ---- */

/* The values of a column's commits, as gp_value_of() has them. */
struct column_values {
	double *items;
	uint32_t *runs; /* of each, one */
	size_t n, cap_items, cap_runs;
	double *of_commit; /* those of the commit under way */
	size_t n_of_commit, cap_of_commit;
};

static void end_commit(struct column_values *v, size_t run)
{
	if (!v->n_of_commit)
		return;
	v->items = gp_grow(v->items, v->n, &v->cap_items, sizeof(*v->items));
	v->runs = gp_grow(v->runs, v->n, &v->cap_runs, sizeof(*v->runs));
	v->items[v->n] = gp_median_inplace(v->of_commit, v->n_of_commit);
	v->runs[v->n++] = (uint32_t)run;
	v->n_of_commit = 0;
}

static void add_value(struct column_values *v, const struct packed_point *point)
{
	struct gp_reading reading = { .m = &point->m, .scale = 1 };
	const struct gp_point one = { .readings = &reading, .n_readings = 1 };
	double value = gp_value_of(&one).value;

	if (!isfinite(value))
		return;
	v->of_commit = gp_grow(v->of_commit, v->n_of_commit, &v->cap_of_commit,
			       sizeof(*v->of_commit));
	v->of_commit[v->n_of_commit++] = value;
}

static void collect_values(struct column_values *v, struct gp_export *ex,
			   const struct gp_column *column)
{
	const struct gp_column_run *runs = ex->columns.runs;
	size_t last = SIZE_MAX;
	struct packed_point point;

	ex->offset = 0;
	while (read_point(ex, column, &point)) {
		if (last != SIZE_MAX &&
		    !gp_oid_same(&runs[point.run].commit, &runs[last].commit))
			end_commit(v, last);
		last = point.run;
		add_value(v, &point);
	}
	end_commit(v, last);
}

/* `before` is the run of the value before the change, or NULL. */
static void put_change_point(struct gp_buf *out,
			     const struct gp_column_run *before,
			     const struct gp_column_run *run,
			     const struct gp_change *change)
{
	struct gp_blame blame = { .unmeasured = SIZE_MAX };

	if (before)
		blame = gp_blame_between(&before->commit, before->order,
					 &run->commit, run->order);
	gp_put_open(out, '{');
	gp_put_key_oid(out, "commit", &run->commit);
	gp_put_change_size(out, change);
	gp_put_blame_keys(out, &blame);
	gp_put_close(out, '}');
}

/* The last of a column: its points are not needed any more. */
static void put_change_points(struct gp_export *ex, struct gp_column *column)
{
	struct column_values v = { .n = 0 };
	struct gp_changes changes = { 0 };

	collect_values(&v, ex, column);
	gp_buf_clear(&column->points);
	free(v.of_commit);
	gp_changes_find(&changes, v.items, v.n);
	free(v.items);
	gp_put_items_end(ex->out, 1);
	gp_put_key_open(ex->out, "changes", '[');
	for (size_t i = 0; i < changes.n; i++) {
		const struct gp_change *change = &changes.changes[i];
		const struct gp_column_run *runs = ex->columns.runs;

		put_change_point(
			ex->out,
			change->index ? &runs[v.runs[change->index - 1]] : NULL,
			&runs[v.runs[change->index]], change);
	}
	gp_put_close(ex->out, ']');
	gp_put_key_parameters(ex->out, column->parameters);
	gp_put_close(ex->out, '}');
	free(v.runs);
	gp_changes_clear(&changes);
}

/* ---- the end ---- */

static bool end_export(struct gp_export *ex)
{
	while (ex->at < ex->columns.n) {
		struct gp_column *column = &ex->columns.items[ex->at];

		if (!ex->offset) {
			gp_put_item(ex->out, ex->at);
			put_series(ex->out, column);
		}
		while (next_point(ex, column))
			if (ex->out->len >= GP_EXPORT_PIECE)
				return true;
		put_change_points(ex, column);
		ex->offset = 0;
		ex->at++;
	}
	gp_put_items_end(ex->out, ex->at);
	gp_put_document_end(ex->out);
	return false;
}

const struct gp_exporter gp_exporter_json = {
	.name = "json",
	.suffix = "json",
	.begin = begin_export,
	.run = add_packed_run,
	.end = end_export,
};
