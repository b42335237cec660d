/*
 * Which testbed name counts, and which facts are told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gp/config.h"

/* Nothing of a run's facts may come from the machine that tests this. */
static void clear_environment(void)
{
	static const char *const names[] = {
		"GIT_PERF_TESTBED", "GITHUB_ACTIONS", "GITHUB_JOB",
		"GITHUB_RUN_ID",    "GITLAB_CI",      "CI_JOB_NAME",
		"CI_JOB_ID",        "CIRCLECI",       "BUILDKITE",
		"TF_BUILD",         "TRAVIS",         "JENKINS_URL",
		"APPVEYOR",         "CIRRUS_CI",      "DRONE",
		"TEAMCITY_VERSION",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
}

static struct gp_entry *fill(struct gp_entries *runs, const char *option,
			     enum gp_err want)
{
	struct gp_entry *run = gp_entries_add(runs);

	assert_int_equal(gp_testbed_fill(run, gp_config_testbed(NULL, option)),
			 want);
	return run;
}

static void the_choice_wins(void **state)
{
	struct gp_entries runs = { 0 };
	struct gp_buf name = GP_BUF_INIT;
	struct gp_entry *run;

	(void)state;
	clear_environment();
	run = fill(&runs, NULL, GP_OK);
	assert_int_equal(gp_testbed_name(&name, gp_config_testbed(NULL, NULL)),
			 GP_OK);
	assert_string_equal(run->testbed, gp_buf_str(&name));
	setenv("GIT_PERF_TESTBED", "from the environment", 1);
	run = fill(&runs, NULL, GP_OK);
	assert_string_equal(run->testbed, "from the environment");
	run = fill(&runs, "option", GP_OK);
	assert_string_equal(run->testbed, "option");
	clear_environment();
	gp_buf_clear(&name);
	gp_entries_clear(&runs);
}

static void bad_names_are_refused(void **state)
{
	static const char *const bad[] = { "", " x", "x\n", "\x1b[31m",
					   "\xff" };
	struct gp_entries runs = { 0 };

	(void)state;
	clear_environment();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		fill(&runs, bad[i], GP_EUSAGE);
	setenv("GIT_PERF_TESTBED", "a\tb", 1);
	fill(&runs, NULL, GP_EPARSE);
	clear_environment();
	gp_entries_clear(&runs);
}

static void facts_name_the_job(void **state)
{
	struct gp_entries runs = { 0 };
	struct gp_entry *run;

	(void)state;
	clear_environment();
	run = fill(&runs, NULL, GP_OK);
	assert_non_null(gp_pairs_get(&run->facts, "os"));
	assert_non_null(gp_pairs_get(&run->facts, "kernel"));
	assert_non_null(gp_pairs_get(&run->facts, "arch"));
	assert_non_null(gp_pairs_get(&run->facts, "cores"));
	assert_null(gp_pairs_get(&run->facts, "ci"));
	assert_null(gp_pairs_get(&run->facts, "host"));
	assert_null(gp_pairs_get(&run->facts, "user"));
	setenv("GITHUB_ACTIONS", "true", 1);
	setenv("GITHUB_JOB", "bench", 1);
	setenv("GITHUB_RUN_ID", "42", 1);
	run = fill(&runs, NULL, GP_OK);
	assert_string_equal(gp_pairs_get(&run->facts, "ci"), "github");
	assert_string_equal(gp_pairs_get(&run->facts, "ci-job"), "bench");
	assert_string_equal(gp_pairs_get(&run->facts, "ci-id"), "42");
	clear_environment();
	gp_entries_clear(&runs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_choice_wins),
		cmocka_unit_test(bad_names_are_refused),
		cmocka_unit_test(facts_name_the_job),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
