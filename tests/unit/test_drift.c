/*
 * Drift against SciPy: tests/data/stats/drift.py wrote drift.tsv.
 */
#include <float.h>

#include "gp/changes.h"
#include "gp/mem.h"

#include "table.h"

static struct gp_drift drift_of(const struct row *row)
{
	struct gp_drift out;

	gp_drift_test(&out, row->args, row->n, 0.5);
	return out;
}

static double call_slope(const struct row *row)
{
	return drift_of(row).slope;
}

static double call_total(const struct row *row)
{
	return drift_of(row).total;
}

static double call_p(const struct row *row)
{
	return drift_of(row).p;
}

static double call_drifting(const struct row *row)
{
	return drift_of(row).drifting;
}

static void test_table(void **state)
{
	static const struct table_function functions[] = {
		{ "slope", call_slope, 1e-10 },
		{ "total", call_total, 1e-10 },
		{ "p", call_p, 1e-9 },
		{ "drifting", call_drifting, 0 },
	};

	(void)state;
	check_table(GP_TEST_DATA "/stats/drift.tsv", functions,
		    sizeof(functions) / sizeof(functions[0]));
}

/* Too few values, or one that is none: no answer. */
static void test_none(void **state)
{
	double x[GP_DRIFT_FROM] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
	struct gp_drift out;

	(void)state;
	for (size_t n = 0; n <= GP_DRIFT_FROM; n++) {
		if (n == GP_DRIFT_FROM)
			x[3] = NAN;
		gp_drift_test(&out, x, n, 0);
		assert_false(out.drifting);
		assert_true(isnan(out.slope));
		assert_true(isnan(out.total));
		assert_true(isnan(out.p));
	}
}

/* A slope of 3 units, however large the unit. */
static void test_range(void **state)
{
	const double units[] = { 1e-300, 1e-3, 1, 1e300 };
	double x[50];

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct gp_drift out;

		for (size_t j = 0; j < 50; j++)
			x[j] = (3.0 * (double)j - 20) * units[i];
		gp_drift_test(&out, x, 50, 140 * units[i]);
		assert_true(out.drifting);
		assert_true(close_to(out.slope, 3 * units[i], 1e-12));
		assert_true(close_to(out.total, 147 * units[i], 1e-12));
		assert_true(out.p < 1e-20);
		gp_drift_test(&out, x, 50, 150 * units[i]);
		assert_false(out.drifting);
	}
}

static void test_limits(void **state)
{
	double x[20];
	struct gp_drift out;

	(void)state;
	for (size_t i = 0; i < 20; i++)
		x[i] = DBL_MAX * ((double)i / 9.5 - 1);
	gp_drift_test(&out, x, 20, 1);
	assert_true(out.total == DBL_MAX);
	assert_true(out.drifting);
	for (size_t i = 0; i < 20; i++)
		x[i] = 0;
	gp_drift_test(&out, x, 20, 0);
	assert_true(out.p == 1 && out.slope == 0 && out.total == 0);
	assert_false(out.drifting);
}

/* More values than are compared with each other: blocks of them are. */
static void test_blocks(void **state)
{
	const size_t sizes[] = { GP_DRIFT_EXACT, GP_DRIFT_EXACT + 1,
				 3 * GP_DRIFT_EXACT - 1, 100000 };
	double *x = gp_malloc(100000 * sizeof(*x));

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		x[i] = (double)i * 0.25 + (double)(i * i % 7);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct gp_drift out;

		gp_drift_test(&out, x, sizes[i], 1);
		assert_true(out.drifting);
		assert_true(close_to(out.slope, 0.25, 1e-3));
	}
	free(x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),  cmocka_unit_test(test_none),
		cmocka_unit_test(test_range),  cmocka_unit_test(test_limits),
		cmocka_unit_test(test_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
