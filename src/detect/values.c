/*
 * The values of a series: commits without a finite value are left out.
 */
#include <math.h>
#include <stdlib.h>

#include "values.h"

void gp_values_read(struct gp_values *out, const struct gp_series *series,
		    const struct gp_point *judged)
{
	size_t n = series->n_baseline;

	out->n = 0;
	out->current = gp_value_of(judged);
	out->points = gp_malloc(n * sizeof(*out->points));
	out->items = gp_malloc(n * sizeof(*out->items));
	out->raw = gp_malloc(n * sizeof(*out->raw));
	for (size_t i = 0; i < n; i++) {
		struct gp_value value = gp_value_of(&series->baseline[i]);

		if (!isfinite(value.value))
			continue;
		out->points[out->n] = &series->baseline[i];
		out->raw[out->n] = value.value;
		out->items[out->n++] = value;
	}
}

void gp_values_clear(struct gp_values *values)
{
	free(values->points);
	free(values->items);
	free(values->raw);
	values->points = NULL;
	values->items = NULL;
	values->raw = NULL;
	values->n = 0;
}
