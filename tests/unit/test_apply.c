/*
 * What the configuration makes of a series: defaults of its kind, [perf],
 * patterns in order, options last.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/settings.h"

static struct gp_config *read_text(const char *text)
{
	struct gp_config *config = gp_config_new();

	assert_int_equal(gp_config_items_read(&config->items, gp_span_of(text),
					      ".gitperf", &config->notices),
			 GP_OK);
	assert_int_equal(gp_config_interpret(config), GP_OK);
	return config;
}

static struct gp_series apply(const struct gp_config *config,
			      const char *metric, const char *unit)
{
	struct gp_series series = { .benchmark = "parse/8",
				    .metric = metric,
				    .unit = unit,
				    .testbed = "bed",
				    .better = GP_BETTER_LOWER };
	struct gp_series_set set = { .items = &series, .n = 1 };

	assert_int_equal(gp_config_apply(config, &set), GP_OK);
	return series;
}

static void limit_is(struct gp_limit limit, enum gp_limit_how how, double value,
		     const char *unit)
{
	assert_int_equal(limit.how, how);
	if (how == GP_LIMIT_NONE)
		return;
	assert_true(limit.value > value - 1e-12 && limit.value < value + 1e-12);
	assert_string_equal(limit.unit, unit);
}

static void kinds_have_defaults(void **state)
{
	static const struct {
		const char *metric, *unit;
		enum gp_kind kind;
		enum gp_limit_how how;
		double warn, fail;
	} cases[] = {
		{ "real_time", "ns", GP_KIND_OTHER, GP_LIMIT_RELATIVE, .05,
		  .10 },
		{ "p99", "ms", GP_KIND_LATENCY, GP_LIMIT_RELATIVE, .10, .20 },
		{ "rate", "req/s", GP_KIND_THROUGHPUT, GP_LIMIT_RELATIVE, .05,
		  .10 },
		{ "rss", "MiB", GP_KIND_MEMORY, GP_LIMIT_RELATIVE, .075, .15 },
		{ "error_rate", "%", GP_KIND_ERROR, GP_LIMIT_POINTS, .5, 1 },
	};
	struct gp_config *config = read_text("");

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_series s =
			apply(config, cases[i].metric, cases[i].unit);

		assert_int_equal(s.limits.kind, cases[i].kind);
		limit_is(s.limits.warn, cases[i].how, cases[i].warn, "");
		limit_is(s.limits.fail, cases[i].how, cases[i].fail, "");
		limit_is(s.limits.budget, GP_LIMIT_NONE, 0, "");
		assert_true(s.limits.gate);
		assert_false(s.limits.early_fails);
	}
	gp_config_free(config);
}

static void kinds_are_configured_apart(void **state)
{
	struct gp_config *config = read_text("[perf]\n"
					     "fail = 30%\n"
					     "warnLatency = 11%\n"
					     "failLatency = 22%\n"
					     "failError = 2pp\n"
					     "early = fail\n");
	struct gp_series s;

	(void)state;
	s = apply(config, "real_time", "ns");
	limit_is(s.limits.warn, GP_LIMIT_RELATIVE, .05, "");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .30, "");
	assert_true(s.limits.early_fails);
	s = apply(config, "p50", "us");
	limit_is(s.limits.warn, GP_LIMIT_RELATIVE, .11, "");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .22, "");
	s = apply(config, "rss", "kB");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .15, "");
	s = apply(config, "error_rate", "%");
	limit_is(s.limits.fail, GP_LIMIT_POINTS, 2, "");
	gp_config_free(config);
}

static void the_last_pattern_wins_key_by_key(void **state)
{
	struct gp_config *config = read_text("[perf \"*:p99\"]\n"
					     "warn = 1%\n"
					     "fail = 2%\n"
					     "better = none\n"
					     "[perf \"parse/*\"]\n"
					     "fail = 5ms\n"
					     "gate = false\n"
					     "[perf \"other\"]\n"
					     "fail = 9%\n"
					     "[perf]\n"
					     "failLatency = 50%\n");
	struct gp_series s = apply(config, "p99", "ms");

	(void)state;
	limit_is(s.limits.warn, GP_LIMIT_RELATIVE, .01, "");
	limit_is(s.limits.fail, GP_LIMIT_ABSOLUTE, 5, "ms");
	assert_int_equal(s.better, GP_BETTER_NONE);
	assert_false(s.limits.gate);
	s = apply(config, "p50", "ms");
	limit_is(s.limits.fail, GP_LIMIT_ABSOLUTE, 5, "ms");
	assert_int_equal(s.better, GP_BETTER_LOWER);
	gp_config_free(config);
}

static void options_win_over_patterns(void **state)
{
	struct gp_config *config = read_text("[perf \"*:p99\"]\nfail = 2%\n");
	struct gp_series s;

	(void)state;
	assert_int_equal(gp_config_option(config, "fail", "40%"), GP_OK);
	assert_int_equal(gp_config_option(config, "warn", "*:p99=30%"), GP_OK);
	s = apply(config, "p99", "ms");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .4, "");
	limit_is(s.limits.warn, GP_LIMIT_RELATIVE, .3, "");
	s = apply(config, "p50", "ms");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .4, "");
	limit_is(s.limits.warn, GP_LIMIT_RELATIVE, .1, "");
	gp_config_free(config);
}

/* The note of a kind, a pattern and an option; limits of two parts. */
static void notes_and_parts_are_limits(void **state)
{
	struct gp_config *config = read_text("[perf]\n"
					     "note = 3%\n"
					     "noteLatency = 4%\n"
					     "failLatency = 20% and 5ms\n"
					     "[perf \"*:p99\"]\n"
					     "note = 2% and 1ms\n"
					     "better = same\n");
	struct gp_series s = apply(config, "real_time", "ns");

	(void)state;
	limit_is(s.limits.note, GP_LIMIT_RELATIVE, .03, "");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .1, "");
	s = apply(config, "p50", "us");
	limit_is(s.limits.note, GP_LIMIT_RELATIVE, .04, "");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .2, "");
	limit_is(*s.limits.fail.also, GP_LIMIT_ABSOLUTE, 5, "ms");
	assert_null(s.limits.warn.also);
	s = apply(config, "p99", "us");
	limit_is(*s.limits.note.also, GP_LIMIT_ABSOLUTE, 1, "ms");
	assert_int_equal(s.better, GP_BETTER_SAME);
	assert_int_equal(gp_config_option(config, "note", "none"), GP_OK);
	assert_int_equal(gp_config_option(config, "fail", "*:p99=5ms and 1%"),
			 GP_OK);
	s = apply(config, "p99", "us");
	limit_is(s.limits.note, GP_LIMIT_NONE, 0, "");
	limit_is(s.limits.fail, GP_LIMIT_ABSOLUTE, 5, "ms");
	limit_is(*s.limits.fail.also, GP_LIMIT_RELATIVE, .01, "");
	gp_config_free(config);
}

static void a_warning_is_never_harder_to_get(void **state)
{
	struct gp_config *config = read_text("");
	struct gp_series s;

	(void)state;
	assert_int_equal(gp_config_option(config, "fail", "3%"), GP_OK);
	s = apply(config, "real_time", "ns");
	limit_is(s.limits.warn, GP_LIMIT_RELATIVE, .03, "");
	limit_is(s.limits.fail, GP_LIMIT_RELATIVE, .03, "");
	gp_config_free(config);
}

static void budgets_are_values(void **state)
{
	struct gp_config *config = read_text("[perf \"*:p99\"]\n"
					     "budgetWarn = 150ms\n"
					     "budget = 200ms\n"
					     "[perf \"*:error_rate\"]\n"
					     "budget = 1%\n"
					     "[perf \"*:violations\"]\n"
					     "budgetWarn = 0\n"
					     "budget = none\n");
	double value = 0;
	struct gp_series s;

	(void)state;
	s = apply(config, "p99", "us");
	assert_true(gp_limit_in_unit(&s.limits.budget, s.unit, &value));
	assert_true(value > 199999 && value < 200001);
	limit_is(s.limits.budget_warn, GP_LIMIT_ABSOLUTE, 150, "ms");
	s = apply(config, "error_rate", "%");
	assert_true(gp_limit_in_unit(&s.limits.budget, s.unit, &value));
	assert_true(value > .999 && value < 1.001);
	s = apply(config, "violations", "");
	limit_is(s.limits.budget_warn, GP_LIMIT_ABSOLUTE, 0, "");
	limit_is(s.limits.budget, GP_LIMIT_NONE, 0, "");
	gp_config_free(config);
}

/* Whether MB/s, computed from ns/op, is to be judged by itself. */
static bool is_named_by(const char *text)
{
	struct gp_config *config = read_text(text);
	struct gp_series items[] = {
		{ .benchmark = "parse/8",
		  .metric = "MB/s",
		  .unit = "MB/s",
		  .testbed = "bed",
		  .source = "ns/op" },
		{ .benchmark = "parse/8",
		  .metric = "ns/op",
		  .unit = "ns/op",
		  .testbed = "bed",
		  .source = "" },
	};
	struct gp_series_set set = { .items = items, .n = 2 };

	assert_int_equal(gp_config_apply(config, &set), GP_OK);
	assert_false(items[1].named);
	if (strstr(text, "MB/s\n")) /* a limit of its unit is only its own */
		assert_int_equal(items[1].limits.budget.how, GP_LIMIT_NONE);
	gp_config_free(config);
	return items[0].named;
}

static void derived_metrics_are_named(void **state)
{
	static const char *const yes[] = {
		"[perf \"MB/s\"]\nfail = 3%\n",
		"[perf \"parse/8:MB/s\"]\nbudget = 500\n",
		"[perf \"*:MB/s\"]\nwarn = 3%\n",
		"[perf \"parse*\"]\nbudget = 500MB/s\n",
		"[perf]\nfailThroughput = 30%\n",
		"[perf]\nwarnThroughput = 30%\n",
	};
	static const char *const no[] = {
		"",
		"[perf \"*\"]\nfail = 3%\n",
		"[perf \"parse/8\"]\nfail = 3%\nbudget = 500\n",
		"[perf \"parse/8:*\"]\nwarn = 3%\n",
		"[perf \"ns/op\"]\nbudget = 500ns\n",
		"[perf \"other:MB/s\"]\nfail = 3%\n",
		"[perf]\nfail = 30%\nfailLatency = 10%\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!is_named_by(yes[i]))
			fail_msg("not named by: %s", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (is_named_by(no[i]))
			fail_msg("named by: %s", no[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_have_defaults),
		cmocka_unit_test(kinds_are_configured_apart),
		cmocka_unit_test(the_last_pattern_wins_key_by_key),
		cmocka_unit_test(options_win_over_patterns),
		cmocka_unit_test(notes_and_parts_are_limits),
		cmocka_unit_test(a_warning_is_never_harder_to_get),
		cmocka_unit_test(budgets_are_values),
		cmocka_unit_test(derived_metrics_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
