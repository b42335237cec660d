/*
 * src/stats against SciPy: tests/data/stats/tables.py wrote tables.tsv.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/stats.h"

#include "table.h"

#define TABLE GP_TEST_DATA "/stats/tables.tsv"

static double call_beta_inc(const struct row *row)
{
	return gp_beta_inc(row->args[0], row->args[1], row->args[2]);
}

static double call_t_sf(const struct row *row)
{
	return gp_t_sf(row->args[0], row->args[1]);
}

static double call_t_cdf(const struct row *row)
{
	return gp_t_cdf(row->args[0], row->args[1]);
}

static double call_t_quantile(const struct row *row)
{
	return gp_t_quantile(row->args[0], row->args[1]);
}

static double call_median(const struct row *row)
{
	return gp_median(row->args, row->n);
}

static double call_mean(const struct row *row)
{
	return gp_mean(row->args, row->n);
}

static double call_stddev(const struct row *row)
{
	return gp_stddev(row->args, row->n);
}

static double call_mad(const struct row *row)
{
	return gp_mad(row->args, row->n);
}

static double call_quantile(const struct row *row)
{
	return gp_quantile_sorted(row->args + 1, row->n - 1, row->args[0]);
}

static double call_gate(const struct row *row)
{
	struct gp_gate_input in = {
		.y = row->args + 1,
		.n = row->n - 1,
		.x = row->args[0],
		.parts = { 1, 1 },
		.noise = { NAN, NAN, { 1, 1 } },
	};
	struct gp_gate_result out;

	gp_gate(&out, &in);
	assert_true(fabs(out.p_greater + out.p_less - 1) < 1e-12);
	return out.p_greater;
}

static double call_gate_pooled(const struct row *row)
{
	const size_t starts[] = { (size_t)row->args[1], (size_t)row->args[2] };
	struct gp_gate_input in = {
		.y = row->args + 3,
		.n = row->n - 3,
		.starts = starts,
		.n_starts = 2,
		.x = row->args[0],
		.parts = { 1, 1 },
		.noise = { NAN, NAN, { 1, 1 } },
	};
	struct gp_gate_result out;

	gp_gate(&out, &in);
	return out.p_greater;
}

static double call_power(const struct row *row)
{
	const double *a = row->args;

	return gp_gate_power(a[0], a[1], a[2]).test;
}

static const struct table_function functions[] = {
	{ "beta_inc", call_beta_inc, 5e-12 },
	{ "beta_inc_large", call_beta_inc, 1e-10 },
	{ "t_sf", call_t_sf, 2e-12 },
	{ "t_cdf", call_t_cdf, 2e-12 },
	{ "t_quantile", call_t_quantile, 1e-11 },
	{ "median", call_median, 1e-15 },
	{ "mean", call_mean, 1e-15 },
	{ "stddev", call_stddev, 1e-14 },
	{ "mad", call_mad, 1e-14 },
	{ "quantile", call_quantile, 1e-14 },
	{ "gate", call_gate, 1e-10 },
	{ "gate_pooled", call_gate_pooled, 1e-10 },
	{ "power", call_power, 0.025 },
};

#define N_FUNCTIONS (sizeof(functions) / sizeof(functions[0]))

static void test_tables(void **state)
{
	(void)state;
	check_table(TABLE, functions, N_FUNCTIONS);
}

/*
 * A row of bh or holm: the result is q of all tests, then p of all. The table
 * has no count, so the halves are.
 */
static void check_adjust(void *ctx, const struct row *row)
{
	size_t *seen = ctx, n = (row->n + 1) / 2;
	double want[MAX_VALUES], got[MAX_VALUES];
	const double *p;

	if (strcmp(row->name, "bh") != 0 && strcmp(row->name, "holm") != 0)
		return;
	++*seen;
	want[0] = row->want;
	memcpy(want + 1, row->args, (n - 1) * sizeof(*want));
	p = row->args + n - 1;
	if (row->name[0] == 'b')
		gp_adjust_bh(got, p, n);
	else
		gp_adjust_holm(got, p, n);
	for (size_t i = 0; i < n; i++)
		assert_true(close_to(got[i], want[i], 1e-13));
}

static void test_adjust(void **state)
{
	size_t seen = 0;
	double none;

	(void)state;
	each_row(TABLE, check_adjust, &seen);
	assert_int_equal(seen, 10);
	gp_adjust_bh(&none, &none, 0);
	gp_adjust_holm(&none, &none, 0);
}

/* ---- edges that no table has ---- */

static void test_t_domain(void **state)
{
	const struct {
		double got, want;
	} cases[] = {
		{ gp_t_sf(INFINITY, 3), 0 },
		{ gp_t_sf(-INFINITY, 3), 1 },
		{ gp_t_cdf(INFINITY, 3), 1 },
		{ gp_t_sf(0, 3), 0.5 },
		{ gp_t_sf(1, 0), NAN },
		{ gp_t_sf(1, -1), NAN },
		{ gp_t_sf(NAN, 3), NAN },
		{ gp_t_sf(1, NAN), NAN },
		{ gp_t_quantile(0, 3), -INFINITY },
		{ gp_t_quantile(1, 3), INFINITY },
		{ gp_t_quantile(0.5, 3), 0 },
		{ gp_t_quantile(-0.1, 3), NAN },
		{ gp_t_quantile(1.1, 3), NAN },
		{ gp_t_quantile(NAN, 3), NAN },
		{ gp_t_quantile(0.1, 0), NAN },
		{ gp_t_quantile(1e-300, 0.5), -INFINITY },
		{ gp_beta_inc(1, 2, 0), 0 },
		{ gp_beta_inc(1, 2, 1), 1 },
		{ gp_beta_inc(0, 2, 0.5), NAN },
		{ gp_beta_inc(1, INFINITY, 0.5), NAN },
		{ gp_beta_inc(1, 2, -0.1), NAN },
		{ gp_beta_inc(1, 2, NAN), NAN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (isnan(cases[i].want))
			assert_true(isnan(cases[i].got));
		else
			assert_true(cases[i].got == cases[i].want);
	}
}

/* P(T > t) for df = 1 and 2 is known in closed form, however far out. */
static void test_t_far(void **state)
{
	const double far[] = { 1e3, 1e10, 1e100, 1e150, 1e200, 1e300 };

	(void)state;
	for (size_t i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
		double t = far[i], cauchy = atan(1 / t) / M_PI;

		assert_true(close_to(gp_t_sf(t, 1), cauchy, 1e-12));
		assert_true(close_to(gp_t_quantile(cauchy, 1), -t, 1e-9));
	}
	/* sf = 1/2 - t / (2 sqrt(2 + t^2)) = 1 / (2 t^2) far out */
	assert_true(close_to(gp_t_sf(1e8, 2), 0.5e-16, 1e-12));
}

/* The normal distribution, from either side of the switch. */
static void test_t_normal(void **state)
{
	const double places[] = { 0.1, 1, 3, 8, 30 };

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		double t = places[i], normal = erfc(t / sqrt(2)) / 2;

		assert_true(close_to(gp_t_sf(t, INFINITY), normal, 1e-12));
		assert_true(close_to(gp_t_sf(t, 1.01e10), gp_t_sf(t, 0.99e10),
				     1e-6));
		assert_true(
			close_to(gp_t_quantile(normal, INFINITY), -t, 1e-12));
	}
}

static void test_t_round_trip(void **state)
{
	const double degrees[] = { 0.3, 1, 2, 4, 29, 1e4, 1e9, 1e12, INFINITY };
	const double ps[] = { 1e-300, 1e-30,  1e-5, 0.01, 0.24, 0.26,
			      0.499,  0.5001, 0.74, 0.76, 0.999 };

	(void)state;
	for (size_t i = 0; i < sizeof(degrees) / sizeof(degrees[0]); i++) {
		for (size_t j = 0; j < sizeof(ps) / sizeof(ps[0]); j++) {
			double t = gp_t_quantile(ps[j], degrees[i]);

			if (isinf(t))
				continue;
			assert_true(close_to(gp_t_cdf(t, degrees[i]), ps[j],
					     1e-10));
		}
	}
}

/* What 1e300 and 1e-300 do to sums, squares and midpoints. */
static void test_range(void **state)
{
	const double huge[] = { 1.7e308, 1.7e308, -1.7e308, 1.7e308 };
	const double tiny[] = { 5e-324, 5e-324 };
	const double zero[] = { 0, 0, 0 };

	(void)state;
	assert_true(gp_mean(huge, 4) == 0.85e308);
	assert_true(gp_median(huge, 4) == 1.7e308);
	assert_true(isfinite(gp_stddev(huge, 4)));
	assert_true(isfinite(gp_mad(huge, 3)));
	assert_true(gp_median(tiny, 2) == 5e-324);
	assert_true(gp_stddev(tiny, 2) == 0);
	assert_true(gp_stddev(zero, 3) == 0);
	assert_true(gp_stddev(huge, 1) == 0);
	assert_true(gp_mad(huge, 1) == 0);
}

/* More than half equal: the MAD is 0, the spread is not. */
static void test_robust_sd(void **state)
{
	const double ties[] = { 10, 10, 10, 10, 10, 12, 8, 10 };
	const double plain[] = { 1, 2, 3, 4, 100 };

	(void)state;
	assert_true(gp_mad(ties, 8) == 0);
	assert_true(close_to(gp_robust_sd(ties, 8), 0.62665706865775, 1e-12));
	assert_true(gp_robust_sd(plain, 5) == gp_mad(plain, 5));
	assert_true(gp_robust_sd(ties, 5) == 0);
}

/* The larger of both demands, and back. */
static void test_detectable(void **state)
{
	const struct gp_power power = gp_gate_power(29, 0.005, 0.8);
	const double effect = 0.1;

	(void)state;
	assert_true(gp_gate_detectable(&power, 0, effect) == effect);
	for (double se = 0.001; se < 1; se *= 2) {
		double goal = gp_gate_detectable(&power, se, effect);

		assert_true(goal > effect && goal >= power.test * se);
		assert_true(close_to(gp_gate_se_for(&power, goal, effect), se,
				     1e-12));
	}
}

/* constants.tsv: n, n var(median) and E[MAD^2], as simulated. */
static void test_constants(void **state)
{
	FILE *file = fopen(GP_TEST_DATA "/stats/constants.tsv", "r");
	double x[256];
	size_t seen = 0;
	char line[128], *end;

	(void)state;
	assert_non_null(file);
	for (; fgets(line, sizeof(line), file); seen++) {
		size_t n = strtoul(line, &end, 10);
		double median = strtod(end, &end), mad2 = strtod(end, NULL);
		double mad, got;

		assert_true(n >= 1 && n <= 256);
		got = gp_median_factor(n) * (double)n;
		assert_true(close_to(got, median, 0.01));
		for (size_t i = 0; i < n; i++)
			x[i] = (double)i;
		mad = gp_mad(x, n);
		if (n > 1)
			assert_true(close_to(mad * mad / gp_mad_variance(x, n),
					     mad2, 0.01));
	}
	fclose(file);
	assert_true(seen > 20);
	assert_true(isnan(gp_mad_variance(x, 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_adjust),
		cmocka_unit_test(test_t_domain),
		cmocka_unit_test(test_t_far),
		cmocka_unit_test(test_t_normal),
		cmocka_unit_test(test_t_round_trip),
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_robust_sd),
		cmocka_unit_test(test_detectable),
		cmocka_unit_test(test_constants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
