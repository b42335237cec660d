#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/parse.h"

static void reads_times(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1970-01-01 00:00:01", 1000 },
		{ "1969-12-31T23:59:59Z", -1000 },
		{ "2000-02-29T12:00:00+00:00", INT64_C(951825600000) },
		{ "2026-11-21T07:37:17+01:00", INT64_C(1795243037000) },
		{ "2026-11-21T01:07:17-0530", INT64_C(1795243037000) },
		{ "2026-11-21T06:37:17.123456Z", INT64_C(1795243037123) },
		{ "2026-11-21T06:37:17,5+00", INT64_C(1795243037500) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t ms;

		assert_true(gp_time_parse(&ms, gp_span_of(rows[i].text)));
		assert_true(ms == rows[i].ms);
	}
}

static void refuses_what_is_no_time(void **state)
{
	static const char *const bad[] = {
		"",
		"2026-11-21",
		"2026-13-21T00:00:00Z",
		"2026-02-29T00:00:00Z",
		"2026-11-21T24:00:00Z",
		"2026-11-21T00:00Z",
		"2026-11-21T00:00:00 UTC",
		"2026-11-21T00:00:00+1",
		"11/21/26 00:00:00",
		"0000-01-01T00:00:00Z",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		int64_t ms = 42;

		assert_false(gp_time_parse(&ms, gp_span_of(bad[i])));
		assert_true(ms == 42);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_times),
		cmocka_unit_test(refuses_what_is_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
