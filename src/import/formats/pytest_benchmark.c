/*
 * pytest-benchmark's JSON (tested: 3.2.2): {"machine_info": {...},
 * "benchmarks":
 * [{"fullname": ..., "stats": {"data": [...], "median": ...}}]}. With
 * --benchmark-json every round is a sample; --benchmark-save keeps only
 * statistics. A benchmark without statistics is refused.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	if (gp_head_member(head, "machine_info") ||
	    gp_head_member(head, "benchmarks[].stats.rounds"))
		return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

/* ---- values ---- */

/* Every round if the file has them, else the statistics over them. */
static enum gp_err add_times(struct gp_intake *out,
			     const struct gp_value_id *id,
			     const struct gp_json *stats)
{
	const struct gp_json *data = gp_json_get(stats, "data");
	struct gp_statistics statistics = { 0 };
	struct gp_decimal rounds;

	if (gp_json_len(data))
		return gp_intake_add_array(out, id, data);
	gp_statistics_read_json(&statistics, stats);
	if (gp_json_get_number(stats, "rounds", &rounds) &&
	    gp_decimal_double(rounds) >= 1 && gp_decimal_double(rounds) < 1e15)
		statistics.n = (uint64_t)gp_decimal_double(rounds);
	if (!gp_intake_add_statistics(out, id, &statistics))
		return gp_fail(GP_EPARSE, "stats: no \"data\" and no "
					  "\"median\"");
	return GP_OK;
}

static void add_extra_info(struct gp_intake *out, struct gp_span name,
			   const struct gp_json *extra)
{
	struct gp_json_iter it = { 0 };
	struct gp_decimal value;

	while (gp_json_next(extra, &it)) {
		struct gp_value_id id =
			gp_value_id_make(name, it.key, "", GP_BETTER_NONE);

		if (gp_json_number(it.value, &value))
			gp_intake_add(out, &id, value);
		else if (gp_json_is(it.value, GP_JSON_NUMBER))
			gp_intake_refuse_value(out, &id, "not a finite number");
	}
}

static enum gp_err read_pytest_benchmark(struct gp_intake *out,
					 const struct gp_json *benchmark)
{
	const char *text = gp_json_get_text(benchmark, "fullname");
	const struct gp_json *stats = gp_json_get(benchmark, "stats");
	struct gp_decimal ops;
	struct gp_span name;
	struct gp_value_id id;
	enum gp_err err;

	if (!text)
		text = gp_json_get_text(benchmark, "name");
	if (!text)
		return gp_fail(GP_EPARSE, "fullname: no text");
	name = gp_span_of(text);
	if (!gp_json_is(stats, GP_JSON_OBJECT)) {
		gp_intake_refuse(out, name, "no statistics");
		return GP_OK;
	}
	id = gp_value_id_make(name, "time", "s", GP_BETTER_LOWER);
	if ((err = add_times(out, &id, stats)))
		return err;
	id = gp_value_id_make(name, "ops", "ops/s", GP_BETTER_HIGHER);
	id.source = "time"; /* rounds over their total time */
	if (gp_json_get_number(stats, "ops", &ops))
		gp_intake_add(out, &id, ops);
	add_extra_info(out, name, gp_json_get(benchmark, "extra_info"));
	return GP_OK;
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

static enum gp_err read_pytest(struct gp_intake *out, const struct gp_input *in,
			       const struct gp_json *root)
{
	const struct gp_json *benchmarks = gp_json_get(root, "benchmarks");
	enum gp_err err = GP_OK;

	(void)in;
	if (!gp_json_is(benchmarks, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE, "benchmarks: expected an array");
	for (size_t i = 0; !err && i < gp_json_len(benchmarks); i++) {
		err = read_pytest_benchmark(out, gp_json_at(benchmarks, i));
		if (err)
			gp_fail_at(err, "benchmarks[%zu]", i);
	}
	if (!err)
		read_pytest_machine(out->run, root);
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_pytest);
}

const struct gp_importer gp_importer_pytest_benchmark = {
	.name = "pytest-benchmark",
	.summary = "pytest-benchmark's JSON: machine_info and benchmarks",
	.bid = bid,
	.read = read_file,
};
