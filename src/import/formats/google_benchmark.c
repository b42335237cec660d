/*
 * Google Benchmark's JSON, --benchmark_format=json or --benchmark_out (tested:
 * 1.7.1): {"context": {...}, "benchmarks": [{"name": ..., "real_time": ...}]}.
 * Rows that failed or were skipped are refused.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "google_rows.h"
#include "import/core/head.h"
#include "import/core/peek.h"

/* ---- rows ---- */

/* Before 1.5 a row does not say what it is, but its name may. */
static struct gp_google_row google_row_of_json(const struct gp_json *json)
{
	const char *name = gp_json_get_text(json, "run_name");
	const char *type = gp_json_get_text(json, "run_type");
	const char *aggregate = gp_json_get_text(json, "aggregate_name");
	const char *unit = gp_json_get_text(json, "aggregate_unit");
	struct gp_google_row row;
	struct gp_decimal n;

	if (!name)
		name = gp_json_get_text(json, "name");
	if (!type)
		row = gp_google_row_of(gp_span_of(name));
	else
		row = (struct gp_google_row){ .name = gp_span_of(name) };
	if (type && !strcmp(type, "aggregate"))
		row.role = gp_google_role_of(gp_span_of(aggregate));
	if (unit && !strcmp(unit, "percentage"))
		row.role = GP_GOOGLE_OTHER;
	if (gp_json_get_number(json, "repetitions", &n) &&
	    gp_decimal_double(n) >= 1 && gp_decimal_double(n) < 1e9)
		row.n = (uint64_t)gp_decimal_double(n);
	return row;
}

static const char *error_of(const struct gp_json *row)
{
	const char *message = NULL;

	if (gp_json_true(gp_json_get(row, "error_occurred")))
		message = gp_json_get_text(row, "error_message");
	else if (gp_json_true(gp_json_get(row, "skipped")))
		message = gp_json_get_text(row, "skip_message");
	else
		return NULL;
	return message && *message ? message : "the tool marks it as failed";
}

/* Members that are not measurements. */
static bool is_bookkeeping(const char *key)
{
	static const char *const keys[] = {
		"family_index",
		"per_family_instance_index",
		"repetitions",
		"repetition_index",
		"threads",
		"iterations",
		"cpu_coefficient",
		"real_coefficient",
		"rms",
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

/* Members that are texts; any other text should have been a number. */
static bool is_google_text(const char *key)
{
	static const char *const keys[] = {
		"name",           "run_name",  "run_type",     "aggregate_name",
		"aggregate_unit", "time_unit", "label",        "error_occurred",
		"error_message",  "skipped",   "skip_message", "big_o",
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

static void read_google_member(struct gp_google *g,
			       const struct gp_google_row *row,
			       const struct gp_value_id *id,
			       const struct gp_json *json)
{
	struct gp_decimal value;

	if (gp_json_value(json, &value))
		gp_google_add(g, row, id, value);
	else
		gp_google_refuse(g, row, id, gp_json_why_not(json));
}

static void read_google_json_row(struct gp_google *g,
				 const struct gp_json *json)
{
	struct gp_google_row row = google_row_of_json(json);
	const char *unit = gp_json_get_text(json, "time_unit");
	const char *error = error_of(json);
	struct gp_json_iter it = { 0 };
	struct gp_value_id id;

	if (!gp_google_counts(g, &row))
		return;
	if (error) {
		gp_intake_refuse(g->out, row.name, error);
		return;
	}
	while (gp_json_next(json, &it)) {
		if (is_bookkeeping(it.key) || is_google_text(it.key))
			continue;
		id = gp_google_value_id(&row, it.key, unit ? unit : "ns");
		read_google_member(g, &row, &id, it.value);
	}
}

static void read_google_json_rows(struct gp_intake *out,
				  const struct gp_json *rows)
{
	struct gp_google g = { .out = out, .first = out->run->n_results };
	size_t n = gp_json_len(rows);

	for (size_t i = 0; i < n; i++) {
		struct gp_google_row row =
			google_row_of_json(gp_json_at(rows, i));

		if (row.name.len)
			gp_google_note(&g, &row);
		else
			gp_intake_refuse_element(out, "benchmarks", i,
						 "no name");
	}
	for (size_t i = 0; i < n; i++)
		if (google_row_of_json(gp_json_at(rows, i)).name.len)
			read_google_json_row(&g, gp_json_at(rows, i));
	gp_google_clear(&g);
}

/* ---- the whole ---- */

static void read_context(struct gp_intake *out, const struct gp_json *context)
{
	struct gp_entry *run = out->run;
	const char *version = gp_json_get_text(context, "library_version");
	const char *build = gp_json_get_text(context, "library_build_type");
	const char *date = gp_json_get_text(context, "date");
	int64_t ms;

	if (version)
		run->tool_version = gp_entry_string(run, gp_span_of(version));
	if (build)
		gp_intake_add_fact(out, gp_span_of("build_type"),
				   gp_span_of(build));
	if (date && gp_time_parse(&ms, gp_span_of(date)))
		run->measured_ms = ms;
}

/*
 * The context alone is enough, because a file may be cut off in it, and so are
 * the rows, because scripts drop the context.
 */
static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	bool context = gp_head_member(head, "context.library_build_type") &&
		       gp_head_member(head, "context.num_cpus");
	bool rows = gp_head_member(head, "benchmarks[].real_time") &&
		    gp_head_member(head, "benchmarks[].cpu_time") &&
		    gp_head_member(head, "benchmarks[].time_unit");

	(void)in;
	if (context || (rows && gp_head_member(head, "benchmarks[].name")))
		return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

static enum gp_err read_google_json(struct gp_intake *out,
				    const struct gp_input *in,
				    const struct gp_json *root)
{
	const struct gp_json *rows = gp_json_get(root, "benchmarks");

	if (!gp_json_is(rows, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE,
			       "line %zu: no array \"benchmarks\": is this "
			       "the output of --benchmark_format=json?",
			       in->line ? in->line : 1);
	read_context(out, gp_json_get(root, "context"));
	read_google_json_rows(out, rows);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_google_json);
}

const struct gp_importer gp_importer_google_benchmark = {
	.name = "google-benchmark",
	.json = true,
	.summary = "--benchmark_format=json: real_time, cpu_time, time_unit",
	.bid = bid,
	.read = read_file,
};
