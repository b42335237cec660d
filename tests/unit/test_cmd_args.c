/*
 * What the parser of each command makes of its arguments.
 */
#include <time.h>

#include "cmd.h"

/* Parses the rest of its arguments into a zeroed struct. */
#define parse_ok(command, args, ...)                                           \
	do {                                                                   \
		static const char *const given[] = { __VA_ARGS__, NULL };      \
		static struct command_line line;                               \
                                                                               \
		memset((args), 0, sizeof(*(args)));                            \
		set_line(&line, given);                                        \
		if (gp_##command##_parse((args), line.argc, line.argv))        \
			fail_msg("%s", gp_error_message());                    \
	} while (0)

static void check_reads_its_options(void **state)
{
	struct gp_check_args args;

	(void)state;
	parse_ok(check, &args, "--");
	assert_string_equal(args.format, "text");
	assert_null(args.query.rev);
	assert_int_equal(args.query.commits, 0);
	assert_false(args.verbose || args.strict || args.allow_new ||
		     args.no_rerun);
	gp_check_args_clear(&args);

	/* abbreviated, attached, repeated, and after the operand */
	parse_ok(check, &args, "v1.0", "--base=main", "-vn5", "-k", "a*",
		 "--key", "b", "--fail", "a*=5%", "--warn=1%", "--str",
		 "--allow-new", "--no-rerun", "-oout");
	assert_string_equal(args.query.rev, "v1.0");
	assert_string_equal(args.query.base, "main");
	assert_int_equal(args.query.commits, 5);
	assert_int_equal(args.query.n_keys, 2);
	assert_string_equal(args.query.keys[1], "b");
	assert_string_equal(args.limits.fails.items[0], "a*=5%");
	assert_string_equal(args.limits.warns.items[0], "1%");
	assert_string_equal(args.output, "out");
	assert_true(args.verbose && args.strict && args.allow_new &&
		    args.no_rerun);
	gp_check_args_clear(&args);

	parse_ok(check, &args, "--format", "junit", "--json");
	assert_string_equal(args.format, "json");
	parse_ok(check, &args, "--format", "junit");
	assert_string_equal(args.format, "junit");
	parse_ok(check, &args, "--", "-odd");
	assert_string_equal(args.query.rev, "-odd");
}

static void compare_reads_two_sides(void **state)
{
	struct gp_compare_args args;

	(void)state;
	parse_ok(compare, &args, "v1", "v2", "--fail", "5%");
	assert_string_equal(args.old, "v1");
	assert_string_equal(args.new, "v2");
	assert_string_equal(args.format, "text");
	assert_int_equal(args.limits.fails.n, 1);
	assert_false(args.files);
	gp_compare_args_clear(&args);
	parse_ok(compare, &args, "--files", "-f", "csv", "-", "new.csv",
		 "--json");
	assert_true(args.files);
	assert_string_equal(args.from, "csv");
	assert_string_equal(args.old, "-");
	assert_string_equal(args.format, "json");
}

static void marks_are_described(void **state)
{
	struct gp_mark_args args;

	(void)state;
	parse_ok(accept, &args, "--at", "HEAD~", "--upto", "8%", "--testbed",
		 "box", "-m", "why", "a*");
	assert_string_equal(args.spec.name, "a*");
	assert_string_equal(args.spec.at, "HEAD~");
	assert_string_equal(args.spec.upto, "8%");
	assert_string_equal(args.spec.testbed, "box");
	assert_string_equal(args.spec.reason, "why");
	assert_false(args.undo || args.list || args.json);
	parse_ok(accept, &args, "--undo", "abcd");
	assert_true(args.undo);
	parse_ok(accept, &args, "--list", "--json");
	assert_true(args.list && args.json);
	parse_ok(alias, &args, "a", "b");
	assert_string_equal(args.spec.name, "a");
	assert_string_equal(args.spec.to, "b");
	assert_null(args.spec.at);
	parse_ok(alias, &args, "--undo", "a");
	assert_null(args.spec.to);
	parse_ok(pin, &args, "v1");
	assert_string_equal(args.spec.at, "v1");
	parse_ok(pin, &args, "--undo");
	assert_true(args.undo);
	assert_null(args.spec.at);
}

static void detect_names_its_input(void **state)
{
	struct gp_detect_args args;

	(void)state;
	parse_ok(detect, &args, "--drift");
	assert_string_equal(args.path, "-");
	assert_string_equal(args.name, "stdin");
	assert_true(args.drift);
	parse_ok(detect, &args, "file", "--batch");
	assert_string_equal(args.path, "file");
	assert_string_equal(args.name, "file");
	assert_true(args.batch && !args.json);
}

static void ranges_are_passed_on(void **state)
{
	struct gp_export_args export;
	struct gp_log_args log;

	(void)state;
	parse_ok(export, &export, "a..b", "^c", "--wide", "-k", "x");
	assert_string_equal(export.format, "csv");
	assert_int_equal(export.range.n_revs, 2);
	assert_string_equal(export.range.revs[1], "^c");
	assert_true(export.options.wide && !export.options.samples);
	assert_string_equal(export.options.keys[0], "x");
	assert_false(export.range.first_parent);
	gp_export_args_clear(&export);

	parse_ok(log, &log, "a..b", "-n", "7", "--testbed", "box", "--since",
		 "2026-11-21", "--until", "2026-11-21");
	assert_string_equal(log.range.revs[0], "a..b");
	assert_string_equal(log.options.revs[0], "a..b");
	assert_true(log.range.first_parent);
	assert_string_equal(log.filter.testbed, "box");
	assert_int_equal(log.n, 7);
	/* a day is its first second for one and its last for the other */
	assert_int_equal(log.range.until - log.range.since, 86399);
	assert_int_equal(log.options.since, log.range.since);
	gp_log_args_clear(&log);
	parse_ok(log, &log, "--since", "1970-01-01T00:00:00Z");
	assert_int_equal(log.range.since, 1); /* 0 would be no bound */
}

static void stats_look_back_a_month(void **state)
{
	struct gp_log_args log;
	int64_t now = (int64_t)time(NULL), since;

	(void)state;
	parse_ok(log, &log, "--stats");
	since = now - log.range.since;
	assert_true(since >= 30 * 86400 - 5 && since <= 30 * 86400 + 5);
	parse_ok(log, &log, "--stats", "-n", "3");
	assert_int_equal(log.range.since, 0);
	parse_ok(log, &log, "--stats", "a..b");
	assert_int_equal(log.range.since, 0);
	parse_ok(log, &log, "--changes");
	assert_int_equal(log.range.since, 0);
	assert_true(log.changes);
}

static void forget_reads_ids_or_a_date(void **state)
{
	struct gp_forget_args args;

	(void)state;
	parse_ok(forget, &args, "abcd", "0123456789abcdef0123456789abcdef");
	assert_int_equal(args.n_ids, 2);
	assert_null(args.before);
	parse_ok(forget, &args, "--before", "1970-01-02");
	assert_int_equal(args.before_s, 86400);
	assert_int_equal(args.n_ids, 0);
}

static void sharing_finds_its_remote(void **state)
{
	struct gp_pull_args pull;
	struct gp_push_args push;

	(void)state;
	parse_ok(push, &push, "--dry-run", "origin");
	assert_string_equal(push.sync.remote, "origin");
	assert_true(push.sync.dry_run);
	parse_ok(push, &push, "--bundle", "file", "--json");
	assert_null(push.sync.remote);
	assert_string_equal(push.sync.bundle, "file");
	assert_true(push.json);
	parse_ok(pull, &pull, "--last=5", "-c", "v1", "origin");
	assert_int_equal(pull.last, 5);
	assert_string_equal(pull.commit, "v1");
	assert_string_equal(pull.sync.remote, "origin");
	parse_ok(pull, &pull, "--untrusted", "--bundle", "file");
	assert_true(pull.sync.untrusted);
	assert_int_equal(pull.last, 0);
}

static void record_reads_files_or_values(void **state)
{
	struct gp_record_args args;

	(void)state;
	parse_ok(record, &args, "a", "-", "--from", "csv", "-c", "v1",
		 "--testbed", "box", "--tag", "k=v", "--prefix", "p/",
		 "--dry-run");
	assert_int_equal(args.n_paths, 2);
	assert_string_equal(args.paths[1], "-"); /* stdin, no option */
	assert_string_equal(args.from, "csv");
	assert_string_equal(args.rev, "v1");
	assert_string_equal(args.testbed, "box");
	assert_string_equal(args.tags.items[0], "k=v");
	assert_string_equal(args.prefix, "p/");
	assert_true(args.dry_run && !args.json);
	gp_record_args_clear(&args);
	parse_ok(record, &args, "--param", "size", "--param=n", "--sample",
		 "rank", "--ignore", "id");
	assert_int_equal(args.columns.params.n, 2);
	assert_string_equal(args.columns.params.items[1], "n");
	assert_string_equal(args.columns.samples.items[0], "rank");
	assert_string_equal(args.columns.ignored.items[0], "id");
	gp_record_args_clear(&args);
	assert_false(args.explain);
	parse_ok(record, &args, "--explain", "--json", "a");
	assert_true(args.explain && args.json && args.n_paths == 1);
	gp_record_args_clear(&args);
	parse_ok(record, &args, "--value", "x=1", "--value=y=2ms");
	assert_int_equal(args.values.n, 2);
	assert_string_equal(args.values.items[1], "y=2ms");
	gp_record_args_clear(&args);
}

static void the_others(void **state)
{
	struct gp_doctor_args doctor;
	struct gp_formats_args formats;
	struct gp_fsck_args fsck;
	struct gp_init_args init;
	struct gp_show_args show;
	struct gp_status_args status;

	(void)state;
	parse_ok(doctor, &doctor, "--full", "--strict", "base", "clock");
	assert_true(doctor.full && doctor.strict && !doctor.remote);
	assert_int_equal(doctor.n, 2);
	assert_string_equal(doctor.checks[1], "clock");
	parse_ok(formats, &formats, "--json");
	assert_true(formats.json);
	parse_ok(fsck, &fsck, "--quarantine");
	assert_true(fsck.quarantine && !fsck.json);
	parse_ok(init, &init, "--ci", "github", "--dry-run");
	assert_string_equal(init.forge, "github");
	assert_true(init.dry_run && !init.hooks && !init.uninstall);
	parse_ok(show, &show, "--json");
	assert_string_equal(show.rev, "HEAD");
	assert_true(show.json);
	parse_ok(show, &show, "v1");
	assert_string_equal(show.rev, "v1");
	parse_ok(status, &status, "--json");
	assert_true(status.json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_reads_its_options),
		cmocka_unit_test(compare_reads_two_sides),
		cmocka_unit_test(marks_are_described),
		cmocka_unit_test(detect_names_its_input),
		cmocka_unit_test(ranges_are_passed_on),
		cmocka_unit_test(stats_look_back_a_month),
		cmocka_unit_test(forget_reads_ids_or_a_date),
		cmocka_unit_test(sharing_finds_its_remote),
		cmocka_unit_test(record_reads_files_or_values),
		cmocka_unit_test(the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
