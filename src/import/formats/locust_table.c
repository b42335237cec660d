/*
 * Reads Locust's CSV files row by row; used for _stats.csv and
 * _stats_history.csv.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "import/core/cell.h"
#include "import/core/values.h"
#include "locust_table.h"

static enum gp_err find_columns(struct gp_locust_table *table)
{
	const struct gp_csv *csv = &table->csv;

	table->n_columns = csv->n;
	table->columns = gp_calloc(csv->n, sizeof(*table->columns));
	table->requests = table->failures = -1;
	for (size_t i = 0; i < csv->n; i++) {
		struct gp_locust_column *column = &table->columns[i];
		const char *name = column->metric.name;

		column->is_metric = gp_locust_metric(
			&column->metric, gp_span_trim(csv->cells[i]));
		if (!strcmp(name, "Request Count") ||
		    !strcmp(name, "Total Request Count"))
			table->requests = (int)i;
		if (!strcmp(name, "Failure Count") ||
		    !strcmp(name, "Total Failure Count"))
			table->failures = (int)i;
	}
	table->type = gp_csv_find(csv, "Type");
	if (table->type < 0) /* before 0.13 */
		table->type = gp_csv_find(csv, "Method");
	table->name = gp_csv_find(csv, "Name");
	if (table->type < 0 || table->name < 0)
		return gp_fail(GP_EPARSE,
			       "line %zu: no columns \"Type\" and \"Name\"",
			       csv->line);
	if (table->requests < 0)
		return gp_fail(GP_EPARSE,
			       "line %zu: no column \"Request Count\"",
			       csv->line);
	return GP_OK;
}

enum gp_err gp_locust_table_open(struct gp_locust_table *table,
				 struct gp_span text)
{
	enum gp_err err;
	bool more;

	memset(table, 0, sizeof(*table));
	gp_csv_init(&table->csv, text, ',');
	if ((err = gp_csv_next(&table->csv, &more)))
		return err;
	if (!more)
		return gp_fail(GP_EPARSE, "line 1: empty: expected a header");
	return find_columns(table);
}

void gp_locust_table_close(struct gp_locust_table *table)
{
	free(table->columns);
	gp_csv_clear(&table->csv);
	gp_buf_clear(&table->benchmark);
}

enum gp_err gp_locust_table_next(struct gp_locust_table *table,
				 struct gp_intake *intake, bool *more)
{
	struct gp_csv *csv = &table->csv;
	enum gp_err err;

	while (!(err = gp_csv_next(csv, more)) && *more) {
		if (csv->n == table->n_columns)
			break;
		if (intake)
			gp_intake_refuse_row(intake, csv, table->n_columns);
	}
	if (!err && *more)
		gp_locust_benchmark(&table->benchmark, csv->cells[table->type],
				    csv->cells[table->name]);
	return err;
}

double gp_locust_table_number(const struct gp_locust_table *table, int column)
{
	struct gp_decimal value;

	if (column < 0 ||
	    gp_cell_parse(&value, table->csv.cells[column]) != GP_CELL_NUMBER)
		return 0;
	return gp_decimal_double(value);
}

void gp_locust_table_add(struct gp_intake *intake,
			 const struct gp_locust_table *table, size_t column)
{
	const struct gp_locust_metric *metric = &table->columns[column].metric;
	struct gp_span cell = table->csv.cells[column];
	struct gp_span benchmark = gp_buf_view(&table->benchmark);
	struct gp_value_id id = gp_value_id_make(benchmark, metric->name,
						 metric->unit, metric->better);
	struct gp_decimal value;

	switch (gp_cell_parse(&value, cell)) {
	case GP_CELL_BLANK:
		break;
	case GP_CELL_NUMBER:
		gp_intake_add(intake, &id, value);
		break;
	case GP_CELL_NAN:
		gp_intake_refuse_value(intake, &id, "not a finite number");
		break;
	default:
		gp_intake_refuse_value(intake, &id, "not a number");
	}
}
