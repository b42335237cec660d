/*
 * Several alternating levels, and all that is something else.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/rank.h"

#define MOST 64

/* A letter is a level: a is 100, b 110, c 120; others below. */
static double level_of(char letter)
{
	switch (letter) {
	case '^':
		return 190; /* a spike */
	case '!':
		return 1e6;
	default:
		return 100 + 10 * (letter - 'a');
	}
}

/* Noise within one unit, the same for the same place. */
static double noise_at(size_t i)
{
	return (double)(i * 37 % 64) / 64 + (double)(i * 11 % 7) / 70 - 0.5;
}

static size_t read_levels(double *x, const char *levels)
{
	size_t n = 0;

	for (; levels[n]; n++) {
		assert_true(n < MOST);
		x[n] = level_of(levels[n]) + noise_at(n);
	}
	return n;
}

static void test_levels(void **state)
{
	const struct {
		const char *levels;
		size_t n;
	} cases[] = {
		{ "", 1 },
		{ "a", 1 },
		{ "ab", 1 },
		{ "ababa", 1 },
		{ "aaaaaaaaaaaaaaaaaaaa", 1 },
		/* modes */
		{ "ababbaabab", 2 },
		{ "aaabaabaaaabaaaabaaabaaaabaa", 2 },
		{ "abcacbbcabcaacbabccbabcacb", 3 },
		{ "abcdacbdbcdabcdaadcbabcdcbadabcddabc", 4 },
		/* five are more than there is room for */
		{ "abcdeacbdebcdeabcdeabdceabecdadebc", 1 },
		/* in one piece, or two: steps */
		{ "aaaaaaaaaabbbbbbbbbb", 1 },
		{ "aaaaaaaaaabbbbbbaaaaaa", 1 },
		{ "aaaaabbbbbaaaaabbbbbaaaaabbbbb", 1 },
		{ "aaaaaaaabbbbbbbbcccccccc", 1 },
		/* outliers */
		{ "aaaaaaaaa^aaaaaaaa^aaaaaa!aaaa", 1 },
		{ "aaaaaaaaaabaaaaaaaaaabaaaaaaaa", 1 },
		{ "aaaba^aabaaaabaaaabaaabaa^aabaa", 2 },
		{ "aaabaabaaaabaaaab!aabaaaabaa", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_modes modes;
		double x[MOST];

		gp_modes_find(&modes, x, read_levels(x, cases[i].levels));
		if (modes.n != cases[i].n)
			fail_msg("%s: %zu modes, not %zu", cases[i].levels,
				 modes.n, cases[i].n);
	}
}

static void test_fields(void **state)
{
	struct gp_modes modes;
	double x[MOST];
	size_t n = read_levels(x, "aacaaacacaaacaaaca!aaacaaacaaaa");

	(void)state;
	gp_modes_find(&modes, x, n);
	assert_int_equal(modes.n, 2);
	assert_true(fabs(modes.level[0] - 100) < 0.5);
	assert_true(fabs(modes.level[1] - 120) < 0.5);
	assert_true(modes.share[0] == 23.0 / 31);
	assert_true(modes.share[1] == 7.0 / 31);
	assert_true(modes.spread > 0.2 && modes.spread < 0.4);

	gp_modes_find(&modes, x, 2);
	assert_int_equal(modes.n, 1);
	assert_true(modes.level[0] == (x[0] + x[1]) / 2);
	assert_true(modes.share[0] == 1);
	assert_true(modes.share[1] == 0);

	gp_modes_find(&modes, x, 0);
	assert_int_equal(modes.n, 1);
	assert_true(isnan(modes.level[0]));
}

/* Counts and clocks have few different values, all of them apart. */
static void test_coarse(void **state)
{
	double x[60];
	struct gp_modes modes;

	(void)state;
	for (size_t kinds = 1; kinds <= 3; kinds++) {
		for (size_t i = 0; i < 60; i++)
			x[i] = 4 + (double)(i * 7 % (kinds + 2) % kinds);
		gp_modes_find(&modes, x, 60);
		assert_int_equal(modes.n, 1);
	}
	/* but a clock does not hide machines */
	for (size_t i = 0; i < 60; i++)
		x[i] = 100 + (double)(i % 3) + (i % 5 ? 0 : 14);
	gp_modes_find(&modes, x, 60);
	assert_int_equal(modes.n, 2);
}

static void test_range(void **state)
{
	const double units[] = { 1e-310, 1e-300, 1e306 };
	double x[MOST], y[MOST];
	size_t n = read_levels(x, "ababbaabababbaabab");

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct gp_modes modes;

		for (size_t j = 0; j < n; j++)
			y[j] = -x[j] * units[i];
		gp_modes_find(&modes, y, n);
		assert_int_equal(modes.n, 2);
		assert_true(modes.level[0] < -105 * units[i]);
		assert_true(modes.level[1] > -105 * units[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_coarse),
		cmocka_unit_test(test_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
