/*
 * What the tables of outputs share: a search by name, and a list of names.
 */
#include <string.h>

#include "outputs.h"

enum gp_err gp_format_find(size_t *at, const char *name,
			   const char *const *names, size_t n)
{
	struct gp_buf known = GP_BUF_INIT;
	enum gp_err err;

	for (size_t i = 0; i < n; i++) {
		if (!strcmp(names[i], name)) {
			*at = i;
			return GP_OK;
		}
	}
	for (size_t i = 0; i < n; i++)
		gp_buf_printf(&known, "%s%s", i ? ", " : "", names[i]);
	err = gp_fail(GP_EUSAGE, "unknown format '%s': expected one of %s",
		      name, gp_buf_str(&known));
	gp_buf_clear(&known);
	return err;
}

void gp_format_names(struct gp_buf *out, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		gp_buf_puts(out, !i ? "" : i + 1 < n ? ", " : " or ");
		gp_buf_puts(out, names[i]);
	}
}
