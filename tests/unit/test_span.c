#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/span.h"

static void assert_span(struct gp_span span, const char *text)
{
	assert_int_equal(span.len, strlen(text));
	assert_memory_equal(span.data, text, span.len);
}

static void test_compare(void **state)
{
	struct gp_span span = gp_span_of("hello world");

	(void)state;
	assert_true(gp_span_eq(span, "hello world"));
	assert_false(gp_span_eq(span, "hello"));
	assert_true(gp_span_eq(gp_span_of(NULL), ""));
	assert_true(gp_span_starts(span, "hello"));
	assert_false(gp_span_starts(gp_span_of("he"), "hello"));
	assert_true(gp_span_ends(span, "world"));
	assert_false(gp_span_ends(gp_span_of("d"), "world"));
	assert_int_equal(gp_span_find(span, "o w"), 4);
	assert_int_equal(gp_span_find(span, "xyz"), span.len);
	assert_int_equal(gp_span_find(gp_span_of(""), "x"), 0);
}

static void test_cut(void **state)
{
	(void)state;
	assert_span(gp_span_sub(gp_span_of("abc"), 1, 1), "b");
	assert_span(gp_span_sub(gp_span_of("abc"), 1, 99), "bc");
	assert_span(gp_span_sub(gp_span_of("abc"), 99, 1), "");
	assert_span(gp_span_trim(gp_span_of(" \t a b\r\n")), "a b");
	assert_span(gp_span_trim(gp_span_of(" \n ")), "");
}

static void test_lines(void **state)
{
	struct gp_span rest = gp_span_of("one\r\n\ntwo\nthree"), line;

	(void)state;
	assert_true(gp_span_line(&line, &rest));
	assert_span(line, "one");
	assert_true(gp_span_line(&line, &rest));
	assert_span(line, "");
	assert_true(gp_span_line(&line, &rest));
	assert_span(line, "two");
	assert_true(gp_span_line(&line, &rest));
	assert_span(line, "three");
	assert_false(gp_span_line(&line, &rest));
}

static void test_words(void **state)
{
	struct gp_span rest = gp_span_of("  ns/op \t 12 "), word;

	(void)state;
	assert_true(gp_span_word(&word, &rest));
	assert_span(word, "ns/op");
	assert_true(gp_span_word(&word, &rest));
	assert_span(word, "12");
	assert_false(gp_span_word(&word, &rest));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
