/*
 * The columns of a plain table: what the cells of each have in common, and
 * which one names the benchmarks.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/mem.h"

#include "csv_columns.h"

/* ---- headers ---- */

static enum gp_err read_csv_header(struct gp_csv_columns *out,
				   struct gp_plain *plain, struct gp_csv *csv)
{
	struct gp_decimal ignored;
	enum gp_err err;
	bool more;

	if ((err = gp_csv_next(csv, &more)))
		return err;
	out->n = csv->n;
	out->items = gp_calloc(csv->n, sizeof(*out->items));
	for (size_t i = 0; i < csv->n; i++) {
		struct gp_span cell = gp_span_trim(csv->cells[i]);

		if (gp_decimal_parse(&ignored, cell))
			return gp_fail(GP_EPARSE,
				       "line %zu: no header: its cell %zu is "
				       "the number %.*s",
				       csv->line, i + 1, (int)cell.len,
				       cell.data);
		out->items[i].key = gp_plain_key(plain, cell);
		out->items[i].rises = out->items[i].empty = true;
	}
	return GP_OK;
}

static enum gp_err check_headers(const struct gp_csv_columns *columns)
{
	struct gp_map seen = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < columns->n; i++) {
		const char *header = columns->items[i].key->name;

		if (*header &&
		    *gp_map_put(&seen, header, strlen(header), i) != i)
			err = gp_fail(GP_EPARSE,
				      "line 1: two columns are called \"%s\"",
				      header);
	}
	gp_map_clear(&seen);
	return err;
}

/* ---- cells ---- */

/* 7 to 40 hex digits, as the id of a commit has. */
static bool is_hex_cell(struct gp_span cell, bool *only_digits)
{
	*only_digits = true;
	if (cell.len < 7 || cell.len > 40)
		return false;
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.data[i];

		if (!isxdigit(c) || isupper(c))
			return false;
		*only_digits = *only_digits && isdigit(c);
	}
	return true;
}

static void count_hex(struct gp_csv_column *column, struct gp_span cell)
{
	bool only_digits;

	if (!is_hex_cell(cell, &only_digits))
		return;
	column->n_digits += only_digits;
	column->n_hex += !only_digits;
}

static void count_cell(struct gp_csv_column *column, struct gp_span cell)
{
	struct gp_decimal value;
	struct gp_span unit;
	enum gp_cell kind;

	cell = gp_span_trim(cell);
	kind = gp_cell_measure(&value, &unit, cell);
	column->empty = column->empty && !cell.len;
	count_hex(column, cell);
	if (gp_cell_has_value(kind)) {
		double number = gp_decimal_double(value);

		column->rises = column->rises &&
				(!column->n_numbers || number > column->last);
		column->last = number;
		column->n_numbers++;
	}
	column->n_texts += kind == GP_CELL_TEXT;
}

static enum gp_err count_rows(struct gp_csv_columns *out, struct gp_csv *csv)
{
	enum gp_err err;
	bool more;

	while (!(err = gp_csv_next(csv, &more)) && more) {
		for (size_t i = 0; i < csv->n && i < out->n; i++)
			count_cell(&out->items[i], csv->cells[i]);
		out->n_rows++;
	}
	return err;
}

/* ---- types and names ---- */

/* Numbers among ids of commits are such ids, too: 0012345, 1234e56. */
static bool holds_text(const struct gp_csv_column *column)
{
	if (column->n_texts > column->n_numbers)
		return true;
	return column->n_hex && column->n_texts == column->n_hex &&
	       column->n_hex + column->n_digits ==
		       column->n_texts + column->n_numbers;
}

static void set_type(struct gp_csv_columns *columns, size_t i)
{
	struct gp_csv_column *column = &columns->items[i];
	struct gp_plain_key *key = column->key;

	key->is_text = key->role == GP_ROLE_COMMIT || holds_text(column);
	key->n_texts = column->n_texts;
	key->n_numbers = key->is_text ? 0 : column->n_numbers;
	/* seconds since the beginning of a load test, row by row */
	if (!i && key->role == GP_ROLE_MAYBE_TIME && !key->is_text &&
	    column->rises && columns->n_rows > 2 && column->last < 1e9)
		key->role = GP_ROLE_INDEX;
}

/* Options say that a column is something else than the name. */
static bool is_free(const struct gp_plain_key *key)
{
	return key->role != GP_ROLE_IGNORED && key->role != GP_ROLE_PARAM &&
	       key->role != GP_ROLE_SAMPLE;
}

static struct gp_plain_key *find_header(const struct gp_csv_columns *columns)
{
	struct gp_plain_key *best = NULL;
	int best_rank = 0;

	for (size_t i = 0; i < columns->n; i++) {
		struct gp_plain_key *key = columns->items[i].key;
		int rank = gp_role_name_rank(key->name);

		if (!rank || !is_free(key) || columns->items[i].empty ||
		    (rank > GP_ROLE_SURE_NAMES && !key->is_text))
			continue;
		if (!best || rank < best_rank) {
			best = key;
			best_rank = rank;
		}
	}
	return best;
}

/* Without such a header the first column of texts names the rows. */
static struct gp_plain_key *find_name_column(
	const struct gp_csv_columns *columns)
{
	struct gp_plain_key *named = find_header(columns);

	for (size_t i = 0; !named && i < columns->n; i++) {
		struct gp_plain_key *key = columns->items[i].key;
		bool index = !i && !*key->name;

		if (key->is_text && (key->role == GP_ROLE_OPEN || index))
			named = key;
	}
	return named;
}

static void leave_out_empty(struct gp_plain *plain,
			    const struct gp_csv_column *column, size_t n_rows)
{
	struct gp_buf what = GP_BUF_INIT;

	if (!column->empty || !*column->key->name || !n_rows)
		return;
	gp_buf_printf(&what, "column \"%s\"", column->key->name);
	gp_intake_leave_out(plain->out, gp_buf_view(&what), "it is empty");
	gp_buf_clear(&what);
}

enum gp_err gp_csv_columns_read(struct gp_csv_columns *out,
				struct gp_plain *plain, struct gp_span text,
				char sep)
{
	struct gp_csv csv;
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	gp_csv_init(&csv, text, sep);
	err = read_csv_header(out, plain, &csv);
	if (!err)
		err = check_headers(out);
	if (!err)
		err = count_rows(out, &csv);
	gp_csv_clear(&csv);
	for (size_t i = 0; !err && i < out->n; i++) {
		set_type(out, i);
		leave_out_empty(plain, &out->items[i], out->n_rows);
	}
	if (!err)
		plain->name_key = find_name_column(out);
	return err;
}

void gp_csv_columns_clear(struct gp_csv_columns *columns)
{
	free(columns->items);
	memset(columns, 0, sizeof(*columns));
}
