/*
 * Order statistics without sorting, against sorting.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/stats.h"

#include "stats/select.h"

/* Values below `kinds`: many ties, or hardly any. */
static void fill(double *x, size_t n, uint64_t kinds)
{
	uint64_t state = 1;

	for (size_t i = 0; i < n; i++) {
		state = state * UINT64_C(6364136223846793005) + 1442695;
		x[i] = (double)((state >> 33) % kinds);
	}
}

static void check_selects(const double *x, size_t n)
{
	double *sorted = gp_malloc(n * sizeof(*sorted));
	double *copy = gp_malloc(n * sizeof(*copy));

	memcpy(sorted, x, n * sizeof(*x));
	gp_sort(sorted, n);
	for (size_t k = 0; k < n; k += 1 + n / 7) {
		memcpy(copy, x, n * sizeof(*x));
		assert_true(gp_select(copy, n, k) == sorted[k]);
	}
	memcpy(copy, x, n * sizeof(*x));
	assert_true(gp_select_median(copy, n) == gp_median(x, n));
	free(sorted);
	free(copy);
}

static void test_select(void **state)
{
	const size_t sizes[] = { 1, 2, 3, 10, 601, 602, 5000, 40000 };
	const uint64_t kinds[] = { 1, 2, 50, 1 << 30 };
	double *x = gp_malloc(40000 * sizeof(*x));

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		for (size_t j = 0; j < sizeof(kinds) / sizeof(kinds[0]); j++) {
			fill(x, sizes[i], kinds[j]);
			check_selects(x, sizes[i]);
			gp_sort(x, sizes[i]);
			check_selects(x, sizes[i]);
		}
	}
	free(x);
}

static void test_ranks(void **state)
{
	const double x[] = { 3, -1, 3, 0, 3, 0 };
	const double want[] = { 5, 1, 5, 2.5, 5, 2.5 };
	double got[6];

	(void)state;
	assert_true(gp_ranks(got, x, 6) == 24 + 6);
	assert_memory_equal(got, want, sizeof(want));
	assert_true(gp_ranks(got, x, 0) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_select),
		cmocka_unit_test(test_ranks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
