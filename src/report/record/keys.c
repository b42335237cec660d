/*
 * Which parameters the results of a run have.
 */
#include <string.h>

#include "gp/mem.h"

#include "keys.h"

static void add_parameter_key(struct gp_parameter_keys *out, const char *key)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->items[i] == key || !strcmp(out->items[i], key))
			return;
	out->items =
		gp_grow(out->items, out->n, &out->cap, sizeof(*out->items));
	out->items[out->n++] = key;
}

void gp_parameter_keys_of(struct gp_parameter_keys *out,
			  const struct gp_entry *run)
{
	const struct gp_parameters *last = NULL;

	*out = (struct gp_parameter_keys){ .n = 0 };
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_parameters *p = run->results[i].parameters;

		for (size_t k = 0; p && p != last && k < p->n; k++)
			add_parameter_key(out, p->items[k].key);
		last = p;
	}
}

const char *gp_parameter_value(const struct gp_measurement *m, const char *key)
{
	const struct gp_parameters *p = m->parameters;

	for (size_t i = 0; p && i < p->n; i++)
		if (p->items[i].key == key || !strcmp(p->items[i].key, key))
			return p->items[i].value;
	return NULL;
}
