/*
 * git perf pull: fetch and merge results, or only those that a check needs.
 *
 *	history, sync -> partial
 */
#include <stdio.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/partial.h"
#include "gp/report.h"

#include "args.h"
#include "sharing.h"
#include "table.h"

static enum gp_err pull_last_results(struct gp_repo *repo,
				     struct gp_pulled *out,
				     const struct gp_pull_args *args)
{
	struct gp_history_query query = { .rev = args->commit,
					  .commits = args->last };
	struct gp_config *config = NULL;
	struct gp_commit commit;
	enum gp_err err;

	if ((err = gp_repo_resolve(repo, &commit,
				   args->commit ? args->commit : "HEAD")) ||
	    (err = gp_config_load(
		     &config, repo,
		     &(struct gp_config_request){ .commit = &commit,
						  .from = GP_CONFIG_FROM_BASE,
						  .judged = true })))
		return err;
	query.depth = gp_config_depth(config);
	query.branch = gp_config_base_branch(config);
	query.anchor = gp_config_get(config, "anchor");
	query.facts = gp_config_facts(config);
	err = gp_pull_last(repo, out, &args->sync, &query);
	gp_config_free(config);
	return err;
}

static enum gp_err print_history(const struct gp_pulled *pulled, size_t last)
{
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	gp_report_pull_history(&text, pulled, last);
	err = gp_buf_flush(&text, stderr);
	gp_buf_clear(&text);
	return err;
}

static enum gp_err pull_results(struct gp_pull_args *args)
{
	struct gp_repo *repo = NULL;
	struct gp_pulled pulled = { 0 };
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if ((err = gp_sharing_open(&repo, &args->sync)))
		goto out;
	args->sync.progress = args->sync.progress && !args->quiet;
	err = args->last ? pull_last_results(repo, &pulled, args)
			 : gp_sync_pull(repo, &pulled, &args->sync);
	gp_warn_all(&pulled.notices);
	if (err || (!args->quiet && (err = print_history(&pulled, args->last))))
		goto out;
	if (args->json)
		gp_report_pull_json(&out, &pulled, args->last);
	else
		gp_report_pull_text(&out, &pulled);
	err = gp_sharing_print(&out, args->json, args->quiet);
out:
	gp_buf_clear(&out);
	gp_pulled_clear(&pulled);
	gp_repo_free(repo);
	return err;
}

static enum gp_err check_pull_args(const struct gp_pull_args *args)
{
	if (args->sync.remote && args->sync.bundle)
		return gp_fail(GP_EUSAGE, "--bundle cannot be combined with a "
					  "remote");
	if (args->last && (args->sync.bundle || args->sync.untrusted))
		return gp_fail(GP_EUSAGE, "--last cannot be combined with "
					  "--bundle or --untrusted");
	if (args->commit && !args->last)
		return gp_fail(GP_EUSAGE, "--commit requires --last");
	return GP_OK;
}

enum gp_err gp_pull_parse(struct gp_pull_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "bundle", &args->sync.bundle, "file",
			      "read a file that push --bundle wrote"),
		GP_OPT_FLAG(0, "untrusted", &args->sync.untrusted,
			    "read only measurements, for no baseline"),
		GP_OPT_COUNT(0, "last", &args->last, "n",
			     "only the results needed to check HEAD against n "
			     "commits"),
		GP_OPT_STRING('c', "commit", &args->commit, "rev",
			      "with --last: check this commit, not HEAD"),
		GP_OPT_FLAG('q', "quiet", &args->quiet,
			    "print only warnings and errors"),
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_pull, opts, &argc, argv)) ||
	    (err = gp_operands_check(argc, 0, 1, "one remote")))
		return err;
	args->sync.remote = argc == 1 ? argv[0] : NULL;
	return check_pull_args(args);
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_pull_args args = { .json = false };
	enum gp_err err;

	if (!(err = gp_pull_parse(&args, argc, argv)))
		err = pull_results(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_pull = {
	.name = "pull",
	.usage =
		"[-q] [--untrusted] [--bundle <file>] [--json] [<remote>]\n"
		"   or: git perf pull [-q] --last <n> [-c <rev>] [--json] [<remote>]",
	.summary = "fetch and merge results",
	.run = run,
};
