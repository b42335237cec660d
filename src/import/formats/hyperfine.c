/*
 * hyperfine --export-json (tested: 1.15, 2.0.0): {"results": [{"command": ...,
 * "times": [...], "mean": ...}]}, since 2.0 with "measurements", in which each
 * metric has a value and a unit, in place of "times". All runs are samples;
 * without them the median and the other statistics are one. A command that
 * failed is refused.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "hyperfine.h"
#include "import/core/head.h"
#include "import/core/values.h"

/* A list of commands with their times, as people write it, has less. */
static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	if (gp_head_member(head, "results[].command") &&
	    (gp_head_member(head, "results[].times") ||
	     gp_head_member(head, "results[].exit_codes") ||
	     gp_head_member(head, "results[].measurements") ||
	     (gp_head_member(head, "results[].mean") &&
	      gp_head_member(head, "results[].stddev"))))
		return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

/* ---- the name ---- */

/* "n": "1", since 2.0 "n": {"value": "1"}; NULL if it is neither. */
static const char *parameter_text(const struct gp_json *parameter)
{
	if (gp_json_is(parameter, GP_JSON_OBJECT))
		return gp_json_get_text(parameter, "value");
	return gp_json_text(parameter);
}

/* The parameters of -L and -P separate results, also if -n hides them. */
static bool name_result(struct gp_intake *out, struct gp_value_id *id,
			const char *name, const struct gp_json *result)
{
	const struct gp_json *parameters = gp_json_get(result, "parameters");
	struct gp_pairs named = { 0 };
	struct gp_json_iter it = { 0 };

	while (gp_json_next(parameters, &it)) {
		const char *value = parameter_text(it.value);

		gp_entry_set(out->run, &named, gp_span_of(it.key),
			     gp_span_of(value ? value : ""));
	}
	return gp_intake_name_or_refuse(out, id, gp_span_of(name), &named,
					NULL);
}

/* ---- values ---- */

/* null: ended by a signal */
static bool is_failure(const struct gp_json *code)
{
	struct gp_decimal number;

	return !gp_json_number(code, &number) || gp_decimal_double(number) != 0;
}

static bool has_failed(const struct gp_json *result)
{
	const struct gp_json *codes = gp_json_get(result, "exit_codes");
	const struct gp_json *runs = gp_json_get(result, "measurements");

	for (size_t i = 0; i < gp_json_len(codes); i++)
		if (is_failure(gp_json_at(codes, i)))
			return true;
	for (size_t i = 0; i < gp_json_len(runs); i++)
		if (is_failure(gp_json_get(gp_json_at(runs, i), "exit_code")))
			return true;
	return false;
}

/* Up to 1.20. */
static void read_times(struct gp_intake *out, struct gp_value_id id,
		       const struct gp_json *result)
{
	const struct gp_json *times = gp_json_get(result, "times");
	struct gp_statistics statistics = { 0 };

	gp_hyperfine_metric(&id, gp_span_of("time_wall_clock"));
	gp_statistics_read_json(&statistics, result);
	if (gp_json_len(times))
		gp_intake_add_array(out, &id, times);
	else if (!gp_intake_add_statistics(out, &id, &statistics))
		gp_intake_refuse_value(out, &id, "no \"times\", no \"mean\"");
	for (int i = 0; i < 2; i++) {
		const char *metric = i ? "system" : "user";

		id.metric = gp_span_of(metric);
		if (gp_json_get(result, metric))
			gp_intake_add_json(out, &id,
					   gp_json_get(result, metric));
	}
	gp_hyperfine_metric(&id, gp_span_of("memory_peak_resident"));
	gp_intake_add_array(out, &id, gp_json_get(result, "memory_usage_byte"));
}

/* One run of 2.0: {"time_user": {"value": 0.1, "unit": "second"}, ...}. */
static void read_hyperfine_run(struct gp_intake *out, struct gp_value_id id,
			       const struct gp_json *run)
{
	struct gp_json_iter it = { 0 };

	if (!gp_json_is(run, GP_JSON_OBJECT))
		gp_intake_refuse(out, id.benchmark,
				 "a run that is not an object");
	while (gp_json_next(run, &it)) {
		const char *unit = gp_json_get_text(it.value, "unit");

		if (!strcmp(it.key, "exit_code"))
			continue;
		gp_hyperfine_metric(&id, gp_span_of(it.key));
		if (unit)
			id.unit = gp_hyperfine_unit(gp_span_of(unit));
		gp_intake_add_json(out, &id, gp_json_get(it.value, "value"));
	}
}

/* Only the statistics of 2.0, if someone has cut the runs out. */
static void read_summary(struct gp_intake *out, struct gp_value_id id,
			 const struct gp_json *summary)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(summary, &it)) {
		const char *unit = gp_json_get_text(it.value, "unit");
		struct gp_statistics statistics = { 0 };

		gp_hyperfine_metric(&id, gp_span_of(it.key));
		if (unit)
			id.unit = gp_hyperfine_unit(gp_span_of(unit));
		gp_statistics_read_json(&statistics, it.value);
		if (!gp_intake_add_statistics(out, &id, &statistics))
			gp_intake_refuse_value(out, &id, "no \"mean\"");
	}
}

static void read_result(struct gp_intake *out, const struct gp_json *result,
			size_t i)
{
	const struct gp_json *runs = gp_json_get(result, "measurements");
	const struct gp_json *summary = gp_json_get(result, "summary");
	const char *name = gp_json_get_text(result, "name");
	struct gp_value_id id = { .better = GP_BETTER_LOWER };
	size_t n_runs = gp_json_len(runs);

	if (!name)
		name = gp_json_get_text(result, "command");
	if (!name) {
		gp_intake_refuse_element(out, "results", i, "no \"command\"");
		return;
	}
	if (!name_result(out, &id, name, result))
		return;
	if (has_failed(result))
		gp_intake_refuse(out, id.benchmark,
				 "the command failed (exit_codes)");
	else if (n_runs)
		for (size_t run = 0; run < n_runs; run++)
			read_hyperfine_run(out, id, gp_json_at(runs, run));
	else if (summary)
		read_summary(out, id, summary);
	else
		read_times(out, id, result);
}

static void read_metadata(struct gp_entry *run, const struct gp_json *metadata)
{
	const char *version = gp_json_get_text(metadata, "hyperfine_version");
	const char *start = gp_json_get_text(metadata, "start_time");
	int64_t ms;

	if (version)
		run->tool_version = gp_entry_string(run, gp_span_of(version));
	if (start && gp_time_parse(&ms, gp_span_of(start)))
		run->measured_ms = ms;
}

static enum gp_err read_hyperfine(struct gp_intake *out,
				  const struct gp_input *in,
				  const struct gp_json *root)
{
	const struct gp_json *results = gp_json_get(root, "results");

	(void)in;
	if (!gp_json_is(results, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE, "results: expected an array");
	read_metadata(out->run, gp_json_get(root, "metadata"));
	for (size_t i = 0; i < gp_json_len(results); i++)
		read_result(out, gp_json_at(results, i), i);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_hyperfine);
}

const struct gp_importer gp_importer_hyperfine = {
	.name = "hyperfine",
	.json = true,
	.summary = "hyperfine --export-json: results with command, times",
	.bid = bid,
	.read = read_file,
};
