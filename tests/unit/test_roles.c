/*
 * What columns and keys are by their names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "gp/parameters.h"

#include "import/core/roles.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	enum gp_role role;
	const char *names; /* with a '|' between */
} table[] = {
	{ GP_ROLE_PARAM_WORD,
	  "size|n|N|len|length|input_size|inputSize|Input Size|INPUT-SIZE|"
	  "array_size|batch|batch_size|batchSize|depth|iodepth|queue_depth|"
	  "threads|thread|Threads|num_threads|numThreads|n_threads|"
	  "thread_count|threadCount|nthreads|workers|users|num_users|clients|"
	  "connections|concurrency|parallelism|nodes|shards|replicas|procs|"
	  "cores|cpus|num_cpus|processes|qps_target|target_rps|payload_size|"
	  "message_size (bytes)|elements|num_elements|vus|gpus|jobs|width|"
	  "height|scale_factor|sequence_length|key_size|value_size" },
	{ GP_ROLE_OPEN,
	  "allocs|bytes|requests|iterations|count|rank|line|rows|items|"
	  "cpu_s|user_s|wall_ms|ops_per_sec|p99|file_size|heap_size|gzip_size|binarySize|"
	  "vmsize|filesize|compiler|framework|language|mode|rss|fps|score|"
	  "error_rate|failed_requests|throughput|threads_created|"
	  "max_connections_used|column|cache_size" },
	{ GP_ROLE_COMMIT, "commit|sha|git_sha|hash|rev|commitHash" },
	{ GP_ROLE_TIME,
	  "timestamp|date|datetime|StartTime|startTime|start_time|ts|"
	  "created_at|endTime|epoch_ms" },
	{ GP_ROLE_MAYBE_TIME, "time|time_ms|elapsed|start|start_ms|seconds" },
	{ GP_ROLE_FACT,
	  "branch|version|host|hostname|build|build_number|buildNumber|job|"
	  "run_id|port|seed|pid|schema|schemaVersion|lockfileVersion|"
	  "threshold_pct|thresholdPct|regression_threshold|year|random_seed|"
	  "pr|description|note|runner|listen_port|arch|trace_id" },
	{ GP_ROLE_FACT_TEXT, "user|cpu|kernel|os|machine|duration|message" },
	{ GP_ROLE_VERSION, "query_id|python_version|compilerVersion" },
	{ GP_ROLE_INDEX, "|#|run|iteration|trial|rep|index|id|sample" },
	{ GP_ROLE_METRIC, "metric|measure|Measurement" },
	{ GP_ROLE_UNIT, "unit|Units" },
	{ GP_ROLE_ERROR, "error|err|failure|exception|errors|timed_out" },
	{ GP_ROLE_STATUS, "status|state|result|outcome" },
	{ GP_ROLE_SUCCESS, "success|ok|passed" },
	{ GP_ROLE_EXIT, "exit_code|exitCode|returncode" },
};

static void names_have_roles(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < LEN(table); i++) {
		const char *at = table[i].names;

		for (; at; n++) {
			char name[64];
			size_t len = strcspn(at, "|");
			enum gp_role role;

			memcpy(name, at, len);
			name[len] = '\0';
			role = gp_role_of(name, NULL);
			if (role != table[i].role)
				fail_msg("'%s' is %d, not %d", name, role,
					 table[i].role);
			at = at[len] ? at + len + 1 : NULL;
		}
	}
	assert_true(n >= 150);
}

static void options_come_first(void **state)
{
	static const char *const params[] = { "rank", "Commit" };
	static const char *const samples[] = { "size", "input size" };
	static const char *const ignored[] = { "rank" };
	const struct gp_import_options options = {
		.params = params,
		.n_params = 2,
		.samples = samples,
		.n_samples = 2,
		.ignored = ignored,
		.n_ignored = 1,
	};

	(void)state;
	assert_int_equal(gp_role_of("Rank", &options), GP_ROLE_IGNORED);
	assert_int_equal(gp_role_of("commit", &options), GP_ROLE_PARAM);
	assert_int_equal(gp_role_of("InputSize", &options), GP_ROLE_SAMPLE);
	assert_int_equal(gp_role_of("n", &options), GP_ROLE_PARAM_WORD);
}

static void names_of_benchmarks_have_ranks(void **state)
{
	(void)state;
	assert_int_equal(gp_role_name_rank("name"), 1);
	assert_int_equal(gp_role_name_rank("Endpoint"), GP_ROLE_SURE_NAMES);
	assert_true(gp_role_name_rank("Test Case") >
		    gp_role_name_rank("benchmark"));
	assert_true(gp_role_name_rank("id") > gp_role_name_rank("label"));
	assert_int_equal(gp_role_name_rank("compiler"), 0);
	assert_int_equal(gp_role_name_rank(""), 0);
}

static void facts_are_known(void **state)
{
	static const char *const facts[] = {
		"commit",  "sha",        "branch",    "version",
		"date",    "time",       "timestamp", "host",
		"user",    "cpu",        "os",        "run",
		"job",     "url",        "status",    "Build-Number",
		"git_sha", "created at", "runner",    "commit message",
	};
	static const char *const others[] = { "python", "size",  "compiler",
					      "region", "mode",  "",
					      "event",  "device" };

	(void)state;
	for (size_t i = 0; i < LEN(facts); i++)
		if (!gp_is_fact_name(facts[i]))
			fail_msg("'%s' is a fact", facts[i]);
	for (size_t i = 0; i < LEN(others); i++)
		if (gp_is_fact_name(others[i]))
			fail_msg("'%s' is not a fact", others[i]);
}

static void texts_say_what_happened(void **state)
{
	(void)state;
	assert_true(gp_role_says_failed(gp_span_of(" Timed Out ")));
	assert_true(gp_role_says_failed(gp_span_of("FAILED")));
	assert_false(gp_role_says_failed(gp_span_of("ok")));
	assert_true(gp_role_says_nothing(gp_span_of(" None")));
	assert_false(gp_role_says_nothing(gp_span_of("refused")));
}

static void ids_are_recognised(void **state)
{
	(void)state;
	assert_true(gp_role_is_id(
		gp_span_of("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), false));
	assert_true(gp_role_is_id(gp_span_of("4f2a91cd"), false));
	assert_false(gp_role_is_id(gp_span_of("4f2a91c"), false));
	assert_false(gp_role_is_id(gp_span_of("deadbeef"), false));
	assert_false(gp_role_is_id(gp_span_of("20260101"), false));
	assert_true(gp_role_is_id(gp_span_of("req-17"), true));
	assert_false(gp_role_is_id(gp_span_of("req-17"), false));
	assert_false(gp_role_is_id(gp_span_of("q17"), true));
	assert_false(gp_role_is_id(gp_span_of(""), true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_have_roles),
		cmocka_unit_test(options_come_first),
		cmocka_unit_test(names_of_benchmarks_have_ranks),
		cmocka_unit_test(facts_are_known),
		cmocka_unit_test(texts_say_what_happened),
		cmocka_unit_test(ids_are_recognised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
