/*
 * Two points of a series against SciPy: tests/data/stats/contrast.py wrote
 * contrast.tsv.
 */
#include <float.h>

#include "gp/detect.h"

#include "scene.h"
#include "table.h"

static struct gp_row row_of(struct gp_series_set *set, size_t i)
{
	struct gp_comparison table;
	struct gp_row row;

	scene_compare(&table, set);
	assert_int_equal(table.n, set->n);
	row = table.rows[i];
	gp_comparison_clear(&table);
	gp_series_set_clear(set);
	return row;
}

/* ---- history ---- */

static struct gp_finding by_history(const struct row *row)
{
	struct gp_series_set set;
	struct gp_row found;
	size_t n = row->n - 1;

	scene_open(&set);
	scene_values(&set, GP_BETTER_LOWER, row->args, n, row->args[n]);
	found = row_of(&set, 0);
	assert_int_equal(found.method, GP_METHOD_HISTORY);
	return found.finding;
}

static double history_p(const struct row *row)
{
	return by_history(row).p;
}

static double history_low(const struct row *row)
{
	return by_history(row).change_low;
}

static double history_high(const struct row *row)
{
	return by_history(row).change_high;
}

static double history_old_low(const struct row *row)
{
	return by_history(row).baseline.low;
}

static double history_old_high(const struct row *row)
{
	return by_history(row).baseline.high;
}

/* ---- samples ---- */

static struct gp_finding by_samples(const struct row *row)
{
	size_t n_a = (size_t)row->args[0], n_b = row->n - 1 - n_a;
	struct gp_series_set set;
	struct gp_series *series;
	struct gp_row found;

	scene_open(&set);
	series = scene_series(&set, "b", GP_BETTER_LOWER, 1);
	scene_run(&set, scene_commit(series), row->args + 1, n_a);
	scene_run(&set, &series->current, row->args + 1 + n_a, n_b);
	found = row_of(&set, 0);
	assert_int_equal(found.method, GP_METHOD_SAMPLES);
	return found.finding;
}

static double samples_p(const struct row *row)
{
	return by_samples(row).p;
}

static double samples_change(const struct row *row)
{
	return by_samples(row).change;
}

static double samples_low(const struct row *row)
{
	return by_samples(row).change_low;
}

static double samples_high(const struct row *row)
{
	return by_samples(row).change_high;
}

/* ---- what a tool printed ---- */

static void put_printed(struct gp_series_set *set, struct gp_point *point,
			const double args[3])
{
	struct gp_measurement *m = scene_run(set, point, args, 1);

	m->summary = gp_arena_alloc(&set->arena, sizeof(*m->summary));
	m->summary->spread = gp_decimal_real(args[1]);
	m->summary->n = (uint64_t)args[2];
}

static struct gp_finding by_printed(const struct row *row)
{
	struct gp_series_set set;
	struct gp_series *series;
	struct gp_row found;

	scene_open(&set);
	series = scene_series(&set, "b", GP_BETTER_LOWER, 1);
	put_printed(&set, scene_commit(series), row->args);
	put_printed(&set, &series->current, row->args + 3);
	found = row_of(&set, 0);
	assert_int_equal(found.method, GP_METHOD_INTERVALS);
	return found.finding;
}

static double printed_low(const struct row *row)
{
	return by_printed(row).change_low;
}

static double printed_high(const struct row *row)
{
	return by_printed(row).change_high;
}

static double printed_old_low(const struct row *row)
{
	return by_printed(row).baseline.low;
}

/* ---- a table ---- */

/* Benchmarks are named so that rows stand in the order of the arguments. */
static double holm_q(const struct row *row)
{
	static const char *const names[] = { "0", "1", "2", "3", "4",
					     "5", "6", "7", "8" };
	size_t n = (size_t)row->args[1];
	struct gp_series_set set;

	assert_true(n <= sizeof(names) / sizeof(names[0]));
	scene_open(&set);
	for (size_t i = 0; i < n; i++) {
		const double *x = row->args + 2 + 8 * i;
		struct gp_series *series =
			scene_series(&set, names[i], GP_BETTER_LOWER, 1);

		scene_run(&set, scene_commit(series), x, 4);
		scene_run(&set, &series->current, x + 4, 4);
	}
	return row_of(&set, (size_t)row->args[0]).finding.q;
}

static void test_table(void **state)
{
	static const struct table_function functions[] = {
		{ "history_p", history_p, 1e-10 },
		{ "history_low", history_low, 1e-10 },
		{ "history_high", history_high, 1e-10 },
		{ "history_old_low", history_old_low, 1e-11 },
		{ "history_old_high", history_old_high, 1e-11 },
		{ "samples_p", samples_p, 1e-11 },
		{ "samples_change", samples_change, 1e-12 },
		{ "samples_low", samples_low, 1e-12 },
		{ "samples_high", samples_high, 1e-12 },
		{ "printed_low", printed_low, 1e-10 },
		{ "printed_high", printed_high, 1e-10 },
		{ "printed_old_low", printed_old_low, 1e-11 },
		{ "holm_q", holm_q, 1e-12 },
	};

	(void)state;
	check_table(GP_TEST_DATA "/stats/contrast.tsv", functions,
		    sizeof(functions) / sizeof(functions[0]));
}

/* ---- which of them ---- */

static struct gp_row compare_sets(size_t commits, size_t samples, size_t runs)
{
	static const double x[] = { 10, 10.5, 9.7, 10.1, 9.9, 10.2 };
	struct gp_series_set set;
	struct gp_series *series;

	scene_open(&set);
	series = scene_series(&set, "b", GP_BETTER_LOWER, commits);
	for (size_t i = 0; i < commits; i++) {
		struct gp_point *point = scene_commit(series);

		for (size_t j = 0; j < runs; j++)
			scene_run(&set, point, x + (i + j) % 3, samples);
	}
	for (size_t j = 0; j < runs; j++)
		scene_run(&set, &series->current, x + j % 3, samples);
	return row_of(&set, 0);
}

static void test_methods(void **state)
{
	static const struct {
		size_t commits, samples, runs;
		enum gp_method want;
	} cases[] = {
		{ 1, 1, 1, GP_METHOD_NONE },
		{ 1, 3, 1, GP_METHOD_NONE },
		{ 1, 4, 1, GP_METHOD_SAMPLES },
		{ 1, 1, 4, GP_METHOD_SAMPLES }, /* of runs the medians */
		{ 1, 2, 2, GP_METHOD_SAMPLES }, /* all samples of few runs */
		{ 4, 1, 1, GP_METHOD_NONE },
		{ 4, 4, 1, GP_METHOD_SAMPLES },
		{ 5, 1, 1, GP_METHOD_HISTORY },
		{ 5, 4, 4, GP_METHOD_HISTORY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_row row = compare_sets(
			cases[i].commits, cases[i].samples, cases[i].runs);

		if (row.method != cases[i].want)
			fail_msg("case %zu: %s, not %s", i,
				 gp_method_name(row.method),
				 gp_method_name(cases[i].want));
		assert_int_equal(row.finding.current.samples,
				 cases[i].samples * cases[i].runs);
	}
}

/* ---- any values ---- */

static bool is_fine(double x)
{
	return isfinite(x) || isnan(x);
}

static void check_numbers(const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;

	assert_true(is_fine(f->change) && is_fine(f->delta));
	assert_true(is_fine(f->change_low) && is_fine(f->change_high));
	assert_false(f->change_low > f->change_high);
	assert_true(is_fine(f->baseline.low) && is_fine(f->baseline.high));
	assert_true(is_fine(f->current.low) && is_fine(f->current.high));
	assert_true(isnan(f->p) || (f->p >= 0 && f->p <= 1));
	assert_true(isnan(f->q) || (f->q >= f->p && f->q <= 1));
}

static const double odd[] = { 0,    -0.0,   1,       -1,      1e-300, 1e300,
			      -7.5, -1e300, DBL_MAX, DBL_MIN, 5e-324, 100 };

#define N_ODD (sizeof(odd) / sizeof(odd[0]))

static void compare_odd(double old, double new, size_t commits, size_t samples)
{
	const double a[] = { old, old, old, new, old },
		     b[] = { new, new, new, new, new };
	struct gp_series_set set;
	struct gp_series *series;
	struct gp_row row;

	scene_open(&set);
	series = scene_series(&set, "b", GP_BETTER_HIGHER, commits);
	for (size_t i = 0; i < commits; i++)
		scene_run(&set, scene_commit(series), a, samples);
	scene_run(&set, &series->current, b, samples);
	row = row_of(&set, 0);
	check_numbers(&row);
	assert_true(row.finding.baseline.center == old);
	assert_true(row.finding.current.center == new);
	if (old == new &&row.method == GP_METHOD_HISTORY)
		assert_true(row.equal && row.finding.p == 1);
}

static void test_odd(void **state)
{
	static const size_t sizes[][2] = {
		{ 1, 1 }, { 1, 5 }, { 6, 1 }, { 6, 5 }
	};

	(void)state;
	for (size_t i = 0; i < N_ODD; i++)
		for (size_t j = 0; j < N_ODD; j++)
			for (size_t k = 0; k < 4; k++)
				compare_odd(odd[i], odd[j], sizes[k][0],
					    sizes[k][1]);
}

static struct gp_row printed_as(const struct gp_summary *summary)
{
	const double values[] = { 10, 20 };
	struct gp_series_set set;
	struct gp_series *series;

	scene_open(&set);
	series = scene_series(&set, "b", GP_BETTER_LOWER, 1);
	scene_run(&set, scene_commit(series), &values[0], 1)->summary =
		(struct gp_summary *)summary;
	scene_run(&set, &series->current, &values[1], 1)->summary =
		(struct gp_summary *)summary;
	return row_of(&set, 0);
}

/* Notes are written by anybody: what cannot be is no interval. */
static void test_nonsense(void **state)
{
	const struct gp_decimal two = gp_decimal_real(2),
				less = gp_decimal_real(-2);
	const struct gp_summary nonsense[] = {
		{ .n = 10, .spread = less },
		{ .low = two, .high = less },
		{ .low = two },
		{ .n = 1, .spread = two },
		{ .n = 0, .spread = two },
	};
	const struct gp_summary sound = { .n = 10, .spread = two };

	(void)state;
	for (size_t i = 0; i < sizeof(nonsense) / sizeof(nonsense[0]); i++)
		assert_int_equal(printed_as(&nonsense[i]).method,
				 GP_METHOD_NONE);
	assert_int_equal(printed_as(&sound).method, GP_METHOD_INTERVALS);
	assert_true(printed_as(&sound).differs);
}

/* A constant history is itself to the bit, whatever its logarithm loses. */
static void test_constant(void **state)
{
	const double same[] = { 128, 128, 128, 128, 128, 128 };
	struct gp_series_set set;
	struct gp_row row;

	(void)state;
	scene_open(&set);
	scene_values(&set, GP_BETTER_LOWER, same, 6, 128);
	row = row_of(&set, 0);
	assert_true(row.equal && !row.differs);
	assert_true(row.finding.baseline.low == 128);
	assert_true(row.finding.current.high == 128);
	assert_true(row.finding.change_low == 0);
	scene_open(&set);
	scene_values(&set, GP_BETTER_LOWER, same, 6, 129);
	row = row_of(&set, 0);
	assert_true(!row.equal && row.differs);
	assert_true(row.finding.p == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_odd),
		cmocka_unit_test(test_constant),
		cmocka_unit_test(test_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
