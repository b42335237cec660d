/*
 * git perf doctor: what here will bite, and how to mend it.
 */
#include <stdio.h>
#include <time.h>

#include "gp/config.h"
#include "gp/doctor.h"
#include "gp/history.h"
#include "gp/phrase.h"
#include "gp/report.h"

#include "cmd.h"
#include "table.h"

struct doctor_args {
	bool remote, full, strict, json;
	const char *const *checks;
	size_t n;
};

/* What the checks are told. */
struct patient {
	struct gp_repo *repo;
	struct gp_config *config;
	struct gp_commit head;
	struct gp_entries runs;
	bool unborn, has_base;
};

static void patient_clear(struct patient *p)
{
	gp_entries_clear(&p->runs);
	gp_config_free(p->config);
	gp_repo_free(p->repo);
}

static enum gp_err meet(struct patient *p)
{
	struct gp_base base = { 0 };
	struct gp_notices notices = { 0 };
	enum gp_err err;

	if ((err = gp_repo_open(&p->repo)))
		return err;
	/* An unborn HEAD and a missing base are states, not failures. */
	p->unborn = gp_repo_resolve(p->repo, &p->head, "HEAD") != GP_OK;
	if ((err = gp_config_load(&p->config, p->repo,
				  p->unborn ? NULL : &p->head)))
		return err;
	p->has_base =
		!p->unborn && !gp_base_find(&base, p->repo, &p->head, NULL,
					    gp_config_get(p->config, "base"));
	gp_base_clear(&base);
	/* Notes that cannot be read are what a check is for. */
	if (!p->unborn && gp_history_at(&p->runs, p->repo, &p->head, &notices))
		gp_entries_clear(&p->runs);
	gp_notices_clear(&notices);
	gp_error_clear();
	return GP_OK;
}

static enum gp_err examine(struct gp_problems *problems, size_t *checks,
			   const struct doctor_args *args)
{
	struct patient p = { 0 };
	enum gp_err err = meet(&p);

	if (!err) {
		const struct gp_doctor_input input = {
			.repo = p.repo,
			.head = p.unborn ? NULL : &p.head,
			.entries = &p.runs,
			.base = gp_config_get(p.config, "base"),
			.has_base = p.has_base,
			.commits = gp_config_commits(p.config),
			.config = gp_config_notices(p.config),
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
	patient_clear(&p);
	return err;
}

static const char *severity(const struct gp_problem *problem)
{
	static const char *const names[] = {
		[GP_PROBLEM_ERROR] = "error",
		[GP_PROBLEM_WARN] = "warn",
		[GP_PROBLEM_NOTE] = "note",
	};

	return names[problem->severity];
}

static void print_text(struct gp_buf *out, const struct gp_problems *problems,
		       size_t checks)
{
	for (size_t i = 0; i < problems->n; i++) {
		const struct gp_problem *problem = &problems->items[i];

		gp_buf_printf(out, "%s%s: ", i ? "\n" : "", severity(problem));
		gp_escape_text(out, gp_buf_str(&problem->what));
		gp_buf_printf(out, " [%s]\n  ", problem->check);
		gp_escape_text(out, gp_buf_str(&problem->why));
		gp_buf_puts(out, "\n  next: ");
		gp_escape_text(out, gp_buf_str(&problem->next));
		gp_buf_putc(out, '\n');
	}
	if (!problems->n)
		gp_buf_printf(out, "nothing found (%zu check%s)\n", checks,
			      gp_plural(checks));
}

static void put_member(struct gp_buf *out, const char *name, const char *text)
{
	gp_buf_printf(out, "\"%s\": ", name);
	gp_escape_json(out, text);
}

static void print_json(struct gp_buf *out, const struct gp_problems *problems,
		       size_t checks)
{
	gp_buf_puts(out, "{\"schema\": \"git-perf/doctor/1\", \"problems\": [");
	for (size_t i = 0; i < problems->n; i++) {
		const struct gp_problem *problem = &problems->items[i];

		gp_buf_puts(out, i ? ", {" : "{");
		put_member(out, "check", problem->check);
		gp_buf_puts(out, ", ");
		put_member(out, "severity", severity(problem));
		gp_buf_puts(out, ", ");
		put_member(out, "what", gp_buf_str(&problem->what));
		gp_buf_puts(out, ", ");
		put_member(out, "why", gp_buf_str(&problem->why));
		gp_buf_puts(out, ", ");
		put_member(out, "next", gp_buf_str(&problem->next));
		gp_buf_putc(out, '}');
	}
	gp_buf_printf(out, "], \"checks\": %zu}\n", checks);
}

static enum gp_err doctor(enum gp_exit *status, const struct doctor_args *args)
{
	struct gp_problems problems = { 0 };
	struct gp_buf out = GP_BUF_INIT;
	size_t checks = 0;
	enum gp_err err;

	if ((err = examine(&problems, &checks, args)))
		goto out;
	if (gp_problems_count(&problems, GP_PROBLEM_ERROR) ||
	    (args->strict && gp_problems_count(&problems, GP_PROBLEM_WARN)))
		*status = GP_EXIT_FAIL;
	if (args->json)
		print_json(&out, &problems, checks);
	else
		print_text(&out, &problems, checks);
	err = gp_output(&out, NULL);
out:
	gp_buf_clear(&out);
	gp_problems_clear(&problems);
	return err;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct doctor_args args = { 0 };
	enum gp_exit status = GP_EXIT_OK;
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "remote", &args.remote,
			    "ask the remote whether it takes a push"),
		GP_OPT_FLAG(0, "full", &args.full, "read every note, too"),
		GP_OPT_FLAG(0, "strict", &args.strict,
			    "end with 1 where something warns, too"),
		GP_OPT_FLAG(0, "json", &args.json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if (!(err = gp_opts_parse(self, opts, &argc, argv))) {
		args.checks = (const char *const *)argv;
		args.n = (size_t)argc;
		err = doctor(&status, &args);
	}
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_doctor = {
	.name = "doctor",
	.usage = "[--remote] [--full] [--strict] [--json] [<check>...]",
	.summary = "find what here will bite, and how to mend it",
	.run = run,
};
