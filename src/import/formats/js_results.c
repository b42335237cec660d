/*
 * What the readers of vitest, tinybench and Deno share: names with the file
 * and the group in them, percentiles, the statistics of tinybench.
 */
#include "gp/buf.h"

#include "js_results.h"

/* ---- names ---- */

void gp_js_files_clear(struct gp_js_files *files)
{
	gp_map_clear(&files->paths);
	gp_map_clear(&files->names);
}

static struct gp_span base_name_of(struct gp_span path)
{
	size_t begin = path.len;

	while (begin && path.data[begin - 1] != '/' &&
	       path.data[begin - 1] != '\\')
		begin--;
	return gp_span_sub(path, begin, path.len);
}

static void put_part(struct gp_buf *out, struct gp_span part)
{
	if (out->len && part.len)
		gp_buf_putc(out, '/');
	gp_buf_span(out, part);
}

bool gp_js_name_put(struct gp_value_id *id, struct gp_js_files *files,
		    struct gp_intake *out, const struct gp_js_name *name)
{
	const struct gp_span file =
		name->file.len ? name->file : gp_span_of("");
	struct gp_buf text = GP_BUF_INIT;
	size_t path, *known;

	put_part(&text, base_name_of(name->file));
	put_part(&text, name->group);
	put_part(&text, name->name);
	id->benchmark =
		gp_span_of(gp_entry_string(out->run, gp_buf_view(&text)));
	gp_buf_clear(&text);
	path = *gp_map_put(&files->paths, file.data, file.len,
			   files->paths.n + 1);
	known = gp_map_put(&files->names, id->benchmark.data, id->benchmark.len,
			   path);
	if (*known == path)
		return true;
	gp_intake_refuse(out, id->benchmark,
			 "two files have a benchmark of this name: rename one "
			 "of them");
	return false;
}

/* ---- values ---- */

void gp_js_add_percentiles(struct gp_intake *out,
			   const struct gp_value_id *time,
			   const struct gp_json *json)
{
	static const struct {
		const char *key, *metric;
	} shares[] = {
		{ "p75", "p75" },
		{ "p99", "p99" },
		{ "p995", "p99.5" },
		{ "p999", "p99.9" },
	};
	struct gp_value_id id = *time;

	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		id.metric = gp_span_of(shares[i].metric);
		if (gp_json_get(json, shares[i].key))
			gp_intake_add_json(out, &id,
					   gp_json_get(json, shares[i].key));
	}
}

static uint64_t count_of(const struct gp_json *json, const char *key)
{
	struct gp_decimal n;

	if (!gp_json_get_value(json, key, &n) || gp_decimal_double(n) < 1 ||
	    gp_decimal_double(n) > 1e15)
		return 0;
	return (uint64_t)gp_decimal_double(n);
}

/* Since 3: the median "p50"; the samples if they were kept. */
static bool add_tinybench_statistics(struct gp_intake *out,
				     const struct gp_value_id *id,
				     const struct gp_json *json)
{
	const struct gp_json *samples = gp_json_get(json, "samples");
	struct gp_statistics statistics = { 0 };

	if (gp_json_len(samples)) {
		gp_intake_add_array(out, id, samples);
		return true;
	}
	gp_statistics_read_json(&statistics, json);
	gp_json_get_value(json, "p50", &statistics.median);
	gp_json_get_value(json, "sd", &statistics.deviation);
	statistics.n = count_of(json, "samplesCount");
	if (!statistics.n) /* vitest */
		statistics.n = count_of(json, "sampleCount");
	return gp_intake_add_statistics(out, id, &statistics);
}

/* The rate follows from the time: each is 1 over the other. */
static void add_tinybench_rate(struct gp_intake *out, struct gp_span benchmark,
			       const struct gp_json *result)
{
	const struct gp_json *rate = gp_json_get(result, "throughput");
	const struct gp_json *hz = gp_json_get(result, "hz");
	struct gp_value_id id = gp_value_id_make(benchmark, "throughput",
						 "ops/s", GP_BETTER_HIGHER);

	id.source = "latency";
	if (gp_json_is(rate, GP_JSON_OBJECT))
		add_tinybench_statistics(out, &id, rate);
	else if (hz)
		gp_intake_add_json(out, &id, hz);
}

void gp_js_add_tinybench(struct gp_intake *out, struct gp_span benchmark,
			 const struct gp_json *result, const char *why)
{
	const struct gp_json *times = gp_json_get(result, "latency");
	const char *error =
		gp_json_get_text(gp_json_get(result, "error"), "message");
	struct gp_value_id id =
		gp_value_id_make(benchmark, "latency", "ms", GP_BETTER_LOWER);

	if (!gp_json_is(times, GP_JSON_OBJECT))
		times = result;
	if (!add_tinybench_statistics(out, &id, times)) {
		gp_intake_refuse(out, benchmark, error ? error : why);
		return;
	}
	gp_js_add_percentiles(out, &id, times);
	add_tinybench_rate(out, benchmark, result);
}
