#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/limits.h"

static const struct {
	const char *text;
	enum gp_limit_how how;
	double value;
	const char *unit;
} good[] = {
	{ "20%", GP_LIMIT_RELATIVE, 0.2, "" },
	{ "7.5%", GP_LIMIT_RELATIVE, 0.075, "" },
	{ "1 %", GP_LIMIT_RELATIVE, 0.01, "" },
	{ "0%", GP_LIMIT_RELATIVE, 0, "" },
	{ "1pp", GP_LIMIT_POINTS, 1, "" },
	{ "0.5 pp", GP_LIMIT_POINTS, 0.5, "" },
	{ "5ms", GP_LIMIT_ABSOLUTE, 5, "ms" },
	{ " 5 ms ", GP_LIMIT_ABSOLUTE, 5, "ms" },
	{ "1.5\xc2\xb5s", GP_LIMIT_ABSOLUTE, 1.5, "\xc2\xb5s" },
	{ "2KiB", GP_LIMIT_ABSOLUTE, 2, "KiB" },
	{ "100req/s", GP_LIMIT_ABSOLUTE, 100, "req/s" },
	{ "1e3", GP_LIMIT_ABSOLUTE, 1000, "" },
	{ "0", GP_LIMIT_ABSOLUTE, 0, "" },
	{ "0.5", GP_LIMIT_ABSOLUTE, 0.5, "" },
	{ "-3", GP_LIMIT_ABSOLUTE, -3, "" },
	{ "-3ms", GP_LIMIT_ABSOLUTE, -3, "ms" },
};

static void reads_limits(void **state)
{
	struct gp_arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct gp_limit limit;

		if (gp_limit_parse(&limit, &arena, gp_span_of(good[i].text)))
			fail_msg("%s: %s", good[i].text, gp_error_message());
		assert_int_equal(limit.how, good[i].how);
		assert_true(limit.value == good[i].value);
		assert_string_equal(limit.unit, good[i].unit);
	}
	gp_arena_clear(&arena);
}

static const char *const several[] = {
	"10% and 5ns",
	"5ns and 10%",
	"1pp and 0.5%",
	"10% and 5ns and 1pp",
	"7.5% and 5",
	"10%",
	"0",
	"5ms",
};

/* Written as it was read, each part in its place. */
static void reads_several_parts(void **state)
{
	struct gp_arena arena = { 0 };
	struct gp_buf text = GP_BUF_INIT;
	struct gp_limit limit;

	(void)state;
	for (size_t i = 0; i < sizeof(several) / sizeof(several[0]); i++) {
		if (gp_limit_parse(&limit, &arena, gp_span_of(several[i])))
			fail_msg("%s: %s", several[i], gp_error_message());
		gp_buf_reset(&text);
		gp_limit_format(&text, &limit);
		assert_string_equal(gp_buf_str(&text), several[i]);
	}
	assert_int_equal(
		gp_limit_parse(&limit, &arena, gp_span_of(" 10 %  and  5 ns ")),
		GP_OK);
	assert_int_equal(limit.how, GP_LIMIT_RELATIVE);
	assert_true(limit.value == 0.1);
	assert_int_equal(limit.also->how, GP_LIMIT_ABSOLUTE);
	assert_true(limit.also->value == 5);
	assert_string_equal(limit.also->unit, "ns");
	assert_null(limit.also->also);
	gp_buf_clear(&text);
	gp_arena_clear(&arena);
}

/* The contract of docs/man/git-perf-check. */
static void knows_defaults(void **state)
{
	static const struct {
		enum gp_kind kind;
		enum gp_limit_how how;
		double warn, fail;
	} rows[] = {
		{ GP_KIND_OTHER, GP_LIMIT_RELATIVE, 0.05, 0.1 },
		{ GP_KIND_THROUGHPUT, GP_LIMIT_RELATIVE, 0.05, 0.1 },
		{ GP_KIND_LATENCY, GP_LIMIT_RELATIVE, 0.1, 0.2 },
		{ GP_KIND_MEMORY, GP_LIMIT_RELATIVE, 0.075, 0.15 },
		{ GP_KIND_ERROR, GP_LIMIT_POINTS, 0.5, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gp_limits limits = gp_limits_default(rows[i].kind);

		assert_int_equal(limits.kind, rows[i].kind);
		assert_int_equal(limits.warn.how, rows[i].how);
		assert_int_equal(limits.fail.how, rows[i].how);
		assert_true(limits.warn.value == rows[i].warn);
		assert_true(limits.fail.value == rows[i].fail);
		assert_int_equal(limits.budget.how, GP_LIMIT_NONE);
		assert_int_equal(limits.budget_warn.how, GP_LIMIT_NONE);
		assert_string_equal(limits.budget.unit, "");
		assert_true(limits.gate);
		assert_false(limits.early_fails);
	}
}

static const char *const bad[] = {
	"",
	" ",
	"%",
	"ms",
	"abc",
	"-5%",
	"-1pp",
	"5%%",
	"5% of 7",
	"5 5",
	"1,5%",
	"nan",
	"nan%",
	"inf",
	"1e999%",
	"0x10",
	"5m2",
	"5\x01",
	"5 m s",
	"10%ms",
	"--5",
	"5aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"10% and",
	"and 5ns",
	" and ",
	"10% and 20%",
	"5ns and 6ms",
	"10% or 5ns",
	"10% and -5ns",
	"-5ns and 10%",
	"10%and5ns",
	"10% and none",
	"10% and 5ns and",
	"1pp and 10% and 5ns and 2pp",
};

static void refuses_no_limits(void **state)
{
	struct gp_limit limit = { .value = 77 };
	struct gp_arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		enum gp_err err =
			gp_limit_parse(&limit, &arena, gp_span_of(bad[i]));

		if (err != GP_EPARSE)
			fail_msg("'%s' was taken", bad[i]);
		assert_non_null(strstr(gp_error_message(), "10%, 1pp or 5ms"));
	}
	assert_true(limit.value == 77);
	gp_arena_clear(&arena);
}

static const struct {
	const char *limit;
	const char *unit;
	double value; /* NAN: does not fit */
} fits[] = {
	{ "5ms", "s", 0.005 },    { "5ms", "ms", 5 },  { "5ms", "ns/op", NAN },
	{ "5ms", "", NAN },       { "5", "ns", 5 },    { "5", "", 5 },
	{ "1KiB", "B", 1024 },    { "1pp", "%", 1 },   { "1pp", "percent", 1 },
	{ "1pp", "ratio", 0.01 }, { "1pp", "", 0.01 }, { "1pp", "ms", NAN },
	{ "10%", "ms", NAN },     { "10%", "%", NAN },
};

static void limits_in_a_unit(void **state)
{
	struct gp_arena arena = { 0 };
	struct gp_limit none = { 0 };
	double value = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(fits) / sizeof(fits[0]); i++) {
		struct gp_limit limit;
		bool fit;

		value = NAN;
		assert_int_equal(gp_limit_parse(&limit, &arena,
						gp_span_of(fits[i].limit)),
				 GP_OK);
		fit = gp_limit_in_unit(&limit, fits[i].unit, &value);
		if (fit == isnan(fits[i].value) ||
		    (fit && value != fits[i].value))
			fail_msg("%s in %s: %g", fits[i].limit, fits[i].unit,
				 value);
	}
	assert_false(gp_limit_in_unit(&none, "ms", &value));
	gp_arena_clear(&arena);
}

static const struct {
	bool match;
	const char *pattern;
	const char *benchmark;
	const char *metric;
} patterns[] = {
	/* equality comes first: nothing in these is special */
	{ true, "test[10]", "test[10]", "value" },
	{ true, "BM_b/threads:2", "BM_b/threads:2", "real_time" },
	{ true, "BM_b/threads:2:real_time", "BM_b/threads:2", "real_time" },
	{ true, "a*b", "a*b", "value" },
	{ true, "test[10]:p99", "test[10]", "p99" },
	{ true, "p99", "anything", "p99" },
	{ true, "B/op", "BenchmarkX-8", "B/op" },
	{ true, "C:\\bench", "C:\\bench", "value" },

	{ true, "*", "a", "b" },
	{ true, "*:p99", "api/search", "p99" },
	{ true, "api/*", "api/search", "p99" },
	{ true, "api/*:p9?", "api/v1/search", "p95" },
	{ true, "test[01]", "test0", "value" },
	{ true, "*_violations", "suite", "sandbox_violations" },
	{ true, "BM_*", "BM_a/8/threads:2", "cpu_time" },
	{ true, "*", "", "" },

	/* a name without its parameters, or without the last of them */
	{ true, "sort [python=3.12]", "sort [python=3.12]", "time" },
	{ true, "sort [python=3.12]:time", "sort [python=3.12]", "time" },
	{ true, "sort", "sort [python=3.12]", "time" },
	{ true, "sort:time", "sort [python=3.12]", "time" },
	{ true, "so*:time", "sort [python=3.12]", "time" },
	{ true, "sort", "sort/size=1000", "time" },
	{ true, "sort", "sort/size=1000/threads=2 [os=linux]", "time" },
	{ true, "sort/size=1000", "sort/size=1000/threads=2", "time" },
	{ true, "sort/size=1000:time", "sort/size=1000 [a=b]", "time" },
	{ true, "*-4", "BenchmarkX-4 [python=3.12]", "time" },
	{ true, "sort [python=3.*]", "sort [python=3.12]", "time" },
	{ true, "* [*build=debug*]:time", "a [build=debug,os=x]", "time" },
	{ true, "x[ab] [k=?]", "xb [k=v]", "time" },
	{ false, "sort [python=3.12]", "sort [python=3.8]", "time" },
	{ false, "sort [python=3.12]", "sort", "time" },
	{ false, "sort/threads=2", "sort/size=1000/threads=2", "time" },
	{ false, "sort:p99", "sort [python=3.12]", "time" },
	{ false, "test_x", "test_x [abc]", "time" },
	{ false, "GET /a", "GET /a/b?x=1", "time" },
	{ false, "a", "a/=1", "time" },
	{ false, "", "/size=1", "time" },

	{ false, "*:p99", "api", "p95" },
	{ false, "p9", "api", "p99" },
	{ false, "api", "api/search", "p99" },
	{ false, "api:", "api", "p99" },
	{ false, "api:p9", "api", "p99" },
	{ false, "test[10]", "test2", "value" },
	{ false, "", "a", "b" },
	{ false, "[", "a", "b" },
	{ false, "real", "BM_b", "real_time" },
	{ false, "bm_*", "BM_a", "real_time" },
};

static void patterns_match(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		if (gp_key_match(patterns[i].pattern, patterns[i].benchmark,
				 patterns[i].metric) != patterns[i].match)
			fail_msg("%s against %s:%s", patterns[i].pattern,
				 patterns[i].benchmark, patterns[i].metric);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_defaults),
		cmocka_unit_test(reads_limits),
		cmocka_unit_test(reads_several_parts),
		cmocka_unit_test(refuses_no_limits),
		cmocka_unit_test(limits_in_a_unit),
		cmocka_unit_test(patterns_match),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
