/*
 * Which lines of a note are passed over without decoding them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/codec.h"

/* A line of each kind, and who looks for "sort" on the testbed "lab". */
struct looking {
	struct gp_entries runs;
	struct gp_entry *entry;
	struct gp_map testbeds, benchmarks;
	bool passed[1];
	struct gp_buf line, scratch;
};

static int set_up(void **state)
{
	static struct looking l;

	memset(&l, 0, sizeof(l));
	l.entry = gp_entries_add(&l.runs);
	l.entry->testbed = "lab";
	l.entry->time_ms = 1;
	l.entry->commit.size = 20;
	gp_map_put(&l.testbeds, "lab", 3, 0);
	gp_map_put(&l.benchmarks, "sort", 4, 0);
	*state = &l;
	return 0;
}

static int tear_down(void **state)
{
	struct looking *l = *state;

	gp_entries_clear(&l->runs);
	gp_map_clear(&l->testbeds);
	gp_map_clear(&l->benchmarks);
	gp_buf_clear(&l->line);
	gp_buf_clear(&l->scratch);
	return 0;
}

static void measure(struct looking *l, const char *benchmark)
{
	struct gp_measurement *m =
		gp_entry_measurement(l->entry, gp_span_of(benchmark),
				     gp_span_of("time"), gp_span_of("ms"));
	struct gp_decimal one = { 0 };

	assert_true(gp_decimal_parse(&one, gp_span_of("1.5")));
	gp_entry_sample(l->entry, m, one);
}

static bool is_passed_over(struct looking *l)
{
	const struct gp_run_look look = { &l->testbeds, &l->benchmarks,
					  l->passed };

	l->passed[0] = false;
	gp_buf_reset(&l->line);
	assert_int_equal(gp_entry_line_encode(&l->line, l->entry), GP_OK);
	return gp_entry_line_passed_over(&look, gp_buf_view(&l->line),
					 &l->scratch);
}

static void runs_with_the_benchmark_are_decoded(void **state)
{
	struct looking *l = *state;

	measure(l, "parse");
	measure(l, "sort");
	assert_false(is_passed_over(l));
	assert_false(l->passed[0]);
}

static void others_are_passed_over_and_noted(void **state)
{
	struct looking *l = *state;

	measure(l, "parse");
	measure(l, "sorted");
	assert_true(is_passed_over(l));
	assert_true(l->passed[0]);
}

/* The tree's note may have a run of the testbed, if this one does not count. */
static void other_testbeds_are_not_noted(void **state)
{
	struct looking *l = *state;

	l->entry->testbed = "elsewhere";
	measure(l, "sort");
	assert_true(is_passed_over(l));
	assert_false(l->passed[0]);
}

/* Other tags may have replaced what is in brackets. */
static void dimensions_are_left_out(void **state)
{
	struct looking *l = *state;

	measure(l, "sort [python=3.12]");
	assert_false(is_passed_over(l));
}

static void other_kinds_are_decoded(void **state)
{
	struct looking *l = *state;

	l->entry->kind = GP_ENTRY_UNTRUSTED;
	measure(l, "parse");
	assert_false(is_passed_over(l));
}

static void what_is_not_a_run_is_decoded(void **state)
{
	struct looking *l = *state;
	const struct gp_run_look look = { &l->testbeds, &l->benchmarks,
					  l->passed };
	const char *const lines[] = { "", "2 gA==", "1 ?", "1 gA==", "1 wQ==" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		assert_false(gp_entry_line_passed_over(
			&look, gp_span_of(lines[i]), &l->scratch));
	gp_error_clear();
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(runs_with_the_benchmark_are_decoded),
		TEST(others_are_passed_over_and_noted),
		TEST(other_testbeds_are_not_noted),
		TEST(dimensions_are_left_out),
		TEST(other_kinds_are_decoded),
		TEST(what_is_not_a_run_is_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
