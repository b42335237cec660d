#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/import.h"

static const struct {
	const char *benchmark, *metric, *unit;
	const char *guessed_unit;
	enum gp_better better;
} rows[] = {
	/* the unit says it */
	{ "b", "ns/op", "ns/op", "ns/op", GP_BETTER_LOWER },
	{ "b", "widgets/op", "widgets/op", "widgets/op", GP_BETTER_LOWER },
	{ "b", "p99-ns", "ns", "ns", GP_BETTER_LOWER },
	{ "b", "anything", "\xc2\xb5s", "\xc2\xb5s", GP_BETTER_LOWER },
	{ "b", "anything", "KiB", "KiB", GP_BETTER_LOWER },
	{ "b", "anything", "MB/s", "MB/s", GP_BETTER_HIGHER },
	{ "b", "anything", "req/s", "req/s", GP_BETTER_HIGHER },
	{ "b", "anything", "rps", "rps", GP_BETTER_HIGHER },
	{ "b", "anything", "widgets", "widgets", GP_BETTER_NONE },
	/* the name says it */
	{ "b", "parse_ns", "", "ns", GP_BETTER_LOWER },
	{ "b", "parse_us", "", "us", GP_BETTER_LOWER },
	{ "b", "parseMs", "", "ms", GP_BETTER_LOWER },
	{ "b", "parse (ms)", "", "ms", GP_BETTER_LOWER },
	{ "b", "setup_seconds", "", "s", GP_BETTER_LOWER },
	{ "b", "uptime_seconds", "", "s", GP_BETTER_NONE },
	{ "b", "wall_time_s", "", "s", GP_BETTER_LOWER },
	{ "b", "written_mb_s", "", "MB/s", GP_BETTER_HIGHER },
	{ "b", "parse_s", "", "", GP_BETTER_NONE },
	{ "b", "resident_bytes", "", "B", GP_BETTER_LOWER },
	{ "b", "peakRssMb", "", "MB", GP_BETTER_LOWER },
	{ "b", "cpu_pct", "", "%", GP_BETTER_NONE },
	{ "b", "ms", "", "", GP_BETTER_NONE },
	{ "b", "p50", "", "", GP_BETTER_LOWER },
	{ "b", "p99.9", "", "", GP_BETTER_LOWER },
	{ "b", "read_latency", "", "", GP_BETTER_LOWER },
	{ "b", "duration", "", "", GP_BETTER_LOWER },
	{ "b", "throughput", "", "", GP_BETTER_HIGHER },
	{ "b", "Requests/s", "", "requests/s", GP_BETTER_HIGHER },
	{ "b", "items_per_second", "", "items/s", GP_BETTER_HIGHER },
	{ "b", "ops", "", "", GP_BETTER_HIGHER },
	{ "b", "drops", "", "", GP_BETTER_LOWER },
	{ "b", "iterations", "", "", GP_BETTER_NONE },
	/* failures win over rates, success only over what is no time */
	{ "b", "error_rate", "", "", GP_BETTER_LOWER },
	{ "b", "Failures/s", "", "failures/s", GP_BETTER_LOWER },
	{ "b", "timeouts", "req/s", "req/s", GP_BETTER_LOWER },
	{ "b", "sandbox_violations", "", "", GP_BETTER_LOWER },
	{ "b", "success_rate", "", "", GP_BETTER_HIGHER },
	{ "b", "success_pct", "", "%", GP_BETTER_HIGHER },
	{ "b", "unsuccessful", "", "", GP_BETTER_LOWER },
	{ "b", "success_latency_ms", "", "ms", GP_BETTER_LOWER },
	/* "value" says nothing: then the benchmark's last word may */
	{ "api/latency_ms", "value", "", "ms", GP_BETTER_LOWER },
	{ "api/throughput", "value", "", "", GP_BETTER_HIGHER },
	{ "api/size", "value", "B", "B", GP_BETTER_LOWER },
	{ "errors/parse", "value", "MB/s", "MB/s", GP_BETTER_HIGHER },
	{ "api/widgets", "value", "", "", GP_BETTER_NONE },
};

static void guesses_units_and_directions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_entries runs = { 0 };
		struct gp_intake intake = { .run = gp_entries_add(&runs) };
		struct gp_measurement *m = gp_entry_measurement(
			intake.run, gp_span_of(rows[i].benchmark),
			gp_span_of(rows[i].metric), gp_span_of(rows[i].unit));

		gp_entry_sample(intake.run, m, gp_decimal_int(1));
		gp_intake_guess(&intake);
		m = &intake.run->results[0];
		if (m->better != rows[i].better)
			fail_msg("%s in '%s': %s", rows[i].metric, rows[i].unit,
				 gp_better_name(m->better));
		assert_string_equal(m->unit, rows[i].guessed_unit);
		assert_int_equal(intake.n_guessed, 1);
		assert_string_equal(intake.guessed[0].metric, rows[i].metric);
		assert_string_equal(intake.guessed[0].unit, m->unit);
		assert_int_equal(intake.guessed[0].better, m->better);
		gp_intake_clear(&intake);
		gp_entries_clear(&runs);
	}
}

static void notes_each_guess_once_and_no_knowledge(void **state)
{
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs) };
	const char *benchmarks[] = { "a", "b", "c" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct gp_span name = gp_span_of(benchmarks[i]);
		struct gp_measurement *m;

		m = gp_entry_measurement(intake.run, name,
					 gp_span_of("time_ms"), gp_span_of(""));
		gp_entry_sample(intake.run, m, gp_decimal_int(1));
		m = gp_entry_measurement(intake.run, name, gp_span_of("known"),
					 gp_span_of(""));
		m->better = GP_BETTER_HIGHER;
		gp_entry_sample(intake.run, m, gp_decimal_int(1));
	}
	gp_intake_guess(&intake);
	assert_int_equal(intake.n_guessed, 1);
	assert_int_equal(intake.n_benchmarks, 3);
	for (size_t i = 0; i < intake.run->n_results; i++)
		assert_int_equal(intake.run->results[i].better,
				 i % 2 ? GP_BETTER_HIGHER : GP_BETTER_LOWER);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guesses_units_and_directions),
		cmocka_unit_test(notes_each_guess_once_and_no_knowledge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
