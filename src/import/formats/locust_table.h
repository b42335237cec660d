#ifndef GP_IMPORT_FORMATS_LOCUST_TABLE_H
#define GP_IMPORT_FORMATS_LOCUST_TABLE_H

#include "gp/parse.h"

#include "locust.h"

/**
 * @file
 * Locust's CSV files, row by row.
 */

struct gp_locust_column {
	bool is_metric;
	struct gp_locust_metric metric;
};

struct gp_locust_table {
	struct gp_csv csv; /**< The current row. */
	struct gp_locust_column *columns;
	size_t n_columns;
	int type, name; /**< Columns; the file has both. */
	int requests,
		failures; /**< Columns of the counts over the whole run. */
	struct gp_buf benchmark;
};

/** Reads the header; GP_EPARSE when a column that must be there is not. */
GP_CHECK enum gp_err gp_locust_table_open(struct gp_locust_table *table,
					  struct gp_span text);
/** Frees the columns and the current row. */
void gp_locust_table_close(struct gp_locust_table *table);

/**
 * Reads the next row and names its benchmark. A row that has not the cells of
 * the header is skipped, and refused if `intake` is not NULL.
 */
GP_CHECK enum gp_err gp_locust_table_next(struct gp_locust_table *table,
					  struct gp_intake *intake, bool *more);

/** The current row's cell as a number; 0 when it is none. */
double gp_locust_table_number(const struct gp_locust_table *table, int column);

/**
 * Adds the current row's cell in `column` unless it is blank. A text that is
 * not a number is refused.
 */
void gp_locust_table_add(struct gp_intake *intake,
			 const struct gp_locust_table *table, size_t column);

#endif /* GP_IMPORT_FORMATS_LOCUST_TABLE_H */
