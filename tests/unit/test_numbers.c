/*
 * Series of numbers as text, and what is refused.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/parse.h"

struct text {
	const char *text;
	double want[6];
	size_t n;
	const char *message; /* where it is refused */
};

static const struct text texts[] = {
	{ "", { 0 }, 0, NULL },
	{ "1\n2\n3\n", { 1, 2, 3 }, 3, NULL },
	{ "1\n2", { 1, 2 }, 2, NULL },
	{ "\n  \n# a word\n 1.5 \r\n\t-2e3\n", { 1.5, -2000 }, 2, NULL },
	{ "1\nnan\nNaN\nnull\n2\n", { 1, NAN, NAN, NAN, 2 }, 5, NULL },
	{ "1e-300\n1e300\n", { 1e-300, 1e300 }, 2, NULL },
	{ "\xef\xbb\xbf"
	  "7\n",
	  { 7 },
	  1,
	  NULL },
	{ "1\n\nx\n", { 0 }, 0, "f:3: expected one finite number, not 'x'" },
	{ "1 2\n", { 0 }, 0, "f:1: expected one finite number, not '1 2'" },
	{ "1,5\n", { 0 }, 0, "f:1: expected one finite number, not '1,5'" },
	{ "inf\n", { 0 }, 0, "f:1: expected one finite number, not 'inf'" },
	{ "-Infinity\n",
	  { 0 },
	  0,
	  "f:1: expected one finite number, not '-Infinity'" },
	{ "1e999\n", { 0 }, 0, "f:1: expected one finite number, not '1e999'" },
	{ "0x10\n", { 0 }, 0, "f:1: expected one finite number, not '0x10'" },
	{ "12.5ms\n",
	  { 0 },
	  0,
	  "f:1: expected one finite number, not '12.5ms'" },
	{ "1234567890123456789012345678901234567890x\n",
	  { 0 },
	  0,
	  "f:1: expected one finite number, not "
	  "'1234567890123456789012345678901234567890...'" },
	{ "1\n\xff\n",
	  { 0 },
	  0,
	  "f: line 2: byte 2 is 0xff, which is not UTF-8: if this is Latin-1, "
	  "convert it with iconv -f LATIN1 -t UTF-8" },
};

static const struct text arrays[] = {
	{ "[]", { 0 }, 0, NULL },
	{ "[1, null, -2.5e3, 1e-300, 1e300]",
	  { 1, NAN, -2500, 1e-300, 1e300 },
	  5,
	  NULL },
	{ "[1, \"2\"]",
	  { 0 },
	  0,
	  "value 1 is not a finite number: write null for a missing value" },
	{ "[NaN]",
	  { 0 },
	  0,
	  "value 0 is not a finite number: write null for a missing value" },
	{ "[1, 2, -Infinity]",
	  { 0 },
	  0,
	  "value 2 is not a finite number: write null for a missing value" },
};

static void check(const struct text *text, const struct gp_numbers *got,
		  enum gp_err err)
{
	if (text->message) {
		assert_int_equal(err, GP_EPARSE);
		assert_string_equal(gp_error_message(), text->message);
		gp_error_clear();
		return;
	}
	assert_int_equal(err, GP_OK);
	assert_int_equal(got->n, text->n);
	for (size_t i = 0; i < got->n; i++)
		assert_true(isnan(text->want[i]) ? isnan(got->x[i])
						 : got->x[i] == text->want[i]);
}

static void reads_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct gp_numbers got = { 0 };
		enum gp_err err =
			gp_numbers_parse(&got, gp_span_of(texts[i].text), "f");

		check(&texts[i], &got, err);
		gp_numbers_clear(&got);
	}
}

static void reads_arrays(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++) {
		struct gp_numbers got = { 0 };
		struct gp_json *json;

		assert_int_equal(
			gp_json_parse(&json, gp_span_of(arrays[i].text)),
			GP_OK);
		check(&arrays[i], &got, gp_numbers_json(&got, json));
		gp_json_free(json);
		gp_numbers_clear(&got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_lines),
		cmocka_unit_test(reads_arrays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
