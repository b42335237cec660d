/*
 * Locust's <prefix>_stats.csv (tested: 1.6 to 2.47; the columns of 0.13):
 * a row for each endpoint, and one for all. _failures.csv and _exceptions.csv
 * are side files; an endpoint without requests is refused.
 */
#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "locust_table.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	static const char *const now[] = { "Type", "Name", "Request Count",
					   "Requests/s", NULL };
	static const char *const then[] = { "Name", "# requests", "# failures",
					    NULL };
	static const char *const failures[] = { "Method", "Name", "Error",
						"Occurrences", NULL };
	static const char *const exceptions[] = { "Count", "Message",
						  "Traceback", "Nodes", NULL };

	(void)in;
	if (gp_head_columns(head, now) || gp_head_columns(head, then))
		return GP_BID_SIGNATURE;
	if (gp_head_columns(head, failures) ||
	    gp_head_columns(head, exceptions))
		return GP_BID_SIDE;
	return GP_BID_NO;
}

static void read_stats_row(struct gp_intake *out,
			   const struct gp_locust_table *table)
{
	struct gp_span benchmark = gp_buf_view(&table->benchmark);
	double requests = gp_locust_table_number(table, table->requests);
	double failures = gp_locust_table_number(table, table->failures);
	bool failed;

	if (requests <= 0) {
		gp_intake_refuse(out, benchmark, "no request was made");
		return;
	}
	failed = gp_locust_all_failed(out, benchmark, requests, failures, true);
	for (size_t i = 0; i < table->n_columns; i++) {
		const struct gp_locust_column *column = &table->columns[i];

		if (column->is_metric && !(failed && column->metric.of_answers))
			gp_locust_table_add(out, table, i);
	}
	if (table->failures >= 0)
		gp_locust_add_error_rate(out, benchmark, requests, failures);
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct gp_locust_table table;
	enum gp_err err = gp_locust_table_open(&table, in->text);
	bool more = true;

	while (!err && !(err = gp_locust_table_next(&table, out, &more)) &&
	       more)
		read_stats_row(out, &table);
	gp_locust_table_close(&table);
	return err;
}

const struct gp_importer gp_importer_locust_stats = {
	.name = "locust-stats",
	.summary = "Locust's _stats.csv: columns Type, Name, Request Count",
	.bid = bid,
	.read = read_file,
};
