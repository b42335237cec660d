/*
 * The memory of a set of series.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/series.h"

void gp_series_set_clear(struct gp_series_set *set)
{
	gp_entries_clear(&set->runs);
	free(set->items);
	gp_notices_clear(&set->notices);
	gp_arena_clear(&set->arena);
	memset(set, 0, sizeof(*set));
}
