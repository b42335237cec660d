/*
 * Comparisons: the names of the methods, and their memory.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gp/comparison.h"

const char *gp_method_name(enum gp_method method)
{
	static const char *const names[] = {
		[GP_METHOD_NONE] = "none",
		[GP_METHOD_HISTORY] = "history",
		[GP_METHOD_SAMPLES] = "samples",
		[GP_METHOD_INTERVALS] = "intervals",
	};
	_Static_assert(sizeof(names) / sizeof(names[0]) == GP_METHOD_N,
		       "a method without a name");

	assert((size_t)method < GP_METHOD_N);
	return names[method];
}

void gp_comparison_clear(struct gp_comparison *comparison)
{
	free(comparison->rows);
	gp_arena_clear(&comparison->arena);
	memset(comparison, 0, sizeof(*comparison));
}
