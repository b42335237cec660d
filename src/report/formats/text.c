/*
 * The input formats, for people: two columns.
 */
#include <string.h>

#include "gp/report.h"

void gp_report_formats_text(struct gp_buf *out,
			    const struct gp_report_format *formats, size_t n)
{
	int width = 0;

	for (size_t i = 0; i < n; i++)
		if (width < (int)strlen(formats[i].name))
			width = (int)strlen(formats[i].name);
	for (size_t i = 0; i < n; i++)
		gp_buf_printf(out, "%-*s  %s\n", width, formats[i].name,
			      formats[i].summary);
}
