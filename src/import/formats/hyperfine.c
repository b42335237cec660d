/*
 * hyperfine --export-json (tested: 1.15): {"results": [{"command": ...,
 * "times":
 * [...], "mean": ...}]}. All run times are samples; without them the median
 * and the other statistics are one. A command that failed is refused.
 */
#include <string.h>

#include "gp/map.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	return gp_head_member(head, "results[].command") ? GP_BID_SIGNATURE
							 : GP_BID_NO;
}

/* ---- the name ---- */

/* How many results have the same command; keys are strings of the JSON. */
static void count_commands(struct gp_map *counts, const struct gp_json *results)
{
	for (size_t i = 0; i < gp_json_len(results); i++) {
		const char *command =
			gp_json_get_text(gp_json_at(results, i), "command");

		if (command)
			++*gp_map_put(counts, command, strlen(command), 0);
	}
}

/* If several results have one name (-n), their parameters are added. */
static void name_result(struct gp_buf *name, const struct gp_map *counts,
			const struct gp_json *result)
{
	const char *command = gp_json_get_text(result, "command");
	const struct gp_json *parameters = gp_json_get(result, "parameters");
	struct gp_json_iter it = { 0 };
	size_t count = 0;

	gp_buf_puts(name, command);
	gp_map_get(counts, command, strlen(command), &count);
	while (count > 1 && gp_json_next(parameters, &it)) {
		const char *value = gp_json_text(it.value);

		gp_buf_printf(name, " %s=%s", it.key, value ? value : "");
	}
}

/* ---- values ---- */

static bool has_failed(const struct gp_json *result)
{
	const struct gp_json *codes = gp_json_get(result, "exit_codes");
	struct gp_decimal code;

	/* null: ended by a signal */
	for (size_t i = 0; i < gp_json_len(codes); i++)
		if (!gp_json_number(gp_json_at(codes, i), &code) ||
		    gp_decimal_double(code) != 0)
			return true;
	return false;
}

static enum gp_err add_hyperfine_result(struct gp_intake *out,
					struct gp_span name,
					const struct gp_json *result)
{
	const struct gp_json *times = gp_json_get(result, "times");
	struct gp_value_id id =
		gp_value_id_make(name, "time", "s", GP_BETTER_LOWER);
	struct gp_statistics statistics = { 0 };
	struct gp_decimal value;
	enum gp_err err = GP_OK;

	gp_statistics_read_json(&statistics, result);
	if (gp_json_len(times))
		err = gp_intake_add_array(out, &id, times);
	else if (!gp_intake_add_statistics(out, &id, &statistics))
		err = gp_fail(GP_EPARSE, "no \"times\" and no \"mean\"");
	if (err)
		return err;
	for (int i = 0; i < 2; i++) {
		const char *metric = i ? "system" : "user";

		id.metric = gp_span_of(metric);
		if (gp_json_get_number(result, metric, &value))
			gp_intake_add(out, &id, value);
	}
	id = gp_value_id_make(name, "memory", "B", GP_BETTER_LOWER);
	return gp_intake_add_array(out, &id,
				   gp_json_get(result, "memory_usage_byte"));
}

static enum gp_err read_result(struct gp_intake *out,
			       const struct gp_map *counts,
			       const struct gp_json *result)
{
	struct gp_buf name = GP_BUF_INIT;
	enum gp_err err = GP_OK;

	if (!gp_json_get_text(result, "command"))
		return gp_fail(GP_EPARSE, "command: no text");
	name_result(&name, counts, result);
	if (has_failed(result))
		gp_intake_refuse(out, gp_buf_view(&name),
				 "the command failed (exit_codes)");
	else
		err = add_hyperfine_result(out, gp_buf_view(&name), result);
	gp_buf_clear(&name);
	return err;
}

static enum gp_err read_hyperfine(struct gp_intake *out,
				  const struct gp_input *in,
				  const struct gp_json *root)
{
	const struct gp_json *results = gp_json_get(root, "results");
	struct gp_map counts = { 0 };
	enum gp_err err = GP_OK;

	(void)in;
	if (!gp_json_is(results, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE, "results: expected an array");
	count_commands(&counts, results);
	for (size_t i = 0; !err && i < gp_json_len(results); i++) {
		err = read_result(out, &counts, gp_json_at(results, i));
		if (err)
			gp_fail_at(err, "results[%zu]", i);
	}
	gp_map_clear(&counts);
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_hyperfine);
}

const struct gp_importer gp_importer_hyperfine = {
	.name = "hyperfine",
	.summary = "hyperfine --export-json: results with a command each",
	.bid = bid,
	.read = read_file,
};
