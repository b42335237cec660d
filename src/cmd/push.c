/*
 * git perf push: push results to a remote.
 */
#include "gp/report.h"

#include "args.h"
#include "sharing.h"
#include "table.h"

enum gp_err gp_push_parse(struct gp_push_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "dry-run", &args->sync.dry_run,
			    "print what would be pushed, without connecting"),
		GP_OPT_STRING(0, "bundle", &args->sync.bundle, "file",
			      "write what the remote lacks to a file"),
		GP_OPT_FLAG('q', "quiet", &args->quiet,
			    "print only warnings and errors"),
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_push, opts, &argc, argv)))
		return err;
	args->sync.remote = argc ? argv[0] : NULL;
	return gp_operands_check(argc, 0, 1, "one remote");
}

static enum gp_err push_results(const struct gp_push_args *args)
{
	struct gp_sync sync = args->sync;
	struct gp_repo *repo = NULL;
	struct gp_pushed pushed = { 0 };
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if ((err = gp_sharing_open(&repo, &sync)))
		goto out;
	sync.progress = sync.progress && !args->quiet;
	err = gp_sync_push(repo, &pushed, &sync);
	gp_warn_all(&pushed.notices);
	if (err)
		goto out;
	if (args->json)
		gp_report_push_json(&out, &pushed, sync.dry_run);
	else
		gp_report_push_text(&out, &pushed, sync.dry_run);
	err = gp_sharing_print(&out, args->json, args->quiet);
out:
	gp_buf_clear(&out);
	gp_pushed_clear(&pushed);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_push_args args = { .json = false };
	enum gp_err err;

	if (!(err = gp_push_parse(&args, argc, argv)))
		err = push_results(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_push = {
	.name = "push",
	.usage = "[-q] [--dry-run] [--bundle <file>] [--json] [<remote>]",
	.summary = "push results",
	.run = run,
};
