/*
 * hyperfine --export-csv: a row of statistics for each command, with the
 * columns command,mean,stddev,median,user,system,min,max. A side file if the
 * JSON of the same runs is read as well.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "import/core/cell.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"

/* Whether the same runs are read from the JSON, which has all their times. */
static bool has_json_beside(const struct gp_input *in)
{
	struct gp_span path = gp_span_of(in->path);
	struct gp_buf json = GP_BUF_INIT;
	bool found;

	if (!in->set || !gp_span_ends(path, ".csv"))
		return false;
	gp_buf_span(&json, gp_span_sub(path, 0, path.len - 4));
	gp_buf_puts(&json, ".json");
	found = gp_inputs_has(in->set, gp_buf_view(&json));
	gp_buf_clear(&json);
	return found;
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	static const char *const columns[] = { "command", "mean",   "stddev",
					       "user",    "system", NULL };

	if (!gp_head_columns(head, columns))
		return GP_BID_NO;
	return has_json_beside(in) ? GP_BID_SIDE : GP_BID_SIGNATURE;
}

/* Which columns there are, and what they are called. */
enum { COMMAND, MEAN, STDDEV, MEDIAN, USER, SYSTEM, MIN, MAX, N_COLUMNS };
static const char *const names[N_COLUMNS] = { "command", "mean", "stddev",
					      "median",  "user", "system",
					      "min",     "max" };

struct hyperfine_reader {
	struct gp_csv csv;
	int columns[N_COLUMNS]; /* -1: not there */
	size_t n_cells;
};

/* An empty cell leaves `out` absent. */
static enum gp_err read_hyperfine_cell(struct gp_decimal *out,
				       const struct hyperfine_reader *reader,
				       int which)
{
	int column = reader->columns[which];
	struct gp_decimal value;
	struct gp_span cell;

	if (column < 0)
		return GP_OK;
	cell = reader->csv.cells[column];
	switch (gp_cell_parse(&value, cell)) {
	case GP_CELL_NUMBER:
		*out = value;
		return GP_OK;
	case GP_CELL_BLANK:
	case GP_CELL_NAN:
		return GP_OK;
	default:
		return gp_fail(GP_EPARSE,
			       "line %zu: %s: \"%.*s\" is not a number",
			       reader->csv.line, names[which],
			       (int)(cell.len < 40 ? cell.len : 40), cell.data);
	}
}

static enum gp_err read_hyperfine_row(struct gp_intake *out,
				      const struct hyperfine_reader *reader)
{
	struct gp_span command = reader->csv.cells[reader->columns[COMMAND]];
	struct gp_value_id id =
		gp_value_id_make(command, "time", "s", GP_BETTER_LOWER);
	struct gp_decimal cells[N_COLUMNS] = { 0 };
	struct gp_statistics statistics;
	enum gp_err err = GP_OK;

	for (int i = MEAN; !err && i < N_COLUMNS; i++)
		err = read_hyperfine_cell(&cells[i], reader, i);
	if (err)
		return err;
	if (!cells[MEAN].kind) {
		gp_intake_refuse(out, command, "no mean");
		return GP_OK;
	}
	statistics = (struct gp_statistics){ .mean = cells[MEAN],
					     .median = cells[MEDIAN],
					     .deviation = cells[STDDEV],
					     .min = cells[MIN],
					     .max = cells[MAX] };
	/* one run is printed with a deviation of 0, which says nothing */
	if (gp_decimal_double(cells[STDDEV]) == 0 &&
	    gp_decimal_same(cells[MIN], cells[MAX]))
		statistics.deviation = (struct gp_decimal){ 0 };
	gp_intake_add_statistics(out, &id, &statistics);
	for (int i = USER; i <= SYSTEM; i++) {
		id.metric = gp_span_of(names[i]);
		if (cells[i].kind)
			gp_intake_add(out, &id, cells[i]);
	}
	return GP_OK;
}

static enum gp_err read_hyperfine_header(struct hyperfine_reader *reader)
{
	enum gp_err err;
	bool more;

	if ((err = gp_csv_next(&reader->csv, &more)))
		return err;
	reader->n_cells = reader->csv.n;
	for (int i = 0; i < N_COLUMNS; i++)
		reader->columns[i] = gp_csv_find(&reader->csv, names[i]);
	if (reader->columns[COMMAND] < 0 || reader->columns[MEAN] < 0)
		return gp_fail(GP_EPARSE,
			       "line %zu: no columns \"command\" and \"mean\"",
			       reader->csv.line);
	return GP_OK;
}

static enum gp_err read_hyperfine_rows(struct gp_intake *out,
				       struct hyperfine_reader *reader)
{
	enum gp_err err;
	bool more;

	while (!(err = gp_csv_next(&reader->csv, &more)) && more) {
		if (reader->csv.n != reader->n_cells)
			return gp_fail(
				GP_EPARSE,
				"line %zu: %zu cells where the header has %zu",
				reader->csv.line, reader->csv.n,
				reader->n_cells);
		if ((err = read_hyperfine_row(out, reader)))
			return err;
	}
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct hyperfine_reader reader;
	enum gp_err err;

	gp_csv_init(&reader.csv, in->text, ',');
	err = read_hyperfine_header(&reader);
	if (!err)
		err = read_hyperfine_rows(out, &reader);
	gp_csv_clear(&reader.csv);
	return err;
}

const struct gp_importer gp_importer_hyperfine_csv = {
	.name = "hyperfine-csv",
	.summary = "hyperfine --export-csv: columns command, mean, stddev",
	.bid = bid,
	.read = read_file,
};
