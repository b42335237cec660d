/*
 * Trends: one value a commit, units, order, selection, plain facts.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/trend.h"

/* A measurement: key, samples, unit; the run that it is of. */
struct row {
	const char *benchmark;
	const char *metric;
	double value;
	const char *unit;
	const char *testbed;
	bool dirty;
};

#define ROW(b, m, v, u)                                                        \
	{                                                                      \
		b, m, v, u, "bed", false                                       \
	}
#define DIRTY(b, m, v, u)                                                      \
	{                                                                      \
		b, m, v, u, "bed", true                                        \
	}
#define OTHER(b, m, v, u)                                                      \
	{                                                                      \
		b, m, v, u, "another", false                                   \
	}

static void put(struct gp_entries *runs, const struct row *row)
{
	struct gp_entry *run = gp_entries_add(runs);
	struct gp_measurement *m;

	run->testbed = row->testbed;
	run->dirty = row->dirty;
	m = gp_entry_measurement(run, gp_span_of(row->benchmark),
				 gp_span_of(row->metric),
				 gp_span_of(row->unit));
	m->better = GP_BETTER_LOWER;
	gp_entry_sample(run, m, gp_decimal_real(row->value));
}

/* A commit with these rows, a run each; commits are numbered from 1. */
static void commit(struct gp_trends *trends, unsigned char number,
		   const struct row *rows, size_t n,
		   const struct gp_trend_filter *filter)
{
	static const struct gp_trend_filter all = { .n_keys = 0 };
	const struct gp_oid oid = { .raw = { number }, .size = 20 };
	struct gp_entries runs = { 0 };

	for (size_t i = 0; i < n; i++)
		put(&runs, &rows[i]);
	gp_trends_add(trends, &oid, number * 1000, &runs,
		      filter ? filter : &all);
	gp_entries_clear(&runs);
}

#define COMMIT(trends, number, ...)                                            \
	commit(trends, number, (const struct row[]){ __VA_ARGS__ },            \
	       sizeof((const struct row[]){ __VA_ARGS__ }) /                   \
		       sizeof(struct row),                                     \
	       NULL)

static void is(const struct gp_trend *trend, const char *name, size_t n)
{
	char got[100];

	snprintf(got, sizeof(got), "%s %s:%s %s", trend->testbed,
		 trend->benchmark, trend->metric, trend->unit);
	assert_string_equal(got, name);
	assert_int_equal(trend->n, n);
}

static void test_collects_and_sorts(void **state)
{
	struct gp_trends trends = { 0 };

	(void)state;
	COMMIT(&trends, 1, ROW("b", "t", 1, "ms"), ROW("a", "t", 10, "ms"),
	       ROW("a", "s", 5, "B"));
	COMMIT(&trends, 2, DIRTY("a", "t", 11, "ms"));
	COMMIT(&trends, 3, ROW("a", "t", 12, "ms"), ROW("a", "t", 14, "ms"),
	       ROW("a", "t", 40, "ms"), OTHER("a", "t", 3, "ms"));
	gp_trends_finish(&trends);
	assert_int_equal(trends.n_commits, 2);
	assert_int_equal(trends.commits[1].oid.raw[0], 3);
	assert_int_equal(trends.commits[1].time, 3000);
	assert_int_equal(trends.n_dirty, 1);
	assert_int_equal(trends.n, 4);
	is(&trends.items[0], "another a:t ms", 1);
	/* as the tool printed them in the newest commit that has them */
	is(&trends.items[1], "bed a:t ms", 2);
	is(&trends.items[2], "bed b:t ms", 1);
	is(&trends.items[3], "bed a:s B", 1);
	assert_true(trends.items[1].values[1] == 14);
	assert_int_equal(trends.items[1].at[1], 1);
	assert_int_equal(trends.items[1].better, GP_BETTER_LOWER);
	assert_int_equal(trends.items[1].changes.n, 0);
	gp_trends_clear(&trends);
}

static void test_units(void **state)
{
	struct gp_trends trends = { 0 };

	(void)state;
	COMMIT(&trends, 1, ROW("a", "t", 1230.5, "us"));
	COMMIT(&trends, 2, ROW("a", "t", 1.25, "ms"), ROW("a", "t", 7, "B"),
	       ROW("a", "t", 1270, "us"));
	COMMIT(&trends, 3, ROW("a", "t", 1.3, "ms"));
	COMMIT(&trends, 4, ROW("a", "t", 0.0014, "s"),
	       ROW("a", "t", 1.5, "ms"));
	COMMIT(&trends, 5, ROW("a", "t", 5, "MiB"));
	COMMIT(&trends, 6, ROW("a", "t", 2, "ms"), ROW("a", "t", 6, "MiB"));
	COMMIT(&trends, 7, ROW("a", "t", 4, "s"));
	gp_trends_finish(&trends);
	assert_int_equal(trends.n, 3);
	is(&trends.items[0], "bed a:t ms", 4);
	assert_true(trends.items[0].values[0] == 1230.5 * 1e-3);
	assert_true(trends.items[0].values[1] == 1260 * 1e-3);
	assert_true(trends.items[0].values[2] == 1.3);
	assert_true(trends.items[0].values[3] == 1.45);
	is(&trends.items[1], "bed a:t MiB", 2);
	assert_int_equal(trends.items[1].at[0], 4);
	is(&trends.items[2], "bed a:t s", 1);
	gp_trends_clear(&trends);
}

static void test_overflow_is_no_value(void **state)
{
	struct gp_trends trends = { 0 };

	(void)state;
	COMMIT(&trends, 1, ROW("a", "t", 1e307, "s"));
	COMMIT(&trends, 2, ROW("a", "t", 1, "ns"));
	COMMIT(&trends, 3, ROW("b", "t", 1e308, "s"), ROW("b", "t", 1, "ps"));
	gp_trends_finish(&trends);
	assert_int_equal(trends.n, 2);
	is(&trends.items[0], "bed a:t ns", 1);
	is(&trends.items[1], "bed b:t ps", 1);
	gp_trends_clear(&trends);
}

static void test_filter(void **state)
{
	static const struct row rows[] = {
		ROW("a", "t", 1, "ms"),
		ROW("a", "s", 2, "B"),
		OTHER("a", "t", 3, "ms"),
	};
	const char *const keys[] = { "*:t", "none" };
	const struct gp_trend_filter filter = { keys, 2, "bed" };
	struct gp_trends trends = { 0 };

	(void)state;
	commit(&trends, 1, rows + 1, 2, &filter);
	commit(&trends, 2, rows, 3, &filter);
	gp_trends_finish(&trends);
	assert_int_equal(trends.n_commits, 1);
	assert_int_equal(trends.n, 1);
	is(&trends.items[0], "bed a:t ms", 1);
	gp_trends_clear(&trends);
}

static void test_nothing(void **state)
{
	struct gp_trends trends = { 0 };

	(void)state;
	gp_trends_finish(&trends);
	assert_int_equal(gp_trends_select(&trends, true, 3), 0);
	gp_trends_measure(&trends);
	gp_trends_clear(&trends);
}

/* ---- what is shown, and what is said of it ---- */

static double wobble(size_t i)
{
	return (double)(i * 7919 % 101) / 101 - .5;
}

/* So many commits around 100 and then around 120. */
static void step(struct gp_trends *trends, size_t before, size_t after)
{
	for (size_t i = 0; i < before + after; i++)
		COMMIT(trends, (unsigned char)(i + 1),
		       ROW("a", "t", (i < before ? 100 : 120) + wobble(i),
			   "ms"));
	gp_trends_finish(trends);
}

static void test_select(void **state)
{
	struct gp_trends trends = { 0 };

	(void)state;
	step(&trends, 25, 25);
	assert_int_equal(trends.items[0].changes.n, 1);
	assert_int_equal(trends.items[0].changes.changes[0].index, 25);
	assert_int_equal(gp_trends_select(&trends, false, 0), 50);
	assert_true(trends.commits[0].shown);
	assert_int_equal(gp_trends_select(&trends, false, 2), 2);
	assert_false(trends.commits[47].shown);
	assert_true(trends.commits[48].shown);
	assert_int_equal(gp_trends_select(&trends, true, 2), 1);
	assert_true(trends.commits[25].shown);
	gp_trends_clear(&trends);
}

static void test_stats(void **state)
{
	struct gp_trends trends = { 0 };
	const struct gp_trend_stats *s;

	(void)state;
	step(&trends, 25, 25);
	s = &trends.items[0].stats;
	gp_trends_select(&trends, false, 0);
	gp_trends_measure(&trends);
	assert_int_equal(s->n, 50);
	assert_true(s->current == 120 + wobble(49));
	assert_true(fabs(s->mean - 110) < .5);
	assert_true(s->min < 100 && s->max > 120);
	/* uniform, 1 wide: a standard deviation of 0.29 */
	assert_true(s->volatility > .0022 && s->volatility < .0032);
	assert_int_equal(s->changes, 1);
	assert_int_equal(s->first, 0);
	assert_int_equal(s->last, 49);
	assert_int_equal(s->direction, GP_DIRECTION_RISING);
	assert_int_equal(s->effect, GP_EFFECT_WORSE);
	assert_true(fabs(s->total - .2) < .01);

	gp_trends_select(&trends, false, 12);
	gp_trends_measure(&trends);
	assert_int_equal(s->n, 12);
	assert_int_equal(s->changes, 0);
	assert_int_equal(s->first, 38);

	gp_trends_select(&trends, false, 25);
	gp_trends_measure(&trends);
	assert_int_equal(s->changes, 1); /* at the first of them */
	gp_trends_select(&trends, false, 1);
	gp_trends_measure(&trends);
	assert_int_equal(s->n, 1);
	assert_true(isnan(s->volatility));
	assert_int_equal(s->direction, GP_DIRECTION_UNKNOWN);
	gp_trends_clear(&trends);
}

/* Up, and back again. */
static void test_back_again(void **state)
{
	struct gp_trends trends = { 0 };
	const struct gp_trend_stats *s;

	(void)state;
	for (size_t i = 0; i < 60; i++)
		COMMIT(&trends, (unsigned char)i,
		       ROW("a", "t", (i / 20 == 1 ? 120 : 100) + wobble(i),
			   "ms"));
	gp_trends_finish(&trends);
	gp_trends_select(&trends, false, 0);
	gp_trends_measure(&trends);
	s = &trends.items[0].stats;
	assert_int_equal(s->changes, 2);
	assert_int_equal(s->direction, GP_DIRECTION_STEADY);
	assert_int_equal(s->effect, GP_EFFECT_NONE);
	assert_true(fabs(s->total) < .003);
	gp_trends_clear(&trends);
}

static void test_direction(void **state)
{
	static const struct {
		double slope;
		enum gp_direction direction;
		enum gp_effect effect;
	} rows[] = {
		{ 0, GP_DIRECTION_STEADY, GP_EFFECT_NONE },
		{ .2, GP_DIRECTION_RISING, GP_EFFECT_WORSE },
		{ -.2, GP_DIRECTION_FALLING, GP_EFFECT_BETTER },
	};

	(void)state;
	for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++) {
		struct gp_trends trends = { 0 };
		const struct gp_trend_stats *s;

		for (size_t i = 0; i < 30; i++)
			COMMIT(&trends, (unsigned char)i,
			       ROW("a", "t",
				   100 + rows[k].slope * (double)i + wobble(i),
				   "ms"));
		gp_trends_finish(&trends);
		gp_trends_select(&trends, false, 0);
		gp_trends_measure(&trends);
		s = &trends.items[0].stats;
		assert_int_equal(s->direction, rows[k].direction);
		assert_int_equal(s->effect, rows[k].effect);
		assert_true(fabs(s->total - rows[k].slope * .29) < .03);
		gp_trends_clear(&trends);
	}
}

static void test_zero_has_no_volatility(void **state)
{
	struct gp_trends trends = { 0 };

	(void)state;
	for (unsigned char i = 0; i < 12; i++)
		COMMIT(&trends, i, ROW("a", "t", 0, "ms"));
	gp_trends_finish(&trends);
	gp_trends_select(&trends, false, 0);
	gp_trends_measure(&trends);
	assert_true(isnan(trends.items[0].stats.volatility));
	assert_true(isnan(trends.items[0].stats.total));
	assert_int_equal(trends.items[0].stats.direction, GP_DIRECTION_STEADY);
	gp_trends_clear(&trends);
}

static void test_effect(void **state)
{
	(void)state;
	assert_int_equal(gp_effect_of(GP_BETTER_LOWER, 1), GP_EFFECT_WORSE);
	assert_int_equal(gp_effect_of(GP_BETTER_LOWER, -1), GP_EFFECT_BETTER);
	assert_int_equal(gp_effect_of(GP_BETTER_HIGHER, 1), GP_EFFECT_BETTER);
	assert_int_equal(gp_effect_of(GP_BETTER_HIGHER, -1), GP_EFFECT_WORSE);
	assert_int_equal(gp_effect_of(GP_BETTER_HIGHER, 0), GP_EFFECT_NONE);
	assert_int_equal(gp_effect_of(GP_BETTER_HIGHER, NAN), GP_EFFECT_NONE);
	assert_int_equal(gp_effect_of(GP_BETTER_NONE, 1), GP_EFFECT_NONE);
	assert_string_equal(gp_effect_name(GP_EFFECT_WORSE), "worse");
	assert_string_equal(gp_direction_name(GP_DIRECTION_STEADY), "steady");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_collects_and_sorts),
		cmocka_unit_test(test_units),
		cmocka_unit_test(test_overflow_is_no_value),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_select),
		cmocka_unit_test(test_stats),
		cmocka_unit_test(test_back_again),
		cmocka_unit_test(test_direction),
		cmocka_unit_test(test_zero_has_no_volatility),
		cmocka_unit_test(test_effect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
