/*
 * Google Benchmark, --benchmark_format=csv: a header name,iterations,real_time,
 * ..., then a row for each benchmark. A few lines about the machine come first
 * if stderr is in the same file. Rows that failed are refused.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "google_rows.h"
#include "import/core/cell.h"
#include "import/core/head.h"

static const char *const first_columns[] = { "name", "iterations", "real_time",
					     "cpu_time", "time_unit" };

#define N_FIRST (sizeof(first_columns) / sizeof(*first_columns))
enum { NAME, ITERATIONS, TIME_UNIT = 4 };

static bool is_google_header(const struct gp_csv *csv)
{
	if (csv->n < N_FIRST)
		return false;
	for (size_t i = 0; i < N_FIRST; i++)
		if (!gp_span_eq(csv->cells[i], first_columns[i]))
			return false;
	return true;
}

/* The file's columns, in the arena of the run. */
struct google_table {
	struct gp_csv csv;
	struct gp_arena arena;
	const char **names;
	size_t n_columns;
	int failed, message; /* columns; -1: none */
	struct gp_google google;
};

static enum gp_err open_google_table(struct google_table *t,
				     struct gp_span text)
{
	enum gp_err err;
	bool more;

	gp_csv_init(&t->csv, text, ',');
	do {
		if ((err = gp_csv_next(&t->csv, &more)))
			return err;
		if (!more)
			return gp_fail(GP_EPARSE,
				       "line 1: no header name,iterations,...");
	} while (!is_google_header(&t->csv));
	t->n_columns = t->csv.n;
	t->names = gp_arena_array(&t->arena, t->csv.n, sizeof(*t->names));
	for (size_t i = 0; i < t->csv.n; i++)
		t->names[i] = gp_arena_strndup(&t->arena, t->csv.cells[i].data,
					       t->csv.cells[i].len);
	t->failed = gp_csv_find(&t->csv, "error_occurred");
	t->message = gp_csv_find(&t->csv, "error_message");
	return GP_OK;
}

static enum gp_err next_google_row(struct google_table *t,
				   struct gp_google_row *row, bool *more)
{
	struct gp_csv *csv = &t->csv;
	struct gp_decimal n;
	enum gp_err err;

	if ((err = gp_csv_next(csv, more)) || !*more)
		return err;
	if (csv->n != t->n_columns || !csv->cells[NAME].len)
		return gp_fail(GP_EPARSE,
			       "line %zu: %zu cells, and the header has %zu",
			       csv->line, csv->n, t->n_columns);
	*row = gp_google_row_of(csv->cells[NAME]);
	if (gp_decimal_parse(&n, csv->cells[ITERATIONS]) &&
	    gp_decimal_double(n) >= 1 && gp_decimal_double(n) < 1e9)
		row->n = (uint64_t)gp_decimal_double(n);
	return GP_OK;
}

/* The names belong to the row, and must outlive the first pass. */
static enum gp_err note_google_rows(struct google_table *t)
{
	struct gp_google_row row;
	enum gp_err err;
	bool more;

	while (!(err = next_google_row(t, &row, &more)) && more) {
		struct gp_span name = t->csv.cells[NAME];

		row = gp_google_row_of(gp_span_make(
			gp_arena_strndup(&t->arena, name.data, name.len),
			name.len));
		gp_google_note(&t->google, &row);
	}
	return err;
}

static enum gp_err read_google_cell(struct google_table *t,
				    const struct gp_google_row *row,
				    size_t column, const char *unit)
{
	struct gp_value_id id = gp_google_value_id(row, t->names[column], unit);
	struct gp_decimal value;

	switch (gp_cell_parse(&value, t->csv.cells[column])) {
	case GP_CELL_NUMBER:
		gp_google_add(&t->google, row, &id, value);
		return GP_OK;
	case GP_CELL_BLANK:
		return GP_OK;
	case GP_CELL_NAN:
		gp_google_refuse(&t->google, row, &id);
		return GP_OK;
	default:
		return gp_fail(GP_EPARSE, "line %zu: %s: expected a number",
			       t->csv.line, t->names[column]);
	}
}

static bool is_text_column(const char *name)
{
	return !strcmp(name, "label") || !strcmp(name, "error_occurred") ||
	       !strcmp(name, "error_message");
}

static void refuse_failed_row(struct google_table *t,
			      const struct gp_google_row *row)
{
	struct gp_span text = gp_span_of("the tool marks it as failed");
	struct gp_buf reason = GP_BUF_INIT;

	if (t->message >= 0 && t->csv.cells[t->message].len)
		text = t->csv.cells[t->message];
	gp_buf_span(&reason, text);
	gp_intake_refuse(t->google.out, row->name, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static enum gp_err read_google_csv_row(struct google_table *t,
				       struct gp_google_row *row)
{
	struct gp_span time_unit = t->csv.cells[TIME_UNIT];
	struct gp_buf unit = GP_BUF_INIT;
	enum gp_err err = GP_OK;

	if (!gp_google_counts(&t->google, row))
		return GP_OK;
	if (t->failed >= 0 && gp_span_eq(t->csv.cells[t->failed], "true")) {
		refuse_failed_row(t, row);
		return GP_OK;
	}
	gp_buf_span(&unit, time_unit);
	for (size_t i = ITERATIONS + 1; !err && i < t->n_columns; i++)
		if (i != TIME_UNIT && !is_text_column(t->names[i]))
			err = read_google_cell(t, row, i, gp_buf_str(&unit));
	gp_buf_clear(&unit);
	return err;
}

static enum gp_err read_google_csv_rows(struct google_table *t)
{
	struct gp_google_row row;
	enum gp_err err;
	bool more;

	while (!(err = next_google_row(t, &row, &more)) && more)
		if ((err = read_google_csv_row(t, &row)))
			break;
	return err;
}

/* Reads the rows twice: whether an aggregate counts depends on the others. */
static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct google_table t = { .google = { .out = out,
					      .first = out->run->n_results } };
	enum gp_err err;

	if (!(err = open_google_table(&t, in->text)) &&
	    !(err = note_google_rows(&t))) {
		gp_csv_clear(&t.csv);
		if (!(err = open_google_table(&t, in->text)))
			err = read_google_csv_rows(&t);
	}
	gp_csv_clear(&t.csv);
	gp_google_clear(&t.google);
	gp_arena_clear(&t.arena);
	return err;
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span line, rest = head->text;

	(void)in;
	while (gp_span_line(&line, &rest))
		if (gp_span_starts(
			    line,
			    "name,iterations,real_time,cpu_time,time_unit"))
			return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

const struct gp_importer gp_importer_google_csv = {
	.name = "google-benchmark-csv",
	.summary = "--benchmark_format=csv: name,iterations,real_time,...",
	.bid = bid,
	.read = read_file,
};
