/*
 * git perf retire: a benchmark is gone on purpose, so that checks no longer
 * miss it.
 */
#include "gp/report.h"

#include "mark.h"
#include "table.h"

static enum gp_err check_retire(const struct gp_mark_args *args, int argc)
{
	const struct gp_mark_spec *spec = &args->spec;
	enum gp_err err;

	if ((err = gp_mark_list_check(args, argc)) || args->list)
		return err;
	if ((err = gp_operands_check(argc, 1, 1, "one pattern")))
		return err;
	if (args->undo && spec->reason)
		return gp_fail(GP_EUSAGE, "--undo cannot be combined with -m");
	return args->undo ? GP_OK : gp_mark_check(&gp_mark_retirement, spec);
}

enum gp_err gp_retire_parse(struct gp_mark_args *args, int argc, char **argv)
{
	struct gp_mark_spec *spec = &args->spec;
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "at", &spec->at, "commit",
			      "the first commit without it (HEAD)"),
		GP_OPT_STRING(0, "testbed", &spec->testbed, "name",
			      "only on this class of machine"),
		GP_OPT_STRING('m', "message", &spec->reason, "reason",
			      "why it is gone"),
		GP_OPT_FLAG(0, "undo", &args->undo,
			    "undo a retirement, by pattern or id"),
		GP_OPT_FLAG(0, "list", &args->list, "list the retirements"),
		GP_OPT_FLAG(0, "json", &args->json, "list them as JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_retire, opts, &argc, argv)))
		return err;
	if (argc)
		spec->name = argv[0];
	return check_retire(args, argc);
}

static void put_made_retirement(struct gp_buf *out,
				const struct gp_marks *marks)
{
	const struct gp_entry *mark = marks->made.items[0];

	gp_buf_puts(out, "retired '");
	gp_escape_short(out, mark->retire->pattern, 64);
	gp_buf_putc(out, '\'');
	gp_mark_put_scope(out, mark);
}

static enum gp_exit run(int argc, char **argv)
{
	static const struct gp_mark_command command = {
		.kind = &gp_mark_retirement,
		.parse = gp_retire_parse,
		.put_made = put_made_retirement,
		.put_undone = gp_mark_put_undone,
		.put_list = gp_mark_put_list,
	};

	return gp_mark_run(&command, argc, argv);
}

const struct gp_cmd gp_cmd_retire = {
	.name = "retire",
	.usage = "[--at <commit>] [--testbed <name>] [-m <reason>] <pattern>\n"
		 "   or: git perf retire --undo [--at <commit>] "
		 "[--testbed <name>] <pattern> | <id>\n"
		 "   or: git perf retire --list [--json]",
	.summary = "say that a benchmark is gone on purpose",
	.run = run,
};
