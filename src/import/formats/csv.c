/*
 * A plain table, written by hand, a script or a load generator: a header, then
 * a row for each benchmark. What its columns are, csv_columns.c and
 * core/plain.c decide.
 */
#include <string.h>

#include "csv_columns.h"
#include "formats.h"
#include "import/core/cell.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"

/* ---- is it a table? ---- */

/* How many cells a row has, and how many hold what looks like a value. */
static size_t count_cells(struct gp_span line, char sep, size_t *n_values)
{
	struct gp_decimal value;
	struct gp_span cell, unit;
	enum gp_cell kind;
	size_t n = 0;

	*n_values = 0;
	do {
		cell = gp_peek_cell(&line, sep);
		kind = gp_cell_measure(&value, &unit, cell);
		*n_values += gp_cell_has_value(kind) ||
			     kind == GP_CELL_GROUPED || kind == GP_CELL_NAN;
		n++;
	} while (line.data);
	return n;
}

static bool next_nonblank_line(struct gp_span *line, struct gp_span *rest)
{
	while (gp_span_line(line, rest))
		if (gp_span_trim(*line).len)
			return true;
	return false;
}

/*
 * A header without a number, and rows as long until one has a number. If
 * there is only one column, each row must be one.
 */
static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span rest = in->text, line; /* two lines may be long */
	size_t n, n_values;
	char sep;

	(void)head;
	if (!next_nonblank_line(&line, &rest) || strchr("{[<#", line.data[0]))
		return GP_BID_NO;
	sep = gp_peek_separator(line);
	n = count_cells(line, sep, &n_values);
	if (n_values)
		return GP_BID_NO;
	for (int i = 0; !n_values && i < 20; i++)
		if (!next_nonblank_line(&line, &rest) ||
		    count_cells(line, sep, &n_values) != n)
			return GP_BID_NO;
	if (!n_values)
		return GP_BID_NO;
	for (int i = 0; n == 1 && i < 100 && next_nonblank_line(&line, &rest);
	     i++)
		if (count_cells(line, sep, &n_values) > 1 || !n_values)
			return GP_BID_NO;
	return GP_BID_FALLBACK;
}

/* ---- reading ---- */

static void set_cell(struct gp_plain *plain, struct gp_plain_row *row,
		     struct gp_plain_key *key, struct gp_span cell)
{
	struct gp_plain_field *field = gp_plain_field(plain, row, key, "");

	gp_plain_set_text(plain, field, cell);
	if (key == plain->name_key)
		field->kind = GP_CELL_TEXT;
}

static void refuse_csv_row(struct gp_intake *out, const struct gp_csv *csv,
			   size_t n_columns)
{
	struct gp_buf what = GP_BUF_INIT, why = GP_BUF_INIT;

	gp_buf_printf(&what, "line %zu", csv->line);
	gp_buf_printf(&why, "%zu cells where the header has %zu", csv->n,
		      n_columns);
	gp_intake_refuse(out, gp_buf_view(&what), gp_buf_str(&why));
	gp_buf_clear(&what);
	gp_buf_clear(&why);
}

/* Empty cells behind the last column are separators at the end of a line. */
static bool is_long_enough(const struct gp_csv *csv, size_t n_columns)
{
	for (size_t i = n_columns; i < csv->n; i++)
		if (gp_span_trim(csv->cells[i]).len)
			return false;
	return csv->n >= n_columns;
}

static void read_csv_row(struct gp_plain *plain,
			 const struct gp_csv_columns *columns,
			 const struct gp_csv *csv)
{
	struct gp_plain_row *row;

	if (!is_long_enough(csv, columns->n)) {
		refuse_csv_row(plain->out, csv, columns->n);
		return;
	}
	row = gp_plain_row(plain, "");
	row->line = csv->line;
	row->in_list = true;
	row->list = 1;
	for (size_t i = 0; i < columns->n; i++)
		if (!columns->items[i].empty)
			set_cell(plain, row, columns->items[i].key,
				 csv->cells[i]);
}

static enum gp_err read_csv_rows(struct gp_plain *plain,
				 const struct gp_csv_columns *columns,
				 struct gp_span text, char sep)
{
	struct gp_csv csv;
	enum gp_err err;
	bool more;

	gp_csv_init(&csv, text, sep);
	err = gp_csv_next(&csv, &more);
	while (!err && !(err = gp_csv_next(&csv, &more)) && more)
		read_csv_row(plain, columns, &csv);
	gp_csv_clear(&csv);
	return err ? err : gp_plain_finish(plain);
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct gp_span rest = in->text, line;
	struct gp_csv_columns columns;
	struct gp_plain plain;
	enum gp_err err;
	char sep;

	if (!next_nonblank_line(&line, &rest))
		return GP_OK;
	sep = gp_peek_separator(line);
	gp_plain_init(&plain, out, in);
	plain.noun = "column";
	plain.is_table = true;
	err = gp_csv_columns_read(&columns, &plain, in->text, sep);
	if (!err)
		err = read_csv_rows(&plain, &columns, in->text, sep);
	gp_csv_columns_clear(&columns);
	gp_plain_clear(&plain);
	return err;
}

const struct gp_importer gp_importer_csv = {
	.name = "csv",
	.summary = "a plain table: a header row, one metric a column",
	.bid = bid,
	.read = read_file,
};
