#ifndef GP_IMPORT_CORE_FOREIGN_H
#define GP_IMPORT_CORE_FOREIGN_H

#include <stdbool.h>

#include "gp/error.h"

#include "head.h"

/**
 * @file
 * Outputs that no driver reads, each known by two marks or more. Read as plain
 * JSON or CSV, they would give values without units, rows as samples of each
 * other, or settings as measurements, so they are refused by name. A row is
 * removed when its tool gets a driver.
 */

/** Where the marks of an output are looked for. */
enum gp_foreign_kind {
	GP_FOREIGN_JSON, /**< Members: "a[].b", or "a=text" with its value. */
	GP_FOREIGN_CSV,  /**< Columns of the first line. */
	GP_FOREIGN_TEXT, /**< Anywhere, without colours; "^x": x begins a line
			      (behind blanks). */
	GP_FOREIGN_LINES /**< Each line is like one of the marks, in which '#'
			      is a number and '*' any text. */
};

#define GP_FOREIGN_MARKS 4

/** An output that no driver reads. */
struct gp_foreign {
	const char *tool;
	enum gp_foreign_kind kind;
	const char *marks[GP_FOREIGN_MARKS]; /**< All but those of lines are
						  needed; NULL ends. */
	const char *instead; /**< What to do; NULL: the general advice. */
	bool empty;          /**< No output of a benchmark. */
};

/** The table, ended by a row without a tool; several rows may be of one tool.
 */
const struct gp_foreign *gp_foreign_rows(void);

/** The first row whose marks are all in the head, at or after `from` (NULL:
 * from the first on); NULL if there is none. */
const struct gp_foreign *gp_foreign_find(const struct gp_head *head,
					 const struct gp_foreign *from);

/** The refusal: GP_EPARSE. */
GP_CHECK enum gp_err gp_foreign_fail(const struct gp_foreign *row);

#endif /* GP_IMPORT_CORE_FOREIGN_H */
