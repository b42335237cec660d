/*
 * Names of results with their parameters: the written form, the names that
 * runs get when they are read (the vectors of docs/FORMAT.md), and names
 * without their parameters.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gp/limits.h"
#include "gp/parameters.h"
#include "gp/parse.h"

#define VECTORS GP_TEST_DATA "/format/names.jsonl"

/* ---- names of runs that are read ---- */

static size_t add_pairs(struct gp_pair *out, const struct gp_json *list)
{
	size_t n = gp_json_len(list) / 2;

	for (size_t i = 0; i < n; i++) {
		out[i].key = gp_json_text(gp_json_at(list, 2 * i));
		out[i].value = gp_json_text(gp_json_at(list, 2 * i + 1));
	}
	return n;
}

/* One run with two metrics of one benchmark, as the codec gives it. */
static void fill_stored(struct gp_entry *run, struct gp_parameters *parameters,
			struct gp_pair *items, const struct gp_json *json)
{
	const struct gp_json *tags = gp_json_get(json, "tags");
	struct gp_pair pairs[16];
	size_t n = add_pairs(pairs, tags);

	run->own_tags = !gp_json_true(gp_json_get(json, "old"));
	for (size_t i = 0; i < n; i++)
		gp_entry_set(run, &run->tags, gp_span_of(pairs[i].key),
			     gp_span_of(pairs[i].value));
	parameters->items = items;
	parameters->n_named = add_pairs(items, gp_json_get(json, "named"));
	parameters->n = parameters->n_named +
			add_pairs(items + parameters->n_named,
				  gp_json_get(json, "dimensions"));
	for (int i = 0; i < 2; i++) {
		struct gp_measurement *m = gp_entry_measurement(
			run, gp_span_of(gp_json_get_text(json, "stored")),
			gp_span_of(i ? "rate" : "time"), gp_span_of(""));

		m->parameters = parameters->n ? parameters : NULL;
	}
}

/* What is written must say what the parameters are. */
static void check_parameters(const struct gp_measurement *m, const char *stored,
			     size_t n_named)
{
	struct gp_buf tail = GP_BUF_INIT;

	gp_parameters_put(&tail, gp_span_of(""), m->parameters);
	assert_true(gp_span_ends(gp_span_of(m->benchmark), gp_buf_str(&tail)));
	gp_buf_clear(&tail);
	if (m->parameters)
		assert_int_equal(m->parameters->n_named, n_named);
	if (!m->parameters)
		assert_true(gp_span_starts(gp_span_of(stored), m->benchmark));
}

static void check_name(const struct gp_json *json)
{
	const struct gp_json *listed = gp_json_get(json, "facts");
	const char *name = gp_json_get_text(json, "name"), *facts[8];
	const struct gp_fact_names names = { facts, gp_json_len(listed) };
	struct gp_parameters parameters;
	struct gp_pair items[16];
	struct gp_entries runs = { 0 };
	struct gp_entry *run = gp_entries_add(&runs);

	print_message("%s\n", gp_json_get_text(json, "about"));
	for (size_t i = 0; i < names.n; i++)
		facts[i] = gp_json_text(gp_json_at(listed, i));
	fill_stored(run, &parameters, items, json);
	gp_entry_name_series(run, names.n ? &names : NULL);
	for (size_t i = 0; i < run->n_results; i++) {
		assert_string_equal(run->results[i].benchmark, name);
		check_parameters(&run->results[i],
				 gp_json_get_text(json, "stored"),
				 parameters.n_named);
		assert_true(gp_key_match(name, run->results[i].benchmark,
					 run->results[i].metric));
	}
	gp_entries_clear(&runs);
}

static void runs_get_whole_names(void **state)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_span rest, line;
	struct gp_json *json;
	int fd = open(VECTORS, O_RDONLY);
	size_t n = 0;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(gp_buf_read(&text, fd, (size_t)1 << 20, VECTORS),
			 GP_OK);
	close(fd);
	rest = gp_buf_view(&text);
	for (; gp_span_line(&line, &rest); n++) {
		assert_int_equal(gp_json_parse(&json, line), GP_OK);
		check_name(json);
		gp_json_free(json);
	}
	assert_true(n >= 27);
	gp_buf_clear(&text);
}

/* Results of one name are still apart if their tags were different. */
static void doubles_stay_two(void **state)
{
	static const struct gp_pair a = { "python", "3.8" },
				    b = { "python", "3.12" };
	static const struct gp_parameters of_a = { &a, 1, 0 },
					  of_b = { &b, 1, 0 };
	static const char *const facts[] = { "python" };
	const struct gp_fact_names names = { facts, 1 };
	struct gp_entries runs = { 0 };
	struct gp_entry *run = gp_entries_add(&runs);

	(void)state;
	gp_entry_measurement(run, gp_span_of("t [python=3.8]"),
			     gp_span_of("time"), gp_span_of("s"))
		->parameters = &of_a;
	gp_entry_measurement(run, gp_span_of("t [python=3.12]"),
			     gp_span_of("time"), gp_span_of("s"))
		->parameters = &of_b;
	gp_entry_name_series(run, &names);
	assert_int_equal(run->n_results, 2);
	assert_string_equal(run->results[0].benchmark, "t");
	assert_string_equal(run->results[1].benchmark, "t");
	assert_null(run->results[0].parameters);
	gp_entries_clear(&runs);
}

/* ---- names without parameters ---- */

static const struct {
	const char *name, *shorter;
} shorter_names[] = {
	{ "sort", "sort" },
	{ "sort [python=3.12]", "sort" },
	{ "sort [a=1,b=2]", "sort" },
	{ "sort/size=1000 [a=1]", "sort/size=1000" },
	{ "sort/size=1000", "sort" },
	{ "sort/size=1000/threads=2", "sort/size=1000" },
	{ "BM_b/8/threads:2", "BM_b/8/threads:2" },
	{ "test_sort[100]", "test_sort[100]" },
	{ "test_sort [100]", "test_sort [100]" },
	{ "test_sort[a=1]", "test_sort[a=1]" },
	{ "GET /a?x=1", "GET /a?x=1" },
	{ "a/=1", "a/=1" },
	{ "/a=1", "/a=1" },
	{ " [a=1]", " [a=1]" },
	{ "", "" },
	{ "]", "]" },
	{ "[a=1]", "[a=1]" },
};

static void parameters_are_taken_off(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shorter_names) / sizeof(shorter_names[0]);
	     i++) {
		struct gp_span name =
			gp_without_parameter(gp_span_of(shorter_names[i].name));

		if (!gp_span_eq(name, shorter_names[i].shorter))
			fail_msg("%s: %.*s", shorter_names[i].name,
				 (int)name.len, name.data);
	}
}

/* ---- facts ---- */

static void facts_are_known(void **state)
{
	static const char *const yes[] = {
		"commit",  "Commit",       "git_sha", "Git-SHA", "timestamp",
		"date",    "host",         "User",    "cpu",     "os",
		"run",     "job",          "url",     "status",  "branch",
		"version", "build number",
	};
	static const char *const no[] = {
		"python",
		"size",
		"compiler",
		"gc",
		"",
		"mode",
		"shard",
		"config",
		"committed",
		"hosts",
		"a name that is longer than every fact that there is",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!gp_is_fact_name(yes[i]))
			fail_msg("%s", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (gp_is_fact_name(no[i]))
			fail_msg("%s", no[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_get_whole_names),
		cmocka_unit_test(doubles_stay_two),
		cmocka_unit_test(parameters_are_taken_off),
		cmocka_unit_test(facts_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
