/*
 * How the metrics of some runs are judged: lower or higher is better, or nobody
 * knows.
 */
#include <string.h>

#include "gp/config.h"

struct directions_draft {
	struct gp_metric_directions *out;
	struct gp_map places; /* by direction and metric */
	struct gp_arena keys;
	struct gp_buf key;
};

/* The place of a direction; that behind the last one if it is new. */
static size_t find_direction(struct directions_draft *draft,
			     const struct gp_metric_direction *direction)
{
	size_t place = draft->out->n;

	gp_buf_reset(&draft->key);
	gp_buf_putc(&draft->key, (char)('0' + (int)direction->better));
	gp_buf_puts(&draft->key, direction->metric);
	if (gp_map_get(&draft->places, draft->key.data, draft->key.len, &place))
		return place;
	gp_map_put(
		&draft->places,
		gp_arena_strndup(&draft->keys, draft->key.data, draft->key.len),
		draft->key.len, place);
	return place;
}

static void add_direction(struct directions_draft *draft,
			  const struct gp_metric_direction *direction)
{
	struct gp_metric_directions *out = draft->out;
	size_t place = find_direction(draft, direction);
	struct gp_metric_direction *known;

	if (place == out->n) {
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] = *direction;
		return;
	}
	known = &out->items[place];
	if (known->benchmark &&
	    strcmp(known->benchmark, direction->benchmark) != 0)
		known->benchmark = NULL;
}

void gp_config_directions(const struct gp_config *config,
			  struct gp_metric_directions *out,
			  const struct gp_entries *runs)
{
	struct directions_draft draft = { .out = out };

	for (size_t i = 0; i < runs->n; i++)
		for (size_t k = 0; k < runs->items[i]->n_results; k++) {
			const struct gp_measurement *m =
				&runs->items[i]->results[k];
			struct gp_metric_direction direction = {
				m->benchmark, m->metric, m->unit, m->better
			};

			gp_config_better(config, &direction.better,
					 m->benchmark, m->metric);
			add_direction(&draft, &direction);
		}
	gp_map_clear(&draft.places);
	gp_arena_clear(&draft.keys);
	gp_buf_clear(&draft.key);
}
