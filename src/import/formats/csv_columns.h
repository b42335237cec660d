#ifndef GP_IMPORT_FORMATS_CSV_COLUMNS_H
#define GP_IMPORT_FORMATS_CSV_COLUMNS_H

#include "gp/import.h"
#include "gp/parse.h"

/**
 * @file
 * The roles of a plain table's columns, judged from its header and all rows.
 */

enum gp_csv_role {
	GP_CSV_IGNORED, /**< Empty, a point in time, the number of a row. */
	GP_CSV_NAME,    /**< Names the benchmark. */
	GP_CSV_METRIC,  /**< Names the metric of a column "value". */
	GP_CSV_UNIT,    /**< The unit of the one column of values. */
	GP_CSV_TAG,     /**< A text that is the same in every row. */
	GP_CSV_VALUE,   /**< A metric. */
	GP_CSV_REFUSED  /**< None of these; `why` says what is wrong. */
};

struct gp_csv_column {
	const char *header; /**< As printed, without white space around. */
	const char *metric; /**< The header without a unit in brackets. */
	const char *unit;   /**< From the header or percent signs, or "". */
	enum gp_csv_role role;
	const char *why;   /**< GP_CSV_REFUSED only. */
	const char *first; /**< The first cell that is not blank, or NULL. */

	/* private: what its cells are */
	size_t n_numbers, n_whole, n_percents, n_texts;
	bool varies, rises, is_epoch;
	double last;
	struct gp_buf grouped; /**< The first number with commas. */
	size_t grouped_line;
};

struct gp_csv_columns {
	struct gp_csv_column *items;
	size_t n;
	size_t n_rows;
	int name, metric, unit, value; /**< Columns, -1: none. */
};

/**
 * Reads all of `text`; strings live in the arena. GP_EPARSE without a header,
 * for a row of another length, and if rows belong to several commits.
 */
GP_CHECK enum gp_err gp_csv_columns_read(struct gp_csv_columns *out,
					 struct gp_arena *arena,
					 struct gp_span text, char sep);
void gp_csv_columns_clear(struct gp_csv_columns *columns);

/** GP_EPARSE unless the row is as long as the header. */
GP_CHECK enum gp_err gp_csv_columns_check(const struct gp_csv_columns *columns,
					  const struct gp_csv *row);

#endif /* GP_IMPORT_FORMATS_CSV_COLUMNS_H */
