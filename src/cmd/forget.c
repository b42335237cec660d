/*
 * git perf forget: drop runs, by id or by date, so that they stay dropped.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gp/config.h"
#include "gp/marks.h"
#include "gp/phrase.h"
#include "gp/report.h"

#include "args.h"
#include "table.h"

static enum gp_err check_run_ids(const char *const *ids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(ids[i]);

		if (len < 4 || len > 32 ||
		    strspn(ids[i], "0123456789abcdef") != len)
			return gp_fail(GP_EUSAGE,
				       "'%s' is not a run id: expected 4 to 32 "
				       "hex digits, as git perf show prints "
				       "them",
				       ids[i]);
	}
	return GP_OK;
}

static enum gp_err parse_before(struct gp_forget_args *args)
{
	int64_t now = (int64_t)time(NULL);
	enum gp_err err;

	if ((err = gp_opt_time(&args->before_s, "before", args->before, now,
			       false)))
		return err;
	if (args->before_s > now)
		return gp_fail(GP_EUSAGE,
			       "--before %s is in the future: results that are "
			       "not recorded yet would be dropped",
			       args->before);
	return GP_OK;
}

enum gp_err gp_forget_parse(struct gp_forget_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "before", &args->before, "date",
			      "results of older commits, except pinned ones"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_forget, opts, &argc, argv)))
		return err;
	args->ids = (const char *const *)argv;
	args->n_ids = (size_t)argc;
	if (args->before && argc)
		return gp_fail(GP_EUSAGE,
			       "--before cannot be combined with run ids");
	if (args->before)
		return parse_before(args);
	if (!argc)
		return gp_operands_check(argc, 1, INT_MAX, "the id of a run");
	return check_run_ids(args->ids, args->n_ids);
}

static void say_forgotten(const struct gp_forgotten *forgotten,
			  int64_t before_s)
{
	struct gp_buf date = GP_BUF_INIT;

	gp_format_time(&date, before_s);
	fprintf(stderr,
		"forgot the results of commits from before %s: %zu note%s "
		"dropped or shortened, %zu commit%s pinned\n"
		"the next git perf push updates the remote; git gc --prune=now "
		"frees the space\n",
		gp_buf_str(&date), forgotten->notes,
		gp_plural(forgotten->notes), forgotten->pins,
		gp_plural(forgotten->pins));
	gp_buf_clear(&date);
}

static enum gp_err forget_results(const struct gp_forget_args *args)
{
	struct gp_config *config = NULL;
	struct gp_repo *repo = NULL;
	struct gp_forgotten forgotten = { 0 };
	bool durable;
	enum gp_err err;

	if ((err = gp_repo_open(&repo)) ||
	    (err = gp_config_load(&config, repo, NULL)))
		goto out;
	durable = gp_config_durable(config);
	if (args->before)
		err = gp_forget_before(repo, &forgotten, args->before_s,
				       durable);
	else
		err = gp_forget_runs(repo, args->ids, args->n_ids, durable);
	if (!err && args->before)
		say_forgotten(&forgotten, args->before_s);
	else if (!err)
		fprintf(stderr, "forgot %zu run%s\n", args->n_ids,
			gp_plural(args->n_ids));
out:
	gp_config_free(config);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_forget_args args = { 0 };
	enum gp_err err;

	if (!(err = gp_forget_parse(&args, argc, argv)))
		err = forget_results(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_forget = {
	.name = "forget",
	.usage = "<run>...\n"
		 "   or: git perf forget --before <date>",
	.summary = "drop runs so that they stay dropped",
	.run = run,
};
