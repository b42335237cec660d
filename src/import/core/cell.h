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

/**
 * The same, and a number with a unit is a number, too: "12.5 ms", "3MiB/s".
 * `unit` is a part of the cell; "%" for a percentage, otherwise empty. Digits
 * such as 1234e56 are text: the id of a commit, and no number that is printed
 * like this.
 */
enum gp_cell gp_cell_measure(struct gp_decimal *out, struct gp_span *unit,
			     struct gp_span cell);

/** Whether a text is a unit of time or size, "%", or a rate. */
bool gp_cell_is_unit(struct gp_span text);

/** True for the three kinds that hold a value. */
bool gp_cell_has_value(enum gp_cell kind);

/** Equal but for ASCII case. */
bool gp_span_eq_nocase(struct gp_span span, const char *text);

#endif /* GP_IMPORT_CORE_CELL_H */
