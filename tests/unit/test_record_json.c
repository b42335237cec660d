/*
 * record --json, against tests/data/report. After a wanted change:
 * test_record_json --update, and read the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_hostile),
	};

	golden_init(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
