#ifndef GP_NOTICES_H
#define GP_NOTICES_H

#include <stddef.h>

#include "gp/error.h"

/**
 * @file
 * Warnings that lower floors collect, for a command to print to stderr.
 *
 * One line each, lower case, without a full stop; duplicates are dropped.
 * Zero-initialised is empty and valid.
 */
struct gp_notices {
	char **items;
	size_t n, cap;
};

/** Adds a formatted line; dropped if it is a duplicate or there are too many.
 */
void gp_notices_add(struct gp_notices *notices, const char *fmt, ...)
	GP_PRINTF(2, 3);
/** Adds the lines of `more`. */
void gp_notices_add_all(struct gp_notices *notices,
			const struct gp_notices *more);
/** Frees the lines; the list is empty and usable again. */
void gp_notices_clear(struct gp_notices *notices);

#endif /* GP_NOTICES_H */
