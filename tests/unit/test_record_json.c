/*
 * record --json, against tests/data/report. After a wanted change:
 * test_record_json --update, and read the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/import.h"
#include "gp/report.h"

#include "golden.h"

static void set_run(struct gp_entry *run)
{
	memset(run->id.raw, 0xab, sizeof(run->id.raw));
	memset(run->commit.raw, 0x3f, 20);
	run->commit.size = 20;
}

static void test_empty(void **state)
{
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs),
				    .format = "value" };
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	set_run(intake.run);
	gp_report_record_json(&out, &intake);
	golden_check("report/record-empty.json", &out);
	gp_buf_clear(&out);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
}

static void test_hostile(void **state)
{
	static const char text[] = "{\"a\\u001b[1m\": {\"thing\": 5}, "
				   "\"b\\\"\": {\"p99\": 1.5, "
				   "\"latency_ms\": Infinity}}";
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs) };
	struct gp_inputs inputs = { 0 };
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	assert_int_equal(
		gp_inputs_add_text(&inputs, "x.json", gp_span_of(text)), GP_OK);
	assert_int_equal(
		gp_import_all(&intake, &inputs,
			      &(struct gp_import_options){ .from = "json" }),
		GP_OK);
	set_run(intake.run);
	gp_intake_refuse(&intake, gp_span_of("c\n\xc2\x9b"), "<b>odd</b>");
	gp_report_record_json(&out, &intake);
	golden_check("report/record.json", &out);
	gp_buf_clear(&out);
	gp_inputs_clear(&inputs);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
}

static void add_sized(struct gp_entry *run, const struct gp_parameters *p,
		      const char *benchmark)
{
	struct gp_measurement *m =
		gp_entry_measurement(run, gp_span_of(benchmark),
				     gp_span_of("time"), gp_span_of("ms"));

	m->parameters = p;
	gp_entry_sample(run, m, gp_decimal_int(5));
}

static void refuse_rows(struct gp_intake *intake, const char *name, int n,
			const char *reason)
{
	char row[32];

	for (int i = 0; i < n; i++) {
		snprintf(row, sizeof(row), "%s%d", name, i);
		gp_intake_refuse(intake, gp_span_of(row), reason);
	}
}

/* More than fits: reasons are grouped, and everything is counted. */
static void test_many(void **state)
{
	static const struct gp_pair small[] = { { "size", "1000" },
						{ "lib", "\x1b[1ma" } };
	static const struct gp_pair large[] = { { "size", "10000" },
						{ "lib", "\x1b[1ma" } };
	static const struct gp_parameters sizes[] = { { small, 2, 2 },
						      { large, 2, 2 } };
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs),
				    .format = "csv" };
	struct gp_buf out = GP_BUF_INIT, json = GP_BUF_INIT;
	char reason[32];

	(void)state;
	set_run(intake.run);
	intake.run->testbed = "bed";
	add_sized(intake.run, &sizes[0], "sort/size=1000");
	add_sized(intake.run, &sizes[1], "sort/size=10000");
	intake.n_benchmarks = 2;
	refuse_rows(&intake, "row ", 40, "time: not a number");
	refuse_rows(&intake, "line ", 2, "it failed");
	refuse_rows(&intake, "late ", 1, "time: not a number");
	for (int i = 0; i < 20; i++) {
		snprintf(reason, sizeof(reason), "it failed with %d", i);
		refuse_rows(&intake, "odd ", 1, reason);
	}
	gp_intake_leave_out(&intake, gp_span_of("old.json"), "too old");
	gp_intake_break_off(&intake, "panic in BenchmarkB");
	gp_report_record_text(&out, &intake, false);
	golden_check("report/record-many.txt", &out);
	gp_report_record_json(&json, &intake);
	golden_check("report/record-many.json", &json);
	gp_buf_clear(&out);
	gp_buf_clear(&json);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_many),
	};

	golden_init(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
