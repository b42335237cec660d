/*
 * Two samples against SciPy: tests/data/stats/shift.py wrote shift.tsv.
 */
#include <float.h>

#include "gp/mem.h"
#include "gp/rank.h"

#include "table.h"

static struct gp_shift shift_of(const struct row *row)
{
	size_t n_a = (size_t)row->args[1], n_b = row->n - 2 - n_a;
	const double *a = row->args + 2;
	struct gp_shift out;

	gp_shift_test(&out, a, n_a, a + n_a, n_b, row->args[0]);
	return out;
}

static double call_shift(const struct row *row)
{
	return shift_of(row).shift;
}

static double call_low(const struct row *row)
{
	return shift_of(row).low;
}

static double call_high(const struct row *row)
{
	return shift_of(row).high;
}

static double call_p(const struct row *row)
{
	return shift_of(row).p;
}

static double call_p_greater(const struct row *row)
{
	return shift_of(row).p_greater;
}

static double call_p_less(const struct row *row)
{
	return shift_of(row).p_less;
}

static void test_table(void **state)
{
	static const struct table_function functions[] = {
		{ "shift", call_shift, 1e-14 },
		{ "low", call_low, 0 },
		{ "high", call_high, 0 },
		{ "p", call_p, 1e-11 },
		{ "p_greater", call_p_greater, 1e-11 },
		{ "p_less", call_p_less, 1e-11 },
	};

	(void)state;
	check_table(GP_TEST_DATA "/stats/shift.tsv", functions,
		    sizeof(functions) / sizeof(functions[0]));
}

static void test_range(void **state)
{
	const double huge[] = { DBL_MAX, DBL_MAX / 2, DBL_MAX, 1e300, 1e299 };
	const double low[] = { -DBL_MAX, -DBL_MAX, -DBL_MAX, -DBL_MAX, 0 };
	const double tiny[] = { 5e-324, 1e-323, 5e-324, 5e-324, 5e-324 };
	struct gp_shift out;

	(void)state;
	gp_shift_test(&out, low, 5, huge, 5, 0.9);
	assert_true(out.shift == DBL_MAX);
	assert_true(out.high == DBL_MAX);
	assert_true(out.low > 0 && isfinite(out.low));
	gp_shift_test(&out, tiny, 5, tiny, 5, 0.9);
	assert_true(out.shift == 0 && !signbit(out.shift));
	assert_true(out.low == -5e-324 || out.low == 0);
	assert_true(out.p == 1);
}

static double place(size_t i, size_t n)
{
	return (double)(i * 7919 % n);
}

/* 10^10 differences, none of which has a place in memory. */
static void test_large(void **state)
{
	const size_t n = 100000;
	double *a = gp_malloc(2 * n * sizeof(*a)), *b = a + n;
	struct gp_shift out;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		a[i] = place(i, n);
		b[i] = a[i] + 250;
	}
	gp_shift_test(&out, a, n, b, n, 0.95);
	assert_true(out.shift == 250);
	assert_true(out.low > -10 && out.low < 10);
	assert_true(out.high == 500 - out.low);
	assert_true(out.p > 0.05 && out.p < 0.06);
	free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
