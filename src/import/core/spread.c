/*
 * Repetitions of one benchmark that lie further apart than any noise: two
 * benchmarks have one name, or a parameter is missing in it. They are recorded,
 * but the user must know.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/mem.h"

#include "guess.h"
#include "spread.h"

#define RATIO      10
#define TOLD_MAX   5  /* more are counted */
#define TRIMMED_AT 10 /* of so many samples a tenth may be outliers */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* "ms", and "ns" of "ns/op". */
static bool is_time_of_something(const char *unit)
{
	char head[16];
	size_t len = strcspn(unit, "/");

	if (len >= sizeof(head))
		return false;
	memcpy(head, unit, len);
	head[len] = '\0';
	return gp_guess_is_time(head);
}

/* Counters and errors may be anything. */
static bool is_steady(const struct gp_measurement *m)
{
	if (is_time_of_something(m->unit))
		return true;
	return m->better != GP_BETTER_NONE &&
	       gp_kind_of(m->benchmark, m->metric, m->unit) != GP_KIND_ERROR;
}

/* The lowest and the highest sample, without a tenth at each end of many. */
static void find_bounds(const struct gp_measurement *m, double *low,
			double *high)
{
	size_t n = m->n_samples, trim = n < TRIMMED_AT ? 0 : n / 10;
	double *sorted = gp_calloc(n, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = gp_decimal_double(m->samples[i]);
	qsort(sorted, n, sizeof(*sorted), by_value);
	*low = sorted[trim];
	*high = sorted[n - 1 - trim];
	free(sorted);
}

/* Whether the outermost samples are that far apart: most are not. */
static bool may_differ_too_much(const struct gp_measurement *m)
{
	double low = INFINITY, high = -INFINITY;

	for (size_t i = 0; i < m->n_samples; i++) {
		double value = gp_decimal_double(m->samples[i]);

		low = fmin(low, value);
		high = fmax(high, value);
	}
	return high > RATIO * low;
}

static bool differs_too_much(const struct gp_measurement *m, double *low,
			     double *high)
{
	if (m->n_samples < 2 || !may_differ_too_much(m) || !is_steady(m))
		return false;
	find_bounds(m, low, high);
	return *low > 0 && *high > RATIO * *low;
}

void gp_intake_check_spread(struct gp_intake *intake)
{
	size_t n = 0;

	for (size_t i = 0; i < intake->run->n_results; i++) {
		const struct gp_measurement *m = &intake->run->results[i];
		double low, high;

		if (!differs_too_much(m, &low, &high) || n++ >= TOLD_MAX)
			continue;
		gp_notices_add(&intake->notices,
			       "%.200s: %zu repetitions of %.100s lie between "
			       "%.6g and %.6g%s%s, further apart than any "
			       "noise: are they one benchmark?",
			       m->benchmark, m->n_samples, m->metric, low, high,
			       *m->unit ? " " : "", m->unit);
	}
	if (n > TOLD_MAX)
		gp_notices_add(&intake->notices,
			       "%zu more measurements have repetitions further "
			       "apart than any noise",
			       n - TOLD_MAX);
}
