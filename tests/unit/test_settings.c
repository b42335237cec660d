/*
 * What the keys of [perf] mean, and what is said of those that are none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/settings.h"

/* A configuration as if `text` were .gitperf, and `list` came from git. */
static enum gp_err read(struct gp_config **out, const char *text,
			struct gp_span list)
{
	struct gp_config *config = gp_config_new();
	enum gp_err err;

	*out = config;
	if ((err = gp_config_items_read(&config->items, gp_span_of(text),
					".gitperf", &config->notices)) ||
	    (err = gp_config_items_parse(&config->items, list)))
		return err;
	return gp_config_interpret(config);
}

static struct gp_config *read_text(const char *text)
{
	struct gp_config *config;

	assert_int_equal(read(&config, text, gp_span_of(NULL)), GP_OK);
	return config;
}

static void defaults_are_documented(void **state)
{
	struct gp_config *config = read_text("");

	(void)state;
	assert_int_equal(gp_config_commits(config), 30);
	assert_int_equal(gp_config_depth(config), 1000);
	assert_int_equal(gp_config_max_age_s(config), 90 * 86400);
	assert_true(gp_config_durable(config));
	assert_int_equal(gp_config_multiplicity(config), GP_MULTIPLICITY_FDR);
	assert_null(gp_config_get(config, "base"));
	assert_int_equal(gp_config_notices(config)->n, 0);
	gp_config_free(config);
}

static void settings_are_read(void **state)
{
	struct gp_config *config = read_text("[perf]\n"
					     "base = trunk\n"
					     "commits = 12\n"
					     "depth = 50\n"
					     "maxAge = 2w\n"
					     "early = fail\n"
					     "multiplicity = FWER\n"
					     "anchor = v1.0\n");

	(void)state;
	assert_string_equal(gp_config_get(config, "base"), "trunk");
	assert_string_equal(gp_config_get(config, "anchor"), "v1.0");
	assert_int_equal(gp_config_commits(config), 12);
	assert_int_equal(gp_config_depth(config), 50);
	assert_int_equal(gp_config_max_age_s(config), 14 * 86400);
	assert_int_equal(gp_config_multiplicity(config), GP_MULTIPLICITY_FWER);
	assert_true(config->early_fails);
	gp_config_free(config);
}

#define ENTRY(origin, text) origin "\0" text "\0"
#define LIST(text)          gp_span_make(text, sizeof(text) - 1)

static void the_users_own_files_win(void **state)
{
	struct gp_config *config;

	(void)state;
	assert_int_equal(
		read(&config, "[perf]\nbase = trunk\ncommits = 5\n",
		     LIST(ENTRY("file:/home/me/.gitconfig",
				"perf.commits\n7") ENTRY("file:.git/config",
							 "perf.testbed\nbed")
				  ENTRY("file:.git/config", "core.bare\nfalse")
					  ENTRY("command line:",
						"perf.commits\n9")
						  ENTRY("file:.git/config",
							"perf.durable\nno"))),
		GP_OK);
	assert_int_equal(gp_config_commits(config), 9);
	assert_string_equal(gp_config_get(config, "base"), "trunk");
	assert_string_equal(gp_config_get(config, "testbed"), "bed");
	assert_false(gp_config_durable(config));
	gp_config_free(config);
}

static void listed_names_may_hold_dots(void **state)
{
	struct gp_config *config;

	(void)state;
	assert_int_equal(
		read(&config, "",
		     LIST(ENTRY("file:x", "perf.*:p99.9.fail\n5%")
				  ENTRY("file:x", "perf.a\nb.gate")
					  ENTRY("file:x", "perf.g.gate"))),
		GP_OK);
	assert_int_equal(config->rules.n, 2);
	assert_string_equal(config->rules.items[0].pattern, "*:p99.9");
	assert_int_equal(config->rules.items[0].key, GP_RULE_FAIL);
	assert_true(config->rules.items[1].gate);
	gp_config_free(config);
}

/* Each line of a .gitperf that is taken with a warning, or not at all. */
static void committed_files_are_not_trusted(void **state)
{
	static const struct {
		const char *text, *notice;
	} cases[] = {
		{ "[perf]\ntestbed = theirs\n",
		  ".gitperf:2: perf.testbed counts only in your own git "
		  "configuration" },
		{ "[perf]\nrerun = rm -rf /\n", "perf.rerun counts only" },
		{ "[perf]\nhookRun = x\n", "perf.hookrun counts only" },
		{ "[perf]\nhookStrict = x\n", "perf.hookstrict counts only" },
		{ "[perf]\ndurable = false\n", "perf.durable counts only" },
		{ "[perf]\nfacts = user\n", "perf.facts counts only" },
		{ "[perf]\nfoo = 1\n", ".gitperf:2: unknown key perf.foo" },
		{ "[perf]\nfailover = 1\n", "unknown key perf.failover" },
		{ "[perf \"a\"]\nfoo = 1\n", "unknown key perf.a.foo" },
		{ "[perf \"a\"]\nbase = x\n", "unknown key perf.a.base" },
		{ "[core]\nbare = true\n", ".gitperf:2: unknown section" },
		{ "[include]\npath = /etc/x\n", "includes are not followed" },
		{ "[includeIf \"gitdir:/\"]\npath = x\n",
		  "includes are not followed" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_config *config = read_text(cases[i].text);
		const struct gp_notices *said = gp_config_notices(config);

		assert_int_equal(said->n, 1);
		assert_non_null(strstr(said->items[0], cases[i].notice));
		assert_null(gp_config_get(config, "testbed"));
		assert_null(gp_config_get(config, "rerun"));
		assert_null(gp_config_get(config, "hookrun"));
		assert_null(gp_config_get(config, "facts"));
		assert_true(gp_config_durable(config));
		gp_config_free(config);
	}
}

static void bad_values_name_file_and_key(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "commits = 0", ".gitperf:2: perf.commits must be a whole "
				 "number from 1 to 100000, not '0'" },
		{ "commits = -3", "perf.commits must be" },
		{ "commits = 1e9", "perf.commits must be" },
		{ "commits", "perf.commits must be" },
		{ "depth = many", "perf.depth must be" },
		{ "maxAge = 90", "perf.maxage must be an age such as 90d" },
		{ "maxAge = d", "perf.maxage must be" },
		{ "early = maybe", "perf.early must be warn or fail" },
		{ "multiplicity = x", "must be fdr or fwer, not 'x'" },
		{ "base =", "perf.base must be a branch" },
		{ "fail = much", "perf.fail must be a limit such as 20%" },
		{ "fail = -5%", "perf.fail must be" },
		{ "warnLatency = -5ms", "perf.warnlatency must be" },
		{ "failMemory", "perf.failmemory must be" },
		{ "[perf \"a b\"]\nbetter = faster",
		  ".gitperf:3: perf.a b.better must be lower, higher, "
		  "same or none" },
		{ "[perf \"x\"]\ngate = perhaps", "perf.x.gate must be true" },
		{ "[perf \"x\"]\nbudget = cheap", "perf.x.budget must be" },
		{ "[perf \"x\"]\nfail = -1", "perf.x.fail must be" },
		{ "fail = 10% and", "'10% and 5ms' or none" },
		{ "fail = none and 5ms", "perf.fail must be a limit" },
		{ "noteLatency = 5ms and 6ms", "perf.notelatency must be" },
		{ "[perf \"x\"]\nbudget = 10ms and 5%",
		  "perf.x.budget must be a value" },
		{ "[perf \"x\"]\nnote = lots", "perf.x.note must be" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_config *config;
		struct gp_buf text = GP_BUF_INIT;

		gp_buf_printf(&text, "[perf]\n%s\n", cases[i].text);
		assert_int_equal(
			read(&config, gp_buf_str(&text), gp_span_of(NULL)),
			GP_EPARSE);
		assert_non_null(strstr(gp_error_message(), cases[i].message));
		gp_config_free(config);
		gp_buf_clear(&text);
	}
}

static void syntax_errors_name_the_file(void **state)
{
	struct gp_config *config;

	(void)state;
	assert_int_equal(
		read(&config, "[perf]\n<<<<<<< ours\n", gp_span_of(NULL)),
		GP_EPARSE);
	assert_string_equal(gp_error_message(),
			    ".gitperf: line 2: expected '[section]' or 'key "
			    "= value'");
	gp_config_free(config);
}

static void ages_and_booleans(void **state)
{
	static const struct {
		const char *text;
		int64_t s;
	} ages[] = { { "12h", 43200 },
		     { "1d", 86400 },
		     { "1y", 365 * 86400 },
		     { "Never", INT64_MAX } };
	static const char *const yes[] = { "gate", "gate = true", "gate = ON",
					   "gate = 1", "gate = yes" };
	static const char *const no[] = { "gate =", "gate = false", "gate = 0",
					  "gate = no" };
	struct gp_buf text = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(ages) / sizeof(ages[0]); i++) {
		struct gp_config *config;

		gp_buf_reset(&text);
		gp_buf_printf(&text, "[perf]\nmaxAge = %s\n", ages[i].text);
		config = read_text(gp_buf_str(&text));
		assert_true(gp_config_max_age_s(config) == ages[i].s);
		gp_config_free(config);
	}
	for (size_t i = 0; i < 9; i++) {
		struct gp_config *config;

		gp_buf_reset(&text);
		gp_buf_printf(&text, "[perf \"x\"]\n%s\n",
			      i < 5 ? yes[i] : no[i - 5]);
		config = read_text(gp_buf_str(&text));
		assert_int_equal(config->rules.items[0].gate, i < 5);
		gp_config_free(config);
	}
	gp_buf_clear(&text);
}

static void parameters_are_a_list(void **state)
{
	struct gp_config *config =
		read_text("[perf]\nparameters = size, mode\tInput-Size,,n\n");
	const char *const *names;

	(void)state;
	assert_int_equal(gp_config_parameters(config, &names), 4);
	assert_string_equal(names[0], "size");
	assert_string_equal(names[1], "mode");
	assert_string_equal(names[2], "Input-Size");
	assert_string_equal(names[3], "n");
	gp_config_free(config);
	config = read_text("[perf]\nparameters = a\nparameters =\n");
	assert_int_equal(gp_config_parameters(config, &names), 0);
	gp_config_free(config);
	config = read_text("");
	assert_int_equal(gp_config_parameters(config, &names), 0);
	gp_config_free(config);
}

static void options_are_checked(void **state)
{
	struct gp_config *config = read_text("");

	(void)state;
	assert_int_equal(gp_config_option(config, "fail", "5%"), GP_OK);
	assert_int_equal(gp_config_option(config, "warn", "a=b:p99=5ms"),
			 GP_OK);
	assert_int_equal(config->rules.n, 2);
	assert_null(config->rules.items[0].pattern);
	assert_int_equal(config->rules.items[0].key, GP_RULE_FAIL);
	assert_string_equal(config->rules.items[1].pattern, "a=b:p99");
	assert_int_equal(config->rules.items[1].key, GP_RULE_WARN);
	assert_int_equal(gp_config_option(config, "fail", "x="), GP_EUSAGE);
	assert_int_equal(gp_config_option(config, "fail", "x=fast"), GP_EUSAGE);
	assert_non_null(strstr(gp_error_message(), "option '--fail' requires"));
	assert_int_equal(gp_config_option(config, "fail", "-3%"), GP_EUSAGE);
	gp_config_free(config);
}

static void directions_are_configured(void **state)
{
	struct gp_config *config =
		read_text("[perf \"*:score\"]\nbetter = higher\n"
			  "[perf \"slow/*\"]\nbetter = lower\n"
			  "[perf \"*:chunks\"]\nbetter = same\n"
			  "[perf \"*:odd\"]\nbetter = none\n");
	enum gp_better better = GP_BETTER_NONE;

	(void)state;
	assert_true(gp_config_better(config, &better, "x", "score"));
	assert_int_equal(better, GP_BETTER_HIGHER);
	assert_true(gp_config_better(config, &better, "slow/x", "score"));
	assert_int_equal(better, GP_BETTER_LOWER);
	assert_false(gp_config_better(config, &better, "x", "y"));
	assert_int_equal(better, GP_BETTER_LOWER);
	assert_true(gp_config_better(config, &better, "x", "chunks"));
	assert_int_equal(better, GP_BETTER_SAME);
	assert_true(gp_config_better(config, &better, "x", "odd"));
	assert_int_equal(better, GP_BETTER_NONE);
	gp_config_free(config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_documented),
		cmocka_unit_test(settings_are_read),
		cmocka_unit_test(the_users_own_files_win),
		cmocka_unit_test(listed_names_may_hold_dots),
		cmocka_unit_test(committed_files_are_not_trusted),
		cmocka_unit_test(bad_values_name_file_and_key),
		cmocka_unit_test(syntax_errors_name_the_file),
		cmocka_unit_test(ages_and_booleans),
		cmocka_unit_test(parameters_are_a_list),
		cmocka_unit_test(options_are_checked),
		cmocka_unit_test(directions_are_configured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
