/*
 * Warnings, collected until a command prints them.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/notices.h"

/* Nobody reads more, and a hostile ref could cause millions. */
#define NOTICES_MAX 100

void gp_notices_add(struct gp_notices *notices, const char *fmt, ...)
{
	char line[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	if (notices->n >= NOTICES_MAX)
		return;
	for (size_t i = 0; i < notices->n; i++)
		if (!strcmp(notices->items[i], line))
			return;
	notices->items = gp_grow(notices->items, notices->n, &notices->cap,
				 sizeof(*notices->items));
	notices->items[notices->n++] = gp_strdup(line);
}

void gp_notices_add_all(struct gp_notices *notices,
			const struct gp_notices *more)
{
	for (size_t i = 0; i < more->n; i++)
		gp_notices_add(notices, "%s", more->items[i]);
}

void gp_notices_clear(struct gp_notices *notices)
{
	for (size_t i = 0; i < notices->n; i++)
		free(notices->items[i]);
	free(notices->items);
	memset(notices, 0, sizeof(*notices));
}
