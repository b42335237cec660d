/*
 * What people write of tinybench (tested: 6.2.5) as JSON: its tasks,
 * [{"name": ..., "result": {"state": "completed", "latency": {...}}}], the same
 * with the result in the task, or one result. Times are in ms. A task that was
 * not completed is refused.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "js_results.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	static const char *const marks[][2] = {
		{ "[].latency.rme", "[].throughput" },
		{ "[].result.latency.rme", "[].result.throughput" },
		{ "[].result.hz", "[].result.rme" },
		{ "latency.rme", "throughput.samplesCount" },
	};

	(void)in;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (gp_head_member(head, marks[i][0]) &&
		    gp_head_member(head, marks[i][1]))
			return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

static void refuse_state(struct gp_intake *out, const char *name,
			 const struct gp_json *result, const char *state)
{
	const char *message =
		gp_json_get_text(gp_json_get(result, "error"), "message");
	struct gp_buf reason = GP_BUF_INIT;

	gp_buf_printf(&reason, "its state is \"%.40s\"", state);
	if (message)
		gp_buf_printf(&reason, ": %.200s", message);
	gp_intake_refuse(out, gp_span_of(name), gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static void read_runtime(struct gp_intake *out, const struct gp_json *result)
{
	const char *runtime = gp_json_get_text(result, "runtime");
	const char *version = gp_json_get_text(result, "runtimeVersion");
	struct gp_buf text = GP_BUF_INIT;

	if (runtime && version)
		gp_buf_printf(&text, "%s %s", runtime, version);
	gp_intake_add_fact(out, gp_span_of("runtime"), gp_buf_view(&text));
	gp_buf_clear(&text);
}

static void read_task(struct gp_intake *out, const struct gp_json *task,
		      size_t i)
{
	const char *name = gp_json_get_text(task, "name");
	const struct gp_json *result = gp_json_get(task, "result");
	const char *state;

	if (!result)
		result = task;
	read_runtime(out, result);
	state = gp_json_get_text(result, "state");
	if (!name)
		gp_intake_refuse_element(
			out, "", i,
			"no \"name\": write bench.tasks, whose elements have "
			"one, and not bench.results");
	else if (state && strcmp(state, "completed") != 0)
		refuse_state(out, name, result, state);
	else
		gp_js_add_tinybench(out, gp_span_of(name), result,
				    "no result: it did not run, or it failed");
}

static enum gp_err read_tinybench(struct gp_intake *out,
				  const struct gp_input *in,
				  const struct gp_json *root)
{
	const char *name = gp_json_get_text(root, "name");

	if (gp_json_is(root, GP_JSON_OBJECT)) {
		gp_js_add_tinybench(out,
				    name ? gp_span_of(name) : gp_input_stem(in),
				    root, "no \"latency\"");
		return GP_OK;
	}
	if (!gp_json_is(root, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE, "expected an array of tasks");
	for (size_t i = 0; i < gp_json_len(root); i++)
		read_task(out, gp_json_at(root, i), i);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_tinybench);
}

const struct gp_importer gp_importer_tinybench = {
	.name = "tinybench",
	.json = true,
	.summary = "tasks of tinybench as JSON: latency and throughput",
	.bid = bid,
	.read = read_file,
};
