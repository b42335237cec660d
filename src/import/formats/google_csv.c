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

/* Whether a row has the cells of the header, and a name. */
static bool is_whole(const struct google_table *t)
{
	return t->csv.n == t->n_columns && t->csv.cells[NAME].len;
}

static struct gp_google_row google_csv_row(const struct google_table *t)
{
	struct gp_google_row row = gp_google_row_of(t->csv.cells[NAME]);
	struct gp_decimal n;

	if (gp_decimal_parse(&n, t->csv.cells[ITERATIONS]) &&
	    gp_decimal_double(n) >= 1 && gp_decimal_double(n) < 1e9)
		row.n = (uint64_t)gp_decimal_double(n);
	return row;
}

/* The names belong to the row, and must outlive the first pass. */
static enum gp_err note_google_rows(struct google_table *t)
{
	struct gp_google_row row;
	enum gp_err err;
	bool more;

	while (!(err = gp_csv_next(&t->csv, &more)) && more) {
		struct gp_span name = t->csv.cells[NAME];

		if (!is_whole(t))
			continue; /* is refused later */
		row = gp_google_row_of(gp_span_make(
			gp_arena_strndup(&t->arena, name.data, name.len),
			name.len));
		gp_google_note(&t->google, &row);
	}
	return err;
}

static void read_google_cell(struct google_table *t,
			     const struct gp_google_row *row, size_t column,
			     const char *unit)
{
	struct gp_value_id id = gp_google_value_id(row, t->names[column], unit);
	struct gp_decimal value;

	switch (gp_cell_parse(&value, t->csv.cells[column])) {
	case GP_CELL_NUMBER:
		gp_google_add(&t->google, row, &id, value);
		break;
	case GP_CELL_BLANK:
		break; /* another benchmark's counter */
	case GP_CELL_NAN:
		gp_google_refuse(&t->google, row, &id, "not a finite number");
		break;
	default:
		gp_google_refuse(&t->google, row, &id, "not a number");
	}
}

static bool is_text_column(const char *name)
{
	return !strcmp(name, "label") || !strcmp(name, "error_occurred") ||
	       !strcmp(name, "error_message");
}

/* Whether the row says that it failed; it may be a cell short. */
static bool row_failed(const struct google_table *t)
{
	return t->failed >= 0 && (size_t)t->failed < t->csv.n &&
	       gp_span_eq(t->csv.cells[t->failed], "true");
}

static void refuse_failed_row(struct google_table *t, struct gp_span name)
{
	struct gp_span text = gp_span_of("the tool marks it as failed");
	struct gp_buf reason = GP_BUF_INIT;

	if (t->message >= 0 && (size_t)t->message < t->csv.n &&
	    t->csv.cells[t->message].len)
		text = t->csv.cells[t->message];
	gp_buf_span(&reason, text);
	gp_intake_refuse(t->google.out, name, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

/*
 * Releases 1.7.1 to 1.9.5 write a row with a cell too few for a benchmark that
 * failed, if there are counters.
 */
static void refuse_short_row(struct google_table *t)
{
	struct gp_span name = t->csv.cells[NAME];

	if (name.len && row_failed(t))
		refuse_failed_row(t, name);
	else
		gp_intake_refuse_row(t->google.out, &t->csv, t->n_columns);
}

static void read_google_csv_row(struct google_table *t)
{
	struct gp_google_row row = google_csv_row(t);
	struct gp_buf unit = GP_BUF_INIT;

	if (!gp_google_counts(&t->google, &row))
		return;
	if (row_failed(t)) {
		refuse_failed_row(t, row.name);
		return;
	}
	gp_buf_span(&unit, t->csv.cells[TIME_UNIT]);
	for (size_t i = ITERATIONS + 1; i < t->n_columns; i++)
		if (i != TIME_UNIT && !is_text_column(t->names[i]))
			read_google_cell(t, &row, i, gp_buf_str(&unit));
	gp_buf_clear(&unit);
}

static enum gp_err read_google_csv_rows(struct google_table *t)
{
	enum gp_err err;
	bool more;

	while (!(err = gp_csv_next(&t->csv, &more)) && more) {
		if (is_whole(t))
			read_google_csv_row(t);
		else
			refuse_short_row(t);
	}
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
