/*
 * git perf pin: keep the results of a release when older ones are forgotten.
 */
#include "gp/report.h"

#include "mark.h"
#include "table.h"

enum gp_err gp_pin_parse(struct gp_mark_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "undo", &args->undo, "undo a pin"),
		GP_OPT_FLAG(0, "list", &args->list, "list the pinned commits"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_pin, opts, &argc, argv)) ||
	    (err = gp_operands_check(argc, 0, 1, "one commit")))
		return err;
	if (args->list && (argc || args->undo))
		return gp_fail(GP_EUSAGE,
			       "--list cannot be combined with anything");
	args->spec.at = argc ? argv[0] : NULL;
	return GP_OK;
}

static void put_pinned(struct gp_buf *out, const struct gp_marks *marks)
{
	char hex[GP_OID_HEX];

	gp_buf_printf(out, "%s %s\n", gp_oid_short(&marks->commit.oid, hex),
		      marks->made.n ? "is pinned" : "was pinned already");
}

static void put_unpinned(struct gp_buf *out, const struct gp_marks *marks)
{
	char hex[GP_OID_HEX];

	gp_buf_printf(out, "%s is not pinned any more\n",
		      gp_oid_short(&marks->commit.oid, hex));
}

static void put_pins(struct gp_buf *out, const struct gp_marks *marks,
		     bool json)
{
	char hex[GP_OID_HEX];

	(void)json; /* pin has no --json */
	for (size_t i = 0; i < marks->existing.n; i++) {
		const struct gp_entry *mark = marks->existing.items[i];

		gp_buf_printf(out, "%s  ", gp_oid_short(&mark->commit, hex));
		gp_format_time(out, mark->commit_time);
		gp_buf_putc(out, '\n');
	}
}

static enum gp_exit run(int argc, char **argv)
{
	static const struct gp_mark_command command = {
		.kind = &gp_mark_pin,
		.parse = gp_pin_parse,
		.put_made = put_pinned,
		.put_undone = put_unpinned,
		.put_list = put_pins,
	};

	return gp_mark_run(&command, argc, argv);
}

const struct gp_cmd gp_cmd_pin = {
	.name = "pin",
	.usage = "[--undo] [<commit>]\n"
		 "   or: git perf pin --list",
	.summary = "keep a release when older runs are forgotten",
	.run = run,
};
