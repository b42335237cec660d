/*
 * The summary of k6 (tested: 1.8.1) in its three forms: the file of
 * --summary-export, {"metrics": {NAME: {"avg": ...}}}; the data of
 * handleSummary(), {"metrics": {NAME: {"type": ..., "values": {...}}}}; and the
 * new summary, {"results": {"metrics": [{"name": ..., "values": {...}}]}}.
 * Times are in ms. Each metric of k6 is a benchmark. If every request failed,
 * its times and rates are those of errors, and refused.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/values.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	static const char *const marks[][2] = {
		{ "root_group", "metrics" },
		{ "results.metrics", "metadata.k6_version" },
		{ "metrics.iterations", "metrics.vus" },
		{ "metrics.http_reqs", "metrics.http_req_duration" },
	};

	(void)in;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (gp_head_member(head, marks[i][0]) &&
		    gp_head_member(head, marks[i][1]))
			return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

/* ---- a metric, whichever form it is in ---- */

struct k6_metric {
	const char *name;
	const char *type; /* "trend", "counter", "rate", "gauge" */
	const char *unit; /* of its values */
	const struct gp_json *values;
};

struct k6_reader {
	struct gp_intake *out;
	double seconds; /* of the whole test; 0: not known */
	bool failed;    /* every request failed */
};

/* --summary-export does not say the type. */
static const char *type_of_values(const struct gp_json *values)
{
	if (gp_json_get(values, "avg") || gp_json_get(values, "med"))
		return "trend";
	if (gp_json_get(values, "count"))
		return "counter";
	if (gp_json_get(values, "passes") || gp_json_get(values, "matches"))
		return "rate";
	return "gauge";
}

/* The metrics of k6 itself that are times. */
static bool is_own_time(const char *name)
{
	static const char *const begins[] = {
		"http_req_", "iteration_duration", "group_duration",   "ws_",
		"grpc_req_", "browser_web_vital_", "browser_http_req_"
	};

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (!strncmp(name, begins[i], strlen(begins[i])))
			return true;
	return false;
}

static const char *unit_of_metric(const char *name, const char *type,
				  const char *contains)
{
	if (!contains && !strcmp(type, "trend"))
		return is_own_time(name) ? "ms" : "";
	if (!contains)
		return strncmp(name, "data_", 5) ? "" : "B";
	if (!strcmp(contains, "time"))
		return "ms";
	return strcmp(contains, "data") ? "" : "B";
}

static struct k6_metric metric_of(const char *name, const struct gp_json *json)
{
	const struct gp_json *values = gp_json_get(json, "values");
	struct k6_metric metric = { .name = name };

	metric.values = values ? values : json;
	metric.type = gp_json_get_text(json, "type");
	if (!metric.type)
		metric.type = type_of_values(metric.values);
	metric.unit = unit_of_metric(name, metric.type,
				     gp_json_get_text(json, "contains"));
	return metric;
}

/* ---- values ---- */

/* "p(95)" and "p95" are p95; false for another member. */
static bool percentile_name(struct gp_buf *out, const char *key)
{
	struct gp_span number = gp_span_of(key);
	struct gp_decimal unused;

	if (!gp_span_starts(number, "p"))
		return false;
	number = gp_span_sub(number, 1, number.len);
	if (gp_span_starts(number, "(") && gp_span_ends(number, ")"))
		number = gp_span_sub(number, 1, number.len - 2);
	if (!gp_decimal_parse(&unused, number))
		return false;
	gp_buf_reset(out);
	gp_buf_putc(out, 'p');
	gp_buf_span(out, number);
	return true;
}

static void add_k6_percentiles(struct gp_intake *out, struct gp_value_id id,
			       const struct gp_json *values)
{
	struct gp_json_iter it = { 0 };
	struct gp_buf name = GP_BUF_INIT;

	while (gp_json_next(values, &it)) {
		if (!percentile_name(&name, it.key))
			continue;
		id.metric = gp_buf_view(&name);
		gp_intake_add_json(out, &id, it.value);
	}
	gp_buf_clear(&name);
}

static void add_trend(struct gp_intake *out, const struct k6_metric *metric)
{
	bool time = !strcmp(metric->unit, "ms");
	struct gp_value_id id = gp_value_id_make(
		gp_span_of(metric->name), time ? "time" : "value", metric->unit,
		time ? GP_BETTER_LOWER : GP_BETTER_NONE);
	struct gp_statistics statistics = { 0 };

	gp_statistics_read_json(&statistics, metric->values);
	gp_json_get_value(metric->values, "avg", &statistics.mean);
	gp_json_get_value(metric->values, "med", &statistics.median);
	if (!gp_intake_add_statistics(out, &id, &statistics))
		gp_intake_refuse_value(out, &id, "no \"avg\" and no \"med\"");
	add_k6_percentiles(out, id, metric->values);
}

/* The new summary has no rate, so it is computed as k6 does. */
static void add_counter(const struct k6_reader *reader,
			const struct k6_metric *metric)
{
	bool data = !strcmp(metric->unit, "B");
	const struct gp_json *rate = gp_json_get(metric->values, "rate");
	struct gp_value_id id =
		gp_value_id_make(gp_span_of(metric->name), "count",
				 metric->unit, GP_BETTER_NONE);
	struct gp_decimal count;

	gp_intake_add_json(reader->out, &id,
			   gp_json_get(metric->values, "count"));
	id = gp_value_id_make(gp_span_of(metric->name), "rate",
			      data ? "B/s" : "1/s", GP_BETTER_NONE);
	if (!strcmp(metric->name, "http_reqs") ||
	    !strcmp(metric->name, "iterations"))
		id.better = GP_BETTER_HIGHER;
	else
		id.source = "count"; /* nobody says whether more is better */
	if (rate)
		gp_intake_add_json(reader->out, &id, rate);
	else if (reader->seconds > 0 && strcmp(metric->name, "checks") &&
		 gp_json_get_value(metric->values, "count", &count))
		gp_intake_add_real(reader->out, &id,
				   gp_decimal_double(count) / reader->seconds);
}

/* The share of what was true: errors, or checks that passed. */
static void add_share(struct gp_intake *out, const struct k6_metric *metric)
{
	const struct gp_json *share = gp_json_get(metric->values, "rate");
	struct gp_value_id id = gp_value_id_make(gp_span_of(metric->name),
						 "rate", "", GP_BETTER_NONE);

	if (gp_span_starts(gp_span_of(metric->name), "http_req_failed") ||
	    !strcmp(metric->name, "checks_failed"))
		id.better = GP_BETTER_LOWER;
	else if (gp_span_starts(gp_span_of(metric->name), "checks"))
		id.better = GP_BETTER_HIGHER;
	gp_intake_add_json(
		out, &id, share ? share : gp_json_get(metric->values, "value"));
}

/* vus and vus_max say how the test was run. */
static void add_gauge(struct gp_intake *out, const struct k6_metric *metric)
{
	const struct gp_json *value = gp_json_get(metric->values, "value");
	struct gp_value_id id =
		gp_value_id_make(gp_span_of(metric->name), "value",
				 metric->unit, GP_BETTER_NONE);
	struct gp_buf text = GP_BUF_INIT;
	struct gp_decimal number;

	if (strncmp(metric->name, "vus", 3) != 0) {
		gp_intake_add_json(out, &id, value);
		return;
	}
	if (gp_json_value(value, &number)) {
		gp_decimal_format(&text, number);
		gp_intake_add_fact(out, id.benchmark, gp_buf_view(&text));
	}
	gp_buf_clear(&text);
}

/* ---- failures ---- */

/* The share of requests that failed, of the form that the file has. */
static bool all_requests_failed(const struct gp_json *json)
{
	struct k6_metric metric = metric_of("http_req_failed", json);
	struct gp_decimal share;

	return (gp_json_get_value(metric.values, "rate", &share) ||
		gp_json_get_value(metric.values, "value", &share)) &&
	       gp_decimal_double(share) >= 1;
}

static bool is_of_requests(const char *name)
{
	return (!strncmp(name, "http_req", 8) &&
		strncmp(name, "http_req_failed", 15) != 0) ||
	       !strncmp(name, "data_", 5) || !strncmp(name, "iteration", 9);
}

/* {"p(95)<500": true} or {"p(95)<500": {"ok": false}} is one that was crossed.
 */
static void note_thresholds(struct gp_intake *out, const char *name,
			    const struct gp_json *metric)
{
	const struct gp_json *all = gp_json_get(metric, "thresholds");
	struct gp_json_iter it = { 0 };

	while (gp_json_next(all, &it)) {
		const struct gp_json *ok = gp_json_get(it.value, "ok");

		if (gp_json_true(it.value) || (ok && !gp_json_true(ok)))
			gp_notices_add(&out->notices,
				       "k6 reports that %.100s crossed its "
				       "threshold %.100s",
				       name, it.key);
	}
}

static void read_k6_metric(const struct k6_reader *reader, const char *name,
			   const struct gp_json *json)
{
	struct k6_metric metric = metric_of(name, json);

	if (!gp_json_is(metric.values, GP_JSON_OBJECT)) {
		gp_intake_refuse(reader->out, gp_span_of(name), "no values");
		return;
	}
	note_thresholds(reader->out, name, json);
	if (reader->failed && is_of_requests(name))
		gp_intake_refuse(reader->out, gp_span_of(name),
				 "every request failed: this measures errors");
	else if (!strcmp(metric.type, "trend"))
		add_trend(reader->out, &metric);
	else if (!strcmp(metric.type, "counter"))
		add_counter(reader, &metric);
	else if (!strcmp(metric.type, "rate"))
		add_share(reader->out, &metric);
	else
		add_gauge(reader->out, &metric);
}

/* ---- the forms ---- */

static void read_list(struct k6_reader *reader, const struct gp_json *list)
{
	for (size_t i = 0; i < gp_json_len(list); i++) {
		const struct gp_json *metric = gp_json_at(list, i);
		const char *name = gp_json_get_text(metric, "name");

		if (name && !strcmp(name, "http_req_failed"))
			reader->failed = all_requests_failed(metric);
	}
	for (size_t i = 0; i < gp_json_len(list); i++) {
		const struct gp_json *metric = gp_json_at(list, i);
		const char *name = gp_json_get_text(metric, "name");

		if (name)
			read_k6_metric(reader, name, metric);
		else
			gp_intake_refuse_element(reader->out, "metrics", i,
						 "no \"name\"");
	}
}

static void read_metadata_of_k6(struct k6_reader *reader,
				const struct gp_json *root)
{
	struct gp_entry *run = reader->out->run;
	const struct gp_json *metadata = gp_json_get(root, "metadata");
	const char *version = gp_json_get_text(metadata, "k6_version");
	const char *when = gp_json_get_text(metadata, "generated_at");
	struct gp_decimal seconds;
	int64_t ms;

	if (version)
		run->tool_version = gp_entry_string(run, gp_span_of(version));
	if (when && gp_time_parse(&ms, gp_span_of(when)))
		run->measured_ms = ms;
	if (gp_json_get_value(gp_json_get(root, "config"), "duration",
			      &seconds))
		reader->seconds = gp_decimal_double(seconds);
}

/* The checks of the new summary are three metrics that the others call one. */
static void read_checks(struct k6_reader *reader, const struct gp_json *list)
{
	for (size_t i = 0; i < gp_json_len(list); i++) {
		const struct gp_json *metric = gp_json_at(list, i);
		const char *name = gp_json_get_text(metric, "name");

		if (!name)
			gp_intake_refuse_element(reader->out, "checks", i,
						 "no \"name\"");
		else if (!strcmp(name, "checks_succeeded") ||
			 !strcmp(name, "checks_total"))
			read_k6_metric(reader, "checks", metric);
		else if (strcmp(name, "checks_failed") != 0)
			read_k6_metric(reader, name, metric);
	}
}

static void read_new_summary(struct k6_reader *reader,
			     const struct gp_json *root)
{
	const struct gp_json *results = gp_json_get(root, "results");

	read_metadata_of_k6(reader, root);
	read_list(reader, gp_json_get(results, "metrics"));
	read_checks(reader,
		    gp_json_get(gp_json_get(results, "checks"), "metrics"));
}

static enum gp_err read_k6(struct gp_intake *out, const struct gp_input *in,
			   const struct gp_json *root)
{
	const struct gp_json *metrics = gp_json_get(root, "metrics");
	struct k6_reader reader = { .out = out };
	struct gp_json_iter it = { 0 };

	(void)in;
	if (gp_json_get(gp_json_get(root, "results"), "metrics")) {
		read_new_summary(&reader, root);
		return GP_OK;
	}
	if (!gp_json_is(metrics, GP_JSON_OBJECT))
		return gp_fail(GP_EPARSE, "metrics: expected an object");
	reader.failed =
		all_requests_failed(gp_json_get(metrics, "http_req_failed"));
	while (gp_json_next(metrics, &it))
		read_k6_metric(&reader, it.key, it.value);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_k6);
}

const struct gp_importer gp_importer_k6 = {
	.name = "k6",
	.json = true,
	.summary = "k6's summary as JSON: --summary-export, handleSummary()",
	.bid = bid,
	.read = read_file,
};
