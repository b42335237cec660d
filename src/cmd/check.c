/*
 * git perf check: compare a commit with its baseline.
 *
 *	store -> history -> config -> detect -> report
 *
 * and, if perf.rerun is set, once more with new runs of what fails.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "gp/config.h"
#include "gp/detect.h"
#include "gp/history.h"
#include "gp/lab.h"
#include "gp/phrase.h"
#include "gp/report.h"
#include "gp/store.h"
#include "gp/sync.h"

#include "args.h"
#include "limit_args.h"
#include "table.h"

enum gp_err gp_check_parse(struct gp_check_args *args, int argc, char **argv)
{
	const char *from = "base";
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "base", &args->query.base, "rev",
			      "draw the baseline from this branch"),
		GP_OPT_COUNT('n', "commits", &args->query.commits, "n",
			     "measured commits in the baseline (30)"),
		GP_OPT_STRINGS('k', "key", &args->keys, "glob",
			       "check only these; may be repeated"),
		GP_OPTS_LIMITS(&args->limits),
		GP_OPT_STRING(0, "config-from", &from, "file",
			      "limits of the base (default), head or worktree"),
		GP_OPT_NAME(0, "format", &args->format, "name",
			    gp_reporter_names),
		GP_OPT_FLAG(0, "json", &args->json,
			    "the same as --format json"),
		GP_OPT_STRING('o', "output", &args->output, "file",
			      "write the report to a file"),
		GP_OPT_FLAG('v', "verbose", &args->verbose,
			    "every series, with every number"),
		GP_OPT_FLAG(
			0, "strict", &args->strict,
			"no verdict if a series is missing or inconclusive"),
		GP_OPT_FLAG(0, "allow-new", &args->allow_new,
			    "do not fail while there is no baseline yet"),
		GP_OPT_FLAG(0, "no-rerun", &args->no_rerun,
			    "do not run perf.rerun to confirm what fails"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_check, opts, &argc, argv)) ||
	    (err = gp_operands_check(argc, 0, 1, "one commit")) ||
	    (err = gp_config_from_parse(&args->config_from, from)))
		return err;
	if (argc)
		args->query.rev = argv[0];
	if (!args->format || args->json)
		args->format = args->json ? "json" : "text";
	args->query.keys = args->keys.items;
	args->query.n_keys = args->keys.n;
	return GP_OK;
}

void gp_check_args_clear(struct gp_check_args *args)
{
	gp_strings_clear(&args->keys);
	gp_limit_args_clear(&args->limits);
}

static enum gp_err load_check_config(struct gp_config **out,
				     struct gp_repo *repo,
				     struct gp_check_args *args)
{
	struct gp_history_query *query = &args->query;
	struct gp_commit commit;
	enum gp_err err;

	if ((err = gp_repo_resolve(repo, &commit,
				   query->rev ? query->rev : "HEAD")) ||
	    (err = gp_config_load(out, repo,
				  &(struct gp_config_request){
					  .commit = &commit,
					  .base = query->base,
					  .from = args->config_from,
					  .judged = true,
					  .modified = args->modified })) ||
	    (err = gp_limit_args_apply(*out, &args->limits)))
		return err;
	/* -n also limits how far back drift is searched */
	query->window = query->commits ? query->commits : GP_DRIFT_WINDOW;
	if (!query->commits)
		query->commits = gp_config_commits(*out);
	query->depth = gp_config_depth(*out);
	query->branch = gp_config_base_branch(*out);
	query->anchor = gp_config_get(*out, "anchor");
	query->trailers = true;
	query->accept_trailers = gp_config_accept_trailers(*out);
	query->found = gp_config_base(*out);
	query->facts = gp_config_facts(*out);
	return err;
}

static enum gp_err write_findings(const struct gp_findings *findings,
				  const struct gp_reporter *reporter,
				  const struct gp_check_args *args)
{
	const struct gp_report_options options = {
		.verbose = args->verbose,
		.color = gp_wants_color(args->output),
		.width = gp_terminal_width(args->output),
		.now = time(NULL),
	};
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	reporter->write(&out, findings, &options);
	err = gp_output(&out, args->output);
	gp_buf_clear(&out);
	return err;
}

/*
 * Whether there is something that --strict allows no verdict with: findings of
 * some status, or runs that broke off. Then warns how many of each there are.
 */
static bool warn_if_strict(const struct gp_findings *findings)
{
	const size_t *counts = findings->counts;
	struct gp_buf list = GP_BUF_INIT;
	const char *between = "";
	size_t n = findings->set->n_incomplete;
	size_t missing = findings->set->n_missing_testbeds;

	if (n) {
		gp_buf_printf(&list, "%zu run%s broke off", n, gp_plural(n));
		between = ", ";
	}
	if (missing) {
		gp_buf_printf(&list, "%s%zu testbed%s missing", between,
			      missing, gp_plural(missing));
		between = ", ";
		n += missing;
	}
	for (enum gp_status s = 0; s < GP_STATUS_N; s++) {
		if (!gp_status_info(s)->strict || !counts[s])
			continue;
		n += counts[s];
		gp_buf_printf(&list, "%s%zu %s", between, counts[s],
			      gp_status_label(s, counts[s]));
		between = ", ";
	}
	if (n)
		fprintf(stderr, "warning: no verdict with --strict: %s\n",
			gp_buf_str(&list));
	gp_buf_clear(&list);
	return n;
}

/* Every series is new; only the very first results of a project may be. */
static enum gp_exit allow_new(const struct gp_series_set *set)
{
	struct gp_notices line = { 0 };
	struct gp_buf why = GP_BUF_INIT;
	enum gp_first_kind kind = gp_series_set_first(set, &why);

	if (kind == GP_FIRST_ALL)
		gp_notices_add(&line,
			       "every series is new: nothing was compared");
	else
		gp_notices_add(&line,
			       "every series is new, but --allow-new "
			       "is only for the first results: %s",
			       kind ? gp_buf_str(&why)
				    : "older ones are recorded");
	gp_warn_all(&line);
	gp_notices_clear(&line);
	gp_buf_clear(&why);
	return kind == GP_FIRST_ALL ? GP_EXIT_OK : GP_EXIT_NONE;
}

enum gp_exit gp_check_status(const struct gp_findings *findings,
			     const struct gp_check_args *args)
{
	const size_t *counts = findings->counts;

	if (findings->verdict == GP_VERDICT_FAIL)
		return GP_EXIT_FAIL;
	if (args->strict && warn_if_strict(findings))
		return GP_EXIT_NONE;
	if (findings->verdict != GP_VERDICT_NONE)
		return GP_EXIT_OK;
	if (args->allow_new && findings->n && findings->set->first.known &&
	    counts[GP_STATUS_NEW] + counts[GP_STATUS_MISSING] +
			    counts[GP_STATUS_INCONCLUSIVE] ==
		    findings->n)
		return allow_new(findings->set);
	return GP_EXIT_NONE;
}

/* A check in progress. */
struct checking {
	struct gp_repo *repo;
	struct gp_config *config;
	struct gp_series_set history;
	struct gp_findings findings;
};

static void clear_judged(struct checking *c)
{
	gp_findings_clear(&c->findings);
	gp_series_set_clear(&c->history);
}

/* A clone that never asked for results can have no baseline. */
static void note_unasked(struct checking *c)
{
	struct gp_series_set *set = &c->history;
	struct gp_buf name = GP_BUF_INIT;

	if (set->first.known || !set->n_runs)
		gp_sync_unasked(c->repo, &name);
	if (name.len)
		set->first.unasked =
			gp_arena_strdup(&set->arena, gp_buf_str(&name));
	gp_buf_clear(&name);
}

static enum gp_err judge_commit(struct checking *c,
				const struct gp_check_args *args)
{
	const struct gp_detect_options options = {
		.multiplicity = gp_config_multiplicity(c->config),
		.ignore_common = !gp_config_common_mode(c->config),
	};
	enum gp_err err;

	if ((err = gp_history_load(&c->history, c->repo, &args->query)) ||
	    (err = gp_config_check_options(c->config, &c->history)) ||
	    (err = gp_config_apply(c->config, &c->history)))
		return err;
	note_unasked(c);
	gp_config_warn_of_unmatched(c->config, &c->history);
	gp_config_warn_of_age(c->config, &c->history, time(NULL));
	return gp_detect(&c->findings, &c->history, &options);
}

/*
 * On the base branch, a modified work tree is compared with HEAD, too, so
 * HEAD's .gitperf is the accepted one. That work tree runs are judged is known
 * late, and it matters only if the files differ.
 */
static enum gp_err judge_work_tree(struct checking *c,
				   struct gp_check_args *args,
				   const struct gp_history_query *asked)
{
	enum gp_err err;

	if (!c->history.dirty || !gp_config_origin(c->config)->on_base ||
	    !gp_config_origin(c->config)->n)
		return GP_OK;
	args->modified = true;
	args->query = *asked;
	clear_judged(c);
	gp_config_free(c->config);
	c->config = NULL;
	if ((err = load_check_config(&c->config, c->repo, args)))
		return err;
	return judge_commit(c, args);
}

/* Judges again if suspects were measured again. */
static enum gp_err judge_again(struct checking *c, struct gp_rerun *rerun,
			       const struct gp_check_args *args)
{
	enum gp_err err;

	if ((err = gp_buf_flush(&rerun->recorded, stderr)))
		return err;
	clear_judged(c);
	return judge_commit(c, args);
}

static enum gp_err confirm_failures(struct checking *c,
				    const struct gp_check_args *args)
{
	struct gp_rerun rerun = { .repo = c->repo,
				  .config = c->config,
				  .progress = isatty(STDERR_FILENO) };
	enum gp_err err = GP_OK;

	if (!args->no_rerun)
		err = gp_rerun(&rerun, &c->findings);
	if (!err && rerun.runs)
		err = judge_again(c, &rerun, args);
	if (!err) {
		gp_rerun_mark(&rerun, &c->findings);
		gp_notices_add_all(&c->history.notices, &rerun.notices);
	}
	gp_rerun_clear(&rerun);
	return err;
}

/* What broke off may have failed: only a failure is a verdict then. */
static void withhold_verdict(struct gp_findings *findings,
			     const struct gp_check_args *args)
{
	if (args->strict && findings->set->n_incomplete &&
	    findings->verdict != GP_VERDICT_FAIL)
		findings->verdict = GP_VERDICT_NONE;
}

/* Sets the exit status for the verdict. */
static enum gp_err check_commit(enum gp_exit *status,
				struct gp_check_args *args)
{
	const struct gp_history_query asked = args->query;
	const struct gp_reporter *reporter;
	struct checking c = { 0 };
	enum gp_err err;

	if ((err = gp_reporter_find(&reporter, args->format)) ||
	    (err = gp_repo_open(&c.repo)) ||
	    (err = load_check_config(&c.config, c.repo, args)) ||
	    (err = judge_commit(&c, args)) ||
	    (err = judge_work_tree(&c, args, &asked)) ||
	    (err = confirm_failures(&c, args)))
		goto out;
	withhold_verdict(&c.findings, args);
	gp_notices_add_all(&c.history.notices, &c.repo->notices);
	gp_notices_add_all(&c.history.notices, gp_config_notices(c.config));
	if ((err = write_findings(&c.findings, reporter, args)))
		goto out;
	gp_warn_beside_report(&c.history.notices, args->output);
	*status = gp_check_status(&c.findings, args);
out:
	clear_judged(&c);
	gp_config_free(c.config);
	gp_repo_free(c.repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_check_args args = { .json = false };
	enum gp_exit status = GP_EXIT_OK;
	enum gp_err err;

	if (!(err = gp_check_parse(&args, argc, argv)))
		err = check_commit(&status, &args);
	gp_check_args_clear(&args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_check = {
	.name = "check",
	.usage = "[<options>] [<commit>]",
	.summary = "compare a commit with its baseline",
	.run = run,
};
