/*
 * Mean, deviation, minimum, median and maximum of a measurement, with the
 * digits of the samples.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/stats.h"
#include "gp/summary.h"

static struct gp_decimal real(double value)
{
	if (!isfinite(value))
		return (struct gp_decimal){ .kind = GP_DECIMAL_NONE };
	return gp_decimal_real(value);
}

/* The sample that is `value`, for its digits, else the double. */
static struct gp_decimal sample_of(const struct gp_decimal *samples, size_t n,
				   double value)
{
	for (size_t i = 0; i < n; i++)
		if (gp_decimal_double(samples[i]) == value)
			return samples[i];
	return real(value);
}

static void from_summary(struct gp_five *out, const struct gp_measurement *m)
{
	const struct gp_summary *s = m->summary;

	out->n = s->n ? s->n : 1;
	out->mean = s->mean.kind ? s->mean : m->samples[0];
	out->stddev = s->spread;
	out->min = s->min;
	out->p50 = m->samples[0];
	out->max = s->max;
}

/* `x` has room for the samples as doubles. */
static void from_samples(struct gp_five *out, const struct gp_measurement *m,
			 double *x)
{
	size_t n = m->n_samples;

	for (size_t i = 0; i < n; i++)
		x[i] = gp_decimal_double(m->samples[i]);
	out->mean = real(gp_mean(x, n));
	out->stddev = real(gp_stddev(x, n));
	gp_sort(x, n);
	out->min = sample_of(m->samples, n, x[0]);
	out->max = sample_of(m->samples, n, x[n - 1]);
	out->p50 = sample_of(m->samples, n, gp_quantile_sorted(x, n, 0.5));
}

void gp_five_of(struct gp_five *out, const struct gp_measurement *m)
{
	double few[64], *x = few;

	memset(out, 0, sizeof(*out));
	if (!m->n_samples)
		return;
	if (m->summary) {
		from_summary(out, m);
		return;
	}
	out->n = m->n_samples;
	if (m->n_samples == 1) {
		out->mean = out->min = out->p50 = out->max = m->samples[0];
		return;
	}
	if (m->n_samples > sizeof(few) / sizeof(few[0]))
		x = gp_calloc(m->n_samples, sizeof(*x));
	from_samples(out, m, x);
	if (x != few)
		free(x);
}

static int by_decimal_value(const void *a, const void *b)
{
	double x = gp_decimal_double(*(const struct gp_decimal *)a);
	double y = gp_decimal_double(*(const struct gp_decimal *)b);

	return x < y ? -1 : x > y;
}

struct gp_decimal gp_decimal_median(struct gp_decimal *values, size_t n)
{
	double a, b;

	if (n == 1)
		return values[0];
	qsort(values, n, sizeof(*values), by_decimal_value);
	if (n % 2)
		return values[n / 2];
	a = gp_decimal_double(values[n / 2 - 1]);
	b = gp_decimal_double(values[n / 2]);
	return a == b ? values[n / 2] : real(a + (b - a) / 2);
}

/* The exponent of a power of ten that `factor` is exactly; 0 for none. */
static int power_of_ten(double factor)
{
	static const double powers[] = { 1e1,  1e2,  1e3,  1e4,  1e5,
					 1e6,  1e7,  1e8,  1e9,  1e10,
					 1e11, 1e12, 1e13, 1e14, 1e15 };

	for (int i = 0; i < (int)(sizeof(powers) / sizeof(powers[0])); i++) {
		if (factor == powers[i])
			return i + 1;
		if (factor == 1 / powers[i])
			return -i - 1;
	}
	return 0;
}

struct gp_decimal gp_decimal_scale(struct gp_decimal value, double factor)
{
	int power;

	if (value.kind == GP_DECIMAL_NONE || factor == 1)
		return value;
	power = power_of_ten(factor);
	if (value.kind == GP_DECIMAL_EXACT && power &&
	    abs(value.exp + power) <= 300) {
		value.exp = (int16_t)(value.exp + power);
		return value;
	}
	return real(gp_decimal_double(value) * factor);
}
