/*
 * A plain table, written by hand, a script or a load generator: a header, then
 * a row for each benchmark. Columns of numbers are metrics; several rows with
 * one name are samples.
 */
#include <stdio.h>
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
	struct gp_span cell;
	enum gp_cell kind;
	size_t n = 0;

	*n_values = 0;
	do {
		cell = gp_peek_cell(&line, sep);
		kind = gp_cell_parse(&value, cell);
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

struct csv_reader {
	struct gp_intake *out;
	struct gp_csv_columns columns;
	struct gp_span stem;
	struct gp_csv csv;
};

static struct gp_span cell_at(const struct csv_reader *reader, int column)
{
	return column < 0 ? gp_span_of("")
			  : gp_span_trim(reader->csv.cells[column]);
}

static void add_csv_tags(const struct csv_reader *reader)
{
	struct gp_buf name = GP_BUF_INIT;

	for (size_t i = 0; i < reader->columns.n; i++) {
		const struct gp_csv_column *column = &reader->columns.items[i];

		if (column->role == GP_CSV_TAG)
			gp_intake_add_fact(reader->out,
					   gp_span_of(column->header),
					   gp_span_of(column->first));
		if (column->role != GP_CSV_REFUSED)
			continue;
		gp_buf_reset(&name);
		gp_buf_printf(&name, "column \"%s\"", column->header);
		gp_intake_refuse(reader->out, gp_buf_view(&name), column->why);
	}
	gp_buf_clear(&name);
}

static void refuse_csv_cell(const struct csv_reader *reader,
			    const struct gp_value_id *id, struct gp_span cell)
{
	struct gp_buf why = GP_BUF_INIT;

	gp_buf_printf(&why, "line %zu: \"%.*s\" is not a number",
		      reader->csv.line, (int)(cell.len < 40 ? cell.len : 40),
		      cell.data);
	gp_intake_refuse_value(reader->out, id, gp_buf_str(&why));
	gp_buf_clear(&why);
}

static void add_column_cell(const struct csv_reader *reader, size_t i,
			    struct gp_span benchmark)
{
	const struct gp_csv_columns *columns = &reader->columns;
	const struct gp_csv_column *column = &columns->items[i];
	struct gp_value_id id = gp_value_id_make(benchmark, column->metric,
						 column->unit, GP_BETTER_NONE);
	struct gp_span cell = cell_at(reader, (int)i);
	struct gp_decimal value;

	if ((int)i == columns->value && columns->metric >= 0)
		id.metric = cell_at(reader, columns->metric);
	if ((int)i == columns->value && columns->unit >= 0)
		id.unit = cell_at(reader, columns->unit);
	switch (gp_cell_parse(&value, cell)) {
	case GP_CELL_BLANK:
		break;
	case GP_CELL_NUMBER:
	case GP_CELL_PERCENT:
	case GP_CELL_BOOL:
		gp_intake_add(reader->out, &id, value);
		break;
	default:
		refuse_csv_cell(reader, &id, cell);
	}
}

static void refuse_unnamed_row(const struct csv_reader *reader)
{
	char line[40];

	snprintf(line, sizeof(line), "line %zu", reader->csv.line);
	gp_intake_refuse(reader->out, gp_span_of(line), "a row without a name");
}

static void read_csv_row(const struct csv_reader *reader)
{
	const struct gp_csv_columns *columns = &reader->columns;
	struct gp_span benchmark = columns->name < 0
					   ? reader->stem
					   : cell_at(reader, columns->name);

	if (!benchmark.len) {
		refuse_unnamed_row(reader);
		return;
	}
	for (size_t i = 0; i < columns->n; i++)
		if (columns->items[i].role == GP_CSV_VALUE &&
		    (columns->metric < 0 || (int)i == columns->value))
			add_column_cell(reader, i, benchmark);
}

static enum gp_err read_csv_rows(struct csv_reader *reader, struct gp_span text,
				 char sep)
{
	enum gp_err err;
	bool more;

	gp_csv_init(&reader->csv, text, sep);
	err = gp_csv_next(&reader->csv, &more);
	while (!err && !(err = gp_csv_next(&reader->csv, &more)) && more)
		read_csv_row(reader);
	gp_csv_clear(&reader->csv);
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct csv_reader reader = { .out = out, .stem = gp_input_stem(in) };
	struct gp_span rest = in->text, line;
	enum gp_err err;
	char sep;

	if (!next_nonblank_line(&line, &rest))
		return GP_OK;
	sep = gp_peek_separator(line);
	err = gp_csv_columns_read(&reader.columns, out->run->arena, in->text,
				  sep);
	if (!err) {
		add_csv_tags(&reader);
		err = read_csv_rows(&reader, in->text, sep);
	}
	gp_csv_columns_clear(&reader.columns);
	return err;
}

const struct gp_importer gp_importer_csv = {
	.name = "csv",
	.summary = "a plain table: a header row, one metric a column",
	.bid = bid,
	.read = read_file,
};
