#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/parse.h"

static struct gp_json *parse_value(const char *text)
{
	struct gp_json *json = NULL;

	assert_int_equal(gp_json_parse(&json, gp_span_of(text)), GP_OK);
	return json;
}

static void reads_numbers_in_strings(void **state)
{
	static const struct {
		const char *json, *number, *unit; /* NULL: no number */
	} rows[] = {
		{ "12.50", "12.50", "" },
		{ "\"62034.4\"", "62034.4", "" },
		{ "\" -0.5 \"", "-0.5", "" },
		{ "\"1e-7\"", "0.0000001", "" },
		{ "\"12.5 ms\"", "12.5", "ms" },
		{ "\"12.5ms\"", "12.5", "ms" },
		{ "\"45%\"", "45", "%" },
		{ "\"45 %\"", "45", "%" },
		{ "\"3 ops/s\"", "3", "ops/s" },
		{ "\"7 \xc2\xb5s/op\"", "7", "\xc2\xb5s/op" },
		{ "\"7\xce\xbcs\"", "7", "\xce\xbcs" },
		{ "\"1,234\"", NULL, NULL },
		{ "\"1,234.5 ms\"", NULL, NULL },
		{ "\"1.2.3\"", NULL, NULL },
		{ "\"v1\"", NULL, NULL },
		{ "\"2026-11-30\"", NULL, NULL },
		{ "\"12:30\"", NULL, NULL },
		{ "\"10 ms (2 runs)\"", NULL, NULL },
		{ "\"5 red apples\"", NULL, NULL },
		{ "\"1234e56\"", NULL, NULL },
		{ "\"12ab34cd\"", NULL, NULL },
		{ "\"12abcde\"", NULL, NULL },
		{ "\"NaN\"", NULL, NULL },
		{ "\"\"", NULL, NULL },
		{ "true", NULL, NULL },
		{ "null", NULL, NULL },
		{ "[1]", NULL, NULL },
		{ "NaN", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_json *json = parse_value(rows[i].json);
		struct gp_buf number = GP_BUF_INIT;
		struct gp_decimal d;
		struct gp_span unit;

		if (gp_json_measure(json, &d, &unit) != !!rows[i].number)
			fail_msg("%s", rows[i].json);
		if (rows[i].number) {
			gp_decimal_format(&number, d);
			assert_string_equal(gp_buf_str(&number),
					    rows[i].number);
			assert_true(gp_span_eq(unit, rows[i].unit));
		}
		gp_buf_clear(&number);
		gp_json_free(json);
	}
}

static void knows_what_is_not_finite(void **state)
{
	static const struct {
		const char *json;
		bool is;
	} rows[] = {
		{ "NaN", true },       { "-Infinity", true },
		{ "1e999", true },     { "\"NaN\"", true },
		{ "\"-inf\"", true },  { "\"+Infinity\"", true },
		{ "\"info\"", false }, { "1", false },
		{ "null", false },     { "\"\"", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_json *json = parse_value(rows[i].json);

		assert_int_equal(gp_json_not_finite(json), rows[i].is);
		gp_json_free(json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers_in_strings),
		cmocka_unit_test(knows_what_is_not_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
