/*
 * Reads one input with the driver that was chosen, and remembers which formats
 * were read.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/parse.h"

#include "import/core/unread.h"
#include "import/reading.h"

/* More lines are left out as one. */
#define QUOTED_MAX 200
/* Bytes of a line that are quoted. */
#define QUOTE_MAX 80

void gp_reading_clear(struct gp_import_reading *reading)
{
	gp_map_clear(&reading->seen);
	gp_buf_clear(&reading->formats);
}

bool gp_reading_note(struct gp_import_reading *reading, const char *name,
		     bool is_format)
{
	size_t before = reading->seen.n;

	gp_map_put(&reading->seen, name, strlen(name) + is_format, 0);
	return reading->seen.n > before;
}

enum gp_err gp_reading_read(struct gp_import_reading *reading,
			    const struct gp_importer *via,
			    const struct gp_input *in)
{
	enum gp_err err = via->read(reading->intake, in);

	if (!err && in->root)
		gp_intake_note_unread(reading->intake, via->name, in->root);
	if (err || !gp_reading_note(reading, via->name, true))
		return err;
	if (reading->formats.len)
		gp_buf_puts(&reading->formats, ", ");
	gp_buf_puts(&reading->formats, via->name);
	return GP_OK;
}

/* ---- lines that are left out ---- */

void gp_reading_put_lines(struct gp_buf *out,
			  const struct gp_import_reading *reading,
			  const struct gp_input *in, size_t from, size_t to)
{
	if (reading->several)
		gp_buf_printf(out, "%s: ", in->path);
	if (from == to)
		gp_buf_printf(out, "line %zu", from);
	else
		gp_buf_printf(out, "lines %zu to %zu", from, to);
}

/* Cuts a long text between two characters. */
static void put_quote(struct gp_buf *out, struct gp_span text)
{
	size_t at = 0, len;

	while (at < text.len && at < QUOTE_MAX) {
		len = gp_utf8_len(gp_span_sub(text, at, text.len));
		at += len ? len : 1;
	}
	gp_buf_span(out, gp_span_sub(text, 0, at));
	if (at < text.len)
		gp_buf_puts(out, "…");
}

void gp_left_lines_add(struct gp_left_lines *lines, size_t line,
		       struct gp_span text, const char *why)
{
	struct gp_buf what = GP_BUF_INIT, reason = GP_BUF_INIT;

	if (++lines->n > QUOTED_MAX) {
		lines->from = lines->from ? lines->from : line;
		lines->to = line;
		return;
	}
	gp_reading_put_lines(&what, lines->reading, lines->in, line, line);
	gp_buf_printf(&reason, "%s: ", why);
	put_quote(&reason, text);
	gp_intake_leave_out(lines->reading->intake, gp_buf_view(&what),
			    gp_buf_str(&reason));
	gp_buf_clear(&what);
	gp_buf_clear(&reason);
}

void gp_left_lines_end(struct gp_left_lines *lines)
{
	struct gp_buf what = GP_BUF_INIT, reason = GP_BUF_INIT;

	if (lines->n <= QUOTED_MAX)
		return;
	gp_reading_put_lines(&what, lines->reading, lines->in, lines->from,
			     lines->to);
	gp_buf_printf(&reason, "%zu more lines that are not part of a report",
		      lines->n - QUOTED_MAX);
	gp_intake_leave_out(lines->reading->intake, gp_buf_view(&what),
			    gp_buf_str(&reason));
	gp_buf_clear(&what);
	gp_buf_clear(&reason);
}
