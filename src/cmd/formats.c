/*
 * git perf formats: what record can read.
 */
#include <string.h>

#include "gp/import.h"
#include "gp/report.h"

#include "cmd.h"
#include "table.h"

static void list(struct gp_buf *out)
{
	const struct gp_importer *const *i;
	int width = 0;

	for (i = gp_importers(); *i; i++)
		if (width < (int)strlen((*i)->name))
			width = (int)strlen((*i)->name);
	for (i = gp_importers(); *i; i++)
		gp_buf_printf(out, "%-*s  %s\n", width, (*i)->name,
			      (*i)->summary);
}

static void list_json(struct gp_buf *out)
{
	const struct gp_importer *const *i;

	gp_buf_puts(out, "{\"schema\": \"git-perf/formats/1\", "
			 "\"formats\": [");
	for (i = gp_importers(); *i; i++) {
		gp_buf_puts(out, i == gp_importers() ? "{" : ", {");
		gp_buf_puts(out, "\"name\": ");
		gp_escape_json(out, (*i)->name);
		gp_buf_puts(out, ", \"recognised_by\": ");
		gp_escape_json(out, (*i)->summary);
		gp_buf_putc(out, '}');
	}
	gp_buf_puts(out, "]}\n");
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	bool json = false;
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "json", &json, "print JSON"),
		GP_OPT_DONE,
	};
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if ((err = gp_opts_parse(self, opts, &argc, argv)))
		return gp_exit_for(err);
	if (argc)
		return gp_exit_for(
			gp_fail(GP_EUSAGE, "formats takes no arguments"));
	if (json)
		list_json(&out);
	else
		list(&out);
	err = gp_output(&out, NULL);
	gp_buf_clear(&out);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_formats = {
	.name = "formats",
	.usage = "[--json]",
	.summary = "list the input formats",
	.run = run,
};
