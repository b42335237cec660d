/*
 * export --wide: a row a commit, a column a series. The columns are known
 * only after the last run, so rows wait, packed, and are written at the end.
 */
#include <stdlib.h>

#include "export.h"
#include "pack.h"

/* A packed row: n + 1, then n times column, unit, value; 0 ends the rows. */
struct wide_row {
	size_t n;
	struct gp_span rest;
};

static void begin_wide(struct gp_export *ex)
{
	(void)ex;
}

/* A run of another commit begins a row; ex->last is the row's commit. */
static void begin_row(struct gp_export *ex, const struct gp_entry *run)
{
	struct gp_columns *columns = &ex->columns;
	struct gp_column_run *row;

	if (ex->last.size && gp_oid_same(&ex->last, &ex->commit))
		return;
	if (ex->last.size)
		gp_pack_count(&ex->rows, 0);
	ex->last = ex->commit;
	columns->runs = gp_grow(columns->runs, columns->n_runs,
				&columns->cap_runs, sizeof(*columns->runs));
	row = &columns->runs[columns->n_runs++];
	row->id = run->id;
	row->commit = ex->commit;
	row->commit_time = ex->commit_time;
	row->recorded = gp_export_seconds(run);
}

static void add_wide_run(struct gp_export *ex, const struct gp_entry *run)
{
	struct gp_five five;

	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];

		if (!gp_export_selects(ex, m))
			continue;
		begin_row(ex, run);
		gp_five_of(&five, m);
		gp_pack_count(&ex->rows,
			      gp_columns_find(&ex->columns, run, m) + 1);
		gp_pack_count(&ex->rows,
			      gp_columns_unit(&ex->columns, m->unit));
		gp_pack_decimal(&ex->rows, five.p50);
		ex->counts.rows++;
	}
}

static void put_header(struct gp_export *ex)
{
	const struct gp_columns *columns = &ex->columns;
	struct gp_buf name = GP_BUF_INIT;

	gp_buf_puts(ex->out, "commit,commit_time");
	for (size_t i = 0; i < columns->n; i++) {
		const struct gp_column *c = &columns->items[i];

		gp_buf_reset(&name);
		gp_buf_printf(&name, "%s:%s", c->benchmark, c->metric);
		if (*c->unit)
			gp_buf_printf(&name, " [%s]", c->unit);
		if (columns->n_testbeds > 1)
			gp_buf_printf(&name, " @%s", c->testbed);
		gp_buf_putc(ex->out, ',');
		gp_escape_csv(ex->out, gp_buf_str(&name));
	}
	gp_buf_putc(ex->out, '\n');
	gp_buf_clear(&name);
}

struct wide_cell {
	size_t column;
	struct gp_decimal value;
};

static int by_column_name(const void *a, const void *b)
{
	const struct wide_cell *x = a, *y = b;

	return x->column < y->column ? -1 : x->column > y->column;
}

/* Reads the cells of the next row, in the order of the columns. */
static struct wide_cell *read_cells(struct gp_export *ex, size_t *n)
{
	struct gp_span rest =
		gp_span_sub(gp_buf_view(&ex->rows), ex->offset, ex->rows.len);
	struct wide_cell *cells = NULL;
	size_t cap = 0, column, unit;

	*n = 0;
	while (rest.len && (column = gp_unpack_count(&rest))) {
		cells = gp_grow(cells, *n, &cap, sizeof(*cells));
		unit = gp_unpack_count(&rest);
		cells[*n].column = --column;
		cells[*n].value = gp_decimal_scale(
			gp_unpack_decimal(&rest),
			gp_columns_factor(&ex->columns,
					  &ex->columns.items[column], unit));
		++*n;
	}
	ex->offset = ex->rows.len - rest.len;
	qsort(cells, *n, sizeof(*cells), by_column_name);
	return cells;
}

/* Several runs of a commit give their median. */
static size_t put_wide_cell(struct gp_export *ex, const struct wide_cell *cells,
			    size_t n)
{
	size_t count = 0;

	while (count < n && cells[count].column == cells[0].column)
		count++;
	if (count > ex->cap_scratch) {
		ex->cap_scratch = count;
		ex->scratch =
			gp_realloc(ex->scratch, count, sizeof(*ex->scratch));
	}
	for (size_t i = 0; i < count; i++)
		ex->scratch[i] = cells[i].value;
	gp_decimal_format(ex->out, gp_decimal_median(ex->scratch, count));
	return count;
}

static void put_wide_row(struct gp_export *ex, const struct gp_column_run *row)
{
	char hex[GP_OID_HEX];
	size_t n, done = 0;
	struct wide_cell *cells = read_cells(ex, &n);

	gp_buf_puts(ex->out, gp_oid_hex(&row->commit, hex));
	gp_buf_putc(ex->out, ',');
	gp_format_time(ex->out, row->commit_time);
	for (size_t i = 0; i < ex->columns.n; i++) {
		gp_buf_putc(ex->out, ',');
		if (done < n && cells[done].column == i)
			done += put_wide_cell(ex, cells + done, n - done);
	}
	gp_buf_putc(ex->out, '\n');
	free(cells);
}

static bool end_wide(struct gp_export *ex)
{
	if (!ex->at)
		put_header(ex);
	while (ex->at < ex->columns.n_runs) {
		put_wide_row(ex, &ex->columns.runs[ex->at++]);
		if (ex->out->len >= GP_EXPORT_PIECE)
			break;
	}
	return ex->at < ex->columns.n_runs;
}

const struct gp_exporter gp_exporter_csv_wide = {
	.name = "csv",
	.suffix = "csv",
	.begin = begin_wide,
	.run = add_wide_run,
	.end = end_wide,
};
