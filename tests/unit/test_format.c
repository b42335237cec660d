#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/report.h"

static void check(const char *want, struct gp_buf *got)
{
	assert_string_equal(gp_buf_str(got), want);
	gp_buf_clear(got);
}

static void test_time(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} rows[] = {
		{ 0, "1970-01-01T00:00:00Z" },
		{ -1, "1969-12-31T23:59:59Z" },
		{ 951782399, "2000-02-28T23:59:59Z" },
		{ 951782400, "2000-02-29T00:00:00Z" },
		{ 951868800, "2000-03-01T00:00:00Z" },
		{ 1795254000, "2026-11-21T09:40:00Z" },
		{ 4107542400, "2100-03-01T00:00:00Z" },
		{ INT64_C(253402300799), "9999-12-31T23:59:59Z" },
		{ INT64_C(253402300800), "9999-12-31T23:59:59Z" },
		{ INT64_MAX, "9999-12-31T23:59:59Z" },
		{ INT64_MIN, "0000-03-01T00:00:00Z" },
	};
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		gp_format_time(&out, rows[i].seconds);
		check(rows[i].text, &out);
	}
}

static void test_value(void **state)
{
	static const struct {
		double value;
		const char *unit;
		const char *text;
	} rows[] = {
		{ 1234567, "ns", "1.23 ms" },
		{ 999499, "ns", "999 µs" },
		{ 999600, "ns", "1.00 ms" },
		{ 0.25, "ns", "250 ps" },
		{ 45.2, "us", "45.2 µs" },
		{ -45.2, "µs", "-45.2 µs" },
		{ 1.5, "s", "1.50 s" },
		{ 90, "s", "90 s" },
		{ 150, "s", "2.50 min" },
		{ 9000, "s", "2.50 h" },
		{ 1234.5, "ns/op", "1.23 µs/op" },
		{ 0, "ms", "0 ms" },
		{ 532, "B", "532 B" },
		{ 12345678, "B", "12.3 MB" },
		{ 1536, "KiB", "1.50 MiB" },
		{ 1300, "MB/s", "1.30 GB/s" },
		{ 12345, "allocs/op", "12345 allocs/op" },
		{ 1234567, "items/s", "1.23M items/s" },
		{ 0.5, "", "0.500" },
		{ 42, "", "42" },
		{ 12.345, "%", "12.3 %" },
		{ 0.0001234, "", "1.23e-4" },
		{ 9.999e-5, "", "1.00e-4" },
		{ 5e-324, "", "4.94e-324" },
		{ 1.7e308, "x", "1.70e308 x" },
		{ 1.7e308, "s", "4.72e304 h" },
		{ 999950, "x", "999950 x" },
		{ 123456789012, "x", "123G x" },
		{ 99.96, "x", "100 x" },
		{ 9.996, "x", "10.0 x" },
		{ 0.99951, "x", "1.00 x" },
		{ 0.012345, "x", "0.0123 x" },
		{ NAN, "ms", "? ms" },
		{ 1, "\x1b[1m", "1 \\x1b[1m" },
	};
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		gp_format_value(&out, rows[i].value, rows[i].unit);
		check(rows[i].text, &out);
	}
}

static void test_change(void **state)
{
	static const struct {
		double fraction;
		const char *text;
	} rows[] = {
		{ 0.123, "+12.3 %" },     { -0.0251, "-2.5 %" },
		{ 0.0031, "+0.31 %" },    { 0, "+0.00 %" },
		{ -0.000001, "+0.00 %" }, { 12.34, "+1234 %" },
		{ 1e9, "+100G %" },       { NAN, "?" },
		{ INFINITY, "?" },
	};
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		gp_format_change(&out, rows[i].fraction);
		check(rows[i].text, &out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_value),
		cmocka_unit_test(test_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
