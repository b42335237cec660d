/*
 * What the tables of outputs share.
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
	err = gp_fail(GP_EUSAGE, "unknown format '%s': one of %s", name,
		      gp_buf_str(&known));
	gp_buf_clear(&known);
	return err;
}
