/*
 * Locust's <prefix>_stats_history.csv: rows over time, one benchmark a Type
 * and Name. What varies in time are samples; the "Total" columns, which grow
 * with it, count from the last row only.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"

#include "drivers.h"
#include "locust_table.h"
#include "peek.h"

static enum gp_bid bid(const struct gp_input *in, struct gp_span head)
{
	static const char *const columns[] = { "Timestamp", "User Count",
					       "Name", "Requests/s", NULL };

	(void)in;
	return gp_peek_columns(head, columns) ? GP_BID_SIGNATURE : GP_BID_NO;
}

/* ---- the last row of each benchmark ---- */

/* Line numbers by name; names live in the run's arena. */
static enum gp_err find_last(struct gp_map *last, struct gp_intake *out,
			     const struct gp_input *in)
{
	struct gp_locust_table table;
	enum gp_err err = gp_locust_table_open(&table, in->text);
	bool more = true;

	while (!err && !(err = gp_locust_table_next(&table, &more)) && more) {
		const char *name =
			gp_run_string(out->run, gp_buf_view(&table.benchmark));

		*gp_map_put(last, name, strlen(name), 0) = table.csv.line;
	}
	gp_locust_table_close(&table);
	return err;
}

static bool is_last(const struct gp_map *last,
		    const struct gp_locust_table *table)
{
	size_t line = 0;

	gp_map_get(last, gp_buf_str(&table->benchmark), table->benchmark.len,
		   &line);
	return line == table->csv.line;
}

/* ---- reading ---- */

/*
 * In the first seconds Locust has no window of responses to look at and
 * prints 0 for each percentile and rate: nothing was measured then.
 */
static bool is_idle(const struct gp_locust_table *table)
{
	for (size_t i = 0; i < table->n_columns; i++) {
		const char *name = table->columns[i].metric.name;

		if (!table->columns[i].is_metric ||
		    !strncmp(name, "Total ", 6) || !strcmp(name, "User Count"))
			continue;
		if (gp_locust_table_number(table, (int)i) > 0)
			return false;
	}
	return true;
}

static enum gp_err read_row(struct gp_intake *out,
			    const struct gp_locust_table *table, bool last)
{
	double requests = gp_locust_table_number(table, table->requests);
	bool idle = is_idle(table);
	enum gp_err err;

	for (size_t i = 0; i < table->n_columns; i++) {
		const struct gp_locust_column *column = &table->columns[i];
		bool total = !strncmp(column->metric.name, "Total ", 6);

		if (!column->is_metric || (total && !last))
			continue;
		if (column->metric.of_requests && (total ? !requests : idle))
			continue;
		if ((err = gp_locust_table_put(out, table, i)))
			return err;
	}
	if (last && table->failures >= 0)
		gp_locust_put_error_rate(
			out, gp_buf_view(&table->benchmark), requests,
			gp_locust_table_number(table, table->failures));
	return GP_OK;
}

static enum gp_err read_rows(struct gp_intake *out, const struct gp_input *in,
			     const struct gp_map *last)
{
	struct gp_locust_table table;
	enum gp_err err = gp_locust_table_open(&table, in->text);
	bool more = true;

	while (!err && !(err = gp_locust_table_next(&table, &more)) && more)
		err = read_row(out, &table, is_last(last, &table));
	gp_locust_table_close(&table);
	return err;
}

/* Whether the totals of the same run are read from its _stats.csv. */
static bool has_stats_beside(const struct gp_input *in)
{
	static const char tail[] = "_stats_history.csv";
	struct gp_span path = gp_span_of(in->path), stem;

	if (!in->set || !gp_span_ends(path, tail))
		return false;
	stem = gp_span_sub(path, 0, path.len - strlen(tail));
	for (size_t i = 0; i < in->set->n; i++) {
		struct gp_span other = gp_span_of(in->set->items[i].path);

		if (other.len == stem.len + strlen("_stats.csv") &&
		    gp_span_same(gp_span_sub(other, 0, stem.len), stem) &&
		    gp_span_ends(other, "_stats.csv"))
			return true;
	}
	return false;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct gp_map last = { 0 };
	enum gp_err err;

	if (has_stats_beside(in)) {
		gp_intake_refuse(out, gp_span_of(in->path),
				 "the same run as its _stats.csv; give it "
				 "alone to record it over time");
		return GP_OK;
	}
	err = find_last(&last, out, in);
	if (!err)
		err = read_rows(out, in, &last);
	gp_map_clear(&last);
	return err;
}

const struct gp_importer gp_importer_locust_history = {
	.name = "locust-history",
	.summary = "Locust's _stats_history.csv: columns Timestamp, User Count",
	.bid = bid,
	.read = read_file,
};
