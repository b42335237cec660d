/*
 * git perf accept: take responsibility for a change, so that later checks
 * start from it.
 */
#include <stdio.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/report.h"

#include "cmd.h"
#include "mark.h"
#include "table.h"

struct accept_args {
	const char *name; /* the pattern, or an id */
	const char *at, *upto, *testbed, *reason;
	bool undo, list, json;
};

/* ---- the command line ---- */

static enum gp_err check_upto(const char *text)
{
	struct gp_arena arena = { 0 };
	struct gp_limit limit;
	enum gp_err err = GP_OK;

	if (gp_limit_parse(&limit, &arena, gp_span_of(text)) || limit.value < 0)
		err = gp_fail(GP_EUSAGE,
			      "--upto wants the largest change for the worse, "
			      "as 8%%, 1pp or 5ms, not '%.64s'",
			      text);
	else if (limit.how == GP_LIMIT_ABSOLUTE && !*limit.unit)
		err = gp_fail(GP_EUSAGE,
			      "--upto '%.64s' has no unit: write 8%% for a "
			      "share, 1pp for points, 5ms for a difference",
			      text);
	gp_arena_clear(&arena);
	return err;
}

static enum gp_err check_undo(const struct accept_args *args)
{
	if (args->upto || args->reason)
		return gp_fail(GP_EUSAGE, "--undo takes no --upto and no -m");
	return GP_OK;
}

static enum gp_err check_list(const struct accept_args *args)
{
	if (args->name || args->undo || args->at || args->upto ||
	    args->testbed || args->reason)
		return gp_fail(GP_EUSAGE, "--list takes nothing but --json");
	return GP_OK;
}

static enum gp_err check_new(const struct accept_args *args)
{
	enum gp_err err;

	if (!args->reason)
		return gp_fail(GP_EUSAGE,
			       "accept wants a reason: -m 'checks bounds now'");
	if ((err = gp_mark_check_name("the pattern", args->name)) ||
	    (err = gp_mark_check_text("the reason", args->reason)) ||
	    (args->testbed &&
	     (err = gp_mark_check_name("--testbed", args->testbed))) ||
	    (args->upto && (err = check_upto(args->upto))))
		return err;
	return GP_OK;
}

static enum gp_err check(const struct accept_args *args, int argc)
{
	if (args->list)
		return check_list(args);
	if (args->json)
		return gp_fail(GP_EUSAGE, "--json goes with --list");
	if (argc != 1)
		return gp_fail(GP_EUSAGE, "accept takes one pattern, not %d",
			       argc);
	return args->undo ? check_undo(args) : check_new(args);
}

static enum gp_err parse(struct accept_args *args, const struct gp_cmd *self,
			 int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "at", &args->at, "commit",
			      "the commit that made the change (HEAD)"),
		GP_OPT_STRING(0, "upto", &args->upto, "limit",
			      "accept no more than this: 8%, 5ms, 1pp"),
		GP_OPT_STRING(0, "testbed", &args->testbed, "name",
			      "only on this class of machine"),
		GP_OPT_STRING('m', "message", &args->reason, "reason",
			      "why the change is meant to be"),
		GP_OPT_FLAG(0, "undo", &args->undo,
			    "take an acceptance back, by pattern or id"),
		GP_OPT_FLAG(0, "list", &args->list, "list what is accepted"),
		GP_OPT_FLAG(0, "json", &args->json, "list it as JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(self, opts, &argc, argv)))
		return err;
	if (argc)
		args->name = argv[0];
	return check(args, argc);
}

/* ---- a new one ---- */

static bool matches(const struct gp_entry *run, const struct accept_args *args)
{
	if (args->testbed && strcmp(run->testbed, args->testbed) != 0)
		return false;
	for (size_t i = 0; i < run->n_results; i++)
		if (gp_key_match(args->name, run->results[i].benchmark,
				 run->results[i].metric))
			return true;
	return false;
}

/* A pattern that matches nothing is a misprint, or early. */
static enum gp_err warn_unmatched(struct gp_marks *marks,
				  const struct accept_args *args)
{
	struct gp_notices notices = { 0 };
	struct gp_entries runs = { 0 };
	bool matched = false;
	char hex[GP_OID_HEX];
	enum gp_err err = gp_marks_measured(marks, &runs);

	for (size_t i = 0; i < runs.n; i++)
		matched = matched || matches(runs.items[i], args);
	gp_oid_short(&marks->commit.oid, hex);
	if (!runs.n)
		gp_notices_add(
			&notices,
			"nothing is recorded at %s yet: whether '%.200s' "
			"matches anything is not known",
			hex, args->name);
	else if (!matched)
		gp_notices_add(&notices,
			       "nothing that is recorded at %s%s%.200s matches "
			       "'%.200s'",
			       hex, args->testbed ? " on " : "",
			       args->testbed ? args->testbed : "", args->name);
	if (!err)
		gp_warn_all(&notices);
	gp_notices_clear(&notices);
	gp_entries_clear(&runs);
	return err;
}

/* The new one takes the place of one of the same pattern and testbed. */
static enum gp_err replace(struct gp_marks *marks, const struct gp_entry *mark)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < marks->standing.n; i++) {
		const struct gp_entry *old = marks->standing.items[i];

		if (gp_oid_same(&old->commit, &mark->commit) &&
		    !strcmp(old->accept->pattern, mark->accept->pattern) &&
		    !strcmp(old->testbed, mark->testbed))
			err = gp_marks_bury(marks, old);
	}
	return err;
}

static void say(const struct gp_entry *mark)
{
	struct gp_buf line = GP_BUF_INIT;
	char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

	gp_buf_puts(&line, "accepted '");
	gp_escape_short(&line, mark->accept->pattern, 64);
	gp_buf_putc(&line, '\'');
	if (*mark->accept->upto) {
		gp_buf_puts(&line, " up to ");
		gp_escape_text(&line, mark->accept->upto);
	}
	if (*mark->testbed) {
		gp_buf_puts(&line, " on ");
		gp_escape_short(&line, mark->testbed, 64);
	}
	fprintf(stderr, "%s from %s on, %.12s\n", gp_buf_str(&line),
		gp_oid_short(&mark->commit, hex),
		gp_entry_id_hex(&mark->id, id));
	gp_buf_clear(&line);
}

static enum gp_err add(struct gp_marks *marks, const struct accept_args *args)
{
	struct gp_buf who = GP_BUF_INIT;
	struct gp_accept accept = { .pattern = args->name,
				    .upto = args->upto ? args->upto : "",
				    .reason = args->reason };
	char message[64], hex[GP_OID_HEX];
	struct gp_entry *mark;
	enum gp_err err;

	gp_repo_committer(marks->repo, &who);
	accept.who = gp_buf_str(&who);
	if ((err = gp_marks_make(marks, &mark)))
		goto out;
	mark->accept = &accept;
	mark->testbed = args->testbed ? args->testbed : "";
	if ((err = warn_unmatched(marks, args)) || (err = replace(marks, mark)))
		goto out;
	gp_marks_add(marks, mark);
	snprintf(message, sizeof(message), "perf: accept at %s",
		 gp_oid_short(&mark->commit, hex));
	if (!(err = gp_marks_write(marks, message)))
		say(mark);
out:
	gp_buf_clear(&who);
	return err;
}

/* ---- all three ---- */

static enum gp_err undo(struct gp_marks *marks, const struct accept_args *args)
{
	const struct gp_mark_wish wish = { .name = args->name,
					   .testbed = args->testbed,
					   .at = args->at };

	return gp_marks_undo(marks, &wish);
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct accept_args args = { 0 };
	struct gp_marks marks = { 0 };
	enum gp_err err;

	if ((err = parse(&args, self, argc, argv)) ||
	    (err = gp_marks_open(&marks, GP_ENTRY_ACCEPTANCE, args.at)))
		goto out;
	if (args.list)
		err = gp_marks_list(&marks, args.json);
	else
		err = args.undo ? undo(&marks, &args) : add(&marks, &args);
out:
	gp_marks_close(&marks);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
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
