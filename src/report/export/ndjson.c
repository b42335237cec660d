/*
 * export as NDJSON: one point a line, with the columns of the CSV as keys.
 */
#include "export.h"
#include "report/json_fields.h"

static void begin_ndjson(struct gp_export *ex)
{
	(void)ex;
}

/* What the lines of a run begin with. */
static void set_ndjson_prefix(struct gp_export *ex, const struct gp_entry *run)
{
	struct gp_buf *prefix = &ex->prefix;

	gp_buf_reset(prefix);
	gp_put_open(prefix, '{');
	gp_put_key_oid(prefix, "commit", &ex->commit);
	gp_put_key_time(prefix, "commit_time", ex->commit_time);
	gp_put_key_time(prefix, "recorded_time", gp_export_seconds(run));
	gp_put_key_entry_id(prefix, "run", &run->id);
	gp_put_key_string(prefix, "testbed", run->testbed);
}

static void put_ndjson_shared(struct gp_export *ex,
			      const struct gp_measurement *m, uint64_t n)
{
	struct gp_buf *out = ex->out;

	gp_buf_add(out, ex->prefix.data, ex->prefix.len);
	gp_put_key_string(out, "benchmark", m->benchmark);
	gp_put_key_string(out, "metric", m->metric);
	gp_put_key_string(out, "unit", m->unit);
	gp_put_key_string(out, "better", gp_better_name(m->better));
	gp_put_key_count(out, "samples", n);
	ex->counts.rows++;
}

static void end_ndjson_line(struct gp_buf *out, const struct gp_measurement *m)
{
	gp_put_key_parameters(out, m->parameters);
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}

static void put_measurement(struct gp_export *ex,
			    const struct gp_measurement *m)
{
	struct gp_five five;

	gp_five_of(&five, m);
	if (!ex->options->samples) {
		put_ndjson_shared(ex, m, five.n);
		gp_put_statistics(ex->out, &five);
		end_ndjson_line(ex->out, m);
		return;
	}
	for (size_t i = 0; i < m->n_samples; i++) {
		put_ndjson_shared(ex, m, five.n);
		gp_put_key_decimal(ex->out, "value", m->samples[i]);
		end_ndjson_line(ex->out, m);
	}
}

static void put_ndjson_run(struct gp_export *ex, const struct gp_entry *run)
{
	set_ndjson_prefix(ex, run);
	for (size_t i = 0; i < run->n_results; i++)
		if (gp_export_selects(ex, &run->results[i]))
			put_measurement(ex, &run->results[i]);
}

static bool end_ndjson(struct gp_export *ex)
{
	(void)ex;
	return false;
}

const struct gp_exporter gp_exporter_ndjson = {
	.name = "ndjson",
	.suffix = "ndjson",
	.begin = begin_ndjson,
	.run = put_ndjson_run,
	.end = end_ndjson,
};
