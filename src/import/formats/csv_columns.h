#ifndef GP_IMPORT_FORMATS_CSV_COLUMNS_H
#define GP_IMPORT_FORMATS_CSV_COLUMNS_H

#include "import/core/plain.h"

/**
 * @file
 * The columns of a plain table: their types, from all rows, and which of them
 * has the names. All else is decided as for JSON, in core/plain.c.
 */

struct gp_csv_column {
	struct gp_plain_key *key;
	bool empty; /**< No row has a cell in it. */

	/* private: what its cells are */
	size_t n_numbers, n_texts, n_hex, n_digits;
	bool rises;
	double last;
};

struct gp_csv_columns {
	struct gp_csv_column *items;
	size_t n;
	size_t n_rows;
};

/**
 * Reads all of `text`, and sets the types of the keys and the name of `plain`.
 * GP_EPARSE without a header, and if two columns have one name.
 */
GP_CHECK enum gp_err gp_csv_columns_read(struct gp_csv_columns *out,
					 struct gp_plain *plain,
					 struct gp_span text, char sep);
/** Frees the list; the keys belong to `plain`. */
void gp_csv_columns_clear(struct gp_csv_columns *columns);

#endif /* GP_IMPORT_FORMATS_CSV_COLUMNS_H */
