/*
 * A judged commit among several alternating levels: worse than which of them?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/detect.h"

#include "scene.h"

#define MOST 32

/* a is 100, b 110 and so on, all with noise within one. */
static size_t read_levels(double *x, const char *levels)
{
	size_t n = 0;

	for (; levels[n]; n++) {
		assert_true(n < MOST);
		x[n] = 100 + 10 * (levels[n] - 'a') +
		       (double)(n * 37 % 64) / 64 + (double)(n * 11 % 7) / 70 -
		       0.5;
	}
	return n;
}

#define FAST "aaakaaakaaaaaakaaaaakaaaaaaaa" /* few at 200 */
#define SLOW "kkkakkkakkakkkakkkkkakkkkkkak" /* few at 100 */
#define HALF "akakkaakkaakakkaaakkakaa"

static const struct {
	const char *levels;
	enum gp_better better;
	double current;
	enum gp_status status;
	bool fails;
} cases[] = {
	/* of one level, or near it */
	{ FAST, GP_BETTER_LOWER, 100, GP_STATUS_INCONCLUSIVE, false },
	{ FAST, GP_BETTER_LOWER, 200, GP_STATUS_INCONCLUSIVE, false },
	{ FAST, GP_BETTER_LOWER, 199, GP_STATUS_INCONCLUSIVE, false },
	{ FAST, GP_BETTER_LOWER, 104, GP_STATUS_INCONCLUSIVE, false },
	{ FAST, GP_BETTER_LOWER, 205, GP_STATUS_INCONCLUSIVE, false },
	/* beyond the worst */
	{ FAST, GP_BETTER_LOWER, 240, GP_STATUS_REGRESSION, true },
	{ SLOW, GP_BETTER_LOWER, 240, GP_STATUS_REGRESSION, true },
	/* between two: most were better, or worse */
	{ FAST, GP_BETTER_LOWER, 120, GP_STATUS_REGRESSION, true },
	{ HALF, GP_BETTER_LOWER, 140, GP_STATUS_INCONCLUSIVE, false },
	{ SLOW, GP_BETTER_LOWER, 120, GP_STATUS_INCONCLUSIVE, false },
	/* better than all */
	{ FAST, GP_BETTER_LOWER, 80, GP_STATUS_INCONCLUSIVE, false },
	/* the mirror image */
	{ SLOW, GP_BETTER_HIGHER, 160, GP_STATUS_REGRESSION, true },
	{ FAST, GP_BETTER_HIGHER, 160, GP_STATUS_INCONCLUSIVE, false },
	{ FAST, GP_BETTER_HIGHER, 60, GP_STATUS_REGRESSION, true },
	{ SLOW, GP_BETTER_HIGHER, 240, GP_STATUS_INCONCLUSIVE, false },
};

static void test_among(void **state)
{
	const struct gp_detect_options options = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_findings findings = { 0 };
		struct gp_series_set set;
		const struct gp_finding *f;
		double x[MOST];

		scene_open(&set);
		scene_values(&set, cases[i].better, x,
			     read_levels(x, cases[i].levels), cases[i].current);
		assert_int_equal(gp_detect(&findings, &set, &options), GP_OK);
		f = &findings.items[0];
		if (!f->bimodal || f->status != cases[i].status ||
		    findings.n_fail != cases[i].fails)
			fail_msg("case %zu: %s, %zu failures, bimodal %d", i,
				 gp_status_name(f->status), findings.n_fail,
				 f->bimodal);
		gp_findings_clear(&findings);
		gp_series_set_clear(&set);
	}
}

/* The noise is that within levels, however coarse. */
static void test_coarse(void **state)
{
	const struct gp_detect_options options = { 0 };
	const double values[] = { 100, 101, 102, 170, 180 };
	const enum gp_status expected[] = {
		GP_STATUS_INCONCLUSIVE, GP_STATUS_INCONCLUSIVE,
		GP_STATUS_INCONCLUSIVE, GP_STATUS_REGRESSION,
		GP_STATUS_REGRESSION,
	};
	double x[24];

	(void)state;
	for (size_t i = 0; i < 24; i++)
		x[i] = i % 6 == 3 ? 150 : i % 2 ? 100 : 101;
	for (size_t i = 0; i < 5; i++) {
		struct gp_findings findings = { 0 };
		struct gp_series_set set;

		scene_open(&set);
		scene_values(&set, GP_BETTER_LOWER, x, 24, values[i]);
		assert_int_equal(gp_detect(&findings, &set, &options), GP_OK);
		assert_true(findings.items[0].bimodal);
		assert_int_equal(findings.items[0].status, expected[i]);
		gp_findings_clear(&findings);
		gp_series_set_clear(&set);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_among),
		cmocka_unit_test(test_coarse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
