/*
 * deno bench --json (tested: 2.9.6): {"runtime": ..., "benches": [{"origin":
 * "file:///...", "group": ..., "name": ..., "results": [{"ok": {"avg":
 * ...}}]}]}. Times are in ns. A benchmark that failed is refused.
 */
#include "gp/buf.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "js_results.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	if (gp_head_member(head, "benches[].origin") &&
	    gp_head_member(head, "benches[].results") &&
	    gp_head_member(head, "runtime"))
		return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

/* Deno gives the mean, and no deviation. */
static void add_deno_times(struct gp_intake *out, struct gp_span benchmark,
			   const struct gp_json *ok)
{
	struct gp_value_id id =
		gp_value_id_make(benchmark, "time", "ns", GP_BETTER_LOWER);
	struct gp_statistics statistics = { 0 };
	struct gp_decimal n;

	gp_statistics_read_json(&statistics, ok);
	gp_json_get_value(ok, "avg", &statistics.mean);
	if (gp_json_get_value(ok, "n", &n) && gp_decimal_double(n) >= 1 &&
	    gp_decimal_double(n) < 1e15)
		statistics.n = (uint64_t)gp_decimal_double(n);
	if (!gp_intake_add_statistics(out, &id, &statistics))
		gp_intake_refuse_value(out, &id, "no \"avg\"");
	gp_js_add_percentiles(out, &id, ok);
}

static void read_deno_result(struct gp_intake *out, struct gp_span benchmark,
			     const struct gp_json *result)
{
	const struct gp_json *ok = gp_json_get(result, "ok");
	const char *message =
		gp_json_get_text(gp_json_get(result, "failed"), "message");
	struct gp_buf reason = GP_BUF_INIT;

	if (ok) {
		add_deno_times(out, benchmark, ok);
		return;
	}
	gp_buf_puts(&reason, "it failed");
	if (message)
		gp_buf_printf(&reason, ": %.200s", message);
	gp_intake_refuse(out, benchmark, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static void read_deno_bench(struct gp_intake *out, struct gp_js_files *files,
			    const struct gp_json *bench, size_t i)
{
	const struct gp_json *results = gp_json_get(bench, "results");
	struct gp_js_name parts = {
		.file = gp_span_of(gp_json_get_text(bench, "origin")),
		.group = gp_span_of(gp_json_get_text(bench, "group")),
		.name = gp_span_of(gp_json_get_text(bench, "name")),
	};
	struct gp_value_id id = { 0 };

	if (!parts.name.len) {
		gp_intake_refuse_element(out, "benches", i, "no \"name\"");
		return;
	}
	if (!gp_js_name_put(&id, files, out, &parts))
		return;
	if (!gp_json_len(results))
		gp_intake_refuse(out, id.benchmark, "no \"results\"");
	for (size_t k = 0; k < gp_json_len(results); k++)
		read_deno_result(out, id.benchmark, gp_json_at(results, k));
}

static enum gp_err read_deno(struct gp_intake *out, const struct gp_input *in,
			     const struct gp_json *root)
{
	const struct gp_json *benches = gp_json_get(root, "benches");
	const char *runtime = gp_json_get_text(root, "runtime");
	struct gp_js_files files = { 0 };

	(void)in;
	if (!gp_json_is(benches, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE, "benches: expected an array");
	gp_intake_add_fact(out, gp_span_of("runtime"), gp_span_of(runtime));
	gp_intake_add_fact(out, gp_span_of("cpu"),
			   gp_span_of(gp_json_get_text(root, "cpu")));
	for (size_t i = 0; i < gp_json_len(benches); i++)
		read_deno_bench(out, &files, gp_json_at(benches, i), i);
	gp_js_files_clear(&files);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_deno);
}

const struct gp_importer gp_importer_deno = {
	.name = "deno",
	.json = true,
	.summary = "deno bench --json: benches with origin and results",
	.bid = bid,
	.read = read_file,
};
