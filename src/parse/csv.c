/*
 * CSV (RFC 4180) row by row, with any separator; it never builds more than one
 * row.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/parse.h"

#define CELLS_MAX 10000

void gp_csv_init(struct gp_csv *csv, struct gp_span text, char sep)
{
	memset(csv, 0, sizeof(*csv));
	csv->rest = text;
	csv->sep = sep;
	csv->next_line = 1;
}

void gp_csv_clear(struct gp_csv *csv)
{
	free(csv->cells);
	gp_arena_clear(&csv->scratch);
	memset(csv, 0, sizeof(*csv));
}

static enum gp_err add_csv_cell(struct gp_csv *csv, struct gp_span cell)
{
	if (csv->n == CELLS_MAX)
		return gp_fail(GP_ELIMIT, "line %zu: more than %d cells",
			       csv->line, CELLS_MAX);
	csv->cells =
		gp_grow(csv->cells, csv->n, &csv->cap, sizeof(*csv->cells));
	csv->cells[csv->n++] = cell;
	return GP_OK;
}

/* The text of a quoted cell, with " for each "". */
static struct gp_span unescape_quotes(struct gp_csv *csv, struct gp_span raw)
{
	char *text = gp_arena_strndup(&csv->scratch, raw.data, raw.len);
	size_t len = 0;

	for (size_t i = 0; i < raw.len; i++) {
		text[len++] = raw.data[i];
		if (raw.data[i] == '"')
			i++;
	}
	return gp_span_make(text, len);
}

/*
 * Finds the quote that closes a cell; `text` begins after the opening one.
 * Returns text.len if there is none.
 */
static size_t closing_quote(struct gp_span text, bool *escaped)
{
	const char *quote;
	size_t at = 0;

	*escaped = false;
	while (at < text.len) {
		quote = memchr(text.data + at, '"', text.len - at);
		if (!quote)
			return text.len;
		at = (size_t)(quote - text.data);
		if (at + 1 >= text.len || text.data[at + 1] != '"')
			return at;
		*escaped = true;
		at += 2;
	}
	return text.len;
}

static bool is_cell_end(const struct gp_csv *csv, size_t at)
{
	struct gp_span rest = csv->rest;

	return at >= rest.len || rest.data[at] == csv->sep ||
	       rest.data[at] == '\n' ||
	       (rest.data[at] == '\r' &&
		(at + 1 >= rest.len || rest.data[at + 1] == '\n'));
}

/* Reads a quoted cell from the rest, without the separator after it. */
static enum gp_err read_quoted_cell(struct gp_csv *csv)
{
	struct gp_span text = gp_span_sub(csv->rest, 1, csv->rest.len);
	struct gp_span cell;
	bool escaped;
	size_t end = closing_quote(text, &escaped);

	if (end == text.len)
		return gp_fail(GP_EPARSE, "line %zu: a quote is not closed",
			       csv->next_line);
	cell = gp_span_sub(text, 0, end);
	if (!is_cell_end(csv, end + 2))
		return gp_fail(
			GP_EPARSE, "line %zu: text after a closing quote",
			csv->next_line + gp_text_line_at(cell, cell.len) - 1);
	csv->next_line += gp_text_line_at(cell, cell.len) - 1;
	csv->rest = gp_span_sub(csv->rest, end + 2, csv->rest.len);
	return add_csv_cell(csv, escaped ? unescape_quotes(csv, cell) : cell);
}

static enum gp_err read_plain_cell(struct gp_csv *csv)
{
	struct gp_span cell;
	size_t end = 0;

	while (!is_cell_end(csv, end))
		end++;
	cell = gp_span_sub(csv->rest, 0, end);
	csv->rest = gp_span_sub(csv->rest, end, csv->rest.len);
	return add_csv_cell(csv, cell);
}

/* Skips the end of a cell; returns true if another one follows in the row. */
static bool skip_cell_end(struct gp_csv *csv)
{
	struct gp_span *rest = &csv->rest;

	if (rest->len && rest->data[0] == csv->sep) {
		*rest = gp_span_sub(*rest, 1, rest->len);
		return true;
	}
	if (rest->len && rest->data[0] == '\r')
		*rest = gp_span_sub(*rest, 1, rest->len);
	if (rest->len && rest->data[0] == '\n')
		*rest = gp_span_sub(*rest, 1, rest->len);
	csv->next_line++;
	return false;
}

static void skip_blank_csv_lines(struct gp_csv *csv)
{
	struct gp_span rest = csv->rest, line;

	while (gp_span_line(&line, &rest) && !gp_span_trim(line).len &&
	       !(line.len && line.data[0] == csv->sep)) {
		csv->rest = rest;
		csv->next_line++;
	}
}

enum gp_err gp_csv_next(struct gp_csv *csv, bool *more)
{
	enum gp_err err;

	gp_arena_clear(&csv->scratch);
	csv->n = 0;
	skip_blank_csv_lines(csv);
	csv->line = csv->next_line;
	*more = csv->rest.len;
	if (!*more)
		return GP_OK;
	do {
		if (csv->rest.len && csv->rest.data[0] == '"')
			err = read_quoted_cell(csv);
		else
			err = read_plain_cell(csv);
		if (err)
			return err;
	} while (skip_cell_end(csv));
	return GP_OK;
}

int gp_csv_find(const struct gp_csv *csv, const char *name)
{
	for (size_t i = 0; i < csv->n; i++)
		if (gp_span_eq(csv->cells[i], name))
			return (int)i;
	return -1;
}
