/*
 * Where configuration comes from, and which of it wins.
 */
#include "repo.h"

#include "config/settings.h"

static struct gp_config *load(const char *rev)
{
	struct gp_config *config = NULL;
	struct gp_commit commit;
	struct gp_repo *repo;

	if (gp_repo_open(&repo) || gp_repo_resolve(repo, &commit, rev) ||
	    gp_config_load(&config, repo,
			   &(struct gp_config_request){ .commit = &commit }))
		fail_msg("%s", gp_error_message());
	gp_repo_free(repo);
	return config;
}

static void load_fails(const char *words)
{
	struct gp_config *config = NULL;
	struct gp_repo *repo;

	assert_int_equal(gp_repo_open(&repo), GP_OK);
	assert_int_not_equal(
		gp_config_load(&config, repo,
			       &(struct gp_config_request){ .commit = NULL }),
		GP_OK);
	assert_null(config);
	if (!strstr(gp_error_message(), words))
		fail_msg("'%s' lacks '%s'", gp_error_message(), words);
	gp_repo_free(repo);
}

/* What perf.base is, and by way of it: which file counts. */
static void base_is(const char *wanted)
{
	struct gp_config *config = load("HEAD");
	const char *base = gp_config_get(config, "base");

	assert_non_null(base);
	assert_string_equal(base, wanted);
	gp_config_free(config);
}

static void each_file_overrides_the_last(void **state)
{
	(void)state;
	sh("printf '[perf]\\nbase = committed\\n' >.gitperf");
	base_is("committed");
	sh("git config --global perf.base global");
	base_is("global");
	sh("printf '[perf]\\nbase = included\\n' >../more &&"
	   "git config --global include.path \"$PWD/../more\"");
	base_is("included");
	sh("git config perf.base local");
	base_is("local");
	setenv("GIT_CONFIG_PARAMETERS", "'perf.base'='option'", 1);
	base_is("option");
	unsetenv("GIT_CONFIG_PARAMETERS");
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "perf.base", 1);
	setenv("GIT_CONFIG_VALUE_0", "counted", 1);
	base_is("counted");
	unsetenv("GIT_CONFIG_COUNT");
	base_is("local");
}

static void other_global_files_are_read(void **state)
{
	(void)state;
	sh("git config --global perf.base global &&"
	   "printf '[perf]\\nbase = elsewhere\\n' >../other");
	setenv("GIT_CONFIG_GLOBAL", "../other", 1);
	base_is("elsewhere");
	unsetenv("GIT_CONFIG_GLOBAL");
	base_is("global");
}

static void worktrees_have_their_own(void **state)
{
	(void)state;
	sh("git config perf.base shared &&"
	   "git config extensions.worktreeConfig true &&"
	   "git config --worktree perf.base here");
	base_is("here");
}

/* Both ways of reading must tell the same. */
static void values_survive_both_ways(void **state)
{
	(void)state;
	sh("printf '[perf \"a.b:*\"]\\n\\tGate\\n\\tfail = \"5%%%%\" ; x\\n"
	   "[perf]\\n\\tbase = \"x\\\\ny\"\\n' >>.git/config");
	for (int i = 0; i < 2; i++) {
		struct gp_config *config = load("HEAD");

		assert_int_equal(config->rules.n, 2);
		assert_string_equal(config->rules.items[0].pattern, "a.b:*");
		assert_true(config->rules.items[0].gate);
		assert_int_equal(config->rules.items[1].key, GP_RULE_FAIL);
		assert_string_equal(gp_config_get(config, "base"), "x\ny");
		gp_config_free(config);
		setenv("GIT_CONFIG_COUNT", "0", 1);
	}
	unsetenv("GIT_CONFIG_COUNT");
}

static void bad_values_name_the_file(void **state)
{
	struct gp_config *config;

	(void)state;
	sh("git config perf.commits none");
	load_fails("/repo/.git/config: perf.commits must be");
	setenv("GIT_CONFIG_COUNT", "0", 1);
	load_fails(".git/config: perf.commits must be");
	unsetenv("GIT_CONFIG_COUNT");
	sh("git config --unset perf.commits &&"
	   "git config --global perf.early x");
	load_fails("/.gitconfig: perf.early must be");
	sh("git config --global --unset perf.early");
	setenv("GIT_CONFIG_PARAMETERS", "'perf.depth'='deep'", 1);
	load_fails("command line:: perf.depth must be");
	unsetenv("GIT_CONFIG_PARAMETERS");
	sh("printf '[perf]\\nfail = x\\n' >.gitperf");
	config = load("HEAD");
	assert_int_equal(gp_config_notices(config)->n, 1);
	assert_non_null(strstr(gp_config_notices(config)->items[0],
			       ".gitperf:2: perf.fail must be"));
	gp_config_free(config);
}

static void bare_repositories_read_the_commit(void **state)
{
	const struct trash *trash = *state;
	struct gp_config *config;
	char path[128];

	sh("printf '[perf]\\nbase = old\\n' >.gitperf && git add . &&"
	   "git commit -qm old &&"
	   "printf '[perf]\\nbase = new\\ndurable = no\\n' >.gitperf &&"
	   "git commit -qam new && git clone -q --bare . ../bare");
	snprintf(path, sizeof(path), "%s/bare", trash->dir);
	assert_int_equal(chdir(path), 0);
	config = load("HEAD^");
	assert_string_equal(gp_config_get(config, "base"), "old");
	gp_config_free(config);
	config = load("HEAD");
	assert_string_equal(gp_config_get(config, "base"), "new");
	assert_int_equal(gp_config_notices(config)->n, 1);
	assert_non_null(strstr(gp_config_notices(config)->items[0],
			       ":.gitperf:3: perf.durable"));
	gp_config_free(config);
	config = load("HEAD~2");
	assert_null(gp_config_get(config, "base"));
	gp_config_free(config);
}

static void links_are_not_followed(void **state)
{
	(void)state;
	sh("printf '[perf]\\nbase = secret\\n' >../secret &&"
	   "ln -s ../secret .gitperf");
	load_fails(".gitperf: ");
	sh("rm .gitperf && mkdir .gitperf");
	load_fails("not a regular file");
	sh("rmdir .gitperf && mkfifo .gitperf");
	load_fails("not a regular file");
}

static void names_come_from_the_configuration(void **state)
{
	struct gp_buf name = GP_BUF_INIT;
	struct gp_config *config;

	(void)state;
	unsetenv("GIT_PERF_TESTBED");
	sh("git config perf.testbed bed && git config perf.facts user");
	setenv("USER", "me", 1);
	config = load("HEAD");
	assert_int_equal(
		gp_testbed_name(&name, gp_config_testbed(config, NULL)), GP_OK);
	assert_string_equal(gp_buf_str(&name), "bed");
	gp_buf_clear(&name);
	{
		struct gp_entries runs = { 0 };
		struct gp_entry *run = gp_entries_add(&runs);

		assert_int_equal(
			gp_testbed_fill(run, gp_config_testbed(config, NULL)),
			GP_OK);
		assert_string_equal(run->testbed, "bed");
		assert_string_equal(gp_pairs_get(&run->facts, "user"), "me");
		assert_null(gp_pairs_get(&run->facts, "host"));
		gp_entries_clear(&runs);
	}
	gp_config_free(config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(each_file_overrides_the_last),
		trash_test(other_global_files_are_read),
		trash_test(worktrees_have_their_own),
		trash_test(values_survive_both_ways),
		trash_test(bad_values_name_the_file),
		trash_test(bare_repositories_read_the_commit),
		trash_test(links_are_not_followed),
		trash_test(names_come_from_the_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
