/*
 * git perf alias: a benchmark that was renamed keeps its history.
 */
#include "gp/report.h"

#include "mark.h"
#include "table.h"

static enum gp_err check_alias_args(const struct gp_mark_args *args, int argc)
{
	enum gp_err err;

	if ((err = gp_mark_list_check(args, argc)) || args->list)
		return err;
	if (args->undo)
		return gp_operands_check(argc, 1, 2,
					 "an old name, and optionally the new "
					 "one");
	if ((err = gp_operands_check(argc, 2, 2, "an old and a new name")))
		return err;
	return gp_mark_check(&gp_mark_alias, &args->spec);
}

enum gp_err gp_alias_parse(struct gp_mark_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "at", &args->spec.at, "commit",
			      "the commit that has the new name (HEAD)"),
		GP_OPT_FLAG(0, "undo", &args->undo,
			    "undo an alias, by name or id"),
		GP_OPT_FLAG(0, "list", &args->list, "list all aliases"),
		GP_OPT_FLAG(0, "json", &args->json, "list them as JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_alias, opts, &argc, argv)))
		return err;
	args->spec.name = argc > 0 ? argv[0] : NULL;
	args->spec.to = argc > 1 ? argv[1] : NULL;
	return check_alias_args(args, argc);
}

static void put_made_alias(struct gp_buf *out, const struct gp_marks *marks)
{
	const struct gp_entry *mark = marks->made.items[0];
	char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

	gp_buf_putc(out, '\'');
	gp_escape_short(out, mark->alias->from, 64);
	gp_buf_puts(out, "' is read as '");
	gp_escape_short(out, mark->alias->to, 64);
	gp_buf_printf(out, "' up to %s, %.12s\n",
		      gp_oid_short(&mark->commit, hex),
		      gp_entry_id_hex(&mark->id, id));
}

static enum gp_exit run(int argc, char **argv)
{
	static const struct gp_mark_command command = {
		.kind = &gp_mark_alias,
		.parse = gp_alias_parse,
		.put_made = put_made_alias,
		.put_undone = gp_mark_put_undone,
		.put_list = gp_mark_put_list,
	};

	return gp_mark_run(&command, argc, argv);
}

const struct gp_cmd gp_cmd_alias = {
	.name = "alias",
	.usage = "[--at <commit>] <old> <new>\n"
		 "   or: git perf alias --undo [--at <commit>] <old> [<new>] | "
		 "<id>\n"
		 "   or: git perf alias --list [--json]",
	.summary = "let a renamed benchmark keep its history",
	.run = run,
};
