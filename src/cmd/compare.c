/*
 * git perf compare: two commits, or two files, side by side.
 *
 *	store -> history -> config -> detect -> report
 *	files -> import -> history -> ...
 */
#include <stdio.h>
#include <string.h>

#include "gp/config.h"
#include "gp/detect.h"
#include "gp/history.h"
#include "gp/import.h"
#include "gp/report.h"
#include "gp/store.h"

#include "args.h"
#include "columns.h"
#include "limit_args.h"
#include "table.h"
#include "unasked.h"

/* A comparison in progress, of commits or of files. */
struct comparing {
	struct gp_compare_args *args;
	struct gp_repo *repo;
	struct gp_config *config;
	struct gp_series_set set;
	struct gp_entries old;      /* recorded at the old commit */
	struct gp_strings testbeds; /* that it ran on */
	struct gp_nearest from, to; /* whose results are compared */
	struct gp_comparison table;
};

static enum gp_err check_compare_args(struct gp_compare_args *args)
{
	if (args->from && !args->files)
		return gp_fail(GP_EUSAGE, "--from requires --files");
	if (gp_columns_any(&args->columns) && !args->files)
		return gp_fail(GP_EUSAGE, "--param, --sample and --ignore "
					  "require --files");
	if (args->files && !strcmp(args->old, "-") && !strcmp(args->new, "-"))
		return gp_fail(GP_EUSAGE, "only one of the two can be stdin");
	if (!args->format || args->json)
		args->format = args->json ? "json" : "text";
	return GP_OK;
}

enum gp_err gp_compare_parse(struct gp_compare_args *args, int argc,
			     char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "files", &args->files,
			    "compare two files of results, or folders"),
		GP_OPT_STRING('f', "from", &args->from, "format",
			      "the files' format (git perf formats)"),
		GP_OPTS_COLUMNS(&args->columns),
		GP_OPT_STRINGS('k', "key", &args->keys, "glob",
			       "compare only these; may be repeated"),
		GP_OPTS_LIMITS(&args->limits),
		GP_OPT_NAME(0, "format", &args->format, "name",
			    gp_compare_reporter_names),
		GP_OPT_FLAG(0, "json", &args->json,
			    "the same as --format json"),
		GP_OPT_STRING('o', "output", &args->output, "file",
			      "write the report to a file"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_compare, opts, &argc, argv)) ||
	    (err = gp_operands_check(
		     argc, 2, 2, args->files ? "two files" : "two commits")))
		return err;
	args->old = argv[0];
	args->new = argv[1];
	return check_compare_args(args);
}

void gp_compare_args_clear(struct gp_compare_args *args)
{
	gp_strings_clear(&args->keys);
	gp_limit_args_clear(&args->limits);
	gp_columns_args_clear(&args->columns);
}

static void add_testbed(struct comparing *c, const char *testbed)
{
	struct gp_strings *all = &c->testbeds;

	all->items =
		gp_grow(all->items, all->n, &all->cap, sizeof(*all->items));
	all->items[all->n++] = testbed;
}

/* ---- two files ---- */

static enum gp_err read_side(struct gp_entry *run,
			     const struct gp_inputs *inputs,
			     const struct gp_compare_args *args)
{
	struct gp_import_options options = { .from = args->from };
	struct gp_intake intake = { .run = run };
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	gp_columns_apply(&options, &args->columns);
	if (!(err = gp_import_all(&intake, inputs, &options))) {
		gp_report_refused_text(&text, &intake);
		err = gp_buf_flush(&text, stderr);
	}
	gp_buf_clear(&text);
	gp_intake_clear(&intake);
	return err;
}

/*
 * Some formats name a benchmark by its file. Both sides get the same name then,
 * so that old.json and new.json can be compared; a file's, if one is stdin.
 */
static void set_shared_stem(struct gp_inputs *old, struct gp_inputs *new)
{
	struct gp_inputs *from =
		new->n == 1 && strcmp(new->items[0].path, "-") != 0 ? new : old;
	struct gp_span stem = gp_span_of("");

	if (old->n != 1 || new->n != 1)
		return;
	stem = gp_input_stem(&from->items[0]);
	old->stem = new->stem =
		gp_arena_strndup(&from->arena, stem.data, stem.len);
}

static enum gp_err read_sides(struct gp_entry *old, struct gp_entry *new,
			      const struct gp_compare_args *args)
{
	struct gp_inputs from = { 0 }, to = { 0 };
	enum gp_err err;

	if ((err = gp_inputs_add(&from, args->old)) ||
	    (err = gp_inputs_add(&to, args->new)))
		goto out;
	set_shared_stem(&from, &to);
	if (!(err = read_side(old, &from, args)))
		err = read_side(new, &to, args);
out:
	gp_inputs_clear(&from);
	gp_inputs_clear(&to);
	return err;
}

/* Without a repository the default limits apply. */
static enum gp_err open_anywhere(struct comparing *c)
{
	enum gp_err err = gp_repo_open(&c->repo);

	if (err == GP_ENOTFOUND) {
		gp_error_clear();
		err = GP_OK;
	}
	return err ? err : gp_config_load(&c->config, c->repo, NULL);
}

static enum gp_err load_files(struct comparing *c)
{
	struct gp_compare_args *args = c->args;
	struct gp_entries runs = { 0 };
	struct gp_entry *old = gp_entries_add(&runs),
			*new = gp_entries_add(&runs);
	enum gp_err err;

	if ((err = open_anywhere(c)))
		goto out;
	gp_columns_configure(&args->columns, c->config);
	if ((err = read_sides(old, new, args)))
		goto out;
	gp_history_pair(&c->set, &runs, args->keys.items, args->keys.n,
			gp_config_facts(c->config));
	add_testbed(c, c->set.testbeds[0]);
out:
	gp_entries_clear(&runs);
	return err;
}

/* ---- two commits ---- */

/* Runs of a modified work tree are not results of the commit. */
static enum gp_err load_old(struct comparing *c)
{
	const struct gp_commit commit = { .oid = c->from.commit };
	enum gp_err err;

	if ((err = gp_history_at(&c->old, c->repo, &commit,
				 gp_config_facts(c->config), &c->set.notices)))
		return err;
	for (size_t i = 0; i < c->old.n; i++)
		if (!c->old.items[i]->dirty &&
		    c->old.items[i]->kind == GP_ENTRY_RUN)
			add_testbed(c, c->old.items[i]->testbed);
	return GP_OK;
}

static enum gp_err load_sides(struct comparing *c)
{
	const struct gp_compare_args *args = c->args;
	char old[GP_OID_HEX], new[GP_OID_HEX];
	const struct gp_history_query query = {
		.rev = gp_oid_hex(&c->to.commit, new),
		.from = gp_oid_hex(&c->from.commit, old),
		.window = GP_DRIFT_WINDOW,
		.commits = gp_config_commits(c->config),
		.depth = gp_config_depth(c->config),
		.keys = args->keys.items,
		.n_keys = args->keys.n,
		.facts = gp_config_facts(c->config),
	};
	enum gp_err err = gp_history_load(&c->set, c->repo, &query);

	return err ? err : load_old(c);
}

static enum gp_err load_commits(struct comparing *c)
{
	const struct gp_compare_args *args = c->args;
	struct gp_sides_query query = { .new_name = args->new };
	enum gp_err err;

	if ((err = gp_repo_open(&c->repo)) ||
	    (err = gp_repo_resolve(c->repo, &query.old, args->old)) ||
	    (err = gp_repo_resolve(c->repo, &query.new, args->new)) ||
	    (err = gp_config_load(
		     &c->config, c->repo,
		     &(struct gp_config_request){ .commit = &query.new,
						  .from = GP_CONFIG_FROM_BASE,
						  .judged = true })))
		return err;
	query.depth = gp_config_depth(c->config);
	if ((err = gp_history_sides(&c->from, &c->to, c->repo, &query,
				    &c->table.arena)))
		return err;
	return load_sides(c);
}

/* ---- the verdict ---- */

static void warn_empty(const char *rev, const struct gp_oid *commit,
		       bool unasked)
{
	struct gp_notices line = { 0 };
	char hex[GP_OID_HEX];

	gp_oid_short(commit, hex);
	if (unasked)
		gp_notices_add(&line, "nothing is recorded at '%s' (%s)", rev,
			       hex);
	else
		gp_notices_add(&line,
			       "nothing is recorded at '%s' (%s): run the "
			       "benchmark there, and git perf record -c %s; "
			       "or git fetch its notes",
			       rev, hex, rev);
	gp_warn_all(&line);
	gp_notices_clear(&line);
}

static bool have_series_in_common(const struct gp_comparison *table)
{
	for (size_t i = 0; i < table->n; i++)
		if (table->rows[i].finding.baseline.commits &&
		    table->rows[i].finding.current.commits)
			return true;
	return false;
}

/* Returns NULL if another message or the table says it. */
static const char *why_not_compared(const struct comparing *c)
{
	if (!c->testbeds.n && c->old.n)
		return "the results of the old commit are untrusted, or were "
		       "measured in a modified work tree";
	if (!c->testbeds.n || !c->set.n_runs)
		return NULL;
	if (!c->table.n_testbeds)
		return "the two were measured on different testbeds: measure "
		       "both on one machine";
	if (!c->table.n)
		return "no series matches";
	return have_series_in_common(&c->table)
		       ? NULL
		       : "the two have no series in common";
}

static void warn_not_compared(const struct comparing *c)
{
	const struct gp_compare_args *args = c->args;
	const char *why = why_not_compared(c);
	bool no_old = !args->files && !c->testbeds.n && !c->old.n;
	bool no_new = !args->files && !c->set.n_runs;
	struct gp_buf remote = GP_BUF_INIT;

	if (no_old || no_new)
		gp_sync_unasked(c->repo, &remote);
	if (no_old)
		warn_empty(args->old, &c->set.base, remote.len);
	if (no_new)
		warn_empty(args->new, &c->set.commit, remote.len);
	if (remote.len)
		gp_warn_unasked(c->repo);
	if (why)
		fprintf(stderr, "warning: nothing was compared: %s\n", why);
	gp_buf_clear(&remote);
}

static enum gp_exit status_for_comparison(const struct comparing *c)
{
	switch (c->table.verdict) {
	case GP_VERDICT_FAIL:
		return GP_EXIT_FAIL;
	case GP_VERDICT_NONE:
		warn_not_compared(c);
		return GP_EXIT_NONE;
	default:
		return GP_EXIT_OK;
	}
}

/* ---- the stages ---- */

static enum gp_err apply_config(struct comparing *c)
{
	enum gp_err err = gp_limit_args_apply(c->config, &c->args->limits);

	return err ? err : gp_config_apply(c->config, &c->set);
}

static enum gp_err write_comparison(const struct comparing *c,
				    const struct gp_compare_reporter *reporter)
{
	const struct gp_report_options options = {
		.color = gp_wants_color(c->args->output),
		.width = gp_terminal_width(c->args->output),
	};
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	reporter->write(&out, &c->table, &options);
	err = gp_output(&out, c->args->output);
	gp_buf_clear(&out);
	return err;
}

/* Sets the exit status for the verdict. */
static enum gp_err compare_sides(enum gp_exit *status, struct comparing *c)
{
	const struct gp_compare_args *args = c->args;
	const struct gp_compare_reporter *reporter;
	struct gp_compare_input in = {
		.set = &c->set,
		.old_name = args->old,
		.new_name = args->new,
	};
	enum gp_err err;

	if ((err = gp_compare_reporter_find(&reporter, args->format)) ||
	    (err = args->files ? load_files(c) : load_commits(c)) ||
	    (err = apply_config(c)))
		return err;
	in.old_testbeds = c->testbeds.items;
	in.n_old_testbeds = c->testbeds.n;
	in.old = c->from;
	in.new = c->to;
	gp_compare(&c->table, &in);
	if (c->repo)
		gp_notices_add_all(&c->set.notices, &c->repo->notices);
	gp_notices_add_all(&c->set.notices, gp_config_notices(c->config));
	if ((err = write_comparison(c, reporter)))
		return err;
	gp_warn_beside_report(&c->set.notices, args->output);
	*status = status_for_comparison(c);
	return GP_OK;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_compare_args args = { .json = false };
	struct comparing c = { .args = &args };
	enum gp_exit status = GP_EXIT_OK;
	enum gp_err err;

	if (!(err = gp_compare_parse(&args, argc, argv)))
		err = compare_sides(&status, &c);
	gp_comparison_clear(&c.table);
	gp_strings_clear(&c.testbeds);
	gp_entries_clear(&c.old);
	gp_series_set_clear(&c.set);
	gp_config_free(c.config);
	gp_repo_free(c.repo);
	gp_compare_args_clear(&args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_compare = {
	.name = "compare",
	.usage = "[<options>] <commit> <commit>\n"
		 "   or: git perf compare [<options>] --files <old> <new>",
	.summary = "show two commits, or two files, side by side",
	.run = run,
};
