#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "gp/import.h"

static void reads_values_by_hand(void **state)
{
	static const struct {
		const char *text, *benchmark, *metric, *unit, *value;
	} rows[] = {
		{ "parse:p99=12.5ms", "parse", "p99", "ms", "12.5" },
		{ "x=1", "x", "value", "", "1" },
		{ "a=b:c=-2.50 req/s", "a=b", "c", "req/s", "-2.50" },
		{ "std::vector=3B", "std:", "vector", "B", "3" },
		{ " k = 7 % ", "k", "value", "%", "7" },
		{ "x=1.5x", "x", "value", "x", "1.5" },
		{ "x=2e3ops/s", "x", "value", "ops/s", "2000" },
		{ "x=3cm3", "x", "value", "cm3", "3" },
		{ "x=4 events", "x", "value", "events", "4" },
		{ "\xc3\xa4=1\xc2\xb5s", "\xc3\xa4", "value", "\xc2\xb5s",
		  "1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_entries runs = { 0 };
		struct gp_intake intake = { .run = gp_entries_add(&runs) };
		struct gp_buf value = GP_BUF_INIT;
		struct gp_measurement *m;

		assert_int_equal(gp_import_value(&intake, rows[i].text), GP_OK);
		assert_int_equal(gp_import_value(&intake, rows[i].text), GP_OK);
		assert_int_equal(intake.run->n_results, 1);
		m = &intake.run->results[0];
		assert_string_equal(m->benchmark, rows[i].benchmark);
		assert_string_equal(m->metric, rows[i].metric);
		assert_string_equal(m->unit, rows[i].unit);
		assert_int_equal(m->n_samples, 2);
		gp_decimal_format(&value, m->samples[1]);
		assert_string_equal(gp_buf_str(&value), rows[i].value);
		gp_buf_clear(&value);
		gp_intake_clear(&intake);
		gp_entries_clear(&runs);
	}
}

static void refuses_what_is_no_value(void **state)
{
	static const char *const bad[] = {
		"",
		"x",
		"x=",
		"=1",
		"x=ms",
		"x=NaN",
		"x=inf",
		":p99=1",
		"x:=1",
		"x=1e999",
		"\xff=1",
		" =1",
		/* numbers that are written in another way */
		"x=0x10",
		"x=0XfF",
		"x=0b101",
		"x=0o17",
		"x=1d5",
		"x=1p3",
		"x=1e5e3",
		"x=1.2.3",
		"x=1,5",
		"x=1_000",
		"x=1 000ms",
		"x=1'000",
		"x=2-3",
		"x=1+1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct gp_entries runs = { 0 };
		struct gp_intake intake = { .run = gp_entries_add(&runs) };

		assert_int_equal(gp_import_value(&intake, bad[i]), GP_EUSAGE);
		assert_non_null(strstr(gp_error_message(), "KEY=NUMBER[UNIT]"));
		assert_int_equal(intake.run->n_results, 0);
		gp_intake_clear(&intake);
		gp_entries_clear(&runs);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_values_by_hand),
		cmocka_unit_test(refuses_what_is_no_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
