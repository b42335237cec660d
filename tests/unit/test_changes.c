/*
 * Change points of small series whose answer is plain.
 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/changes.h"
#include "gp/mem.h"

#define MOST 400

/* Pieces of a level each, with noise of `sd`. */
struct scene {
	const char *what;
	double sd, scale;
	struct {
		size_t n;
		double level;
	} pieces[6];
	size_t want[5], n_want;
};

static const struct scene scenes[] = {
	{ "nothing", 1, 1, { { 0, 0 } }, { 0 }, 0 },
	{ "one value", 0, 1, { { 1, 5 } }, { 0 }, 0 },
	{ "two values", 0, 1, { { 1, 5 }, { 1, 9 } }, { 0 }, 0 },
	{ "four values", 0, 1, { { 2, 5 }, { 2, 9 } }, { 0 }, 0 },
	{ "constant", 0, 1, { { 100, 5 } }, { 0 }, 0 },
	{ "zeros", 0, 1, { { 100, 0 } }, { 0 }, 0 },
	{ "flat", 1, 1, { { 200, 100 } }, { 0 }, 0 },
	{ "a step", 1, 1, { { 60, 100 }, { 60, 110 } }, { 60 }, 1 },
	{ "down", 1, 1, { { 60, 110 }, { 60, 100 } }, { 60 }, 1 },
	{ "negative", 1, 1, { { 60, -110 }, { 60, -100 } }, { 60 }, 1 },
	{ "around zero", 1, 1, { { 60, -5 }, { 60, 5 } }, { 60 }, 1 },
	{ "no noise", 0, 1, { { 20, 5 }, { 20, 6 } }, { 20 }, 1 },
	{ "from zero", 0, 1, { { 20, 0 }, { 20, 3 } }, { 20 }, 1 },
	{ "three",
	  1,
	  1,
	  { { 50, 100 }, { 50, 110 }, { 50, 95 }, { 50, 105 } },
	  { 50, 100, 150 },
	  3 },
	{ "mended",
	  1,
	  1,
	  { { 60, 100 }, { 12, 110 }, { 60, 100 } },
	  { 60, 72 },
	  2 },
	{ "a spike", 1, 1, { { 60, 100 }, { 1, 1e5 }, { 60, 100 } }, { 0 }, 0 },
	{ "two spikes beside each other",
	  1,
	  1,
	  { { 60, 100 }, { 2, 1e5 }, { 60, 100 } },
	  { 0 },
	  0 },
	{ "a step and a spike",
	  1,
	  1,
	  { { 50, 100 }, { 1, 1e6 }, { 30, 100 }, { 60, 110 } },
	  { 81 },
	  1 },
	{ "tiny", 1, 1e-302, { { 60, 100 }, { 60, 110 } }, { 60 }, 1 },
	{ "huge", 1, 1e305, { { 60, 100 }, { 60, 110 } }, { 60 }, 1 },
	{ "short", 1, 1, { { 6, 100 }, { 6, 120 } }, { 6 }, 1 },
	{ "short, no noise", 0, 1, { { 6, 0 }, { 6, 1 } }, { 6 }, 1 },
	{ "the last four may be odd ones",
	  1,
	  1,
	  { { 60, 100 }, { 4, 115 } },
	  { 0 },
	  0 },
	{ "the last five", 1, 1, { { 60, 100 }, { 5, 115 } }, { 60 }, 1 },
	{ "subnormal", 1, 1e-320, { { 60, 100 }, { 60, 120 } }, { 60 }, 1 },
	{ "from end to end", 0, DBL_MAX, { { 20, -1 }, { 20, 1 } }, { 20 }, 1 },
};

/* About normal, always the same: the sum of twelve uniform numbers. */
static double noise(uint64_t *state)
{
	double sum = -6;

	for (int i = 0; i < 12; i++) {
		*state = *state * UINT64_C(6364136223846793005) +
			 UINT64_C(1442695040888963407);
		sum += (double)(*state >> 11) * 0x1p-53;
	}
	return sum;
}

static size_t make(double *x, const struct scene *scene)
{
	uint64_t state = 7;
	size_t n = 0;

	for (size_t i = 0; i < 6; i++)
		for (size_t j = 0; j < scene->pieces[i].n; j++)
			x[n++] = scene->scale * (scene->pieces[i].level +
						 scene->sd * noise(&state));
	return n;
}

static void check_shape(const struct gp_changes *found, size_t n)
{
	size_t at = 0;

	assert_int_equal(found->n_segments, n ? found->n + 1 : 0);
	for (size_t i = 0; i < found->n_segments; i++) {
		assert_int_equal(found->segments[i].from, at);
		at = found->segments[i].to;
		assert_true(i == found->n || found->changes[i].index == at);
	}
	assert_int_equal(at, n);
	for (size_t i = 0; i < found->n; i++) {
		const struct gp_change *c = &found->changes[i];

		assert_true(isfinite(c->delta) && isfinite(c->delta_low) &&
			    isfinite(c->delta_high));
		assert_true(c->delta_low <= c->delta &&
			    c->delta <= c->delta_high);
	}
}

static void finds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		const struct scene *scene = &scenes[i];
		struct gp_changes found;
		double x[MOST];
		size_t n = make(x, scene);
		bool same;

		gp_changes_find(&found, x, n);
		check_shape(&found, n);
		same = found.n == scene->n_want;
		for (size_t j = 0; same && j < found.n; j++)
			same = found.changes[j].index == scene->want[j];
		if (!same)
			fail_msg("%s: %zu changes, the first at %zu",
				 scene->what, found.n,
				 found.n ? found.changes[0].index : 0);
		gp_changes_clear(&found);
	}
}

/* What each way of straying adds to the level of value `i`. */
static double lean(size_t i, double z)
{
	return 0.2 * (double)i + z;
}

static double two_modes(size_t i, double z)
{
	return (i * 7919 % 13 < 6 ? 0 : 12) + z;
}

static double growing(size_t i, double z)
{
	return i < 100 ? z : 5 * z;
}

static double long_tail(size_t i, double z)
{
	(void)i;
	return z > 0 ? 3 * z * z : -z / 4;
}

/* 200 values of 100, or 110 from the middle on. */
static void knows_noise(void **state)
{
	static const struct {
		const char *what;
		double (*stray)(size_t i, double z);
		bool step;
	} rows[] = {
		{ "a line", lean, false },
		{ "two modes", two_modes, false },
		{ "two modes and a step", two_modes, true },
		{ "growing noise", growing, false },
		{ "a long tail", long_tail, false },
		{ "a long tail and a step", long_tail, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gp_changes found;
		uint64_t seed = 11;
		double x[200];
		bool right;

		for (size_t t = 0; t < 200; t++)
			x[t] = (rows[i].step && t >= 100 ? 110 : 100) +
			       rows[i].stray(t, noise(&seed));
		gp_changes_find(&found, x, 200);
		right = found.n == rows[i].step &&
			(!found.n || (found.changes[0].index >= 98 &&
				      found.changes[0].index <= 102));
		if (!right)
			fail_msg("%s: %zu changes, the first at %zu",
				 rows[i].what, found.n,
				 found.n ? found.changes[0].index : 0);
		gp_changes_clear(&found);
	}
}

/* 50 times 100 and 50 times 110, each plus -2, -1, 0, 1, 2 in turn. */
static void measures(void **state)
{
	struct gp_changes found;
	double x[100];

	(void)state;
	for (size_t i = 0; i < 100; i++)
		x[i] = (i < 50 ? -100.0 : -90.0) + (double)(i * 2 % 5) - 2;
	gp_changes_find(&found, x, 100);
	assert_int_equal(found.n, 1);
	assert_int_equal(found.changes[0].index, 50);
	assert_true(found.changes[0].delta == 10);
	assert_true(found.changes[0].size == 0.1);
	assert_true(found.changes[0].size_low ==
		    found.changes[0].delta_low / 100);
	assert_true(found.changes[0].delta_low >= 9);
	assert_true(found.changes[0].delta_high <= 11);
	assert_true(found.segments[0].center == -100);
	assert_true(found.segments[1].center == -90);
	assert_true(fabs(found.segments[0].spread - 1.4826) < 1e-4);
	gp_changes_clear(&found);
	assert_null(found.changes);
}

static void has_no_size_from_zero(void **state)
{
	struct gp_changes found;
	double x[40] = { 0 };

	(void)state;
	for (size_t i = 20; i < 40; i++)
		x[i] = 3;
	gp_changes_find(&found, x, 40);
	assert_int_equal(found.n, 1);
	assert_true(found.changes[0].delta == 3);
	assert_true(isnan(found.changes[0].size));
	assert_true(isnan(found.changes[0].size_low));
	gp_changes_clear(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
		cmocka_unit_test(knows_noise),
		cmocka_unit_test(measures),
		cmocka_unit_test(has_no_size_from_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
