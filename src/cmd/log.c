/*
 * git perf log: the history, commit by commit, with its changes.
 *
 *	store -> history -> trends -> report
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/phrase.h"
#include "gp/report.h"
#include "gp/store.h"

#include "args.h"
#include "table.h"
#include "unasked.h"

/* --stats shows so many days if no range is given. */
#define STATS_DAYS 30

static enum gp_err parse_bound(int64_t *out, const char *option,
			       const char *text, int64_t now)
{
	bool last = !strcmp(option, "until");
	enum gp_err err;

	if (!text)
		return GP_OK;
	if ((err = gp_opt_time(out, option, text, now, last)))
		return err;
	*out += !*out; /* 0 means no bound: use the next second */
	return GP_OK;
}

static enum gp_err parse_bounds(struct gp_log_args *args)
{
	int64_t now = (int64_t)time(NULL);
	enum gp_err err;

	if ((err = parse_bound(&args->range.since, "since", args->since,
			       now)) ||
	    (err = parse_bound(&args->range.until, "until", args->until, now)))
		return err;
	if (args->options.stats && !args->range.n_revs && !args->n &&
	    !args->since && !args->until)
		args->range.since = now - STATS_DAYS * 86400;
	args->options.since = args->range.since;
	args->options.until = args->range.until;
	return GP_OK;
}

static enum gp_err complete_log_args(struct gp_log_args *args, int argc,
				     char **argv)
{
	struct gp_log_options *options = &args->options;

	if (options->stats && args->changes)
		return gp_fail(GP_EUSAGE,
			       "--stats cannot be combined with --changes");
	if (options->oneline && (options->stats || options->json))
		return gp_fail(GP_EUSAGE, "--oneline cannot be combined with "
					  "--stats or --json");
	args->range.first_parent = true;
	args->range.revs = options->revs = (const char *const *)argv;
	args->range.n_revs = options->n_revs = (size_t)argc;
	args->filter.keys = args->keys.items;
	args->filter.n_keys = args->keys.n;
	options->color = gp_wants_color(args->output);
	options->width = gp_terminal_width(args->output);
	return parse_bounds(args);
}

enum gp_err gp_log_parse(struct gp_log_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRINGS('k', "key", &args->keys, "glob",
			       "only these series; may be repeated"),
		GP_OPT_STRING(0, "testbed", &args->filter.testbed, "name",
			      "only this testbed"),
		GP_OPT_COUNT('n', "max-count", &args->n, "n",
			     "only the last n commits"),
		GP_OPT_STRING(0, "since", &args->since, "time",
			      "only commits from then on"),
		GP_OPT_STRING(0, "until", &args->until, "time",
			      "only commits up to then"),
		GP_OPT_FLAG(0, "changes", &args->changes,
			    "only commits where a series changed"),
		GP_OPT_FLAG(0, "stats", &args->options.stats,
			    "statistics of each series"),
		GP_OPT_FLAG(0, "oneline", &args->options.oneline,
			    "one line for each commit"),
		GP_OPT_FLAG(0, "json", &args->options.json, "print JSON"),
		GP_OPT_STRING('o', "output", &args->output, "file",
			      "write to a file"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_log, opts, &argc, argv)))
		return err;
	return complete_log_args(args, argc, argv);
}

void gp_log_args_clear(struct gp_log_args *args)
{
	gp_strings_clear(&args->keys);
}

/* ---- the stages ---- */

struct log_state {
	const struct gp_config *config;
	struct gp_trend_filter filter;
	struct gp_trends trends;
};

static enum gp_err add_trends(void *ctx, const struct gp_commit *commit,
			      const struct gp_entries *runs)
{
	struct log_state *state = ctx;
	size_t n = state->trends.n_commits;

	for (size_t i = 0; i < runs->n; i++)
		gp_config_direct_run(state->config, runs->items[i]);
	gp_trends_add(&state->trends, &commit->oid, commit->time, runs,
		      &state->filter);
	if (state->trends.n_commits > n)
		state->trends.commits[n].order = commit->order + 1;
	return GP_OK;
}

static enum gp_err print_log(const struct gp_log_args *args,
			     const struct gp_trends *trends)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_sink sink = { 0 };
	struct gp_log *log = gp_log_new(&out, trends, &args->options);
	bool more = true;
	enum gp_err err;

	err = gp_sink_open(&sink, args->output);
	while (!err && more) {
		more = gp_log_next(log);
		err = gp_sink_write(&sink, &out);
	}
	if (!err)
		err = gp_sink_close(&sink);
	gp_sink_abandon(&sink);
	gp_log_free(log);
	gp_buf_clear(&out);
	return err;
}

/* Says why nothing is printed, or what is left out. */
static void explain_log(const struct gp_log_args *args,
			const struct gp_trends *trends, size_t shown)
{
	if (!trends->n && args->options.stats && args->range.since &&
	    !args->since)
		fprintf(stderr,
			"nothing is recorded in the last %d days: -n or "
			"--since looks further back\n",
			STATS_DAYS);
	else if (!trends->n && (args->keys.n || args->filter.testbed))
		fputs("nothing that matches is recorded there\n", stderr);
	else if (!trends->n)
		fputs("nothing is recorded there\n", stderr);
	else if (!shown)
		fprintf(stderr, "no series changed in %zu commit%s\n",
			trends->n_commits, gp_plural(trends->n_commits));
	if (trends->n_dirty)
		fprintf(stderr,
			"note: %zu run%s of a modified work tree left out\n",
			trends->n_dirty, gp_plural(trends->n_dirty));
}

static enum gp_err show_log(enum gp_exit *status,
			    const struct gp_log_args *args)
{
	struct log_state state = { .config = NULL };
	struct gp_history_range range = args->range;
	struct gp_repo *repo = NULL;
	struct gp_config *config = NULL;
	struct gp_notices notices = { 0 };
	struct gp_key_choice choice;
	enum gp_err err;
	size_t shown;

	gp_key_choice_init(&choice, args->keys.items, args->keys.n);
	state.filter = args->filter;
	state.filter.keys = choice.keys;

	if ((err = gp_repo_open(&repo)) ||
	    (err = gp_config_load_few(&config, repo)))
		goto out;
	range.facts = gp_config_facts(config);
	state.config = config;
	if ((err = gp_history_choose_keys(&choice, repo, &range,
					  args->filter.testbed, &notices)) ||
	    (err = gp_history_range(repo, &range, add_trends, &state,
				    &notices)))
		goto out;
	gp_warn_all(&repo->notices);
	gp_warn_all(&notices);
	if (state.trends.n) {
		gp_repo_free(repo); /* has the memory of the whole walk */
		repo = NULL;
	}
	gp_trends_finish(&state.trends);
	shown = gp_trends_select(&state.trends, args->changes, args->n);
	if (args->options.stats)
		gp_trends_measure(&state.trends);
	err = print_log(args, &state.trends);
	if (!err)
		explain_log(args, &state.trends, shown);
	if (!err && repo && !state.trends.n)
		gp_warn_unasked(repo);
	*status = state.trends.n ? GP_EXIT_OK : GP_EXIT_NONE;
out:
	gp_trends_clear(&state.trends);
	gp_key_choice_clear(&choice);
	gp_notices_clear(&notices);
	gp_config_free(config);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_log_args args = { .n = 0 };
	enum gp_exit status = GP_EXIT_OK;
	enum gp_err err;

	if (!(err = gp_log_parse(&args, argc, argv)))
		err = show_log(&status, &args);
	gp_log_args_clear(&args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_log = {
	.name = "log",
	.usage = "[<options>] [<revision range>]",
	.summary = "show the history and its changes",
	.run = run,
};
