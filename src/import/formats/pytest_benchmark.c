/*
 * pytest-benchmark's JSON (tested: 3.2.2): {"machine_info": {...},
 * "benchmarks": [{"fullname": ..., "stats": {"data": [...], "median": ...}}]}.
 * With --benchmark-json every round is a sample; --benchmark-save keeps only
 * statistics. A benchmark without statistics is refused. Python's version
 * separates results, because it changes all of them.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/values.h"

/*
 * What is in "machine_info" is enough, because a file may be cut off in it, and
 * so are the statistics, because scripts drop the machine.
 */
static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	bool machine = gp_head_member(head, "machine_info") &&
		       (gp_head_member(head, "benchmarks[].stats") ||
			gp_head_member(head, "machine_info.python_version"));
	bool rows = gp_head_member(head, "benchmarks[].fullname") &&
		    gp_head_member(head, "benchmarks[].stats.rounds");

	(void)in;
	return machine || rows ? GP_BID_SIGNATURE : GP_BID_NO;
}

/* ---- values ---- */

/* Every round if the file has them, else the statistics over them. */
static void add_times(struct gp_intake *out, const struct gp_value_id *id,
		      const struct gp_json *stats)
{
	const struct gp_json *data = gp_json_get(stats, "data");
	struct gp_statistics statistics = { 0 };
	struct gp_decimal rounds;

	if (gp_json_len(data)) {
		gp_intake_add_array(out, id, data);
		return;
	}
	gp_statistics_read_json(&statistics, stats);
	if (gp_json_get_value(stats, "rounds", &rounds) &&
	    gp_decimal_double(rounds) >= 1 && gp_decimal_double(rounds) < 1e15)
		statistics.n = (uint64_t)gp_decimal_double(rounds);
	if (!gp_intake_add_statistics(out, id, &statistics))
		gp_intake_refuse_value(out, id, "no \"data\", no \"median\"");
}

static void leave_out_info(struct gp_intake *out, const struct gp_value_id *id)
{
	struct gp_buf what = GP_BUF_INIT;

	gp_buf_span(&what, id->benchmark);
	gp_buf_puts(&what, ": ");
	gp_buf_span(&what, id->metric);
	gp_intake_leave_out(out, gp_buf_view(&what),
			    "extra_info that is neither number nor text");
	gp_buf_clear(&what);
}

/* Numbers that a test notes with its times; texts describe the test. */
static void add_extra_info(struct gp_intake *out, struct gp_value_id id,
			   const struct gp_json *extra)
{
	struct gp_json_iter it = { 0 };
	struct gp_decimal value;

	id.unit = gp_span_of("");
	id.better = GP_BETTER_NONE;
	while (gp_json_next(extra, &it)) {
		id.metric = gp_span_of(it.key);
		if (gp_json_value(it.value, &value))
			gp_intake_add(out, &id, value);
		else if (gp_json_is(it.value, GP_JSON_NUMBER))
			gp_intake_refuse_value(out, &id, "not a finite number");
		else if (!gp_json_text(it.value))
			leave_out_info(out, &id);
	}
}

static void add_stats(struct gp_intake *out, struct gp_value_id id,
		      const struct gp_json *benchmark)
{
	const struct gp_json *stats = gp_json_get(benchmark, "stats");

	id.metric = gp_span_of("time");
	id.unit = gp_span_of("s");
	id.better = GP_BETTER_LOWER;
	add_times(out, &id, stats);
	id.metric = gp_span_of("ops");
	id.unit = gp_span_of("ops/s");
	id.better = GP_BETTER_HIGHER;
	id.source = "time";
	if (gp_json_get(stats, "ops"))
		gp_intake_add_json(out, &id, gp_json_get(stats, "ops"));
	id.source = NULL;
	add_extra_info(out, id, gp_json_get(benchmark, "extra_info"));
}

/* `python` is the dimension, without a pair if the file does not say. */
static void read_pytest_benchmark(struct gp_intake *out,
				  const struct gp_json *benchmark, size_t i,
				  const struct gp_pairs *python)
{
	const char *name = gp_json_get_text(benchmark, "fullname");
	struct gp_value_id id = { 0 };

	if (!name)
		name = gp_json_get_text(benchmark, "name");
	if (!name) {
		gp_intake_refuse_element(out, "benchmarks", i,
					 "no \"fullname\"");
		return;
	}
	if (!gp_intake_name_or_refuse(out, &id, gp_span_of(name), NULL, python))
		return;
	if (gp_json_is(gp_json_get(benchmark, "stats"), GP_JSON_OBJECT))
		add_stats(out, id, benchmark);
	else
		gp_intake_refuse(out, id.benchmark, "no statistics");
}

/* ---- where it ran ---- */

static void set_pair(struct gp_entry *run, struct gp_pairs *pairs,
		     const char *key, const char *value)
{
	if (value && *value)
		gp_entry_set(run, pairs, gp_span_of(key), gp_span_of(value));
}

static void read_pytest_machine(struct gp_entry *run,
				const struct gp_json *root)
{
	const struct gp_json *machine = gp_json_get(root, "machine_info");
	const struct gp_json *cpu = gp_json_get(machine, "cpu");
	const char *brand = gp_json_get_text(cpu, "brand_raw");
	const char *version = gp_json_get_text(root, "version");
	const char *when = gp_json_get_text(root, "datetime");
	int64_t ms;

	if (!brand) /* before 3.4 */
		brand = gp_json_get_text(cpu, "brand");
	set_pair(run, &run->facts, "cpu", brand);
	set_pair(run, &run->facts, "python",
		 gp_json_get_text(machine, "python_version"));
	if (when && gp_time_parse(&ms, gp_span_of(when)))
		run->measured_ms = ms;
	if (version)
		run->tool_version = gp_entry_string(run, gp_span_of(version));
}

/* Python's version without its last part separates results: "3.12". */
static void read_python(struct gp_pairs *out, struct gp_entry *run,
			const struct gp_json *root)
{
	const char *version = gp_json_get_text(
		gp_json_get(root, "machine_info"), "python_version");
	struct gp_span text = gp_span_of(version);
	size_t dots = 0;

	for (size_t i = 0; i < text.len; i++) {
		dots += text.data[i] == '.';
		if (dots == 2)
			text = gp_span_sub(text, 0, i);
	}
	if (text.len)
		gp_entry_set(run, out, gp_span_of("python"), text);
}

static enum gp_err read_pytest(struct gp_intake *out, const struct gp_input *in,
			       const struct gp_json *root)
{
	const struct gp_json *benchmarks = gp_json_get(root, "benchmarks");
	struct gp_pairs python = { 0 };

	(void)in;
	if (!gp_json_is(benchmarks, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE, "benchmarks: expected an array");
	read_python(&python, out->run, root);
	for (size_t i = 0; i < gp_json_len(benchmarks); i++)
		read_pytest_benchmark(out, gp_json_at(benchmarks, i), i,
				      &python);
	read_pytest_machine(out->run, root);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_pytest);
}

const struct gp_importer gp_importer_pytest_benchmark = {
	.name = "pytest-benchmark",
	.json = true,
	.summary = "pytest-benchmark's JSON: machine_info, benchmarks, stats",
	.bid = bid,
	.read = read_file,
};
