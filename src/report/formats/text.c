/*
 * The input formats, for people: two columns.
 */
#include <string.h>

#include "gp/report.h"

#define LINE_WIDTH 78

static void put_unread(struct gp_buf *out, const char *const *unread)
{
	size_t begin;

	gp_buf_puts(out, "\nRecognised, but not read yet:\n");
	begin = out->len;
	for (; *unread; unread++) {
		if (out->len > begin &&
		    out->len - begin + strlen(*unread) + 2 > LINE_WIDTH) {
			gp_buf_putc(out, '\n');
			begin = out->len;
		}
		gp_buf_printf(out, "%s%s%s", out->len > begin ? " " : "  ",
			      *unread, unread[1] ? "," : "\n");
	}
}

void gp_report_formats_text(struct gp_buf *out,
			    const struct gp_report_format *formats, size_t n,
			    const char *const *unread)
{
	int width = 0;

	for (size_t i = 0; i < n; i++)
		if (width < (int)strlen(formats[i].name))
			width = (int)strlen(formats[i].name);
	for (size_t i = 0; i < n; i++)
		gp_buf_printf(out, "%-*s  %s\n", width, formats[i].name,
			      formats[i].summary);
	put_unread(out, unread);
}
