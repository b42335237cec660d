/*
 * The commits of a series that have a value.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

void gp_case_past(struct gp_case *c)
{
	const struct gp_series *series = c->series;
	struct gp_past *past = &c->past;
	size_t n = series->n_baseline;

	c->current = gp_value_of(&series->current);
	past->points = gp_malloc(n * sizeof(*past->points));
	past->values = gp_malloc(n * sizeof(*past->values));
	past->raw = gp_malloc(n * sizeof(*past->raw));
	for (size_t i = 0; i < n; i++) {
		struct gp_value value = gp_value_of(&series->baseline[i]);

		if (!isfinite(value.value))
			continue;
		past->points[past->n] = &series->baseline[i];
		past->raw[past->n] = value.value;
		past->values[past->n++] = value;
	}
}

void gp_case_forget(struct gp_case *c)
{
	free(c->past.points);
	free(c->past.values);
	free(c->past.raw);
	memset(&c->past, 0, sizeof(c->past));
}

double gp_case_fraction(double before, double now)
{
	double fraction = before != 0 ? (now - before) / fabs(before) : NAN;

	return isfinite(fraction) ? fraction : NAN;
}
