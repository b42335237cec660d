#ifndef GP_IMPORT_CORE_CELL_H
#define GP_IMPORT_CORE_CELL_H

#include "gp/decimal.h"
#include "gp/span.h"

/**
 * @file
 * The kinds of text that a cell of a table holds.
 */

enum gp_cell {
	GP_CELL_BLANK,   /**< Nothing, or a word for it: N/A, null, "-". */
	GP_CELL_NUMBER,  /**< A plain number. */
	GP_CELL_PERCENT, /**< A number with a percent sign. */
	GP_CELL_BOOL,    /**< true or false: 1 or 0. */
	GP_CELL_NAN,     /**< NaN or an infinity, in any spelling. */
	GP_CELL_GROUPED, /**< Digits with commas: 1,234 or 1,5. */
	GP_CELL_TEXT
};

/** Judges a cell without the white space around it; `out` if it is one. */
enum gp_cell gp_cell_parse(struct gp_decimal *out, struct gp_span cell);

/** True for the three kinds that hold a value. */
bool gp_cell_has_value(enum gp_cell kind);

/** Equal but for ASCII case. */
bool gp_span_eq_nocase(struct gp_span span, const char *text);

#endif /* GP_IMPORT_CORE_CELL_H */
