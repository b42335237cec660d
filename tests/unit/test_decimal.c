#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "gp/decimal.h"

#include "german.h"

static const struct {
	const char *text;
	int64_t digits;
	int exp;
	const char *again; /* as it is written */
} exact[] = {
	{ "0", 0, 0, "0" },
	{ "-0", 0, 0, "0" },
	{ "7", 7, 0, "7" },
	{ "+7", 7, 0, "7" },
	{ "007", 7, 0, "7" },
	{ "45.20", 4520, -2, "45.20" },
	{ "-45.2", -452, -1, "-45.2" },
	{ ".5", 5, -1, "0.5" },
	{ "0.00125", 125, -5, "0.00125" },
	{ "1e3", 1, 3, "1000" },
	{ "1.2345E+3", 12345, -1, "1234.5" },
	{ "2.5e-07", 25, -8, "0.00000025" },
	{ "1e20", 1, 20, "100000000000000000000" },
	{ "1e21", 1, 21, "1e+21" },
	{ "12e21", 12, 21, "1.2e+22" },
	{ "1e-20", 1, -20, "0.00000000000000000001" },
	{ "1e-22", 1, -22, "1e-22" },
	{ "9223372036854775807", INT64_MAX, 0, "9223372036854775807" },
	{ "-9223372036854775807", -INT64_MAX, 0, "-9223372036854775807" },
	{ "1.000000000000000000", INT64_C(1000000000000000000), -18,
	  "1.000000000000000000" },
	{ "1e308", 1, 308, "1e+308" },
	{ "1e-390", 1, -390, "1e-390" },
};

static void reads_exact_decimals(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(exact) / sizeof(*exact); i++) {
		struct gp_buf buf = GP_BUF_INIT;
		struct gp_decimal d;

		assert_true(gp_decimal_parse(&d, gp_span_of(exact[i].text)));
		assert_int_equal(d.kind, GP_DECIMAL_EXACT);
		assert_true(d.digits == exact[i].digits);
		assert_int_equal(d.exp, exact[i].exp);
		assert_true(gp_decimal_double(d) ==
			    strtod(exact[i].text, NULL));
		gp_decimal_format(&buf, d);
		assert_string_equal(gp_buf_str(&buf), exact[i].again);
		gp_buf_clear(&buf);
	}
}

static const struct {
	const char *text;
	const char *again;
} doubles[] = {
	{ "9223372036854775808", "9223372036854776000" },
	{ "18446744073709551615", "18446744073709552000" },
	{ "0.1000000000000000055511151231257827", "0.1" },
	{ "3.14159265358979323846264338327950288", "3.141592653589793" },
	{ "2.2250738585072011e-308", "2.225073858507201e-308" },
	{ "1.7976931348623157081452742373170436e308",
	  "1.7976931348623157e+308" },
	{ "4.9406564584124654417656879286822e-324", "5e-324" },
};

/* Halves of the last bit are where a shortcut could round the wrong way. */
static void is_the_nearest_double(void **state)
{
	uint64_t random = 88172645463325252;
	char text[48];

	(void)state;
	for (int i = 0; i < 400000; i++) {
		struct gp_decimal d = { .kind = GP_DECIMAL_EXACT };

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		d.digits = (int64_t)(random >> (random % 12));
		if (i % 4 == 0) /* 54 bits and a half */
			d.digits = (d.digits | 0x200) & ~INT64_C(0x1ff);
		d.exp = (int16_t)(i % 3 ? (int)(random % 61) - 30 : 0);
		snprintf(text, sizeof(text), "%llde%d", (long long)d.digits,
			 d.exp);
		assert_true(gp_decimal_double(d) == strtod(text, NULL));
	}
}

static void falls_back_to_doubles(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(doubles) / sizeof(*doubles); i++) {
		struct gp_buf buf = GP_BUF_INIT;
		struct gp_decimal d;

		assert_true(gp_decimal_parse(&d, gp_span_of(doubles[i].text)));
		assert_true(gp_decimal_double(d) ==
			    strtod(doubles[i].text, NULL));
		gp_double_format(&buf, gp_decimal_double(d));
		assert_true(strtod(gp_buf_str(&buf), NULL) ==
			    strtod(doubles[i].text, NULL));
		assert_string_equal(gp_buf_str(&buf), doubles[i].again);
		gp_buf_clear(&buf);
	}
}

static void refuses_what_is_no_number(void **state)
{
	static const char *const bad[] = {
		"",       " ",
		"-",      "+",
		".",      "e5",
		"nan",    "NaN",
		"inf",    "-inf",
		"0x10",   "1,5",
		"1 ",     " 1",
		"1..2",   "1e",
		"1e+",    "5.",
		"--1",    "1e999",
		"12a",    "1.5.2",
		"1_000",  "\xd9\xa1",
		"-1e400", "1e99999999999999999999",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct gp_decimal d = gp_decimal_int(42);

		assert_false(gp_decimal_parse(&d, gp_span_of(bad[i])));
		assert_true(d.digits == 42);
	}
}

static void takes_a_number_off_a_text(void **state)
{
	static const struct {
		const char *text, *rest;
		double value;
	} rows[] = {
		{ "12.5ms", "ms", 12.5 }, { "1e", "e", 1 },
		{ "3e2s", "s", 300 },     { "1.5.2", ".2", 1.5 },
		{ "5.", ".", 5 },         { "-2%", "%", -2 },
		{ "0x10", "x10", 0 },     { "1", "", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_span rest = gp_span_of(rows[i].text);
		struct gp_decimal d;

		assert_true(gp_decimal_take(&d, &rest));
		assert_true(gp_span_eq(rest, rows[i].rest));
		assert_true(gp_decimal_double(d) == rows[i].value);
	}
}

static void compares_what_was_printed(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{ "45.2", "45.2", true },   { "45.2", "45.20", false },
		{ "452e-1", "45.2", true }, { "1", "-1", false },
		{ "1e300", "1e300", true }, { "100", "1e2", false },
	};
	struct gp_decimal none = { .kind = GP_DECIMAL_NONE };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_decimal a, b;

		assert_true(gp_decimal_parse(&a, gp_span_of(rows[i].a)));
		assert_true(gp_decimal_parse(&b, gp_span_of(rows[i].b)));
		assert_int_equal(gp_decimal_same(a, b), rows[i].same);
	}
	assert_false(gp_decimal_same(none, none));
	assert_true(isnan(gp_decimal_double(none)));
}

static void makes_whole_doubles_exact(void **state)
{
	(void)state;
	assert_int_equal(gp_decimal_real(1e15).kind, GP_DECIMAL_EXACT);
	assert_int_equal(gp_decimal_real(-3).digits, -3);
	assert_int_equal(gp_decimal_real(0.5).kind, GP_DECIMAL_DOUBLE);
	assert_int_equal(gp_decimal_real(0x1p53).kind, GP_DECIMAL_DOUBLE);
}

/* More digits than a double can use: only the first ones may count. */
static void reads_very_long_numbers(void **state)
{
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_decimal d;

	(void)state;
	gp_buf_puts(&buf, "0.");
	for (int i = 0; i < 100000; i++)
		gp_buf_putc(&buf, '0' + i % 10);
	assert_true(gp_decimal_parse(&d, gp_buf_view(&buf)));
	assert_true(gp_decimal_double(d) == strtod(gp_buf_str(&buf), NULL));
	gp_buf_reset(&buf);
	for (int i = 0; i < 1000; i++)
		gp_buf_putc(&buf, '9');
	assert_false(gp_decimal_parse(&d, gp_buf_view(&buf)));
	gp_buf_puts(&buf, "e-990");
	assert_true(gp_decimal_parse(&d, gp_buf_view(&buf)));
	assert_true(gp_decimal_double(d) == 1e10);
	/* 1 + 2^-53 is half-way and rounds down; a digit more rounds up. */
	gp_buf_reset(&buf);
	gp_buf_puts(&buf, "1.00000000000000011102230246251565404236316680908203"
			  "125");
	for (int i = 0; i < 2000; i++)
		gp_buf_putc(&buf, '0');
	assert_true(gp_decimal_parse(&d, gp_buf_view(&buf)));
	assert_true(gp_decimal_double(d) == 1.0);
	gp_buf_putc(&buf, '1');
	assert_true(gp_decimal_parse(&d, gp_buf_view(&buf)));
	assert_true(gp_decimal_double(d) > 1.0);
	gp_buf_clear(&buf);
}

/* Any double, written and read, is the same double. */
static void round_trips_doubles(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct gp_buf buf = GP_BUF_INIT;
		struct gp_decimal d;
		union {
			uint64_t bits;
			double value;
		} u;

		seed = seed * UINT64_C(6364136223846793005) +
		       UINT64_C(1442695040888963407);
		u.bits = seed ^ seed >> 29;
		if (!isfinite(u.value))
			continue;
		gp_double_format(&buf, u.value);
		assert_true(gp_decimal_parse(&d, gp_buf_view(&buf)));
		assert_true(gp_decimal_double(d) == u.value);
		gp_buf_clear(&buf);
	}
}

/* Digits between the first and the last that is not 0. */
static int count_digits(const char *text)
{
	int n = 0, zeros = 0;

	for (; *text && *text != 'e'; text++) {
		if (*text < '0' || *text > '9' || (!n && *text == '0'))
			continue;
		zeros = *text == '0' ? zeros + 1 : 0;
		n++;
	}
	return n - zeros;
}

/* No text with fewer digits reads back, whichever way it was found. */
static void writes_the_shortest(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct gp_buf buf = GP_BUF_INIT;
		char text[64];
		double value;
		int want = 1;

		seed = seed * UINT64_C(6364136223846793005) +
		       UINT64_C(1442695040888963407);
		snprintf(text, sizeof(text), "%.*e", i % 17,
			 (double)(seed >> 11) * pow(10, i % 24 - 22));
		value = strtod(text, NULL);
		do {
			snprintf(text, sizeof(text), "%.*e", want - 1, value);
		} while (strtod(text, NULL) != value && want++ < 17);
		gp_double_format(&buf, value);
		assert_int_equal(count_digits(gp_buf_str(&buf)), want);
		assert_true(strtod(gp_buf_str(&buf), NULL) == value);
		gp_buf_clear(&buf);
	}
}

/* Germany writes 1,5; the C library would, too, if it were asked. */
static void ignores_the_locale(void **state)
{
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_decimal d;

	(void)state;
	if (!locale_german())
		skip();
	assert_true(gp_decimal_parse(&d, gp_span_of("0.1234567890123456789")));
	gp_double_format(&buf, gp_decimal_double(d));
	locale_plain();
	assert_string_equal(gp_buf_str(&buf), "0.12345678901234568");
	gp_buf_clear(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_exact_decimals),
		cmocka_unit_test(is_the_nearest_double),
		cmocka_unit_test(falls_back_to_doubles),
		cmocka_unit_test(refuses_what_is_no_number),
		cmocka_unit_test(takes_a_number_off_a_text),
		cmocka_unit_test(compares_what_was_printed),
		cmocka_unit_test(makes_whole_doubles_exact),
		cmocka_unit_test(reads_very_long_numbers),
		cmocka_unit_test(round_trips_doubles),
		cmocka_unit_test(writes_the_shortest),
		cmocka_unit_test(ignores_the_locale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
