/*
 * git perf record: read benchmark output and add a run to a note.
 *
 *	import -> run -> store
 */
#include <stdio.h>
#include <string.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/import.h"
#include "gp/parameters.h"
#include "gp/parse.h"
#include "gp/recording.h"
#include "gp/report.h"

#include "args.h"
#include "columns.h"
#include "table.h"

/* The tags become part of names, so each is checked before anything is read. */
static enum gp_err check_tag(const char *text)
{
	struct gp_span tag = gp_span_of(text), rest = tag;
	size_t eq = gp_span_find(tag, "="), len;

	if (!eq || eq + 1 >= tag.len)
		return gp_fail(
			GP_EUSAGE,
			"option '--tag' requires key=value, not '%.200s'",
			text);
	if (eq > GP_PARAMETER_MAX || tag.len - eq - 1 > GP_PARAMETER_MAX)
		return gp_fail(GP_EUSAGE,
			       "option '--tag': the %s of '%.40s...' has %zu "
			       "bytes: at most %d",
			       eq > GP_PARAMETER_MAX ? "key" : "value", text,
			       eq > GP_PARAMETER_MAX ? eq : tag.len - eq - 1,
			       GP_PARAMETER_MAX);
	for (; rest.len; rest = gp_span_sub(rest, len, rest.len))
		if (!(len = gp_utf8_len(rest)))
			return gp_fail(GP_EUSAGE,
				       "option '--tag': '%.200s' is not UTF-8",
				       text);
	return GP_OK;
}

static enum gp_err check_tags(const struct gp_strings *tags)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < tags->n; i++)
		err = check_tag(tags->items[i]);
	return err;
}

enum gp_err gp_record_parse(struct gp_record_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING('f', "from", &args->from, "format",
			      "the input's format (git perf formats)"),
		GP_OPT_STRING('c', "commit", &args->rev, "rev",
			      "the commit that was measured (HEAD)"),
		GP_OPT_STRING(0, "testbed", &args->testbed, "name",
			      "the class of machine it was measured on"),
		GP_OPT_STRINGS(0, "tag", &args->tags, "key=value",
			       "name what these results differ in; may be "
			       "repeated"),
		GP_OPT_STRING(0, "prefix", &args->prefix, "text",
			      "put this before the name of each benchmark"),
		GP_OPT_STRINGS(0, "value", &args->values, "key=number[unit]",
			       "record this value; may be repeated"),
		GP_OPTS_COLUMNS(&args->columns),
		GP_OPT_FLAG(0, "dry-run", &args->dry_run,
			    "show what would be recorded"),
		GP_OPT_FLAG(0, "explain", &args->explain,
			    "say how the format is recognised"),
		GP_OPT_FLAG(0, "json", &args->json,
			    "print what was recorded as JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_record, opts, &argc, argv)))
		return err;
	args->n_paths = (size_t)argc;
	args->paths = (const char *const *)argv;
	if (args->values.n && args->explain)
		return gp_fail(GP_EUSAGE, "--value cannot be combined with "
					  "--explain");
	if (args->values.n && (argc || args->from))
		return gp_fail(GP_EUSAGE,
			       "--value cannot be combined with files or "
			       "--from");
	if (args->values.n && gp_columns_any(&args->columns))
		return gp_fail(GP_EUSAGE,
			       "--value cannot be combined with --param, "
			       "--sample or --ignore");
	return check_tags(&args->tags);
}

void gp_record_args_clear(struct gp_record_args *args)
{
	gp_strings_clear(&args->values);
	gp_strings_clear(&args->tags);
	gp_columns_args_clear(&args->columns);
}

static enum gp_err import_files(struct gp_intake *intake,
				const struct gp_commit *commit,
				const struct gp_record_args *args)
{
	char hex[GP_OID_HEX];
	struct gp_import_options options = {
		.from = args->from,
		.commit = gp_oid_hex(&commit->oid, hex),
		.commit_time = commit->time,
	};
	struct gp_inputs inputs = { 0 };
	enum gp_err err = GP_OK;

	gp_columns_apply(&options, &args->columns);
	if (!args->n_paths)
		err = gp_inputs_add(&inputs, "-");
	for (size_t i = 0; !err && i < args->n_paths; i++)
		err = gp_inputs_add(&inputs, args->paths[i]);
	if (!err)
		err = gp_import_all(intake, &inputs, &options);
	gp_inputs_clear(&inputs);
	return err;
}

static enum gp_err import_values(struct gp_intake *intake,
				 const struct gp_strings *values)
{
	enum gp_err err = GP_OK;

	intake->format = "value";
	for (size_t i = 0; !err && i < values->n; i++)
		err = gp_import_value(intake, values->items[i]);
	if (!err)
		gp_intake_guess(intake);
	return err;
}

static void set_tags(struct gp_entry *run, const struct gp_strings *tags)
{
	for (size_t i = 0; i < tags->n; i++) {
		struct gp_span tag = gp_span_of(tags->items[i]);
		size_t eq = gp_span_find(tag, "=");

		gp_entry_set(run, &run->tags, gp_span_sub(tag, 0, eq),
			     gp_span_sub(tag, eq + 1, tag.len));
	}
}

static void add_prefix(struct gp_entry *run, const char *prefix)
{
	struct gp_buf name = GP_BUF_INIT;

	for (size_t i = 0; i < run->n_results; i++) {
		struct gp_measurement *m = &run->results[i];

		gp_buf_reset(&name);
		gp_buf_printf(&name, "%s%s", prefix, m->benchmark);
		m->benchmark = gp_entry_string(run, gp_buf_view(&name));
	}
	gp_buf_clear(&name);
}

static enum gp_err describe_run(struct gp_entry *run,
				struct gp_recording *about,
				const struct gp_record_args *args)
{
	enum gp_err err;

	if ((!args->rev &&
	     (err = gp_repo_is_dirty(about->repo, &about->dirty))) ||
	    (err = gp_recording_describe(about, run)))
		return err;
	set_tags(run, &args->tags);
	if (args->prefix)
		add_prefix(run, args->prefix);
	return GP_OK;
}

static enum gp_err print_recorded(struct gp_intake *intake,
				  const struct gp_config *config,
				  const struct gp_record_args *args)
{
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	gp_config_mark_guesses(config, intake);
	gp_report_record_text(&out, intake, args->dry_run);
	if ((err = gp_buf_flush(&out, stderr)))
		goto out;
	if (args->json)
		gp_report_record_json(&out, intake);
	else if (args->dry_run)
		gp_report_run_text(&out, intake->run);
	err = gp_output(&out, NULL);
out:
	gp_buf_clear(&out);
	return err;
}

/*
 * The run is recorded by now; if the notes of others cannot be read, it is left
 * to a check to say so.
 */
static void note_repeated(struct gp_intake *intake,
			  const struct gp_recording *about,
			  const struct gp_fact_names *facts)
{
	char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];
	struct gp_repeated same;

	if (gp_history_find_repeated(&same, about->repo, &about->commit,
				     intake->run, facts)) {
		gp_error_clear();
		return;
	}
	if (same.n)
		gp_notices_add(
			&intake->notices,
			"%zu times are the same, digit by digit, as in run "
			"%.12s of commit %s: is the input that of an earlier "
			"run?",
			same.n, gp_entry_id_hex(&same.id, id),
			gp_oid_short(&same.commit, hex));
}

static enum gp_err record_results(struct gp_intake *intake,
				  struct gp_record_args *args)
{
	struct gp_recording about = { 0 };
	struct gp_config *config = NULL;
	enum gp_err err;

	if ((err = gp_repo_open(&about.repo)) ||
	    (err = gp_repo_resolve(about.repo, &about.commit,
				   args->rev ? args->rev : "HEAD")) ||
	    (err = gp_config_load(
		     &config, about.repo,
		     &(struct gp_config_request){ .commit = &about.commit })))
		goto out;
	about.testbed = gp_config_testbed(config, args->testbed);
	about.base = gp_config_base_branch(config);
	about.durable = gp_config_durable(config);
	gp_warn_all(&about.repo->notices);
	gp_warn_all(gp_config_notices(config));
	gp_columns_configure(&args->columns, config);
	err = args->values.n ? import_values(intake, &args->values)
			     : import_files(intake, &about.commit, args);
	if (err || (err = describe_run(intake->run, &about, args)))
		goto out;
	gp_history_mark_told(intake, about.repo, &about.commit);
	if (!args->dry_run &&
	    (err = gp_recording_keep(&about, &intake->run, 1)))
		goto out;
	gp_entry_name_series(intake->run, gp_config_facts(config));
	note_repeated(intake, &about, gp_config_facts(config));
	err = print_recorded(intake, config, args);
out:
	gp_config_free(config);
	gp_repo_free(about.repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_record_args args = { 0 };
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs) };
	enum gp_err err;

	if (!(err = gp_record_parse(&args, argc, argv)))
		err = args.explain ? gp_record_explain(&args)
				   : record_results(&intake, &args);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
	gp_record_args_clear(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_record = {
	.name = "record",
	.usage = "[<options>] [<file> | <directory> | -]...\n"
		 "   or: git perf record [<options>] --value "
		 "<key=number[unit]>...",
	.summary = "record benchmark output at a commit",
	.run = run,
};
