#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "gp/parse.h"

static struct gp_json *parse(const char *text)
{
	struct gp_json *json = NULL;

	assert_int_equal(gp_json_parse(&json, gp_span_of(text)), GP_OK);
	return json;
}

static void keeps_the_digits_of_numbers(void **state)
{
	static const struct {
		const char *text, *again; /* NULL: no finite number */
	} rows[] = {
		{ "0", "0" },
		{ "-0.0", "0.0" },
		{ "45.20", "45.20" },
		{ "1.5e+3", "1500" },
		{ "1.0000000000000000e+00", "1.0000000000000000" },
		{ "9223372036854775807", "9223372036854775807" },
		{ "-9223372036854775807", "-9223372036854775807" },
		{ "9223372036854775808", "9223372036854776000" },
		{ "18446744073709551615", "18446744073709552000" },
		{ "100000000000000000000000", "1e+23" },
		{ "-100000000000000000000000", "-1e+23" },
		{ "1e-00000000000000000000001", "0.1" },
		{ "0.12345678901234567890123", "0.12345678901234568" },
		{ "1.", "1" },
		{ "NaN", NULL },
		{ "Infinity", NULL },
		{ "-Infinity", NULL },
		{ "1e999", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_json *json = parse(rows[i].text);
		struct gp_buf buf = GP_BUF_INIT;
		struct gp_decimal d;

		assert_true(gp_json_is(json, GP_JSON_NUMBER));
		assert_int_equal(gp_json_number(json, &d),
				 rows[i].again != NULL);
		if (rows[i].again) {
			gp_decimal_format(&buf, d);
			assert_string_equal(gp_buf_str(&buf), rows[i].again);
		}
		gp_buf_clear(&buf);
		gp_json_free(json);
	}
}

/* Digits within strings are text, whatever stands beside them. */
static void leaves_strings_alone(void **state)
{
	struct gp_json *json = parse(
		"{\"12345678901234567890\": \"98765432109876543210\\\"1\", "
		"\"n\": [12345678901234567890, \"11111111111111111111\"]}");
	const struct gp_json *list = gp_json_get(json, "n");
	struct gp_decimal d;

	(void)state;
	assert_string_equal(gp_json_get_text(json, "12345678901234567890"),
			    "98765432109876543210\"1");
	assert_true(gp_json_number(gp_json_at(list, 0), &d));
	assert_true(gp_decimal_double(d) == 12345678901234567890.0);
	assert_string_equal(gp_json_text(gp_json_at(list, 1)),
			    "11111111111111111111");
	gp_json_free(json);
}

static void walks_values(void **state)
{
	struct gp_json *json =
		parse("{\"b\": [1, true, null, \"x\"], \"a\": {}, \"n\": null,"
		      " \"z\": \"a\\u0000b\"}");
	struct gp_json_iter it = { 0 };
	struct gp_buf keys = GP_BUF_INIT;
	const struct gp_json *list = gp_json_get(json, "b");
	struct gp_decimal d;

	(void)state;
	while (gp_json_next(json, &it))
		gp_buf_puts(&keys, it.key);
	assert_string_equal(gp_buf_str(&keys), "banz");
	assert_int_equal(gp_json_len(json), 4);
	assert_int_equal(gp_json_len(list), 4);
	assert_true(gp_json_true(gp_json_at(list, 1)));
	assert_null(gp_json_at(list, 2));
	assert_null(gp_json_at(list, 4));
	assert_string_equal(gp_json_text(gp_json_at(list, 3)), "x");
	assert_null(gp_json_get_text(json, "z"));
	assert_null(gp_json_get(json, "missing"));
	assert_null(gp_json_get(list, "b"));
	assert_false(gp_json_get_number(json, "b", &d));
	assert_int_equal(gp_json_type(NULL), GP_JSON_NULL);
	assert_int_equal(gp_json_len(NULL), 0);
	gp_json_free(json);
	gp_json_free(NULL);
	gp_buf_clear(&keys);
}

static void knows_what_was_read(void **state)
{
	struct gp_json *json = parse("{\"a\": 1, \"b\": [2, \"3\", true]}");
	const struct gp_json *list = gp_json_get(json, "b");
	struct gp_decimal d;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_false(gp_json_was_read(gp_json_at(list, i)));
	assert_true(gp_json_number(gp_json_at(list, 0), &d));
	assert_string_equal(gp_json_text(gp_json_at(list, 1)), "3");
	assert_true(gp_json_true(gp_json_at(list, 2)));
	for (size_t i = 0; i < 3; i++)
		assert_true(gp_json_was_read(gp_json_at(list, i)));
	assert_false(gp_json_was_read(gp_json_get(json, "a")));
	assert_false(gp_json_was_read(NULL));
	gp_json_free(json);
}

static void takes_the_last_of_doubled_keys(void **state)
{
	struct gp_json *json = parse("{\"a\": 1, \"a\": 2}");
	struct gp_decimal d;

	(void)state;
	assert_true(gp_json_get_number(json, "a", &d));
	assert_true(gp_decimal_same(d, gp_decimal_int(2)));
	gp_json_free(json);
}

static void says_the_line_of_what_is_broken(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "", "line 1: empty: expected JSON" },
		{ " \n\t", "line 1: empty: expected JSON" },
		{ "{\n\"a\": 1\n", "line 3: the JSON ends too early" },
		{ "[1,\n\"abc", "line 2: the JSON ends too early" },
		{ "{\n\"a\" 1}", "line 2: not JSON: " },
		{ "[1,\n2]\n\n]", "line 4: text after the JSON value" },
		{ "{}\n{}", "line 2: text after the JSON value" },
		{ "1 2", "line 1: text after the JSON value" },
		{ "BM_x 12 ns", "line 1: not JSON: " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_json *json = NULL;

		assert_int_equal(gp_json_parse(&json, gp_span_of(rows[i].text)),
				 GP_EPARSE);
		assert_null(json);
		assert_true(gp_span_starts(gp_span_of(gp_error_message()),
					   rows[i].message));
	}
}

static void counts_lines_from_where_a_part_begins(void **state)
{
	struct gp_json *json = NULL;

	(void)state;
	assert_int_equal(gp_json_parse_at(&json, gp_span_of("[1,\n}"), 7),
			 GP_EPARSE);
	assert_true(gp_span_starts(gp_span_of(gp_error_message()), "line 8: "));
}

static enum gp_err parse_depth(size_t depth)
{
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_json *json = NULL;
	enum gp_err err;

	for (size_t i = 0; i < depth; i++)
		gp_buf_putc(&buf, '[');
	gp_buf_putc(&buf, '1');
	for (size_t i = 0; i < depth; i++)
		gp_buf_putc(&buf, ']');
	err = gp_json_parse(&json, gp_buf_view(&buf));
	gp_json_free(json);
	gp_buf_clear(&buf);
	return err;
}

static void bounds_the_depth(void **state)
{
	(void)state;
	assert_int_equal(parse_depth(100), GP_OK);
	assert_int_equal(parse_depth(101), GP_ELIMIT);
	assert_int_equal(parse_depth(1000000), GP_ELIMIT);
	assert_string_equal(gp_error_message(),
			    "line 1: nested deeper than 100 levels");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_digits_of_numbers),
		cmocka_unit_test(leaves_strings_alone),
		cmocka_unit_test(walks_values),
		cmocka_unit_test(knows_what_was_read),
		cmocka_unit_test(takes_the_last_of_doubled_keys),
		cmocka_unit_test(says_the_line_of_what_is_broken),
		cmocka_unit_test(counts_lines_from_where_a_part_begins),
		cmocka_unit_test(bounds_the_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
