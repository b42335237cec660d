/*
 * git perf doctor: diagnose common problems.
 */
#include <time.h>

#include "gp/config.h"
#include "gp/doctor.h"
#include "gp/history.h"
#include "gp/report.h"

#include "args.h"
#include "table.h"

/* The data that the checks get. */
struct examined {
	struct gp_repo *repo;
	struct gp_config *config;
	struct gp_commit head;
	struct gp_entries runs;
	struct gp_notices unmatched;
	bool unborn, has_base;
};

static void examined_clear(struct examined *p)
{
	gp_entries_clear(&p->runs);
	gp_notices_clear(&p->unmatched);
	gp_config_free(p->config);
	gp_repo_free(p->repo);
}

static enum gp_err load_examined(struct examined *p)
{
	struct gp_base base = { 0 };
	struct gp_notices notices = { 0 };
	enum gp_err err;

	if ((err = gp_repo_open(&p->repo)))
		return err;
	/* An unborn HEAD and a missing base are states, not failures. */
	p->unborn = gp_repo_resolve(p->repo, &p->head, "HEAD") != GP_OK;
	if ((err = gp_config_load(
		     &p->config, p->repo,
		     &(struct gp_config_request){
			     .commit = p->unborn ? NULL : &p->head })))
		return err;
	p->has_base =
		!p->unborn && !gp_base_find(&base, p->repo, &p->head, NULL,
					    gp_config_base_branch(p->config));
	gp_base_clear(&base);
	/* A check reports notes that cannot be read. */
	if (!p->unborn && gp_history_at(&p->runs, p->repo, &p->head,
					gp_config_facts(p->config), &notices))
		gp_entries_clear(&p->runs);
	gp_notices_clear(&notices);
	gp_config_list_unmatched(p->config, &p->runs, &p->unmatched);
	gp_error_clear();
	return GP_OK;
}

static enum gp_err run_checks(struct gp_problems *problems, size_t *checks,
			      const struct gp_doctor_args *args)
{
	struct examined p = { 0 };
	enum gp_err err = load_examined(&p);

	if (!err) {
		const struct gp_doctor_input input = {
			.repo = p.repo,
			.head = p.unborn ? NULL : &p.head,
			.entries = &p.runs,
			.base = gp_config_base_branch(p.config),
			.has_base = p.has_base,
			.commits = gp_config_commits(p.config),
			.config = gp_config_notices(p.config),
			.unmatched = &p.unmatched,
			.now_s = (int64_t)time(NULL),
			.root = "",
			.ask_remote = args->remote,
			.full = args->full,
			.only = args->checks,
			.n_only = args->n,
		};

		err = gp_doctor_run(problems, &input);
		*checks = gp_doctor_count_checks(&input);
	}
	examined_clear(&p);
	return err;
}

static enum gp_err diagnose(enum gp_exit *status,
			    const struct gp_doctor_args *args)
{
	struct gp_problems problems = { 0 };
	struct gp_buf out = GP_BUF_INIT;
	size_t checks = 0;
	enum gp_err err;

	if ((err = run_checks(&problems, &checks, args)))
		goto out;
	if (gp_problems_count(&problems, GP_PROBLEM_ERROR) ||
	    (args->strict && gp_problems_count(&problems, GP_PROBLEM_WARN)))
		*status = GP_EXIT_FAIL;
	if (args->json)
		gp_report_problems_json(&out, &problems, checks);
	else
		gp_report_problems_text(&out, &problems, checks);
	err = gp_output(&out, NULL);
out:
	gp_buf_clear(&out);
	gp_problems_clear(&problems);
	return err;
}

enum gp_err gp_doctor_parse(struct gp_doctor_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "remote", &args->remote,
			    "ask the remote whether it accepts a push"),
		GP_OPT_FLAG(0, "full", &args->full, "also read every note"),
		GP_OPT_FLAG(0, "strict", &args->strict,
			    "exit with 1 if there is a warning, too"),
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_doctor, opts, &argc, argv)))
		return err;
	args->checks = (const char *const *)argv;
	args->n = (size_t)argc;
	return GP_OK;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_doctor_args args = { .json = false };
	enum gp_exit status = GP_EXIT_OK;
	enum gp_err err;

	if (!(err = gp_doctor_parse(&args, argc, argv)))
		err = diagnose(&status, &args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_doctor = {
	.name = "doctor",
	.usage = "[--remote] [--full] [--strict] [--json] [<check>...]",
	.summary = "diagnose common problems",
	.run = run,
};
