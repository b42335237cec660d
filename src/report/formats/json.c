/*
 * The input formats, for programs: git-perf/formats/1.
 */
#include "gp/report.h"

#include "report/json_writer.h"

void gp_report_formats_json(struct gp_buf *out,
			    const struct gp_report_format *formats, size_t n,
			    const char *const *unread)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "schema", "git-perf/formats/1");
	gp_put_key(out, "formats");
	gp_put_open(out, '[');
	for (size_t i = 0; i < n; i++) {
		gp_put_open(out, '{');
		gp_put_key_string(out, "name", formats[i].name);
		gp_put_key_string(out, "recognised_by", formats[i].summary);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
	gp_put_key_open(out, "unread", '[');
	for (; *unread; unread++)
		gp_put_string(out, *unread);
	gp_put_close(out, ']');
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}
