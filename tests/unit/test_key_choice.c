#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/key_choice.h"
#include "gp/limits.h"

static const char *const names[][2] = {
	{ "BenchmarkSum64/4B", "ns/op" },
	{ "BenchmarkSum64/4B", "MB/s" },
	{ "BenchmarkSum64/16B", "ns/op" },
	{ "sort/size=1000 [python=3.12]", "time" },
	{ "test[10]", "p99" },
	{ "test1", "p99" },
	{ "a*b", "time" },
};
#define N (sizeof(names) / sizeof(names[0]))

/* What a pattern selects, as indices: "0 1"; and the notice about it. */
static void selects(const char *pattern, const char *want, const char *notice)
{
	struct gp_notices notices = { 0 };
	struct gp_buf got = GP_BUF_INIT;
	struct gp_key_choice choice;

	gp_key_choice_init(&choice, &pattern, 1);
	for (size_t i = 0; i < N; i++)
		gp_key_choice_see(&choice, names[i][0], names[i][1]);
	gp_key_choice_loosen(&choice, &notices);
	for (size_t i = 0; i < N; i++)
		if (gp_key_match(choice.keys[0], names[i][0], names[i][1]))
			gp_buf_printf(&got, "%s%zu", got.len ? " " : "", i);
	assert_string_equal(gp_buf_str(&got), want);
	assert_int_equal(notices.n, notice != NULL);
	if (notice && !strstr(notices.items[0], notice))
		fail_msg("'%s' is not in '%s'", notice, notices.items[0]);
	gp_buf_clear(&got);
	gp_notices_clear(&notices);
	gp_key_choice_clear(&choice);
}

static void whole_names_come_first(void **state)
{
	(void)state;
	selects("BenchmarkSum64/4B", "0 1", NULL);
	selects("*4B*", "0 1", NULL);
	selects("test1", "5", NULL);
	selects("test[10]", "4 5", NULL);
	selects("p99", "4 5", NULL);
	selects("sort", "3", NULL);
}

static void parts_of_names_are_taken(void **state)
{
	(void)state;
	selects("Sum64/4B", "0 1",
		"no series is called 'Sum64/4B': taking those that have it in "
		"the name: BenchmarkSum64/4B:ns/op, BenchmarkSum64/4B:MB/s");
	selects("sum64", "0 1 2", "BenchmarkSum64/16B:ns/op");
	selects("4b:NS", "0", "taking the one that has it in the name: ");
	selects("PYTHON=3.12", "3", "sort/size=1000 [python=3.12]:time");
	selects("size=1000 [py", "3", "sort/size=1000");
	selects("T[1", "4", "test[10]:p99");
	selects("SUM*4B", "0 1", "BenchmarkSum64/4B:ns/op");
	selects("A*B", "6", "a*b:time");
	selects("mb/", "1", "BenchmarkSum64/4B:MB/s");
}

static void nothing_is_taken_for_nothing(void **state)
{
	(void)state;
	selects("", "", NULL);
	selects("nonsense", "", NULL);
	selects("BenchmarkSum64/5B", "", "did you mean 'BenchmarkSum64/4B'?");
	selects("BenchmarkSun64/4B:ns/op", "",
		"did you mean 'BenchmarkSum64/4B:ns/op'?");
}

static void each_pattern_for_itself(void **state)
{
	static const char *const patterns[] = { "test1", "sum64/4b", "zzz" };
	struct gp_notices notices = { 0 };
	struct gp_key_choice choice;

	(void)state;
	gp_key_choice_init(&choice, patterns, 3);
	for (size_t i = 0; i < N; i++)
		gp_key_choice_see(&choice, names[i][0], names[i][1]);
	assert_false(gp_key_choice_done(&choice));
	gp_key_choice_loosen(&choice, &notices);
	assert_string_equal(choice.keys[0], "test1");
	assert_true(gp_key_match(choice.keys[1], names[0][0], "x"));
	assert_string_equal(choice.keys[2], "zzz");
	assert_int_equal(notices.n, 1);
	gp_notices_clear(&notices);
	gp_key_choice_clear(&choice);

	gp_key_choice_init(&choice, patterns, 1);
	gp_key_choice_see(&choice, "test1", "x");
	assert_true(gp_key_choice_done(&choice));
	gp_key_choice_clear(&choice);
}

static void candidates_are_named(void **state)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_key_choice choice;

	(void)state;
	gp_key_choice_init(&choice, NULL, 0);
	for (size_t i = 0; i < N; i++)
		gp_key_choice_see(&choice, names[i][0], names[i][1]);
	assert_int_equal(gp_key_choice_candidates(&choice, &out, "sum64/4b"),
			 2);
	assert_string_equal(gp_buf_str(&out), "BenchmarkSum64/4B:ns/op, "
					      "BenchmarkSum64/4B:MB/s");
	gp_buf_reset(&out);
	assert_int_equal(gp_key_choice_candidates(&choice, &out, "test11"), 1);
	assert_string_equal(gp_buf_str(&out), "test1");
	assert_int_equal(gp_key_choice_candidates(&choice, &out, "qqqq"), 0);
	gp_buf_clear(&out);
	gp_key_choice_clear(&choice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_names_come_first),
		cmocka_unit_test(parts_of_names_are_taken),
		cmocka_unit_test(nothing_is_taken_for_nothing),
		cmocka_unit_test(each_pattern_for_itself),
		cmocka_unit_test(candidates_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
