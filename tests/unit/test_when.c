/*
 * Points in time as people give them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/parse.h"

#define NOW INT64_C(1795243037) /* 2026-11-21T06:37:17Z */
#define DAY INT64_C(86400)

static void reads_what_people_say(void **state)
{
	static const struct {
		const char *text;
		int64_t first, last;
	} rows[] = {
		{ "now", NOW, NOW },
		{ "today", 1795219200, 1795305599 },
		{ "yesterday", 1795132800, 1795219199 },
		{ "2026-11-21", 1795219200, 1795305599 },
		{ "1970-01-01", 0, 86399 },
		{ "1969-12-31", -86400, -1 },
		{ "2026-11-21T06:37", NOW - 17, NOW - 17 },
		{ "2026-11-21 06:37:17", NOW, NOW },
		{ "2026-11-21T07:37:17+01:00", NOW, NOW },
		{ "1969-12-31T23:59:59.5Z", -1, -1 },
		{ "30 days ago", NOW - 30 * DAY, NOW - 30 * DAY },
		{ "30.days.ago", NOW - 30 * DAY, NOW - 30 * DAY },
		{ "30.days", NOW - 30 * DAY, NOW - 30 * DAY },
		{ " 1 day ", NOW - DAY, NOW - DAY },
		{ "2w", NOW - 14 * DAY, NOW - 14 * DAY },
		{ "90d", NOW - 90 * DAY, NOW - 90 * DAY },
		{ "12h", NOW - 43200, NOW - 43200 },
		{ "5 minutes ago", NOW - 300, NOW - 300 },
		{ "5min", NOW - 300, NOW - 300 },
		{ "10 s", NOW - 10, NOW - 10 },
		{ "1 month", NOW - 30 * DAY, NOW - 30 * DAY },
		{ "999999999y", NOW - 999999999 * (365 * DAY),
		  NOW - 999999999 * (365 * DAY) },
		{ "@0", 0, 0 },
		{ "@1795243037", NOW, NOW },
		{ "1795243037", NOW, NOW },
		{ "179524303", 179524303, 179524303 },
		{ "@253402300799", INT64_C(253402300799),
		  INT64_C(253402300799) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_span text = gp_span_of(rows[i].text);
		int64_t got;

		if (!gp_when_parse(&got, text, NOW, false))
			fail_msg("%s is a time", rows[i].text);
		assert_int_equal(got, rows[i].first);
		assert_true(gp_when_parse(&got, text, NOW, true));
		assert_int_equal(got, rows[i].last);
	}
}

static void refuses_the_rest(void **state)
{
	static const char *const bad[] = {
		"",
		" ",
		"soon",
		"30",
		"2026",
		"2026-13-01",
		"2026-02-30",
		"2m",
		"2 months before",
		"days",
		"1 day ago ago",
		"-3 days",
		"1d2",
		"@",
		"@12x",
		"@1234567890123",
		"last friday",
		"3 dayss",
		"11/21/26",
		"2026-11-21T25:00",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		int64_t got = 42;

		if (gp_when_parse(&got, gp_span_of(bad[i]), NOW, false))
			fail_msg("'%s' is no time", bad[i]);
		assert_int_equal(got, 42);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_people_say),
		cmocka_unit_test(refuses_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
