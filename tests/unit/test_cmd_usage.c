/*
 * Command lines that are wrong: status 129 and a message, before anything is
 * opened. The tests run where there is no repository, which would be 128.
 */
#include "cmd.h"

static void every_command_has_help(void **state)
{
	static const char *const spellings[] = { "-h", "--help" };

	(void)state;
	for (const struct gp_cmd *const *cmd = gp_cmds(); *cmd; cmd++) {
		for (size_t i = 0; i < 2; i++) {
			const char *args[] = { "--", NULL, NULL };
			struct outcome did;
			char head[128];

			/* before the operands, and after wrong ones */
			args[0] = i ? "x" : spellings[i];
			args[1] = i ? spellings[i] : NULL;
			run_apart(&did, (*cmd)->name, args);
			snprintf(head, sizeof(head), "usage: git perf %s ",
				 (*cmd)->name);
			assert_int_equal(did.status, GP_EXIT_OK);
			assert_memory_equal(did.out, head, strlen(head));
			assert_non_null(strstr(did.out, (*cmd)->summary));
			assert_non_null(strstr(did.out, "    -h, --help"));
			assert_string_equal(did.err, "");
		}
	}
}

static void refuse(const char *name, const char *const *args,
		   const char *message)
{
	struct command_line line;

	set_line(&line, args);
	gp_error_clear();
	if (cmd_named(name)->run(line.argc, line.argv) != GP_EXIT_USAGE)
		fail_msg("%s %s: is not refused", name, args[0]);
	assert_string_equal(gp_error_message(), message);
}

static void no_command_has_unknown_options(void **state)
{
	static const char *const words[] = { "--frobnicate", "--frobnicate=1",
					     "-Z" };

	(void)state;
	for (const struct gp_cmd *const *cmd = gp_cmds(); *cmd; cmd++) {
		for (size_t i = 0; i < 3; i++) {
			const char *const args[] = { words[i], NULL };
			char wanted[128];

			snprintf(wanted, sizeof(wanted),
				 "git perf %s: unknown option '%s'",
				 (*cmd)->name,
				 i == 1 ? "--frobnicate" : words[i]);
			refuse((*cmd)->name, args, wanted);
		}
	}
}

static void an_option_is_spelt_right(void **state)
{
	static const struct {
		const char *name;
		const char *const args[ARGS_MAX];
		const char *message;
	} rows[] = {
		{ "check",
		  { "--base" },
		  "git perf check: option '--base' requires a value: --base "
		  "<rev>" },
		{ "check",
		  { "-vn" },
		  "git perf check: option '-n' requires a value: -n <n>" },
		{ "check",
		  { "--verbose=yes" },
		  "git perf check: option '--verbose' does not take a value" },
		{ "check",
		  { "--f", "x" },
		  "git perf check: ambiguous option '--f': --fail or "
		  "--format?" },
		{ "check",
		  { "-n", "0" },
		  "git perf check: option '--commits' requires a whole number "
		  "from 1 to 1000000000, not '0'" },
		{ "check",
		  { "-n", "-1" },
		  "git perf check: option '--commits' requires a whole number "
		  "from 1 to 1000000000, not '-1'" },
		{ "log",
		  { "--max-count=1000000001" },
		  "git perf log: option '--max-count' requires a whole number "
		  "from 1 to 1000000000, not '1000000001'" },
		{ "pull",
		  { "--last", "3x" },
		  "git perf pull: option '--last' requires a whole number from "
		  "1 to 1000000000, not '3x'" },
		{ "pull",
		  { "--last=" },
		  "git perf pull: option '--last' requires a whole number from "
		  "1 to 1000000000, not ''" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		refuse(rows[i].name, rows[i].args, rows[i].message);
}

static void operands_are_counted(void **state)
{
	static const struct {
		const char *name;
		const char *const args[ARGS_MAX];
		const char *message;
	} rows[] = {
		{ "accept",
		  { NULL },
		  "missing argument: expected one pattern" },
		{ "accept",
		  { "-m", "why", "a", "b" },
		  "too many arguments: expected one pattern" },
		{ "accept",
		  { "--undo" },
		  "missing argument: expected one pattern" },
		{ "alias",
		  { "a" },
		  "missing argument: expected an old and a new name" },
		{ "alias",
		  { "a", "b", "c" },
		  "too many arguments: expected an old and a new name" },
		{ "alias",
		  { "--undo" },
		  "missing argument: expected an old name, and optionally the "
		  "new one" },
		{ "check",
		  { "a", "b" },
		  "too many arguments: expected one commit" },
		{ "check",
		  { "--", "-a", "-b" },
		  "too many arguments: expected one commit" },
		{ "compare",
		  { "a" },
		  "missing argument: expected two commits" },
		{ "compare",
		  { "a", "b", "c" },
		  "too many arguments: expected two commits" },
		{ "compare",
		  { "--files", "a" },
		  "missing argument: expected two files" },
		{ "detect",
		  { "a", "b" },
		  "too many arguments: expected one file" },
		{ "forget",
		  { NULL },
		  "missing argument: expected the id of a run" },
		{ "formats", { "x" }, "too many arguments: expected none" },
		{ "fsck", { "x" }, "too many arguments: expected none" },
		{ "init", { "x" }, "too many arguments: expected none" },
		{ "pin",
		  { "a", "b" },
		  "too many arguments: expected one commit" },
		{ "pull",
		  { "a", "b" },
		  "too many arguments: expected one remote" },
		{ "push",
		  { "a", "b" },
		  "too many arguments: expected one remote" },
		{ "show",
		  { "a", "b" },
		  "too many arguments: expected one commit" },
		{ "status", { "x" }, "too many arguments: expected none" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		refuse(rows[i].name, rows[i].args, rows[i].message);
}

static void options_that_exclude_each_other(void **state)
{
	static const struct {
		const char *name;
		const char *const args[ARGS_MAX];
		const char *message;
	} rows[] = {
		{ "accept",
		  { "--list", "a" },
		  "--list can only be combined with --json" },
		{ "accept",
		  { "--list", "--at", "HEAD" },
		  "--list can only be combined with --json" },
		{ "accept", { "--json", "a" }, "--json requires --list" },
		{ "accept",
		  { "--undo", "-m", "why", "a" },
		  "--undo cannot be combined with --upto or -m" },
		{ "alias",
		  { "--list", "--undo" },
		  "--list can only be combined with --json" },
		{ "alias", { "--json", "a", "b" }, "--json requires --list" },
		{ "compare",
		  { "--from", "csv", "a", "b" },
		  "--from requires --files" },
		{ "compare",
		  { "--files", "-", "-" },
		  "only one of the two can be stdin" },
		{ "detect",
		  { "--batch", "--json" },
		  "--batch cannot be combined with --json: it prints JSON "
		  "anyway" },
		{ "export",
		  { "--all", "HEAD" },
		  "--all cannot be combined with a range" },
		{ "forget",
		  { "--before", "2016-01-01", "abcdef" },
		  "--before cannot be combined with run ids" },
		{ "log",
		  { "--stats", "--changes" },
		  "--stats cannot be combined with --changes" },
		{ "log",
		  { "--oneline", "--json" },
		  "--oneline cannot be combined with --stats or --json" },
		{ "pin",
		  { "--list", "HEAD" },
		  "--list cannot be combined with anything" },
		{ "pull",
		  { "--bundle", "file", "origin" },
		  "--bundle cannot be combined with a remote" },
		{ "pull",
		  { "--last", "3", "--untrusted" },
		  "--last cannot be combined with --bundle or --untrusted" },
		{ "pull", { "-c", "HEAD" }, "--commit requires --last" },
		{ "record",
		  { "--value", "x=1", "file" },
		  "--value cannot be combined with files or --from" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		refuse(rows[i].name, rows[i].args, rows[i].message);
}

static void values_are_checked(void **state)
{
	static const struct {
		const char *name;
		const char *const args[ARGS_MAX];
		const char *message;
	} rows[] = {
		{ "accept",
		  { "a" },
		  "a reason is required: -m 'checks bounds now'" },
		{ "accept", { "-m", " ", "a" }, "the reason is empty" },
		{ "accept", { "-m", "why", "" }, "the pattern is empty" },
		{ "accept",
		  { "-m", "why", "\xff" },
		  "the pattern '\xff' is not UTF-8" },
		{ "accept",
		  { "-m", "why", "--upto", "8", "a" },
		  "--upto '8' has no unit: write 8% for a share, 1pp for "
		  "points, 5ms for a difference" },
		{ "accept",
		  { "-m", "why", "--upto", "much", "a" },
		  "--upto expects the largest change for the worse, such as "
		  "8%, 1pp or 5ms, not 'much'" },
		{ "alias", { "a", "a" }, "'a' cannot be its own alias" },
		{ "alias", { "a", "" }, "the new name is empty" },
		{ "forget",
		  { "abc" },
		  "'abc' is not a run id: expected 4 to 32 hex digits, as git "
		  "perf show prints them" },
		{ "forget",
		  { "abcd", "xyzw" },
		  "'xyzw' is not a run id: expected 4 to 32 hex digits, as git "
		  "perf show prints them" },
		{ "forget",
		  { "--before", "2999-01-01" },
		  "--before 2999-01-01 is in the future: results that are not "
		  "recorded yet would be dropped" },
		{ "log",
		  { "--since", "friday" },
		  "option '--since' requires a time, not 'friday': 2026-11-21, "
		  "2026-11-21T09:40:00Z, '30 days ago', 2w" },
		{ "check",
		  { "--format", "html" },
		  "unknown format 'html': expected one of text, markdown, json, "
		  "github, junit" },
		{ "compare",
		  { "--format", "junit", "a", "b" },
		  "unknown format 'junit': expected one of text, markdown, json" },
		{ "export",
		  { "--format", "xml" },
		  "unknown format 'xml': expected one of csv, json, ndjson" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		refuse(rows[i].name, rows[i].args, rows[i].message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_help),
		cmocka_unit_test(no_command_has_unknown_options),
		cmocka_unit_test(an_option_is_spelt_right),
		cmocka_unit_test(operands_are_counted),
		cmocka_unit_test(options_that_exclude_each_other),
		cmocka_unit_test(values_are_checked),
	};

	if (chdir("/"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
