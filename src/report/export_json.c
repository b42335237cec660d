/*
 * export as JSON: git-perf/export/1, docs/schema/export-1.json. Points stand
 * with their series, so all of them wait, packed, for the last run.
 */
#include "export.h"
#include "pack.h"
#include "put.h"

static void begin(struct gp_export *ex)
{
	gp_buf_puts(ex->out,
		    "{\"schema\": \"git-perf/export/1\", \"series\": [");
}

/* A packed point: run, unit, 2 * samples (+ 1: summary), the decimals. */
static void pack(struct gp_buf *out, const struct gp_measurement *m)
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

static void run(struct gp_export *ex, const struct gp_run *run)
{
	struct gp_columns *columns = &ex->columns;
	size_t before = ex->counts.rows;

	columns->runs = gp_grow(columns->runs, columns->n_runs,
				&columns->cap_runs, sizeof(*columns->runs));
	columns->runs[columns->n_runs] =
		(struct gp_column_run){ run->id, ex->commit, ex->commit_time,
					gp_export_seconds(run) };
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];
		struct gp_buf *points;
		size_t column, unit;

		if (!gp_export_wants(ex, m))
			continue;
		column = gp_columns_find(columns, run, m);
		unit = gp_columns_unit(columns, m->unit);
		points = &columns->items[column].points;
		gp_pack_count(points, columns->n_runs);
		gp_pack_count(points, unit);
		pack(points, m);
		ex->counts.rows++;
	}
	columns->n_runs += ex->counts.rows > before;
}

/* ---- the end ---- */

static void unpack_summary(struct gp_summary *out, struct gp_span *rest)
{
	*out = (struct gp_summary){ .n = gp_unpack_count(rest) };
	out->spread = gp_unpack_decimal(rest);
	out->mean = gp_unpack_decimal(rest);
	out->min = gp_unpack_decimal(rest);
	out->max = gp_unpack_decimal(rest);
}

/* Samples land in ex->scratch. */
static void unpack(struct gp_export *ex, struct gp_measurement *m,
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

static void scale(struct gp_measurement *m, double factor)
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

	gp_buf_putc(out, '{');
	gp_put_key(out, "commit");
	gp_put_oid(out, &run->commit);
	gp_put_key(out, "commit_time");
	gp_put_time(out, run->commit_time);
	gp_put_key(out, "recorded_time");
	gp_put_time(out, run->recorded);
	gp_put_key(out, "run");
	gp_put_run_id(out, &run->id);
	gp_put_key(out, "samples");
	gp_put_open(out, '[');
	for (size_t i = 0; i < m->n_samples; i++)
		gp_put_decimal(out, m->samples[i]);
	gp_put_close(out, ']');
	gp_five_of(&five, m);
	gp_put_key(out, "n");
	gp_put_count(out, five.n);
	gp_put_five(out, &five);
	gp_put_close(out, '}');
}

static void put_series(struct gp_buf *out, const struct gp_column *column)
{
	gp_buf_putc(out, '{');
	gp_put_key(out, "benchmark");
	gp_put_string(out, column->benchmark);
	gp_put_key(out, "metric");
	gp_put_string(out, column->metric);
	gp_put_key(out, "unit");
	gp_put_string(out, column->unit);
	gp_put_key(out, "better");
	gp_put_string(out, gp_better_name(column->better));
	gp_put_key(out, "testbed");
	gp_put_string(out, column->testbed);
	gp_put_key(out, "points");
	gp_put_open(out, '[');
}

/* The column's next point; false when there is none. */
static bool next_point(struct gp_export *ex, const struct gp_column *column)
{
	struct gp_span rest = gp_span_sub(gp_buf_view(&column->points),
					  ex->offset, column->points.len);
	struct gp_summary summary;
	struct gp_measurement m;
	size_t run, unit;

	if (!rest.len)
		return false;
	gp_buf_puts(ex->out, ex->offset ? ",\n" : "\n");
	run = gp_unpack_count(&rest);
	unit = gp_unpack_count(&rest);
	unpack(ex, &m, &summary, &rest);
	scale(&m, gp_columns_factor(&ex->columns, column, unit));
	put_point(ex->out, &ex->columns.runs[run], &m);
	ex->offset = column->points.len - rest.len;
	return true;
}

static bool end(struct gp_export *ex)
{
	while (ex->at < ex->columns.n) {
		const struct gp_column *column = &ex->columns.items[ex->at];

		if (!ex->offset) {
			gp_buf_puts(ex->out, ex->at ? ",\n" : "\n");
			put_series(ex->out, column);
		}
		while (next_point(ex, column))
			if (ex->out->len >= GP_EXPORT_PIECE)
				return true;
		gp_buf_puts(ex->out, "\n], \"changes\": null}");
		ex->offset = 0;
		ex->at++;
	}
	gp_buf_puts(ex->out, ex->at ? "\n]}\n" : "]}\n");
	return false;
}

const struct gp_exporter gp_exporter_json = {
	.name = "json",
	.suffix = "json",
	.begin = begin,
	.run = run,
	.end = end,
};
