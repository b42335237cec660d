#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "gp/entry.h"

static int set_up(void **state)
{
	static struct gp_arena arena;
	static struct gp_entry run;

	gp_entry_init(&run, &arena);
	*state = &run;
	return 0;
}

static int tear_down(void **state)
{
	struct gp_entry *run = *state;

	gp_entry_clear(run);
	gp_arena_clear(run->arena);
	return 0;
}

static struct gp_measurement *measure(struct gp_entry *run,
				      const char *benchmark, const char *metric,
				      const char *unit)
{
	return gp_entry_measurement(run, gp_span_of(benchmark),
				    gp_span_of(metric), gp_span_of(unit));
}

static struct gp_decimal whole(int64_t digits)
{
	return (struct gp_decimal){ .digits = digits,
				    .kind = GP_DECIMAL_EXACT };
}

static void begins_empty(void **state)
{
	struct gp_entry *run = *state;

	assert_string_equal(run->testbed, "");
	assert_string_equal(run->tool, "");
	assert_string_equal(run->tool_version, "");
	assert_string_equal(run->branch, "");
	assert_int_equal(run->kind, GP_ENTRY_RUN);
	assert_int_equal(run->n_results, 0);
}

static void stamp_is_unique_and_now(void **state)
{
	struct gp_entry *run = *state;
	struct gp_entry_id first;

	assert_int_equal(gp_entry_stamp(run), GP_OK);
	first = run->id;
	assert_true(run->time_ms > INT64_C(1700000000000));
	assert_int_equal(gp_entry_stamp(run), GP_OK);
	assert_memory_not_equal(&first, &run->id, sizeof(first));
}

static void one_text_is_one_pointer(void **state)
{
	struct gp_entry *run = *state;
	const char *a = gp_entry_string(run, gp_span_of("real_time"));

	assert_ptr_equal(a,
			 gp_entry_string(run, gp_span_make("real_time!", 9)));
	assert_string_equal(a, "real_time");
	assert_string_equal(gp_entry_string(run, gp_span_make(NULL, 0)), "");
}

static void same_key_is_same_measurement(void **state)
{
	struct gp_entry *run = *state;

	gp_entry_sample(run, measure(run, "a", "p99", "ms"), whole(1));
	gp_entry_sample(run, measure(run, "a", "p50", "ms"), whole(2));
	gp_entry_sample(run, measure(run, "a", "p99", "us"), whole(3));
	gp_entry_sample(run, measure(run, "a", "p99", "ms"), whole(4));
	assert_int_equal(run->n_results, 3);
	assert_int_equal(run->results[0].n_samples, 2);
	assert_int_equal(run->results[0].samples[0].digits, 1);
	assert_int_equal(run->results[0].samples[1].digits, 4);
	assert_string_equal(run->results[2].unit, "us");
}

/* "ab" + "c" and "a" + "bc" must not meet in the index. */
static void names_do_not_run_together(void **state)
{
	struct gp_entry *run = *state;

	measure(run, "ab", "c", "");
	measure(run, "a", "bc", "");
	measure(run, "a", "b", "c");
	measure(run, "a", "", "bc");
	assert_int_equal(run->n_results, 4);
}

static void colon_moves_to_the_benchmark(void **state)
{
	struct gp_entry *run = *state;
	struct gp_measurement *m = measure(run, "suite", "cache:misses", "");

	assert_string_equal(m->benchmark, "suite:cache:misses");
	assert_string_equal(m->metric, "value");
	assert_ptr_equal(m, measure(run, "suite", "cache:misses", ""));
	assert_ptr_equal(m, measure(run, "suite:cache:misses", "value", ""));
	m = measure(run, "", "a:b", "");
	assert_string_equal(m->benchmark, "a:b");
	assert_string_equal(m->metric, "value");
}

static void many_keep_their_places(void **state)
{
	struct gp_entry *run = *state;
	char name[32];

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 3000; i++) {
			snprintf(name, sizeof(name), "bench/%d", i);
			gp_entry_sample(run, measure(run, name, "value", "ns"),
					whole(i));
		}
	}
	assert_int_equal(run->n_results, 3000);
	for (int i = 0; i < 3000; i++) {
		assert_int_equal(run->results[i].n_samples, 2);
		assert_int_equal(run->results[i].samples[1].digits, i);
	}
}

/* As after decoding: results stand there, and no index does. */
static void index_is_built_when_needed(void **state)
{
	struct gp_entry *run = *state;
	char benchmark[] = "a", metric[] = "m", unit[] = "";
	struct gp_measurement result = { .benchmark = benchmark,
					 .metric = metric,
					 .unit = unit };

	run->results = &result;
	run->n_results = run->cap_results = 1;
	assert_ptr_equal(measure(run, "a", "m", ""), &result);
	measure(run, "b", "m", "");
	assert_int_equal(run->n_results, 2);
	assert_string_equal(run->results[0].benchmark, "a");
	assert_string_equal(run->results[1].benchmark, "b");
}

static void pairs_replace_and_keep_order(void **state)
{
	struct gp_entry *run = *state;
	struct gp_pairs *tags = &run->tags;

	assert_null(gp_pairs_get(tags, "a"));
	gp_entry_set(run, tags, gp_span_of("a"), gp_span_of("1"));
	gp_entry_set(run, tags, gp_span_of("b"), gp_span_of("2"));
	gp_entry_set(run, tags, gp_span_of("a"), gp_span_of(""));
	assert_int_equal(tags->n, 2);
	assert_string_equal(tags->items[0].key, "a");
	assert_string_equal(gp_pairs_get(tags, "a"), "");
	assert_string_equal(gp_pairs_get(tags, "b"), "2");
}

static void better_has_names(void **state)
{
	enum gp_better better = GP_BETTER_NONE;

	(void)state;
	assert_true(gp_better_parse(&better, gp_span_of("higher")));
	assert_int_equal(better, GP_BETTER_HIGHER);
	assert_true(gp_better_parse(&better, gp_span_of("lower")));
	assert_int_equal(better, GP_BETTER_LOWER);
	assert_false(gp_better_parse(&better, gp_span_of("Lower")));
	assert_int_equal(better, GP_BETTER_LOWER);
	assert_true(gp_better_parse(&better, gp_span_of("none")));
	assert_int_equal(better, GP_BETTER_NONE);
}

static void runs_have_stable_addresses(void **state)
{
	struct gp_entries runs = { 0 };
	struct gp_entry *first = gp_entries_add(&runs);

	(void)state;
	for (int i = 0; i < 100; i++)
		measure(gp_entries_add(&runs), "a", "b", "c");
	assert_int_equal(runs.n, 101);
	assert_ptr_equal(runs.items[0], first);
	gp_entries_clear(&runs);
	assert_int_equal(runs.n, 0);
	gp_entries_clear(&runs);
}

/* ---- kinds ---- */

static void assert_counts(const char *expected, const unsigned *kinds, size_t n)
{
	struct gp_entry_counts counts = { 0 };
	struct gp_buf out = GP_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		gp_entry_counts_add(&counts, kinds[i]);
	gp_entry_counts_put(&out, &counts);
	assert_int_equal(counts.total, n);
	assert_string_equal(gp_buf_str(&out), expected);
	gp_buf_clear(&out);
}

static void kinds_are_counted_in_words(void **state)
{
	const unsigned kinds[] = { GP_ENTRY_ACCEPTANCE, GP_ENTRY_ACCEPTANCE,
				   GP_ENTRY_RUN, GP_ENTRY_KINDS + 3 };

	(void)state;
	assert_counts("0 runs", kinds, 0);
	assert_counts("1 acceptance", kinds, 1);
	assert_counts("2 acceptances", kinds, 2);
	assert_counts("3 entries (1 run, 2 acceptances)", kinds, 3);
	assert_counts("4 entries (1 run, 2 acceptances, "
		      "1 entry of an unknown kind)",
		      kinds, 4);
}

static void kinds_have_names_and_newer_ones_no_properties(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < GP_ENTRY_KINDS + 2; kind++) {
		const struct gp_entry_kind_info *info =
			gp_entry_kind_info(kind);

		assert_true(*info->name && *info->plural);
		if (kind < GP_ENTRY_KINDS)
			continue;
		assert_false(info->has_results || info->is_mark ||
			     info->needs_commit || info->key);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(begins_empty),
		TEST(stamp_is_unique_and_now),
		TEST(one_text_is_one_pointer),
		TEST(same_key_is_same_measurement),
		TEST(names_do_not_run_together),
		TEST(colon_moves_to_the_benchmark),
		TEST(many_keep_their_places),
		TEST(index_is_built_when_needed),
		TEST(pairs_replace_and_keep_order),
		cmocka_unit_test(better_has_names),
		cmocka_unit_test(runs_have_stable_addresses),
		cmocka_unit_test(kinds_are_counted_in_words),
		cmocka_unit_test(kinds_have_names_and_newer_ones_no_properties),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
