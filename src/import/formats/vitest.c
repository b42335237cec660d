/*
 * vitest bench (tested: 3.2.7, 5.1.2): up to 4 the file of --outputJson, with
 * "files", "groups" and "benchmarks"; since 5 that of --reporter=json, in which
 * a test has "benchmarks" with "tasks". The statistics are those of tinybench.
 * A test that failed is refused, one that was skipped is left out.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "js_results.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	if (gp_head_member(head, "files[].groups[].benchmarks") &&
	    gp_head_member(head, "files[].filepath"))
		return GP_BID_SIGNATURE;
	if (gp_head_member(head,
			   "testResults[].assertionResults[].benchmarks") &&
	    gp_head_member(head, "numTotalTests"))
		return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

/* ---- up to 4: groups, whose full name begins with the file ---- */

static void read_group(struct gp_intake *out, struct gp_js_files *files,
		       const struct gp_json *group)
{
	const struct gp_json *rows = gp_json_get(group, "benchmarks");
	const char *full = gp_json_get_text(group, "fullName");

	for (size_t i = 0; i < gp_json_len(rows); i++) {
		const struct gp_json *row = gp_json_at(rows, i);
		const char *name = gp_json_get_text(row, "name");
		struct gp_value_id id = { 0 };
		struct gp_js_name parts = { .group = gp_span_of(full),
					    .name = gp_span_of(name) };

		if (!name)
			gp_intake_refuse_element(out, full ? full : "", i,
						 "no \"name\"");
		else if (gp_js_name_put(&id, files, out, &parts))
			gp_js_add_tinybench(out, id.benchmark, row,
					    "no result: it was skipped, or it "
					    "failed");
	}
}

static void read_groups(struct gp_intake *out, struct gp_js_files *files,
			const struct gp_json *root)
{
	const struct gp_json *list = gp_json_get(root, "files");

	for (size_t i = 0; i < gp_json_len(list); i++) {
		const struct gp_json *groups =
			gp_json_get(gp_json_at(list, i), "groups");

		if (!gp_json_is(groups, GP_JSON_ARRAY))
			gp_intake_refuse_element(out, "files", i,
						 "no \"groups\"");
		for (size_t k = 0; k < gp_json_len(groups); k++)
			read_group(out, files, gp_json_at(groups, k));
	}
}

/* ---- since 5: tests with benchmarks ---- */

static void read_vitest_benchmark(struct gp_intake *out,
				  struct gp_js_files *files,
				  struct gp_js_name parts,
				  const struct gp_json *benchmark)
{
	const struct gp_json *tasks = gp_json_get(benchmark, "tasks");

	parts.group = gp_span_of(gp_json_get_text(benchmark, "name"));
	for (size_t i = 0; i < gp_json_len(tasks); i++) {
		const struct gp_json *task = gp_json_at(tasks, i);
		struct gp_value_id id = { 0 };

		parts.name = gp_span_of(gp_json_get_text(task, "name"));
		if (!parts.name.len)
			gp_intake_refuse_element(out, "tasks", i,
						 "no \"name\"");
		else if (gp_js_name_put(&id, files, out, &parts))
			gp_js_add_tinybench(out, id.benchmark, task,
					    "no \"latency\"");
	}
}

/* The first line of the first message is the reason. */
static void refuse_test(struct gp_intake *out, const struct gp_value_id *id,
			const struct gp_json *test)
{
	const char *message = gp_json_text(
		gp_json_at(gp_json_get(test, "failureMessages"), 0));
	struct gp_buf reason = GP_BUF_INIT;
	struct gp_span rest = gp_span_of(message), line = rest;

	gp_span_line(&line, &rest);
	gp_buf_puts(&reason, "the test failed");
	if (line.len) {
		gp_buf_puts(&reason, ": ");
		gp_buf_span(&reason, line);
	}
	gp_intake_refuse(out, id->benchmark, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

/* A test without benchmarks is only a test, if it passed. */
static void read_test(struct gp_intake *out, struct gp_js_files *files,
		      struct gp_span file, const struct gp_json *test)
{
	const struct gp_json *benchmarks = gp_json_get(test, "benchmarks");
	const char *status = gp_json_get_text(test, "status");
	struct gp_js_name parts = {
		.file = file,
		.name = gp_span_of(gp_json_get_text(test, "fullName")),
	};
	struct gp_value_id id = { 0 };

	if (!status || !strcmp(status, "passed")) {
		for (size_t i = 0; i < gp_json_len(benchmarks); i++)
			read_vitest_benchmark(out, files, parts,
					      gp_json_at(benchmarks, i));
		return;
	}
	if (!gp_js_name_put(&id, files, out, &parts))
		return;
	if (!strcmp(status, "failed"))
		refuse_test(out, &id, test);
	else
		gp_intake_leave_out(out, id.benchmark, "the test was not run");
}

static void read_tests(struct gp_intake *out, struct gp_js_files *files,
		       const struct gp_json *root)
{
	const struct gp_json *list = gp_json_get(root, "testResults");

	for (size_t i = 0; i < gp_json_len(list); i++) {
		const struct gp_json *file = gp_json_at(list, i);
		const struct gp_json *tests =
			gp_json_get(file, "assertionResults");
		struct gp_span path =
			gp_span_of(gp_json_get_text(file, "name"));

		if (!gp_json_is(tests, GP_JSON_ARRAY))
			gp_intake_refuse_element(out, "testResults", i,
						 "no \"assertionResults\"");
		for (size_t k = 0; k < gp_json_len(tests); k++)
			read_test(out, files, path, gp_json_at(tests, k));
	}
}

static enum gp_err read_vitest(struct gp_intake *out, const struct gp_input *in,
			       const struct gp_json *root)
{
	struct gp_js_files files = { 0 };
	struct gp_decimal start;

	(void)in;
	if (gp_json_get_value(root, "startTime", &start) &&
	    gp_decimal_double(start) > 0 && gp_decimal_double(start) < 1e14)
		out->run->measured_ms = (int64_t)gp_decimal_double(start);
	read_groups(out, &files, root);
	read_tests(out, &files, root);
	gp_js_files_clear(&files);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_vitest);
}

const struct gp_importer gp_importer_vitest = {
	.name = "vitest",
	.json = true,
	.summary = "vitest bench: --outputJson, since 5 --reporter=json",
	.bid = bid,
	.read = read_file,
};
