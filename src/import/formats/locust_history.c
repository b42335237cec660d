/*
 * Locust's <prefix>_stats_history.csv: rows over time, with one benchmark for
 * each Type and Name. Values that vary over time are samples; of the "Total"
 * columns, which only grow, the last row counts. A side file if _stats.csv of
 * the same run is read as well.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "locust_table.h"

/*
 * Whether the same run is read from its _stats.csv. Its samples over time
 * would mix with the totals; to read them, pass the history alone.
 */
static bool has_stats_beside(const struct gp_input *in)
{
	static const char tail[] = "_history.csv";
	struct gp_span stem = gp_span_of(in->path);
	struct gp_buf path = GP_BUF_INIT;
	bool found;

	if (!in->set || !gp_span_ends(stem, "_stats_history.csv"))
		return false;
	gp_buf_span(&path, gp_span_sub(stem, 0, stem.len - strlen(tail)));
	gp_buf_puts(&path, ".csv");
	found = gp_inputs_has(in->set, gp_buf_view(&path));
	gp_buf_clear(&path);
	return found;
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	static const char *const columns[] = { "Timestamp", "User Count",
					       "Name", "Requests/s", NULL };

	if (!gp_head_columns(head, columns))
		return GP_BID_NO;
	return has_stats_beside(in) ? GP_BID_SIDE : GP_BID_SIGNATURE;
}

/* ---- the last row of each benchmark ---- */

/* Line numbers by name; names live in the run's arena. */
static enum gp_err find_last_rows(struct gp_map *last, struct gp_intake *out,
				  const struct gp_input *in)
{
	struct gp_locust_table table;
	enum gp_err err = gp_locust_table_open(&table, in->text);
	bool more = true;

	while (!err && !(err = gp_locust_table_next(&table, NULL, &more)) &&
	       more) {
		const char *name = gp_entry_string(
			out->run, gp_buf_view(&table.benchmark));

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

static void read_history_row(struct gp_intake *out,
			     const struct gp_locust_table *table, bool last)
{
	struct gp_span benchmark = gp_buf_view(&table->benchmark);
	double requests = gp_locust_table_number(table, table->requests);
	double failures = gp_locust_table_number(table, table->failures);
	bool idle = is_idle(table);
	bool failed =
		gp_locust_all_failed(out, benchmark, requests, failures, last);

	for (size_t i = 0; i < table->n_columns; i++) {
		const struct gp_locust_column *column = &table->columns[i];
		bool total = !strncmp(column->metric.name, "Total ", 6);

		if (!column->is_metric || (total && !last) ||
		    (failed && column->metric.of_answers))
			continue;
		if (column->metric.of_requests && (total ? !requests : idle))
			continue;
		gp_locust_table_add(out, table, i);
	}
	if (last && table->failures >= 0)
		gp_locust_add_error_rate(out, benchmark, requests, failures);
}

static enum gp_err read_history_rows(struct gp_intake *out,
				     const struct gp_input *in,
				     const struct gp_map *last)
{
	struct gp_locust_table table;
	enum gp_err err = gp_locust_table_open(&table, in->text);
	bool more = true;

	while (!err && !(err = gp_locust_table_next(&table, out, &more)) &&
	       more)
		read_history_row(out, &table, is_last(last, &table));
	gp_locust_table_close(&table);
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct gp_map last = { 0 };
	enum gp_err err;

	err = find_last_rows(&last, out, in);
	if (!err)
		err = read_history_rows(out, in, &last);
	gp_map_clear(&last);
	return err;
}

const struct gp_importer gp_importer_locust_history = {
	.name = "locust-history",
	.summary = "Locust's _stats_history.csv: columns Timestamp, User Count",
	.bid = bid,
	.read = read_file,
};
