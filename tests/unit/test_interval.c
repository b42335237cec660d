/*
 * The interval of a median against SciPy's binomial distribution:
 * tests/data/stats/interval.py wrote interval.tsv.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gp/stats.h"

#define MOST 100000
static double x[MOST]; /* x_(k) is k, so that the ends are ranks */

static void check(size_t n, double confidence, size_t k)
{
	double low = -1, high = -1;
	bool found = gp_median_interval(&low, &high, x, n, confidence);

	assert_int_equal(found, k > 0);
	if (!k) {
		assert_true(low == -1 && high == -1);
		return;
	}
	assert_int_equal(low, k);
	assert_int_equal(high, n + 1 - k);
}

static void follows_the_sign_test(void **state)
{
	FILE *file = fopen(GP_TEST_DATA "/stats/interval.tsv", "r");
	char line[128], *end;
	size_t seen = 0;

	(void)state;
	assert_non_null(file);
	for (size_t i = 0; i < MOST; i++)
		x[i] = (double)(i + 1);
	for (; fgets(line, sizeof(line), file); seen++) {
		size_t n = strtoul(line, &end, 10);
		double confidence = strtod(end, &end);

		assert_true(n <= MOST);
		check(n, confidence, strtoul(end, NULL, 10));
	}
	fclose(file);
	assert_int_equal(seen, 80);
}

static void is_of_the_values(void **state)
{
	const double few[] = { -3, 1, 1, 1, 8, 1e300 };
	double low, high;

	(void)state;
	assert_true(gp_median_interval(&low, &high, few, 6, 0.95));
	assert_true(low == -3 && high == 1e300);
	assert_false(gp_median_interval(&low, &high, few, 5, 0.95));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_the_sign_test),
		cmocka_unit_test(is_of_the_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
