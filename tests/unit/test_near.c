#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/near.h"

static const char *const words[] = { "record", "check",       "compare",
				     "log",    "show",        "alias",
				     "accept", "failLatency", "warnLatency" };
#define N (sizeof(words) / sizeof(words[0]))

static void expect_near(const char *word, const char *meant)
{
	size_t at = gp_near(word, words, N);

	if (!meant) {
		assert_int_equal(at, N);
		return;
	}
	if (at == N)
		fail_msg("nothing is near '%s'", word);
	assert_string_equal(words[at], meant);
}

static void mistyped_words_are_found(void **state)
{
	(void)state;
	expect_near("chekc", "check");
	expect_near("check", "check");
	expect_near("Check", "check");
	expect_near("chek", "check");
	expect_near("cheeck", "check");
	expect_near("recrod", "record");
	expect_near("lgo", "log");
	expect_near("comapre", "compare");
	expect_near("failLatancy", "failLatency");
	expect_near("warnlatency", "warnLatency");
}

static void other_words_are_not(void **state)
{
	char longer[200];

	(void)state;
	expect_near("", NULL);
	expect_near("nonsense", NULL);
	expect_near("ls", NULL);
	expect_near("x", NULL);
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	expect_near(longer, NULL);
	assert_int_equal(gp_near("check", words, 0), 0);
}

static void stars_stand_for_any_letters(void **state)
{
	char longer[200];

	(void)state;
	assert_int_equal(gp_near_edits("parse:*", "parse:time"), 0);
	assert_int_equal(gp_near_edits("prase:*", "parse:time"), 1);
	assert_int_equal(gp_near_edits("*", ""), 0);
	assert_int_equal(gp_near_edits("", "abc"), 3);
	assert_int_equal(gp_near_edits("*64/4B", "Sum64/4B"), 0);
	assert_int_equal(gp_near_edits("a*c", "abbbd"), 1);
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_true(gp_near_edits("*", longer) == SIZE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistyped_words_are_found),
		cmocka_unit_test(other_words_are_not),
		cmocka_unit_test(stars_stand_for_any_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
