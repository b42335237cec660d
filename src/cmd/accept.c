/*
 * git perf accept: take responsibility for a change, so that later checks
 * start from it.
 */
#include "gp/report.h"

#include "mark.h"
#include "table.h"

static enum gp_err check_accept(const struct gp_mark_args *args, int argc)
{
	const struct gp_mark_spec *spec = &args->spec;
	enum gp_err err;

	if ((err = gp_mark_list_check(args, argc)) || args->list)
		return err;
	if ((err = gp_operands_check(argc, 1, 1, "one pattern")))
		return err;
	if (args->undo && (spec->upto || spec->reason))
		return gp_fail(GP_EUSAGE, "--undo cannot be combined with "
					  "--upto or -m");
	return args->undo ? GP_OK : gp_mark_check(&gp_mark_acceptance, spec);
}

enum gp_err gp_accept_parse(struct gp_mark_args *args, int argc, char **argv)
{
	struct gp_mark_spec *spec = &args->spec;
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "at", &spec->at, "commit",
			      "the commit that made the change (HEAD)"),
		GP_OPT_STRING(0, "upto", &spec->upto, "limit",
			      "accept no more than this: 8%, 5ms, 1pp"),
		GP_OPT_STRING(0, "testbed", &spec->testbed, "name",
			      "only on this class of machine"),
		GP_OPT_STRING('m', "message", &spec->reason, "reason",
			      "why the change is intended"),
		GP_OPT_FLAG(0, "undo", &args->undo,
			    "undo an acceptance, by pattern or id"),
		GP_OPT_FLAG(0, "list", &args->list, "list the acceptances"),
		GP_OPT_FLAG(0, "json", &args->json, "list them as JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_accept, opts, &argc, argv)))
		return err;
	if (argc)
		spec->name = argv[0];
	return check_accept(args, argc);
}

static void put_made_acceptance(struct gp_buf *out,
				const struct gp_marks *marks)
{
	const struct gp_entry *mark = marks->made.items[0];

	gp_buf_puts(out, "accepted '");
	gp_escape_short(out, mark->accept->pattern, 64);
	gp_buf_putc(out, '\'');
	if (*mark->accept->upto) {
		gp_buf_puts(out, " up to ");
		gp_escape_text(out, mark->accept->upto);
	}
	gp_mark_put_scope(out, mark);
}

static enum gp_exit run(int argc, char **argv)
{
	static const struct gp_mark_command command = {
		.kind = &gp_mark_acceptance,
		.parse = gp_accept_parse,
		.put_made = put_made_acceptance,
		.put_undone = gp_mark_put_undone,
		.put_list = gp_mark_put_list,
	};

	return gp_mark_run(&command, argc, argv);
}

const struct gp_cmd gp_cmd_accept = {
	.name = "accept",
	.usage = "[--at <commit>] [--upto <limit>] [--testbed <name>] "
		 "-m <reason> <pattern>\n"
		 "   or: git perf accept --undo [--at <commit>] "
		 "[--testbed <name>] <pattern> | <id>\n"
		 "   or: git perf accept --list [--json]",
	.summary = "accept a change, so that later checks start from it",
	.run = run,
};
