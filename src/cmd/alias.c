/*
 * git perf alias: a benchmark that was renamed keeps its history.
 */
#include <stdio.h>
#include <string.h>

#include "gp/report.h"

#include "cmd.h"
#include "mark.h"
#include "table.h"

struct alias_args {
	const char *from, *to; /* of --undo: `from` may be an id */
	const char *at;
	bool undo, list, json;
};

/* ---- the command line ---- */

static enum gp_err check_new(const struct alias_args *args)
{
	enum gp_err err;

	if ((err = gp_mark_check_name("the old name", args->from)) ||
	    (err = gp_mark_check_name("the new name", args->to)))
		return err;
	if (!strcmp(args->from, args->to))
		return gp_fail(GP_EUSAGE, "'%.200s' cannot be its own alias",
			       args->from);
	return GP_OK;
}

static enum gp_err check(const struct alias_args *args, int argc)
{
	if (args->list && (argc || args->undo || args->at))
		return gp_fail(GP_EUSAGE, "--list takes nothing but --json");
	if (args->list)
		return GP_OK;
	if (args->json)
		return gp_fail(GP_EUSAGE, "--json goes with --list");
	if (args->undo && (argc < 1 || argc > 2))
		return gp_fail(GP_EUSAGE,
			       "alias --undo takes the old name, and perhaps "
			       "the new one");
	if (args->undo)
		return GP_OK;
	if (argc != 2)
		return gp_fail(GP_EUSAGE,
			       "alias takes the old and the new name, not %d",
			       argc);
	return check_new(args);
}

static enum gp_err parse(struct alias_args *args, const struct gp_cmd *self,
			 int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "at", &args->at, "commit",
			      "the commit that has the new name (HEAD)"),
		GP_OPT_FLAG(0, "undo", &args->undo,
			    "take an alias back, by name or id"),
		GP_OPT_FLAG(0, "list", &args->list, "list all aliases"),
		GP_OPT_FLAG(0, "json", &args->json, "list them as JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(self, opts, &argc, argv)))
		return err;
	args->from = argc > 0 ? argv[0] : NULL;
	args->to = argc > 1 ? argv[1] : NULL;
	return check(args, argc);
}

/* ---- a new one ---- */

/* Whether `key` is "benchmark:metric" of `m`. */
static bool is_key(const char *key, const struct gp_measurement *m)
{
	size_t len = strlen(m->benchmark);

	return !strncmp(key, m->benchmark, len) && key[len] == ':' &&
	       !strcmp(key + len + 1, m->metric);
}

struct recorded {
	bool any, benchmark, key; /* has the new name */
};

static void look(struct recorded *seen, const struct gp_entry *run,
		 const char *name)
{
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];

		seen->any = true;
		seen->benchmark |= !strcmp(m->benchmark, name);
		seen->key |= is_key(name, m);
	}
}

/*
 * Only names without a colon are surely no keys: with what is recorded we
 * can tell one mistake, and for the rest believe what we are told.
 */
static enum gp_err check_recorded(struct gp_marks *marks,
				  const struct alias_args *args)
{
	struct gp_notices notices = { 0 };
	struct recorded seen = { 0 };
	struct gp_entries runs = { 0 };
	char hex[GP_OID_HEX];
	enum gp_err err = gp_marks_measured(marks, &runs);

	for (size_t i = 0; i < runs.n; i++)
		look(&seen, runs.items[i], args->to);
	gp_entries_clear(&runs);
	if (err)
		return err;
	if (seen.key && !seen.benchmark && !strchr(args->from, ':'))
		return gp_fail(GP_EUSAGE,
			       "'%.200s' is a key and '%.200s' a benchmark: "
			       "give both as keys, or both as benchmarks",
			       args->to, args->from);
	if (seen.any && !seen.key && !seen.benchmark)
		gp_notices_add(&notices,
			       "nothing that is recorded at %s is named "
			       "'%.200s'",
			       gp_oid_short(&marks->commit.oid, hex), args->to);
	gp_warn_all(&notices);
	gp_notices_clear(&notices);
	return GP_OK;
}

/* Whether a standing alias gives way to the new one: a name has one alias. */
static bool gives_way(const struct gp_marks *marks, const struct gp_entry *old,
		      const struct alias_args *args)
{
	return gp_oid_same(&old->commit, &marks->commit.oid) &&
	       !strcmp(old->alias->from, args->from);
}

/* The name that the aliases of this commit make of `name`; NULL: none. */
static const char *next_name(const struct gp_marks *marks,
			     const struct alias_args *args, const char *name)
{
	for (size_t i = 0; i < marks->standing.n; i++) {
		const struct gp_entry *mark = marks->standing.items[i];

		if (gp_oid_same(&mark->commit, &marks->commit.oid) &&
		    !gives_way(marks, mark, args) &&
		    !strcmp(mark->alias->from, name))
			return mark->alias->to;
	}
	return NULL;
}

/* A circle that others made needs no more steps than there are aliases. */
static enum gp_err check_circle(const struct gp_marks *marks,
				const struct alias_args *args)
{
	const char *name = args->to;
	char hex[GP_OID_HEX];

	for (size_t i = 0; name && i <= marks->standing.n; i++) {
		if (!strcmp(name, args->from))
			return gp_fail(GP_EUSAGE,
				       "'%.200s' is an alias of '%.200s' at %s "
				       "already: undo that one first",
				       args->to, args->from,
				       gp_oid_short(&marks->commit.oid, hex));
		name = next_name(marks, args, name);
	}
	return GP_OK;
}

static enum gp_err replace(struct gp_marks *marks,
			   const struct alias_args *args)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < marks->standing.n; i++)
		if (gives_way(marks, marks->standing.items[i], args))
			err = gp_marks_bury(marks, marks->standing.items[i]);
	return err;
}

static void say(const struct gp_entry *mark)
{
	struct gp_buf line = GP_BUF_INIT;
	char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

	gp_buf_putc(&line, '\'');
	gp_escape_short(&line, mark->alias->from, 64);
	gp_buf_puts(&line, "' is read as '");
	gp_escape_short(&line, mark->alias->to, 64);
	fprintf(stderr, "%s' up to %s, %.12s\n", gp_buf_str(&line),
		gp_oid_short(&mark->commit, hex),
		gp_entry_id_hex(&mark->id, id));
	gp_buf_clear(&line);
}

static enum gp_err add(struct gp_marks *marks, const struct alias_args *args)
{
	struct gp_alias alias = { .from = args->from, .to = args->to };
	struct gp_buf who = GP_BUF_INIT;
	char message[64], hex[GP_OID_HEX];
	struct gp_entry *mark;
	enum gp_err err;

	gp_repo_committer(marks->repo, &who);
	alias.who = gp_buf_str(&who);
	if ((err = gp_marks_make(marks, &mark)))
		goto out;
	mark->alias = &alias;
	if ((err = check_circle(marks, args)) ||
	    (err = check_recorded(marks, args)) || (err = replace(marks, args)))
		goto out;
	gp_marks_add(marks, mark);
	snprintf(message, sizeof(message), "perf: alias at %s",
		 gp_oid_short(&mark->commit, hex));
	if (!(err = gp_marks_write(marks, message)))
		say(mark);
out:
	gp_buf_clear(&who);
	return err;
}

/* ---- all three ---- */

static enum gp_err undo(struct gp_marks *marks, const struct alias_args *args)
{
	const struct gp_mark_wish wish = { .name = args->from,
					   .to = args->to,
					   .at = args->at };

	return gp_marks_undo(marks, &wish);
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct alias_args args = { 0 };
	struct gp_marks marks = { 0 };
	enum gp_err err;

	if ((err = parse(&args, self, argc, argv)) ||
	    (err = gp_marks_open(&marks, GP_ENTRY_ALIAS, args.at)))
		goto out;
	if (args.list)
		err = gp_marks_list(&marks, args.json);
	else
		err = args.undo ? undo(&marks, &args) : add(&marks, &args);
out:
	gp_marks_close(&marks);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
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
