/*
 * git perf pin: what is recorded at a release stays.
 */
#include <stdio.h>
#include <string.h>

#include "gp/report.h"

#include "cmd.h"
#include "mark.h"
#include "table.h"

struct pin_args {
	const char *commit;
	bool undo, list;
};

/* ---- a new one ---- */

static bool is_pinned(const struct gp_marks *marks, const struct gp_oid *commit)
{
	for (size_t i = 0; i < marks->standing.n; i++)
		if (gp_oid_same(&marks->standing.items[i]->commit, commit))
			return true;
	for (size_t i = 0; i < marks->made.n; i++)
		if (gp_oid_same(&marks->made.items[i]->commit, commit))
			return true;
	return false;
}

static enum gp_err pin(struct gp_marks *marks, const struct gp_oid *commit,
		       int64_t time)
{
	struct gp_entry *mark;
	enum gp_err err;

	if (is_pinned(marks, commit))
		return GP_OK;
	if ((err = gp_marks_make(marks, &mark)))
		return err;
	mark->commit = *commit;
	mark->commit_time = time;
	gp_marks_add(marks, mark);
	return GP_OK;
}

/*
 * The commit, and those that its runs were measured at where it has them from
 * a branch that was squashed.
 */
static enum gp_err add(struct gp_marks *marks)
{
	const struct gp_commit *commit = &marks->commit;
	struct gp_entries runs = { 0 };
	char hex[GP_OID_HEX];
	enum gp_err err;

	if (!(err = gp_marks_measured(marks, &runs)))
		err = pin(marks, &commit->oid, commit->time);
	for (size_t i = 0; !err && i < runs.n; i++)
		err = pin(marks, &runs.items[i]->commit,
			  runs.items[i]->commit_time);
	if (!err && marks->made.n)
		err = gp_marks_write(marks, "perf: pin");
	if (!err)
		fprintf(stderr, "%s %s\n", gp_oid_short(&commit->oid, hex),
			marks->made.n ? "is pinned" : "was pinned already");
	gp_entries_clear(&runs);
	return err;
}

/* ---- the others ---- */

static enum gp_err undo(struct gp_marks *marks)
{
	char hex[GP_OID_HEX];
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < marks->standing.n; i++)
		if (gp_marks_here(marks, marks->standing.items[i]))
			err = gp_marks_bury(marks, marks->standing.items[i]);
	if (err)
		return err;
	if (!marks->n_adds)
		return gp_fail(
			GP_ENOTFOUND,
			"%s is not pinned: git perf pin --list shows all",
			gp_oid_short(&marks->commit.oid, hex));
	if (!(err = gp_marks_write(marks, "perf: pin --undo")))
		fprintf(stderr, "%s is not pinned any more\n",
			gp_oid_short(&marks->commit.oid, hex));
	return err;
}

static enum gp_err list(struct gp_marks *marks)
{
	struct gp_buf out = GP_BUF_INIT;
	char hex[GP_OID_HEX];
	enum gp_err err;

	for (size_t i = 0; i < marks->standing.n; i++) {
		const struct gp_entry *mark = marks->standing.items[i];

		gp_buf_printf(&out, "%s  ", gp_oid_short(&mark->commit, hex));
		gp_format_time(&out, mark->commit_time);
		gp_buf_putc(&out, '\n');
	}
	err = gp_output(&out, NULL);
	gp_buf_clear(&out);
	return err;
}

static enum gp_err parse(struct pin_args *args, const struct gp_cmd *self,
			 int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "undo", &args->undo, "let it go again"),
		GP_OPT_FLAG(0, "list", &args->list, "list what is pinned"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(self, opts, &argc, argv)))
		return err;
	args->commit = argc ? argv[0] : NULL;
	if (argc > 1)
		return gp_fail(GP_EUSAGE, "pin takes one commit");
	if (args->list && (argc || args->undo))
		return gp_fail(GP_EUSAGE, "--list takes nothing");
	return GP_OK;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct pin_args args = { 0 };
	struct gp_marks marks = { 0 };
	enum gp_err err;

	if ((err = parse(&args, self, argc, argv)) ||
	    (err = gp_marks_open(&marks, GP_ENTRY_PIN, args.commit)))
		goto out;
	if (args.list)
		err = list(&marks);
	else
		err = args.undo ? undo(&marks) : add(&marks);
out:
	gp_marks_close(&marks);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_pin = {
	.name = "pin",
	.usage = "[--undo] [<commit>]\n"
		 "   or: git perf pin --list",
	.summary = "keep a release when older runs are forgotten",
	.run = run,
};
