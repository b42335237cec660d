/*
 * What runs of one commit say together, as one number.
 */
#include <math.h>
#include <stdlib.h>

#include "gp/mem.h"
#include "gp/value.h"

/* ---- one run ---- */

struct run_value {
	double value;
	double samples;
	double part; /* of var that is left in the value */
	double var;  /* between the samples; NAN unknown */
};

/* The value that a tool printed in place of samples; mostly a mean. */
static struct run_value summarised(const struct gp_measurement *m, double scale)
{
	const struct gp_summary *summary = m->summary;
	double spread = gp_decimal_double(summary->spread) * scale;
	double n = summary->n ? (double)summary->n : 1;

	return (struct run_value){
		.value = gp_decimal_double(m->samples[0]) * scale,
		.samples = n,
		.part = 1 / n,
		.var = n > 1 ? spread * spread : NAN,
	};
}

static struct run_value read_run(const struct gp_reading *reading)
{
	const struct gp_measurement *m = reading->m;
	size_t n = m->n_samples;
	struct run_value run = { .value = NAN };
	double *x;

	if (!n)
		return run;
	if (m->summary && n == 1)
		return summarised(m, reading->scale);
	x = gp_malloc(n * sizeof(*x));
	for (size_t i = 0; i < n; i++)
		x[i] = gp_decimal_double(m->samples[i]) * reading->scale;
	run.samples = (double)n;
	run.part = gp_median_factor(n);
	run.var = gp_mad_variance(x, n);
	run.value = gp_median_inplace(x, n);
	free(x);
	return run;
}

/* ---- one commit ---- */

static void add_run_value(struct gp_value *value, const struct run_value *run)
{
	double df = run->samples - 1, all = value->sample_df + df;

	value->runs++;
	value->samples += run->samples;
	value->parts.sample += run->part;
	if (!isfinite(run->var) || !(df > 0))
		return;
	value->sample_var += (run->var - value->sample_var) * (df / all);
	value->sample_df = all;
}

/* `values` has one of each run; reorders them. */
static void combine(struct gp_value *value, double *values)
{
	size_t n = value->runs;
	double sd = gp_stddev(values, n);

	value->value = gp_median_inplace(values, n);
	value->run_var = sd * sd;
	value->parts.run = gp_median_factor(n);
	value->parts.sample *= value->parts.run / (double)n;
}

struct gp_value gp_value_of(const struct gp_point *point)
{
	struct gp_value value = { .value = NAN };
	double *values = gp_malloc(point->n_readings * sizeof(*values));

	for (size_t i = 0; i < point->n_readings; i++) {
		struct run_value run = read_run(&point->readings[i]);

		if (!isfinite(run.value))
			continue;
		values[value.runs] = run.value;
		add_run_value(&value, &run);
	}
	if (value.runs)
		combine(&value, values);
	free(values);
	return value;
}
