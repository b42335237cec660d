/*
 * show for programs: git-perf/show/1, docs/schema/show-1.json. Keys are only
 * ever added.
 */
#include "gp/report.h"

#include "report/json_fields.h"
#include "report/marks/marks.h"

static void put_summary_or_null(struct gp_buf *out, const struct gp_summary *s)
{
	gp_put_key(out, "summary");
	if (!s) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_key(out, "n");
	if (s->n)
		gp_put_count(out, s->n);
	else
		gp_put_null(out);
	gp_put_key_decimal(out, "spread", s->spread);
	gp_put_key_decimal(out, "low", s->low);
	gp_put_key_decimal(out, "high", s->high);
	gp_put_key_decimal(out, "mean", s->mean);
	gp_put_key_decimal(out, "min", s->min);
	gp_put_key_decimal(out, "max", s->max);
	gp_put_close(out, '}');
}

static void put_result_object(struct gp_buf *out,
			      const struct gp_measurement *m)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_string(out, "benchmark", m->benchmark);
	gp_put_key_string(out, "metric", m->metric);
	gp_put_key_string(out, "unit", m->unit);
	gp_put_key_string(out, "better", gp_better_name(m->better));
	gp_put_key_open(out, "samples", '[');
	for (size_t i = 0; i < m->n_samples; i++)
		gp_put_decimal(out, m->samples[i]);
	gp_put_close(out, ']');
	put_summary_or_null(out, m->summary);
	gp_put_key_parameters(out, m->parameters);
	gp_put_key_maybe(out, "source", m->source ? m->source : "");
	gp_put_close(out, '}');
}

static void put_time_or_null(struct gp_buf *out, const char *key, int64_t ms)
{
	gp_put_key(out, key);
	if (ms)
		gp_put_time(out, gp_seconds_of_ms(ms));
	else
		gp_put_null(out);
}

/* Where the runs are shown. */
struct shown_at {
	const struct gp_oid *commit, *tree;
};

static void put_origin(struct gp_buf *out, const struct shown_at *place,
		       const struct gp_entry *run)
{
	gp_put_key_maybe(out, "branch", run->branch);
	gp_put_key_bool(out, "dirty", run->dirty);
	gp_put_key_bool(out, "untrusted", run->kind == GP_ENTRY_UNTRUSTED);
	put_time_or_null(out, "measured_at", run->measured_ms);
	gp_put_key(out, "measured_as");
	if (run->commit.size && !gp_oid_same(&run->commit, place->commit))
		gp_put_oid(out, &run->commit);
	else
		gp_put_null(out);
	gp_put_key_bool(out, "carried",
			run->commit.size &&
				!gp_oid_same(&run->commit, place->commit) &&
				!gp_oid_same(&run->tree, place->tree));
}

static void put_run_object(struct gp_buf *out, const struct shown_at *place,
			   const struct gp_entry *run)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_entry_id(out, "run", &run->id);
	put_time_or_null(out, "time", run->time_ms);
	gp_put_key_string(out, "testbed", run->testbed);
	gp_put_key(out, "facts");
	gp_put_pairs(out, &run->facts);
	gp_put_key_string(out, "tool", run->tool);
	gp_put_key_maybe(out, "tool_version", run->tool_version);
	gp_put_key(out, "tags");
	gp_put_pairs(out, &run->tags);
	put_origin(out, place, run);
	gp_put_key_open(out, "results", '[');
	for (size_t i = 0; i < run->n_results; i++)
		put_result_object(out, &run->results[i]);
	gp_put_close(out, ']');
	gp_put_key_maybe(out, "incomplete", run->incomplete);
	gp_put_close(out, '}');
}

void gp_report_show_json(struct gp_buf *out, const struct gp_oid *commit,
			 const struct gp_oid *tree,
			 const struct gp_entries *runs,
			 const struct gp_entries *marks)
{
	const struct shown_at place = { commit, tree };

	gp_put_document(out, "git-perf/show/1");
	gp_put_key_oid(out, "commit", commit);
	gp_put_key_open(out, "runs", '[');
	for (size_t i = 0; i < runs->n; i++)
		if (gp_entry_has_results(runs->items[i]))
			put_run_object(out, &place, runs->items[i]);
	gp_put_items_end(out, runs->n);
	gp_put_marks(out, GP_ENTRY_ACCEPTANCE, marks);
	gp_put_marks(out, GP_ENTRY_ALIAS, marks);
	gp_put_marks(out, GP_ENTRY_RETIREMENT, marks);
	gp_put_document_end(out);
}
