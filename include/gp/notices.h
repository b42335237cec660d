#ifndef GP_NOTICES_H
#define GP_NOTICES_H

#include <stddef.h>

#include "gp/error.h"

/**
 * @file
 * Warnings that lower floors hand up, for a command to print to stderr.
 *
 * One line each, lower case, without a full stop; the same line counts once.
 * Zero-initialised is empty and valid.
 */
struct gp_notices {
	char **items;
	size_t n, cap;
};

void gp_notices_add(struct gp_notices *notices, const char *fmt, ...)
	GP_PRINTF(2, 3);
void gp_notices_clear(struct gp_notices *notices);

#endif /* GP_NOTICES_H */
