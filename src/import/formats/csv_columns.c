/*
 * Decides what each column of a plain table is: by its header, and by what its
 * cells have in common.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gp/limits.h"
#include "gp/map.h"
#include "gp/mem.h"

#include "csv_columns.h"
#include "import/core/cell.h"
#include "import/core/guess.h"

/* ---- headers ---- */

static bool header_is_one_of(const char *header, const char *const *words)
{
	for (; *words; words++)
		if (!strcasecmp(header, *words))
			return true;
	return false;
}

/* The four that are documented; every cell in them is a name. */
static bool is_name_header(const char *header)
{
	static const char *const words[] = { "name", "benchmark", "test",
					     "endpoint", NULL };

	return header_is_one_of(header, words);
}

static bool is_maybe_name_header(const char *header)
{
	static const char *const words[] = {
		"benchmark_name", "test_name", "testcase",
		"test case",      "case",      "scenario",
		"operation",      "query",     "service",
		"function",       "command",   "url",
		"path",           "route",     "file",
		"filename",       NULL
	};

	return header_is_one_of(header, words);
}

static bool is_commit_header(const char *header)
{
	static const char *const words[] = {
		"commit", "commit_hash", "commit_id",    "commit_sha",
		"sha",    "git_commit",  "git_sha",      "hash",
		"rev",    "revision",    "git_revision", NULL
	};

	return header_is_one_of(header, words);
}

/* A point in time, whatever its cells hold. */
static bool is_timestamp_header(const char *header)
{
	static const char *const words[] = {
		"timestamp",   "date",       "datetime",   "ts",
		"time_stamp",  "epoch",      "starttime",  "start_time",
		"end_time",    "created_at", "started_at", "measured_at",
		"recorded_at", NULL
	};

	return header_is_one_of(header, words);
}

/* May be a point in time or a measurement: its cells tell. */
static bool is_maybe_time_header(const char *header)
{
	static const char *const words[] = { "time",    "second", "seconds",
					     "elapsed", "t",      NULL };

	return header_is_one_of(header, words);
}

/* Numbers the rows. */
static bool is_index_header(const char *header)
{
	static const char *const words[] = {
		"",       "#",       "no",         "id",     "index", "idx",
		"run",    "round",   "iteration",  "repeat", "rep",   "trial",
		"sample", "attempt", "repetition", "row",    NULL
	};

	return header_is_one_of(header, words);
}

/* A number that describes the run. */
static bool is_setting_header(const char *header)
{
	static const char *const words[] = { "version", "build", "build_number",
					     "run_id",  "job",   "pid",
					     "port",    "seed",  NULL };

	return header_is_one_of(header, words);
}

static bool is_known_unit(struct gp_span text)
{
	char unit[16];
	double factor;

	if (!text.len || text.len >= sizeof(unit))
		return false;
	memcpy(unit, text.data, text.len);
	unit[text.len] = '\0';
	return gp_unit_factor(unit, "s", &factor) ||
	       gp_unit_factor(unit, "B", &factor) || !strcmp(unit, "%") ||
	       gp_span_ends(text, "/s") || gp_span_ends(text, "/sec");
}

/* "p99 (ms)" is "p99" in ms. */
static void split_header(struct gp_csv_column *column, struct gp_arena *arena)
{
	struct gp_span header = gp_span_of(column->header), unit;
	size_t open = header.len;

	column->metric = column->header;
	column->unit = gp_guess_key_unit(column->header);
	if (!gp_span_ends(header, ")") && !gp_span_ends(header, "]"))
		return;
	while (open && !strchr("([", header.data[open - 1]))
		open--;
	if (open < 2)
		return;
	unit = gp_span_trim(gp_span_sub(header, open, header.len - 1 - open));
	header = gp_span_trim(gp_span_sub(header, 0, open - 1));
	if (!header.len || !is_known_unit(unit))
		return;
	column->metric = gp_arena_strndup(arena, header.data, header.len);
	column->unit = gp_arena_strndup(arena, unit.data, unit.len);
}

static enum gp_err read_csv_header(struct gp_csv_columns *out,
				   struct gp_arena *arena, struct gp_csv *csv)
{
	struct gp_decimal ignored;
	enum gp_err err;
	bool more;

	if ((err = gp_csv_next(csv, &more)))
		return err;
	out->n = csv->n;
	out->items = gp_calloc(csv->n, sizeof(*out->items));
	for (size_t i = 0; i < csv->n; i++) {
		struct gp_csv_column *column = &out->items[i];
		struct gp_span cell = gp_span_trim(csv->cells[i]);

		if (gp_decimal_parse(&ignored, cell))
			return gp_fail(GP_EPARSE,
				       "line %zu: no header: its cell %zu is "
				       "the number %.*s",
				       csv->line, i + 1, (int)cell.len,
				       cell.data);
		column->header = gp_arena_strndup(arena, cell.data, cell.len);
		column->rises = column->is_epoch = true;
		split_header(column, arena);
	}
	return GP_OK;
}

/* ---- cells ---- */

/* Seconds, milliseconds, … since 1970, between 2001 and 2096. */
static bool is_epoch_cell(double value)
{
	for (int i = 0; i < 4; i++, value /= 1000)
		if (value >= 1e9 && value < 4e9)
			return true;
	return false;
}

static void count_number(struct gp_csv_column *column, double value)
{
	column->rises =
		column->rises && (!column->n_numbers || value > column->last);
	column->is_epoch = column->is_epoch && is_epoch_cell(value);
	column->last = value;
	column->n_numbers++;
	column->n_whole += value == floor(value);
}

static void count_cell(struct gp_csv_column *column, struct gp_arena *arena,
		       struct gp_span cell, size_t line)
{
	struct gp_decimal value;

	cell = gp_span_trim(cell);
	switch (gp_cell_parse(&value, cell)) {
	case GP_CELL_BLANK:
		return;
	case GP_CELL_NAN:
		break;
	case GP_CELL_PERCENT:
		column->n_percents++;
		count_number(column, gp_decimal_double(value));
		break;
	case GP_CELL_NUMBER:
	case GP_CELL_BOOL:
		count_number(column, gp_decimal_double(value));
		break;
	case GP_CELL_GROUPED:
		if (!column->grouped_line)
			gp_buf_span(&column->grouped, cell);
		if (!column->grouped_line)
			column->grouped_line = line;
		break;
	case GP_CELL_TEXT:
		column->n_texts++;
		break;
	}
	if (!column->first)
		column->first = gp_arena_strndup(arena, cell.data, cell.len);
	else if (!gp_span_eq(cell, column->first))
		column->varies = true;
}

enum gp_err gp_csv_columns_check(const struct gp_csv_columns *columns,
				 const struct gp_csv *row)
{
	if (row->n == columns->n)
		return GP_OK;
	return gp_fail(GP_EPARSE,
		       "line %zu: %zu cells where the header has %zu",
		       row->line, row->n, columns->n);
}

static enum gp_err count_rows(struct gp_csv_columns *out,
			      struct gp_arena *arena, struct gp_csv *csv)
{
	enum gp_err err;
	bool more;

	while (!(err = gp_csv_next(csv, &more)) && more) {
		if ((err = gp_csv_columns_check(out, csv)))
			return err;
		for (size_t i = 0; i < csv->n; i++)
			count_cell(&out->items[i], arena, csv->cells[i],
				   csv->line);
		out->n_rows++;
	}
	return err;
}

/* ---- roles ---- */

static bool holds_text(const struct gp_csv_column *column)
{
	return column->n_texts > column->n_numbers;
}

static int find_column(const struct gp_csv_columns *columns,
		       bool (*fits)(const char *header), bool only_text)
{
	for (size_t i = 0; i < columns->n; i++)
		if (fits(columns->items[i].header) &&
		    (!only_text || holds_text(&columns->items[i])))
			return (int)i;
	return -1;
}

static bool is_metric_header(const char *header)
{
	static const char *const words[] = { "metric", "measure", "measurement",
					     NULL };

	return header_is_one_of(header, words);
}

static bool is_unit_header(const char *header)
{
	static const char *const words[] = { "unit", "units", NULL };

	return header_is_one_of(header, words);
}

static bool is_value_header(const char *header)
{
	return !strcasecmp(header, "value");
}

/* Without a column of the known names a first column of texts names rows. */
static int find_name_column(const struct gp_csv_columns *columns)
{
	const struct gp_csv_column *first = &columns->items[0];
	int name = find_column(columns, is_name_header, false);

	if (name < 0)
		name = find_column(columns, is_maybe_name_header, true);
	if (name < 0 && holds_text(first) && first->varies &&
	    !is_timestamp_header(first->header) &&
	    !is_maybe_time_header(first->header) &&
	    !is_commit_header(first->header) &&
	    !is_metric_header(first->header))
		name = 0;
	return name;
}

static bool is_point_in_time(const struct gp_csv_columns *columns, size_t i)
{
	const struct gp_csv_column *column = &columns->items[i];

	if (is_timestamp_header(column->header))
		return true;
	if (!is_maybe_time_header(column->header))
		return false;
	return holds_text(column) || column->is_epoch ||
	       (!i && column->rises && columns->n_rows > 2);
}

static void refuse_column(struct gp_csv_column *column, const char *why)
{
	column->role = GP_CSV_REFUSED;
	column->why = why;
}

static void refuse_grouped(struct gp_csv_column *column, struct gp_arena *arena)
{
	struct gp_buf why = GP_BUF_INIT;

	gp_buf_printf(&why,
		      "line %zu: \"%.20s\" has a comma: write numbers with a "
		      "point and without separators",
		      column->grouped_line, gp_buf_str(&column->grouped));
	refuse_column(column, gp_arena_strdup(arena, gp_buf_str(&why)));
	gp_buf_clear(&why);
}

static void judge_value(struct gp_csv_column *column, struct gp_arena *arena)
{
	if (column->grouped_line) {
		refuse_grouped(column, arena);
		return;
	}
	if (column->n_percents)
		column->unit = "%";
	column->role = GP_CSV_VALUE;
}

static void judge_text(struct gp_csv_column *column)
{
	if (column->varies)
		refuse_column(
			column,
			"a text that differs between rows is not recorded");
	else
		column->role = GP_CSV_TAG;
}

static void judge_column(struct gp_csv_columns *columns, size_t i,
			 struct gp_arena *arena)
{
	struct gp_csv_column *column = &columns->items[i];
	const char *header = column->header;

	if (column->role != GP_CSV_IGNORED || !column->first ||
	    is_point_in_time(columns, i))
		return;
	if (!*header && holds_text(column))
		return;
	if (is_index_header(header) && column->n_whole && !column->n_texts &&
	    column->n_whole == column->n_numbers)
		return;
	if (holds_text(column) || is_commit_header(header) ||
	    is_setting_header(header))
		judge_text(column);
	else if (columns->metric >= 0 && (int)i != columns->value)
		refuse_column(column,
			      "not recorded: other columns hold the metrics "
			      "and their values");
	else
		judge_value(column, arena);
}

/* A column "value" with one that names its metric, or its unit. */
static void find_long_form(struct gp_csv_columns *columns)
{
	columns->metric = find_column(columns, is_metric_header, true);
	columns->unit = find_column(columns, is_unit_header, true);
	columns->value = find_column(columns, is_value_header, false);
	if (columns->value < 0)
		columns->metric = columns->unit = -1;
	if (columns->metric >= 0)
		columns->items[columns->metric].role = GP_CSV_METRIC;
	if (columns->unit >= 0)
		columns->items[columns->unit].role = GP_CSV_UNIT;
}

/* The unit of the only values there are is theirs without that name, too. */
static void find_only_value(struct gp_csv_columns *columns)
{
	int unit = find_column(columns, is_unit_header, true), only = -1;

	for (size_t i = 0; i < columns->n; i++) {
		if (columns->items[i].role != GP_CSV_VALUE)
			continue;
		if (only >= 0)
			return;
		only = (int)i;
	}
	if (unit < 0 || only < 0 || columns->unit >= 0)
		return;
	columns->value = only;
	columns->unit = unit;
	columns->items[unit].role = GP_CSV_UNIT;
}

static enum gp_err check_commits(const struct gp_csv_columns *columns)
{
	int commit = find_column(columns, is_commit_header, false);

	if (commit < 0 || !columns->items[commit].varies)
		return GP_OK;
	return gp_fail(GP_EPARSE,
		       "the rows belong to several commits (column \"%s\"), "
		       "and a run to one: record them one by one",
		       columns->items[commit].header);
}

static enum gp_err check_headers(const struct gp_csv_columns *columns)
{
	struct gp_map seen = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < columns->n; i++) {
		const char *header = columns->items[i].header;

		if (*header &&
		    *gp_map_put(&seen, header, strlen(header), i) != i)
			err = gp_fail(GP_EPARSE,
				      "line 1: two columns are called \"%s\"",
				      header);
	}
	gp_map_clear(&seen);
	return err;
}

enum gp_err gp_csv_columns_read(struct gp_csv_columns *out,
				struct gp_arena *arena, struct gp_span text,
				char sep)
{
	struct gp_csv csv;
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	gp_csv_init(&csv, text, sep);
	err = read_csv_header(out, arena, &csv);
	if (!err)
		err = check_headers(out);
	if (!err)
		err = count_rows(out, arena, &csv);
	gp_csv_clear(&csv);
	if (err || !out->n || (err = check_commits(out)))
		return err;
	out->name = find_name_column(out);
	if (out->name >= 0)
		out->items[out->name].role = GP_CSV_NAME;
	find_long_form(out);
	for (size_t i = 0; i < out->n; i++)
		judge_column(out, i, arena);
	find_only_value(out);
	return GP_OK;
}

void gp_csv_columns_clear(struct gp_csv_columns *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		gp_buf_clear(&columns->items[i].grouped);
	free(columns->items);
	memset(columns, 0, sizeof(*columns));
}
