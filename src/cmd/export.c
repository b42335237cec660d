/*
 * git perf export: trends for other tools.
 *
 *	store -> history -> report, a commit at a time
 */
#include <stdio.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/phrase.h"
#include "gp/report.h"
#include "gp/store.h"

#include "args.h"
#include "table.h"
#include "unasked.h"

/* Text is written out whenever this much is ready. */
#define EXPORT_CHUNK ((size_t)256 << 10)

struct export_state {
	const struct gp_config *config;
	struct gp_export *ex;
	struct gp_buf *out;
	struct gp_sink *sink;
	size_t n_dirty;
	size_t n_exported; /* runs */
};

enum gp_err gp_export_parse(struct gp_export_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_NAME(0, "format", &args->format, "name",
			    gp_exporter_names),
		GP_OPT_FLAG(0, "samples", &args->options.samples,
			    "one row for each sample"),
		GP_OPT_FLAG(
			0, "wide", &args->options.wide,
			"one row for each commit, one column for each series (csv)"),
		GP_OPT_FLAG(0, "all", &args->range.all,
			    "every note, reachable or not"),
		GP_OPT_STRINGS('k', "key", &args->keys, "glob",
			       "export only these; may be repeated"),
		GP_OPT_STRING('o', "output", &args->output, "file",
			      "write to a file"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_export, opts, &argc, argv)))
		return err;
	if (args->range.all && argc)
		return gp_fail(GP_EUSAGE,
			       "--all cannot be combined with a range");
	if (!args->format)
		args->format = "csv";
	args->range.revs = (const char *const *)argv;
	args->range.n_revs = (size_t)argc;
	args->options.keys = args->keys.items;
	args->options.n_keys = args->keys.n;
	return GP_OK;
}

void gp_export_args_clear(struct gp_export_args *args)
{
	gp_strings_clear(&args->keys);
}

static enum gp_err export_commit(void *ctx, const struct gp_commit *commit,
				 const struct gp_entries *runs)
{
	struct export_state *state = ctx;

	/* SIZE_MAX, of a commit that no ref reaches, becomes 0 */
	gp_export_set_order(state->ex, commit->order + 1);
	for (size_t i = 0; i < runs->n; i++) {
		struct gp_entry *run = runs->items[i];

		if (run->kind != GP_ENTRY_RUN)
			continue;
		if (run->dirty) {
			state->n_dirty++;
			continue;
		}
		gp_config_direct_run(state->config, run);

		state->n_exported++;
		gp_export_run(state->ex, &commit->oid, commit->time, run);
	}
	if (state->out->len < EXPORT_CHUNK)
		return GP_OK;
	return gp_sink_write(state->sink, state->out);
}

static enum gp_err export_all(struct gp_export_args *args)
{
	const struct gp_exporter *exporter;
	struct gp_repo *repo = NULL;
	struct gp_config *config = NULL;
	struct gp_notices notices = { 0 };
	struct gp_buf out = GP_BUF_INIT;
	struct gp_sink sink = { 0 };
	struct export_state state = { .out = &out, .sink = &sink };
	struct gp_key_choice choice;
	enum gp_err err;

	gp_key_choice_init(&choice, args->keys.items, args->keys.n);

	if ((err = gp_exporter_find(&exporter, args->format)) ||
	    (err = gp_export_check(exporter, &args->options)) ||
	    (err = gp_repo_open(&repo)) ||
	    (err = gp_config_load_few(&config, repo)) ||
	    (err = gp_sink_open(&sink, args->output)))
		goto out;
	args->range.facts = gp_config_facts(config);
	state.config = config;
	if ((err = gp_history_choose_keys(&choice, repo, &args->range, NULL,
					  &notices)))
		goto out;
	args->options.keys = choice.keys;
	state.ex = gp_export_new(exporter, &out, &args->options);
	if ((err = gp_history_range(repo, &args->range, export_commit, &state,
				    &notices)))
		goto out;
	while (gp_export_end(state.ex))
		if ((err = gp_sink_write(&sink, &out)))
			goto out;
	if ((err = gp_sink_write(&sink, &out)) || (err = gp_sink_close(&sink)))
		goto out;
	gp_warn_all(&repo->notices);
	gp_warn_all(&notices);
	if (state.n_dirty)
		fprintf(stderr,
			"note: %zu run%s of a modified work tree left out\n",
			state.n_dirty, gp_plural(state.n_dirty));
	if (!state.n_exported)
		gp_warn_unasked(repo);
out:
	gp_sink_abandon(&sink);
	gp_export_free(state.ex);
	gp_buf_clear(&out);
	gp_key_choice_clear(&choice);
	gp_notices_clear(&notices);
	gp_config_free(config);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_export_args args = { .format = NULL };
	enum gp_err err;

	if (!(err = gp_export_parse(&args, argc, argv)))
		err = export_all(&args);
	gp_export_args_clear(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_export = {
	.name = "export",
	.usage = "[<options>] [<revision range>]",
	.summary = "print the history as CSV or JSON",
	.run = run,
};
