/*
 * hyperfine --export-csv: a row of statistics for each command, with the
 * columns command,mean,stddev,median,user,system,min,max, since 2.0 with five
 * columns and a unit for each metric: command,time_wall_clock_unit,
 * time_wall_clock_mean ... A side file if the JSON of the same runs is read as
 * well. The CSV does not tell which command failed.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "hyperfine.h"
#include "import/core/cell.h"
#include "import/core/head.h"
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
	static const char *const since_2[] = { "command",
					       "time_wall_clock_unit",
					       "time_wall_clock_mean", NULL };

	if (!gp_head_columns(head, columns) && !gp_head_columns(head, since_2))
		return GP_BID_NO;
	return has_json_beside(in) ? GP_BID_SIDE : GP_BID_SIGNATURE;
}

/* ---- columns ---- */

enum { MEAN, STDDEV, MEDIAN, MIN, MAX, N_STATISTICS };
static const char *const statistic_names[N_STATISTICS] = { "mean", "stddev",
							   "median", "min",
							   "max" };

struct hyperfine_metric {
	struct gp_value_id id;     /* without the benchmark */
	int unit;                  /* column; -1: none */
	int columns[N_STATISTICS]; /* -1: none */
};

#define METRICS_MAX 32

struct hyperfine_table {
	struct gp_csv csv;
	struct gp_arena arena; /* of names in the header */
	size_t n_cells;
	int command;
	struct hyperfine_metric metrics[METRICS_MAX];
	size_t n_metrics;
	const char **parameters; /* by column; NULL: not a parameter */
};

/* Finds the columns "<prefix>mean", "<prefix>stddev" ... */
static void add_metric(struct hyperfine_table *t, const char *name,
		       const char *prefix)
{
	struct hyperfine_metric *metric = &t->metrics[t->n_metrics];
	struct gp_buf column = GP_BUF_INIT;

	if (t->n_metrics == METRICS_MAX)
		return;
	t->n_metrics++;
	gp_hyperfine_metric(&metric->id, gp_span_of(name));
	for (int i = 0; i < N_STATISTICS; i++) {
		gp_buf_reset(&column);
		gp_buf_printf(&column, "%s%s", prefix, statistic_names[i]);
		metric->columns[i] = gp_csv_find(&t->csv, gp_buf_str(&column));
	}
	gp_buf_reset(&column);
	gp_buf_printf(&column, "%sunit", prefix);
	metric->unit = gp_csv_find(&t->csv, gp_buf_str(&column));
	gp_buf_clear(&column);
}

/* A column of 1.x that holds the mean of a metric, and nothing else of it. */
static void add_mean(struct hyperfine_table *t, const char *name, int column)
{
	struct hyperfine_metric *metric = &t->metrics[t->n_metrics];

	if (column < 0 || t->n_metrics == METRICS_MAX)
		return;
	t->n_metrics++;
	gp_hyperfine_metric(&metric->id, gp_span_of(name));
	metric->unit = -1;
	for (int i = 0; i < N_STATISTICS; i++)
		metric->columns[i] = i == MEAN ? column : -1;
}

/* "time_user_mean" -> "time_user" and "time_user_". */
static void add_metric_of_2(struct hyperfine_table *t, struct gp_span header)
{
	const char *prefix = gp_arena_strndup(&t->arena, header.data,
					      header.len - strlen("mean"));
	const char *name = gp_arena_strndup(&t->arena, header.data,
					    header.len - strlen("_mean"));

	add_metric(t, name, prefix);
}

static void find_parameters(struct hyperfine_table *t)
{
	static const char begin[] = "parameter_";

	t->parameters =
		gp_arena_array(&t->arena, t->n_cells, sizeof(*t->parameters));
	for (size_t i = 0; i < t->n_cells; i++) {
		struct gp_span header = t->csv.cells[i];

		t->parameters[i] = NULL;
		if (!gp_span_starts(header, begin))
			continue;
		header = gp_span_sub(header, strlen(begin), header.len);
		t->parameters[i] =
			gp_arena_strndup(&t->arena, header.data, header.len);
	}
}

static enum gp_err read_hyperfine_header(struct hyperfine_table *t)
{
	enum gp_err err;
	bool more;

	if ((err = gp_csv_next(&t->csv, &more)))
		return err;
	t->n_cells = t->csv.n;
	t->command = gp_csv_find(&t->csv, "command");
	if (gp_csv_find(&t->csv, "mean") >= 0)
		add_metric(t, "time_wall_clock", "");
	add_mean(t, "time_user", gp_csv_find(&t->csv, "user"));
	add_mean(t, "time_system", gp_csv_find(&t->csv, "system"));
	for (size_t i = 0; i < t->n_cells; i++)
		if (gp_span_ends(t->csv.cells[i], "_mean") &&
		    !gp_span_starts(t->csv.cells[i], "parameter_"))
			add_metric_of_2(t, t->csv.cells[i]);
	if (t->command < 0 || !t->n_metrics)
		return gp_fail(GP_EPARSE,
			       "line %zu: no columns \"command\" and \"mean\"",
			       t->csv.line);
	find_parameters(t);
	return GP_OK;
}

/* ---- rows ---- */

/* A cell's number; false, and the value refused, if it is another text. */
static bool read_statistic(struct gp_decimal *out, struct gp_intake *intake,
			   const struct gp_value_id *id, struct gp_span cell)
{
	struct gp_decimal value;

	switch (gp_cell_parse(&value, cell)) {
	case GP_CELL_NUMBER:
		*out = value;
		return true;
	case GP_CELL_BLANK:
		return true;
	case GP_CELL_NAN:
		gp_intake_refuse_value(intake, id, "not a finite number");
		return false;
	default:
		gp_intake_refuse_value(intake, id, "not a number");
		return false;
	}
}

static void add_hyperfine_metric(struct gp_intake *out,
				 const struct hyperfine_table *t,
				 const struct hyperfine_metric *metric,
				 const struct gp_value_id *result)
{
	const struct gp_span *cells = t->csv.cells;
	struct gp_decimal numbers[N_STATISTICS] = { 0 };
	struct gp_statistics statistics;
	struct gp_value_id id = metric->id;

	id.benchmark = result->benchmark;
	id.parameters = result->parameters;
	if (metric->unit >= 0)
		id.unit = gp_hyperfine_unit(cells[metric->unit]);
	for (int i = 0; i < N_STATISTICS; i++)
		if (metric->columns[i] >= 0 &&
		    !read_statistic(&numbers[i], out, &id,
				    cells[metric->columns[i]]))
			return;
	if (metric->columns[MEDIAN] < 0 && numbers[MEAN].kind) {
		gp_intake_add(out, &id, numbers[MEAN]);
		return;
	}
	statistics = (struct gp_statistics){ .mean = numbers[MEAN],
					     .median = numbers[MEDIAN],
					     .deviation = numbers[STDDEV],
					     .min = numbers[MIN],
					     .max = numbers[MAX] };
	/* one run is printed with a deviation of 0, which says nothing */
	if (gp_decimal_double(numbers[STDDEV]) == 0 &&
	    gp_decimal_same(numbers[MIN], numbers[MAX]))
		statistics.deviation = (struct gp_decimal){ 0 };
	if (!gp_intake_add_statistics(out, &id, &statistics))
		gp_intake_refuse_value(out, &id, "no mean");
}

static void read_hyperfine_row(struct gp_intake *out,
			       const struct hyperfine_table *t)
{
	struct gp_value_id result = { 0 };
	struct gp_pairs named = { 0 };

	for (size_t i = 0; i < t->n_cells; i++)
		if (t->parameters[i])
			gp_entry_set(out->run, &named,
				     gp_span_of(t->parameters[i]),
				     t->csv.cells[i]);
	if (!gp_intake_name_or_refuse(out, &result, t->csv.cells[t->command],
				      &named, NULL))
		return;
	for (size_t i = 0; i < t->n_metrics; i++)
		add_hyperfine_metric(out, t, &t->metrics[i], &result);
}

static enum gp_err read_hyperfine_rows(struct gp_intake *out,
				       struct hyperfine_table *t)
{
	enum gp_err err;
	bool more;

	while (!(err = gp_csv_next(&t->csv, &more)) && more) {
		if (t->csv.n == t->n_cells)
			read_hyperfine_row(out, t);
		else
			gp_intake_refuse_row(out, &t->csv, t->n_cells);
	}
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct hyperfine_table t = { .n_metrics = 0 };
	enum gp_err err;

	gp_csv_init(&t.csv, in->text, ',');
	err = read_hyperfine_header(&t);
	if (!err)
		err = read_hyperfine_rows(out, &t);
	gp_csv_clear(&t.csv);
	gp_arena_clear(&t.arena);
	return err;
}

const struct gp_importer gp_importer_hyperfine_csv = {
	.name = "hyperfine-csv",
	.summary = "hyperfine --export-csv: columns command, mean, stddev",
	.bid = bid,
	.read = read_file,
};
