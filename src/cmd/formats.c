/*
 * git perf formats: the formats that record can read.
 */
#include <stdlib.h>

#include "gp/import.h"
#include "gp/mem.h"
#include "gp/report.h"

#include "args.h"
#include "table.h"

enum gp_err gp_formats_parse(struct gp_formats_args *args, int argc,
			     char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_formats, opts, &argc, argv)))
		return err;
	return gp_operands_check(argc, 0, 0, "none");
}

static enum gp_err print_formats(bool json)
{
	const struct gp_importer *const *importers = gp_importers();
	const char **unread = gp_importers_unread();
	struct gp_report_format *formats;
	struct gp_buf out = GP_BUF_INIT;
	size_t n = 0;
	enum gp_err err;

	while (importers[n])
		n++;
	formats = gp_calloc(n, sizeof(*formats));
	for (size_t i = 0; i < n; i++)
		formats[i] = (struct gp_report_format){ importers[i]->name,
							importers[i]->summary };
	if (json)
		gp_report_formats_json(&out, formats, n, unread);
	else
		gp_report_formats_text(&out, formats, n, unread);
	err = gp_output(&out, NULL);
	free(formats);
	free(unread);
	gp_buf_clear(&out);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_formats_args args = { .json = false };
	enum gp_err err;

	if (!(err = gp_formats_parse(&args, argc, argv)))
		err = print_formats(args.json);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_formats = {
	.name = "formats",
	.usage = "[--json]",
	.summary = "list the input formats",
	.run = run,
};
