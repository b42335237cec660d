/*
 * The list of acceptances in effect, without duplicates: one acceptance matches
 * many series.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/mem.h"

#include "acceptances.h"

void gp_acceptances_of(struct gp_acceptances *out,
		       const struct gp_series_set *set)
{
	struct gp_map seen = { 0 };

	for (size_t i = 0; i < set->n; i++) {
		const struct gp_series *s = &set->items[i];

		for (size_t j = 0; j < s->n_accepted; j++) {
			const struct gp_entry_id *id = &s->accepted[j].run->id;

			if (*gp_map_put(&seen, id->raw, sizeof(id->raw),
					out->n) != out->n)
				continue;
			out->items = gp_grow(out->items, out->n, &out->cap,
					     sizeof(*out->items));
			out->items[out->n++] = &s->accepted[j];
		}
	}
	gp_map_clear(&seen);
}

void gp_acceptances_clear(struct gp_acceptances *list)
{
	free(list->items);
	memset(list, 0, sizeof(*list));
}
