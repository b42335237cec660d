/*
 * git perf detect: change points of any series of numbers.
 *
 *	parse -> stats -> report
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gp/changes.h"
#include "gp/parse.h"
#include "gp/report.h"

#include "args.h"
#include "table.h"

#define BYTES_MAX ((size_t)1 << 30)

enum gp_err gp_detect_parse(struct gp_detect_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "drift", &args->drift,
			    "also report whether there is a slow trend"),
		GP_OPT_FLAG(0, "batch", &args->batch,
			    "many series: a JSON object a line, in and out"),
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_detect, opts, &argc, argv)) ||
	    (err = gp_operands_check(argc, 0, 1, "one file")))
		return err;
	if (args->batch && args->json)
		return gp_fail(GP_EUSAGE, "--batch cannot be combined with "
					  "--json: it prints JSON anyway");
	args->path = argc ? argv[0] : "-";
	args->name = strcmp(args->path, "-") ? args->path : "stdin";
	return GP_OK;
}

static void find_changes(struct gp_detected *out,
			 const struct gp_detect_args *args,
			 const struct gp_numbers *series)
{
	memset(out, 0, sizeof(*out));
	out->n = series->n;
	gp_changes_find(&out->changes, series->x, series->n);
	out->has_drift = args->drift || args->json;
	if (out->has_drift)
		out->relative =
			gp_drift_measure(&out->drift, series->x, series->n);
}

/* ---- one series ---- */

static enum gp_err detect_one(const struct gp_detect_args *args, FILE *in,
			      struct gp_buf *out)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_numbers series = { 0 };
	struct gp_detected detected = { 0 };
	enum gp_err err;

	if ((err = gp_buf_read(&text, fileno(in), BYTES_MAX, args->name)) ||
	    (err = gp_numbers_parse(&series, gp_buf_view(&text), args->name)))
		goto out;
	find_changes(&detected, args, &series);
	if (args->json)
		gp_report_detected_json(out, &detected);
	else
		gp_report_detected_text(out, &detected);
	err = gp_buf_flush(out, stdout);
out:
	gp_changes_clear(&detected.changes);
	gp_numbers_clear(&series);
	gp_buf_clear(&text);
	return err;
}

/* ---- many ---- */

static enum gp_err answer_question(const struct gp_detect_args *args,
				   struct gp_buf *out,
				   const struct gp_json *question)
{
	const struct gp_json *values = gp_json_get(question, "values");
	const char *name = gp_json_get_text(question, "name");
	struct gp_numbers series = { 0 };
	struct gp_detected detected = { 0 };
	enum gp_err err;

	if (!name || !gp_json_is(values, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE,
			       "expected {\"name\": \"...\", \"values\": "
			       "[numbers]}");
	if (!(err = gp_numbers_json(&series, values))) {
		find_changes(&detected, args, &series);
		gp_report_detected_line(out, name, &detected);
	}
	gp_changes_clear(&detected.changes);
	gp_numbers_clear(&series);
	return err;
}

static enum gp_err answer_line(const struct gp_detect_args *args,
			       struct gp_buf *out, struct gp_span line,
			       size_t number)
{
	struct gp_json *question;
	enum gp_err err;

	if (line.len > BYTES_MAX)
		return gp_fail(GP_ELIMIT, "line %zu: larger than %zu bytes",
			       number, BYTES_MAX);
	if ((err = gp_json_parse_at(&question, line, number)))
		return err;
	if ((err = answer_question(args, out, question)))
		err = gp_fail_at(err, "line %zu", number);
	gp_json_free(question);
	return err;
}

/* Each answer is flushed, for a program that asks and waits for it. */
static enum gp_err detect_batch(const struct gp_detect_args *args, FILE *in,
				struct gp_buf *out)
{
	char *line = NULL;
	size_t cap = 0, number = 0;
	enum gp_err err = GP_OK;
	ssize_t len;

	while (!err && (len = getline(&line, &cap, in)) >= 0) {
		struct gp_span text =
			gp_span_trim(gp_span_make(line, (size_t)len));

		number++;
		if (!text.len)
			continue;
		if ((err = answer_line(args, out, text, number)))
			err = gp_fail_at(err, "%s", args->name);
		else
			err = gp_buf_flush(out, stdout);
	}
	free(line);
	if (!err && ferror(in))
		return gp_fail(GP_EIO, "%s: %s", args->name, strerror(errno));
	return err;
}

static enum gp_err detect_input(const struct gp_detect_args *args)
{
	bool is_stdin = !strcmp(args->path, "-");
	FILE *in = is_stdin ? stdin : fopen(args->path, "re");
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if (!in)
		return gp_fail(GP_EIO, "cannot read '%s': %s", args->path,
			       strerror(errno));
	err = args->batch ? detect_batch(args, in, &out)
			  : detect_one(args, in, &out);
	if (!is_stdin)
		fclose(in);
	gp_buf_clear(&out);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_detect_args args = { .path = NULL };
	enum gp_err err;

	if (!(err = gp_detect_parse(&args, argc, argv)))
		err = detect_input(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_detect = {
	.name = "detect",
	.usage = "[--drift] [--batch | --json] [<file> | -]",
	.summary = "find the change points of any series of numbers",
	.run = run,
};
