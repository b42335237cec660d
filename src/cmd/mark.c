/*
 * What accept, alias, pin and retire do alike: make, undo or list marks.
 */
#include <stdio.h>

#include "gp/report.h"

#include "mark.h"

enum gp_err gp_mark_list_check(const struct gp_mark_args *args, int argc)
{
	const struct gp_mark_spec *spec = &args->spec;

	if (args->list && (argc || args->undo || spec->at || spec->upto ||
			   spec->testbed || spec->reason))
		return gp_fail(GP_EUSAGE,
			       "--list can only be combined with --json");
	if (args->json && !args->list)
		return gp_fail(GP_EUSAGE, "--json requires --list");
	return GP_OK;
}

void gp_mark_put_scope(struct gp_buf *out, const struct gp_entry *mark)
{
	char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

	if (*mark->testbed) {
		gp_buf_puts(out, " on ");
		gp_escape_short(out, mark->testbed, 64);
	}
	gp_buf_printf(out, " from %s on, %.12s\n",
		      gp_oid_short(&mark->commit, hex),
		      gp_entry_id_hex(&mark->id, id));
}

static const char *name_of_mark(const struct gp_entry *mark)
{
	if (mark->kind == GP_ENTRY_RETIREMENT)
		return mark->retire->pattern;
	return mark->kind == GP_ENTRY_ACCEPTANCE ? mark->accept->pattern
						 : mark->alias->from;
}

void gp_mark_put_undone(struct gp_buf *out, const struct gp_marks *marks)
{
	for (size_t i = 0; i < marks->undone.n; i++) {
		const struct gp_entry *mark = marks->undone.items[i];
		char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

		gp_buf_printf(out, "undid the %s of '", marks->kind->noun);
		gp_escape_short(out, name_of_mark(mark), 64);
		gp_buf_printf(out, "' at %s, %.12s\n",
			      gp_oid_short(&mark->commit, hex),
			      gp_entry_id_hex(&mark->id, id));
	}
}

void gp_mark_put_list(struct gp_buf *out, const struct gp_marks *marks,
		      bool json)
{
	if (json)
		gp_report_marks_json(out, marks->kind->entry, &marks->existing);
	else
		gp_report_marks_text(out, NULL, &marks->existing);
}

/* Warnings are printed before what is done, and not again. */
static void warn_of_marks(struct gp_marks *marks)
{
	gp_warn_all(&marks->notices);
	gp_notices_clear(&marks->notices);
}

static enum gp_err list_marks(const struct gp_mark_command *command,
			      const struct gp_marks *marks, bool json)
{
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	command->put_list(&out, marks, json);
	err = gp_output(&out, NULL);
	gp_buf_clear(&out);
	return err;
}

static enum gp_err change_marks(const struct gp_mark_command *command,
				struct gp_marks *marks,
				const struct gp_mark_args *args)
{
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err = args->undo ? gp_marks_undo(marks, &args->spec)
				     : gp_marks_make(marks, &args->spec);

	warn_of_marks(marks);
	if (!err) {
		if (args->undo)
			command->put_undone(&out, marks);
		else
			command->put_made(&out, marks);
		err = gp_buf_flush(&out, stderr);
	}
	gp_buf_clear(&out);
	return err;
}

enum gp_exit gp_mark_run(const struct gp_mark_command *command, int argc,
			 char **argv)
{
	struct gp_mark_args args = { .undo = false };
	struct gp_marks marks = { 0 };
	enum gp_err err;

	if ((err = command->parse(&args, argc, argv)) ||
	    (err = gp_marks_open(&marks, command->kind, args.spec.at)))
		goto out;
	gp_warn_all(&marks.repo->notices);
	gp_warn_all(gp_config_notices(marks.config));
	warn_of_marks(&marks);
	err = args.list ? list_marks(command, &marks, args.json)
			: change_marks(command, &marks, &args);
out:
	gp_marks_close(&marks);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}
