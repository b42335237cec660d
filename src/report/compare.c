/*
 * The outputs of compare: one constant struct each.
 */
#include <string.h>

#include "gp/report.h"

#include "outputs.h"

static const struct gp_compare_reporter *const reporters[] = {
	&gp_compare_text,
	&gp_compare_markdown,
	&gp_compare_json,
};

#define N_REPORTERS (sizeof(reporters) / sizeof(reporters[0]))

enum gp_err gp_compare_reporter_find(const struct gp_compare_reporter **out,
				     const char *name)
{
	struct gp_buf known = GP_BUF_INIT;
	enum gp_err err;

	for (size_t i = 0; i < N_REPORTERS; i++) {
		if (!strcmp(reporters[i]->name, name)) {
			*out = reporters[i];
			return GP_OK;
		}
	}
	for (size_t i = 0; i < N_REPORTERS; i++)
		gp_buf_printf(&known, "%s%s", i ? ", " : "",
			      reporters[i]->name);
	err = gp_fail(GP_EUSAGE, "unknown format '%s': one of %s", name,
		      gp_buf_str(&known));
	gp_buf_clear(&known);
	return err;
}
