#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/finding.h"

/* The words are part of the JSON's contract. */
static void names_are_the_contract(void **state)
{
	const char *const statuses[GP_STATUS_N] = {
		"regression", "over-budget",  "drifting",  "improvement",
		"ok",         "inconclusive", "early",     "new",
		"missing",    "accepted",     "untrusted", "unjudged",
		"common",
	};

	(void)state;
	for (int i = 0; i < GP_STATUS_N; i++)
		assert_string_equal(gp_status_name(i), statuses[i]);
	assert_string_equal(gp_severity_name(GP_SEVERITY_INFO), "info");
	assert_string_equal(gp_severity_name(GP_SEVERITY_WARN), "warn");
	assert_string_equal(gp_severity_name(GP_SEVERITY_FAIL), "fail");
	assert_string_equal(gp_verdict_name(GP_VERDICT_NONE), "none");
	assert_string_equal(gp_verdict_name(GP_VERDICT_PASS), "pass");
	assert_string_equal(gp_verdict_name(GP_VERDICT_WARN), "warn");
	assert_string_equal(gp_verdict_name(GP_VERDICT_FAIL), "fail");
	assert_string_equal(gp_restart_name(GP_RESTART_NONE), "");
	assert_string_equal(gp_restart_name(GP_RESTART_CHANGE), "change");
	assert_string_equal(gp_restart_name(GP_RESTART_ACCEPT), "accept");
	assert_string_equal(gp_restart_name(GP_RESTART_FACT), "fact");
	assert_string_equal(gp_restart_name(GP_RESTART_TAG), "tag");
}

/* Leaks would end the program under AddressSanitizer. */
static void clear_leaves_zero(void **state)
{
	struct gp_findings findings = { 0 }, none = { 0 };
	struct gp_series_set set = { 0 }, no_set = { 0 };

	(void)state;
	findings.items =
		gp_grow(NULL, 0, &findings.cap, sizeof(*findings.items));
	gp_arena_strdup(&findings.arena, "a reason");
	gp_findings_clear(&findings);
	assert_memory_equal(&findings, &none, sizeof(none));
	gp_findings_clear(&findings);

	gp_entries_add(&set.runs);
	set.items = gp_grow(NULL, 0, &set.cap, sizeof(*set.items));
	gp_notices_add(&set.notices, "shallow");
	set.base_name = gp_arena_strdup(&set.arena, "main");
	gp_series_set_clear(&set);
	assert_memory_equal(&set, &no_set, sizeof(no_set));
	gp_series_set_clear(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_the_contract),
		cmocka_unit_test(clear_leaves_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
