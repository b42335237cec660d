/*
 * Recognises outputs that no driver reads, by the marks in foreign_rows.c.
 */
#include <string.h>

#include "gp/parse.h"

#include "foreign.h"

/* ---- one mark ---- */

static bool has_json_mark(const struct gp_head *head, const char *mark)
{
	const char *value = strchr(mark, '=');
	char path[64];

	if (!value)
		return gp_head_member(head, mark);
	memcpy(path, mark, (size_t)(value - mark));
	path[value - mark] = '\0';
	return gp_span_eq(gp_head_value(head, path), value + 1);
}

static bool line_begins(struct gp_span text, size_t at)
{
	while (at && (text.data[at - 1] == ' ' || text.data[at - 1] == '\t'))
		at--;
	return !at || text.data[at - 1] == '\n' || text.data[at - 1] == '\r';
}

static bool has_text_mark(struct gp_span text, const char *mark)
{
	bool first = *mark == '^';
	size_t at;

	for (mark += first; (at = gp_span_find(text, mark)) < text.len;
	     text = gp_span_sub(text, at + 1, text.len))
		if (!first || line_begins(text, at))
			return true;
	return false;
}

/* ---- lines ---- */

static size_t number_length(struct gp_span text)
{
	static const char digits[] = "0123456789.";
	size_t at = 0;

	while (at < text.len && strchr(digits, text.data[at]))
		at++;
	return at;
}

static bool line_fits(struct gp_span line, const char *mark)
{
	size_t n;

	for (; *mark && *mark != '*'; mark++) {
		n = *mark == '#' ? number_length(line)
				 : line.len && line.data[0] == *mark;
		if (!n)
			return false;
		line = gp_span_sub(line, n, line.len);
	}
	if (!*mark)
		return !line.len;
	if (!mark[1])
		return true;
	for (size_t at = 0; at < line.len; at++) /* no mark has two '*' */
		if (line.data[at] == mark[1] &&
		    line_fits(gp_span_sub(line, at, line.len), mark + 1))
			return true;
	return false;
}

static bool line_fits_one(struct gp_span line, const struct gp_foreign *row)
{
	for (size_t i = 0; i < GP_FOREIGN_MARKS && row->marks[i]; i++)
		if (line_fits(line, row->marks[i]))
			return true;
	return false;
}

/* The first lines: one may be cut off at the end of the head. */
static bool lines_fit(struct gp_span text, const struct gp_foreign *row)
{
	struct gp_span line;
	size_t n = 0;

	while (n < 50 && gp_span_line(&line, &text)) {
		line = gp_span_trim(line);
		if (line.len && !line_fits_one(line, row))
			return false;
		n += line.len > 0;
	}
	return n;
}

/* ---- a row ---- */

/* `text` is the head without colours. */
static bool has_mark(const struct gp_head *head, struct gp_span text,
		     const struct gp_foreign *row, const char *mark)
{
	const char *const column[] = { mark, NULL };

	if (row->kind == GP_FOREIGN_JSON)
		return has_json_mark(head, mark);
	if (row->kind == GP_FOREIGN_CSV)
		return gp_head_columns(head, column);
	return has_text_mark(text, mark);
}

static bool row_fits(const struct gp_head *head, struct gp_span text,
		     const struct gp_foreign *row)
{
	/* Text in strings does not count, nor that around a report in JSON. */
	if (row->kind >= GP_FOREIGN_TEXT && gp_head_any_member(head))
		return false;
	if (row->kind == GP_FOREIGN_LINES)
		return lines_fit(text, row);
	for (size_t i = 0; i < GP_FOREIGN_MARKS && row->marks[i]; i++)
		if (!has_mark(head, text, row, row->marks[i]))
			return false;
	return true;
}

const struct gp_foreign *gp_foreign_find(const struct gp_head *head,
					 const struct gp_foreign *from)
{
	const struct gp_foreign *row = from ? from : gp_foreign_rows();
	struct gp_buf plain = GP_BUF_INIT;

	gp_text_strip_ansi(&plain, head->text);
	while (row->tool && !row_fits(head, gp_buf_view(&plain), row))
		row++;
	gp_buf_clear(&plain);
	return row->tool ? row : NULL;
}

enum gp_err gp_foreign_fail(const struct gp_foreign *row)
{
	if (row->empty)
		return gp_fail(GP_EPARSE,
			       "this is %s, which holds no measurements",
			       row->tool);
	return gp_fail(GP_EPARSE,
		       "this is output of %s, which cannot be read yet: %s",
		       row->tool,
		       row->instead ? row->instead
				    : "give its numbers with --value, or write "
				      "them as plain JSON or CSV");
}
