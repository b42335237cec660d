/*
 * compare for programs: git-perf/compare/1, docs/schema/compare-1.json. Keys
 * are only ever added.
 */
#include "report/json_fields.h"
#include "report/outputs.h"

static void put_side_object(struct gp_buf *out, const char *key,
			    const char *name, const struct gp_nearest *nearest)
{
	gp_put_key_open(out, key, '{');
	gp_put_key_string(out, "name", name);
	gp_put_key_oid(out, "commit", &nearest->named);
	gp_put_key_nearest(out, nearest);
	gp_put_close(out, '}');
}

static void put_side_level(struct gp_buf *out, const char *key,
			   const struct gp_level *value)
{
	gp_put_key_open(out, key, '{');
	gp_put_key_count(out, "samples", value->samples);
	gp_put_key_number(out, "center", value->center);
	gp_put_key_number(out, "low", value->low);
	gp_put_key_number(out, "high", value->high);
	gp_put_close(out, '}');
}

/* What a series is called, in a row as in a mean. */
static void put_series_names(struct gp_buf *out, const char *metric,
			     const char *unit, enum gp_better better,
			     const char *testbed)
{
	gp_put_key_string(out, "metric", metric);
	gp_put_key_string(out, "unit", unit);
	gp_put_key_string(out, "better", gp_better_name(better));
	gp_put_key_string(out, "testbed", testbed);
}

static void put_row_object(struct gp_buf *out, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;
	const struct gp_series *s = f->series;

	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_string(out, "benchmark", s->benchmark);
	put_series_names(out, s->metric, s->unit, s->better, s->testbed);
	gp_put_key_string(out, "status", gp_status_name(f->status));
	gp_put_key_string(out, "severity", gp_severity_name(f->severity));
	gp_put_claim(out, f);
	put_side_level(out, "old", &f->baseline);
	put_side_level(out, "new", &f->current);
	gp_put_change(out, f);
	gp_put_key_bool(out, "differs", row->differs);
	gp_put_key_string(out, "method", gp_method_name(row->method));
	gp_put_limit(out, "note", &s->limits.note);
	gp_put_limit(out, "warn", &s->limits.warn);
	gp_put_limit(out, "fail", &s->limits.fail);
	gp_put_key(out, "samples_needed");
	if (row->enough)
		gp_put_count(out, row->enough);
	else
		gp_put_null(out);
	gp_put_key_string(out, "reason", f->reason);
	gp_put_key_parameters(out, s->parameters);
	gp_put_key_maybe(out, "source",
			 gp_series_is_derived(s) ? s->source : "");
	gp_put_key_bool(out, "counted", !row->folded);
	gp_put_close(out, '}');
}

static void put_mean(struct gp_buf *out, const struct gp_row_group *group)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	put_series_names(out, group->metric, group->unit, group->better,
			 group->testbed);
	gp_put_key_count(out, "rows", group->n);
	gp_put_key_count(out, "positive", group->n_positive);
	gp_put_key_number(out, "change", group->mean);
	gp_put_close(out, '}');
}

static void put_fact_change(struct gp_buf *out,
			    const struct gp_fact_change *fact)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_string(out, "testbed", fact->testbed);
	gp_put_key_string(out, "name", fact->name);
	gp_put_key_string(out, "old", fact->old);
	gp_put_key_string(out, "new", fact->new);
	gp_put_close(out, '}');
}

static void put_list_end(struct gp_buf *out, size_t n)
{
	if (n)
		gp_buf_putc(out, '\n');
	gp_put_close(out, ']');
}

static void put_compare_lists(struct gp_buf *out,
			      const struct gp_comparison *of)
{
	gp_put_key_open(out, "facts", '[');
	for (size_t i = 0; i < of->n_facts; i++)
		put_fact_change(out, &of->facts[i]);
	put_list_end(out, of->n_facts);
	gp_put_key_open(out, "rows", '[');
	for (size_t i = 0; i < of->n; i++)
		put_row_object(out, &of->rows[i]);
	put_list_end(out, of->n);
	gp_put_key_open(out, "geomean", '[');
	for (size_t i = 0; i < of->n_groups; i++)
		put_mean(out, &of->groups[i]);
	put_list_end(out, of->n_groups);
}

static void write_compare_json(struct gp_buf *out,
			       const struct gp_comparison *of,
			       const struct gp_report_options *options)
{
	const struct gp_notices *notices = &of->set->notices;

	(void)options; /* all of it, always */
	gp_put_document(out, "git-perf/compare/1");
	put_side_object(out, "old", of->old_name, &of->old);
	put_side_object(out, "new", of->new_name, &of->new);
	gp_put_key_strings(out, "testbeds", of->testbeds, of->n_testbeds);
	gp_put_key_strings(out, "only_old", of->old_only, of->n_old_only);
	gp_put_key_strings(out, "only_new", of->new_only, of->n_new_only);
	gp_put_key_string(out, "verdict", gp_verdict_name(of->verdict));
	gp_put_counts(out, of->counts);
	gp_put_key_strings(out, "notices", (const char *const *)notices->items,
			   notices->n);
	put_compare_lists(out, of);
	gp_put_document_end(out);
}

const struct gp_compare_reporter gp_compare_json = {
	.name = "json",
	.suffix = "json",
	.write = write_compare_json,
};
