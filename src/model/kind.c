/*
 * The names of the kinds of metrics, and lists of their directions.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"

const char *gp_kind_name(enum gp_kind kind)
{
	static const char *const names[] = {
		[GP_KIND_OTHER] = "other",
		[GP_KIND_THROUGHPUT] = "throughput",
		[GP_KIND_LATENCY] = "latency",
		[GP_KIND_MEMORY] = "memory",
		[GP_KIND_ERROR] = "error",
	};

	assert((size_t)kind < sizeof(names) / sizeof(names[0]));
	return names[kind];
}

void gp_metric_directions_clear(struct gp_metric_directions *directions)
{
	free(directions->items);
	memset(directions, 0, sizeof(*directions));
}
