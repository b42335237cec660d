/*
 * Tables of two commits: statuses, testbeds, order and what stands around.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/detect.h"

#include "scene.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* ---- statuses ---- */

static const double quiet[] = { 99, 100.5, 101, 100, 99.5, 100 };
static const double noisy[] = { 80, 120, 90, 110, 95, 100 };
static const double zeros[] = { 0, 0, 0, 0, 0, 0 };

static const struct gp_limit none = { GP_LIMIT_NONE, 0, "", NULL };
static const struct gp_limit five = { GP_LIMIT_RELATIVE, 0.05, "%", NULL };
static const struct gp_limit ten = { GP_LIMIT_RELATIVE, 0.1, "%", NULL };
static const struct gp_limit by_8ns = { GP_LIMIT_ABSOLUTE, 8, "ns", NULL };
static const struct gp_limit by_8kib = { GP_LIMIT_ABSOLUTE, 8, "KiB", NULL };

static const struct {
	const double *old;
	double new;
	enum gp_better better;
	const struct gp_limit *warn, *fail;
	enum gp_status status;
	enum gp_severity severity;
} cases[] = {
	{ quiet, 100.2, GP_BETTER_LOWER, &five, &ten, GP_STATUS_OK,
	  GP_SEVERITY_INFO },
	/* shown, and too small to matter */
	{ quiet, 104, GP_BETTER_LOWER, &five, &ten, GP_STATUS_OK,
	  GP_SEVERITY_INFO },
	{ quiet, 106, GP_BETTER_LOWER, &five, &ten, GP_STATUS_REGRESSION,
	  GP_SEVERITY_WARN },
	/* 10 % above 100 is 10 %, whatever binary fractions say */
	{ quiet, 110, GP_BETTER_LOWER, &five, &ten, GP_STATUS_REGRESSION,
	  GP_SEVERITY_FAIL },
	{ quiet, 90, GP_BETTER_LOWER, &five, &ten, GP_STATUS_IMPROVEMENT,
	  GP_SEVERITY_INFO },
	{ quiet, 90, GP_BETTER_HIGHER, &five, &ten, GP_STATUS_REGRESSION,
	  GP_SEVERITY_FAIL },
	{ quiet, 110, GP_BETTER_HIGHER, &five, &ten, GP_STATUS_IMPROVEMENT,
	  GP_SEVERITY_INFO },
	{ noisy, 112, GP_BETTER_LOWER, &five, &ten, GP_STATUS_INCONCLUSIVE,
	  GP_SEVERITY_INFO },
	{ quiet, 109, GP_BETTER_LOWER, &none, &by_8ns, GP_STATUS_REGRESSION,
	  GP_SEVERITY_FAIL },
	{ quiet, 107, GP_BETTER_LOWER, &by_8ns, &none, GP_STATUS_INCONCLUSIVE,
	  GP_SEVERITY_INFO },
	{ quiet, 101, GP_BETTER_LOWER, &by_8ns, &none, GP_STATUS_OK,
	  GP_SEVERITY_INFO },
	{ quiet, 100, GP_BETTER_LOWER, &none, &by_8kib, GP_STATUS_UNJUDGED,
	  GP_SEVERITY_INFO },
	{ quiet, 200, GP_BETTER_LOWER, &none, &none, GP_STATUS_UNJUDGED,
	  GP_SEVERITY_INFO },
	{ quiet, 200, GP_BETTER_NONE, &five, &ten, GP_STATUS_UNJUDGED,
	  GP_SEVERITY_INFO },
	/* any step from 0 is infinitely large, and nobody said too large */
	{ zeros, 5, GP_BETTER_LOWER, &five, &ten, GP_STATUS_REGRESSION,
	  GP_SEVERITY_WARN },
	{ zeros, 9, GP_BETTER_LOWER, &five, &by_8ns, GP_STATUS_REGRESSION,
	  GP_SEVERITY_FAIL },
	{ zeros, 0, GP_BETTER_LOWER, &five, &ten, GP_STATUS_OK,
	  GP_SEVERITY_INFO },
};

static void test_statuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct gp_comparison table;
		struct gp_series_set set;
		struct gp_series *series;
		struct gp_finding *f;

		scene_open(&set);
		series = scene_values(&set, cases[i].better, cases[i].old, 6,
				      cases[i].new);
		series->limits.warn = *cases[i].warn;
		series->limits.fail = *cases[i].fail;
		scene_compare(&table, &set);
		f = &table.rows[0].finding;
		if (f->status != cases[i].status ||
		    f->severity != cases[i].severity)
			fail_msg("case %zu: %s (%s)", i,
				 gp_status_name(f->status),
				 gp_severity_name(f->severity));
		assert_int_equal(table.counts[f->status], 1);
		gp_comparison_clear(&table);
		gp_series_set_clear(&set);
	}
}

static void add_samples(struct gp_series_set *set, const char *name,
			const double old[4], const double new[4])
{
	struct gp_series *series = scene_series(set, name, GP_BETTER_LOWER, 1);
	struct gp_point *point = scene_commit(series);

	if (old)
		scene_run(set, point, old, 4);
	else
		series->n_baseline = 0;
	if (new)
		scene_run(set, &series->current, new, 4);
}

static const double low[] = { 10, 11, 12, 13 };
static const double high[] = { 20, 21, 22, 23 };
static const double same[] = { 7, 7, 7, 7 };

/* What only one of them has is told, and judges nothing. */
static void test_one_side(void **state)
{
	struct gp_comparison table;
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	add_samples(&set, "gone", low, NULL);
	add_samples(&set, "here", NULL, low);
	set.items[0].absence = GP_ABSENCE_MISSING;
	scene_compare(&table, &set);
	assert_int_equal(table.n, 2);
	assert_int_equal(table.rows[0].finding.status, GP_STATUS_MISSING);
	assert_int_equal(table.rows[0].finding.severity, GP_SEVERITY_WARN);
	assert_int_equal(table.rows[1].finding.status, GP_STATUS_NEW);
	assert_true(isnan(table.rows[1].finding.change));
	assert_int_equal(table.groups[0].n_positive, 0);
	assert_true(isnan(table.groups[0].mean));
	assert_int_equal(table.by_method[GP_METHOD_NONE], 0);
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

/* A commit against itself: its own values, on both sides. */
static void test_itself(void **state)
{
	struct gp_comparison table;
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	scene_values(&set, GP_BETTER_LOWER, noisy, 6, 150);
	set.commit.raw[0] = 6;
	scene_compare(&table, &set);
	assert_true(table.rows[0].finding.baseline.center == 150);
	assert_true(table.rows[0].finding.change == 0);
	assert_true(table.rows[0].finding.p == 1);
	assert_false(table.rows[0].differs);
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

/* Commits behind the old one are no part of the history that ends there. */
static void test_cut(void **state)
{
	static const double values[] = { 99,   100.5, 101, 100,
					 99.5, 100,   150, 300 };
	struct gp_comparison table, again;
	struct gp_series_set set, cut;

	(void)state;
	scene_open(&set);
	scene_open(&cut);
	scene_values(&set, GP_BETTER_LOWER, values, 8, 103);
	scene_values(&cut, GP_BETTER_LOWER, values, 6, 103);
	scene_compare(&again, &cut);
	set.base = cut.base;
	set.commit = cut.commit;
	memset(&table, 0, sizeof(table));
	gp_compare(&table, &(struct gp_compare_input){
				   .set = &set,
				   .old_name = "",
				   .new_name = "",
				   .old_testbeds = set.testbeds,
				   .n_old_testbeds = 1,
			   });
	assert_true(table.rows[0].finding.baseline.center == 100);
	assert_true(table.rows[0].finding.p == again.rows[0].finding.p);
	gp_comparison_clear(&table);
	gp_comparison_clear(&again);
	gp_series_set_clear(&set);
	gp_series_set_clear(&cut);
}

/* ---- the family ---- */

static void compare_many(struct gp_comparison *table, struct gp_series_set *set,
			 size_t different, size_t equal)
{
	scene_open(set);
	for (size_t i = 0; i < different; i++)
		add_samples(set, "a", low, high);
	for (size_t i = 0; i < equal; i++)
		add_samples(set, "b", same, same);
	scene_compare(table, set);
}

/* What would fail if it were shown is not passed over. */
static void test_suspect(void **state)
{
	struct gp_comparison table;
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	scene_values(&set, GP_BETTER_LOWER, &low[0], 1, high[0]);
	scene_values(&set, GP_BETTER_HIGHER, &low[0], 1, high[0]);
	scene_compare(&table, &set);
	for (size_t i = 0; i < 2; i++) {
		const struct gp_finding *f = &table.rows[i].finding;

		assert_int_equal(f->status, GP_STATUS_INCONCLUSIVE);
		assert_int_equal(f->severity,
				 f->series->better == GP_BETTER_LOWER
					 ? GP_SEVERITY_WARN
					 : GP_SEVERITY_INFO);
	}
	assert_int_equal(table.verdict, GP_VERDICT_NONE);
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

static void test_family(void **state)
{
	static const struct {
		size_t different, equal, enough;
		bool differs;
	} families[] = {
		/* 2 / C(8, 4) is 0.029 */
		{ 1, 0, 0, true },
		{ 1, 30, 0, true },
		{ 2, 0, 5, false },
		{ 9, 3, 6, false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(families); i++) {
		struct gp_comparison table;
		struct gp_series_set set;

		compare_many(&table, &set, families[i].different,
			     families[i].equal);
		assert_int_equal(table.n_tests, families[i].different);
		assert_int_equal(table.rows[0].enough, families[i].enough);
		assert_int_equal(table.rows[0].differs, families[i].differs);
		if (families[i].equal) {
			const struct gp_row *last = &table.rows[table.n - 1];

			assert_true(last->equal && last->finding.q == 1);
			assert_int_equal(last->enough, 0);
			assert_int_equal(last->finding.status, GP_STATUS_OK);
		}
		gp_comparison_clear(&table);
		gp_series_set_clear(&set);
	}
}

/* ---- testbeds and facts ---- */

static void test_testbeds(void **state)
{
	static const char *const old[] = { "here", "there", "here" };
	const char *new[] = { "here", "elsewhere" };
	struct gp_comparison table = { .n = 0 };
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	add_samples(&set, "a", low, low);
	add_samples(&set, "b", low, high);
	set.items[1].testbed = "elsewhere";
	set.testbeds = new;
	set.n_testbeds = 2;
	set.base.size = 20;
	set.base.raw[0] = 1;
	gp_compare(&table, &(struct gp_compare_input){
				   .set = &set,
				   .old_name = "old",
				   .new_name = "new",
				   .old_testbeds = old,
				   .n_old_testbeds = 3,
			   });
	assert_int_equal(table.n, 1);
	assert_int_equal(table.n_testbeds, 1);
	assert_string_equal(table.testbeds[0], "here");
	assert_int_equal(table.n_old_only, 1);
	assert_string_equal(table.old_only[0], "there");
	assert_int_equal(table.n_new_only, 1);
	assert_string_equal(table.new_only[0], "elsewhere");
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

static void set_fact(struct gp_entry *run, const char *name, const char *value)
{
	gp_entry_set(run, &run->facts, gp_span_of(name), gp_span_of(value));
}

static void test_facts(void **state)
{
	struct gp_comparison table;
	struct gp_series_set set;
	struct gp_entry *old, *new;

	(void)state;
	scene_open(&set);
	old = set.runs.items[0];
	new = gp_entries_add(&set.runs);
	old->tool = new->tool = "bench";
	old->testbed = new->testbed = "here";
	old->tool_version = "1.0";
	new->tool_version = "1.1";
	set_fact(old, "kernel", "6.1");
	set_fact(new, "kernel", "6.5");
	set_fact(old, "ci-id", "17");
	set_fact(new, "ci-id", "18");
	set_fact(old, "cpu", "one");
	set_fact(new, "cpu", "one");
	set_fact(old, "gone", "yes");
	add_samples(&set, "a", low, low);
	add_samples(&set, "b", low, low);
	for (size_t i = 0; i < 2; i++)
		set.items[i].current.readings[0].run = new;
	scene_compare(&table, &set);
	assert_int_equal(table.n_facts, 2);
	assert_string_equal(table.facts[0].name, "kernel");
	assert_string_equal(table.facts[0].old, "6.1");
	assert_string_equal(table.facts[0].new, "6.5");
	assert_string_equal(table.facts[1].name, "version of the tool");
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

/* ---- order and means ---- */

static void test_groups(void **state)
{
	static const struct {
		const char *benchmark, *unit;
	} rows[] = { { "Get/64", "ns" }, { "Get/8", "us" }, { "Get/008", "ms" },
		     { "Get", "ns" },    { "Sum", "KiB" },  { "Get/8x", "s" } };
	/* in a group as the tool printed them, not by name */
	static const char *const order[] = { "Sum",     "Get/64", "Get/8",
					     "Get/008", "Get",    "Get/8x" };
	struct gp_comparison table;
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	for (size_t i = 0; i < LEN(rows); i++) {
		add_samples(&set, rows[i].benchmark, low, i % 2 ? low : high);
		set.items[i].unit = rows[i].unit;
	}
	scene_compare(&table, &set);
	for (size_t i = 0; i < LEN(order); i++)
		assert_string_equal(table.rows[i].finding.series->benchmark,
				    order[i]);
	/* bytes do not compare with seconds */
	assert_int_equal(table.n_groups, 2);
	assert_int_equal(table.groups[1].from, 1);
	assert_int_equal(table.groups[1].n, 5);
	assert_int_equal(table.groups[1].n_positive, 5);
	/* two of five went up by 10 of 11.5 */
	assert_true(fabs(table.groups[1].mean - expm1(0.4 * log1p(10 / 11.5))) <
		    1e-12);
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

static void test_empty(void **state)
{
	struct gp_comparison table;
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	scene_compare(&table, &set);
	assert_int_equal(table.n, 0);
	assert_int_equal(table.verdict, GP_VERDICT_NONE);
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_one_side),
		cmocka_unit_test(test_itself),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_family),
		cmocka_unit_test(test_testbeds),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_suspect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
