/*
 * Removes what only a terminal needs: colours, and progress that later text of
 * the same line wrote over.
 */
#include <string.h>

#include "gp/parse.h"

#include "clean.h"

#define ESC '\x1b'

bool gp_clean_is_json(struct gp_span text)
{
	struct gp_span inside;

	text = gp_span_trim(text);
	inside = gp_span_trim(gp_span_sub(text, 1, text.len));
	if (gp_span_starts(text, "{"))
		return true;
	return gp_span_starts(text, "[") && inside.len &&
	       strchr("{[\"]", inside.data[0]);
}

static struct gp_span strip_escapes(struct gp_buf *buf, struct gp_span text,
				    struct gp_cleaned *what)
{
	struct gp_span line, rest = text;

	if (!text.len || !memchr(text.data, ESC, text.len))
		return text;
	while (gp_span_line(&line, &rest))
		what->n_escapes += line.len && memchr(line.data, ESC, line.len);
	gp_text_strip_ansi(buf, text);
	return gp_buf_view(buf);
}

/* Whether a carriage return stands alone, not before a line feed. */
static bool has_bare_return(struct gp_span text)
{
	const char *at = text.data, *end = text.data + text.len;

	while (at < end && (at = memchr(at, '\r', (size_t)(end - at)))) {
		if (++at == end || *at != '\n')
			return true;
	}
	return false;
}

/* What a terminal shows of a line: the last part that is not blank. */
static struct gp_span last_shown(struct gp_span line, struct gp_cleaned *what)
{
	struct gp_span shown = gp_span_sub(line, 0, 0), part;
	const char *cr;
	size_t len;

	while (line.len) {
		cr = memchr(line.data, '\r', line.len);
		len = cr ? (size_t)(cr - line.data) : line.len;
		part = gp_span_sub(line, 0, len);
		if (gp_span_trim(part).len) {
			what->n_overwritten += shown.len > 0;
			shown = part;
		}
		line = gp_span_sub(line, len + 1, line.len);
	}
	return shown;
}

static void show_lines(struct gp_buf *out, struct gp_span text,
		       struct gp_cleaned *what)
{
	struct gp_span line;

	while (gp_span_line(&line, &text)) {
		gp_buf_span(out, last_shown(line, what));
		gp_buf_putc(out, '\n');
	}
}

static void end_lines_at_returns(struct gp_buf *out, struct gp_span text)
{
	for (size_t i = 0; i < text.len; i++)
		gp_buf_putc(out, text.data[i] == '\r' ? '\n' : text.data[i]);
}

struct gp_span gp_clean_text(struct gp_buf *buf, struct gp_span text,
			     struct gp_cleaned *what)
{
	struct gp_buf shown = GP_BUF_INIT;

	memset(what, 0, sizeof(*what));
	text = strip_escapes(buf, text, what);
	if (!has_bare_return(text) || gp_clean_is_json(text))
		return text;
	if (memchr(text.data, '\n', text.len))
		show_lines(&shown, text, what);
	else
		end_lines_at_returns(&shown, text);
	gp_buf_clear(buf);
	*buf = shown;
	return gp_buf_view(buf);
}
