/*
 * git perf show: everything recorded at a commit.
 *
 *	store -> history -> report
 */
#include <stdio.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/report.h"
#include "gp/store.h"

#include "args.h"
#include "table.h"
#include "unasked.h"

enum gp_err gp_show_parse(struct gp_show_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_show, opts, &argc, argv)) ||
	    (err = gp_operands_check(argc, 0, 1, "one commit")))
		return err;
	args->rev = argc ? argv[0] : "HEAD";
	return GP_OK;
}

static enum gp_err show_commit(enum gp_exit *status,
			       const struct gp_show_args *args)
{
	struct gp_repo *repo = NULL;
	struct gp_config *config = NULL;
	struct gp_entries runs = { 0 }, marks = { 0 };
	struct gp_notices notices = { 0 };
	struct gp_buf out = GP_BUF_INIT;
	char hex[GP_OID_HEX];
	struct gp_commit commit;
	enum gp_err err;

	if ((err = gp_repo_open(&repo)) ||
	    (err = gp_repo_resolve(repo, &commit, args->rev)) ||
	    (err = gp_config_load_few(&config, repo)) ||
	    (err = gp_history_at(&runs, repo, &commit, gp_config_facts(config),
				 &notices)) ||
	    (err = gp_history_marks(&marks, repo, &commit, &notices)))
		goto out;
	gp_warn_all(&repo->notices);
	gp_warn_all(&notices);
	if (args->json)
		gp_report_show_json(&out, &commit.oid, &commit.tree, &runs,
				    &marks);
	else
		gp_report_show_text(&out, &commit.oid, &commit.tree, &runs,
				    &marks);
	if (!runs.n && !marks.n) {
		fprintf(stderr, "nothing is recorded at %s\n",
			gp_oid_short(&commit.oid, hex));
		gp_warn_unasked(repo);
		*status = GP_EXIT_NONE;
	}
	err = gp_output(&out, NULL);
out:
	gp_buf_clear(&out);
	gp_notices_clear(&notices);
	gp_entries_clear(&runs);
	gp_entries_clear(&marks);
	gp_config_free(config);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_show_args args = { .rev = NULL };
	enum gp_exit status = GP_EXIT_OK;
	enum gp_err err;

	if (!(err = gp_show_parse(&args, argc, argv)))
		err = show_commit(&status, &args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_show = {
	.name = "show",
	.usage = "[--json] [<commit>]",
	.summary = "show everything recorded at a commit",
	.run = run,
};
