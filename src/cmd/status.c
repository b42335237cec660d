/*
 * git perf status: the results at HEAD, the base branch, the testbed, and what
 * is not pushed.
 */
#include "gp/config.h"
#include "gp/history.h"
#include "gp/marks.h"
#include "gp/report.h"
#include "gp/store.h"
#include "gp/sync.h"

#include "args.h"
#include "table.h"
#include "unasked.h"

enum gp_err gp_status_parse(struct gp_status_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_status, opts, &argc, argv)))
		return err;
	return gp_operands_check(argc, 0, 0, "none");
}

/* The data behind the report. */
struct status_parts {
	struct gp_config *config;
	struct gp_commit head;
	struct gp_base base;
	struct gp_buf branch, testbed;
	struct gp_entries runs;
	struct gp_notices notices;
	struct gp_pending pending;
	struct gp_metric_directions directions;
	struct gp_lost_notes lost;
	struct gp_buf remap; /* the command that brings them back */
};

static void status_parts_clear(struct status_parts *s)
{
	gp_metric_directions_clear(&s->directions);
	gp_pending_clear(&s->pending);
	gp_notices_clear(&s->notices);
	gp_entries_clear(&s->runs);
	gp_buf_clear(&s->remap);
	gp_buf_clear(&s->testbed);
	gp_buf_clear(&s->branch);
	gp_base_clear(&s->base);
	gp_config_free(s->config);
}

/* Of the results at HEAD, or at the newest commit before it that has any. */
static enum gp_err find_directions(struct status_parts *s, struct gp_repo *repo)
{
	enum gp_err err = GP_OK;

	if (!s->runs.n)
		err = gp_history_newest(&s->runs, repo, &s->head,
					gp_config_facts(s->config));
	if (!err) {
		gp_config_directions(s->config, &s->directions, &s->runs);
		gp_config_list_unmatched(s->config, &s->runs, &s->notices);
	}
	return err;
}

/* An unborn HEAD and a missing base are states, not failures. */
static enum gp_err load_head(struct status_parts *s,
			     struct gp_report_status *out, struct gp_repo *repo)
{
	const struct gp_commit *head = NULL;
	enum gp_err err;

	if (!gp_repo_resolve(repo, &s->head, "HEAD"))
		head = &s->head;
	if ((err = gp_config_load(
		     &s->config, repo,
		     &(struct gp_config_request){ .commit = head })))
		return err;
	if (!head)
		return GP_OK;
	out->commit = &head->oid;
	if ((err = gp_repo_is_dirty(repo, &out->dirty)) ||
	    (err = gp_history_at(&s->runs, repo, head,
				 gp_config_facts(s->config), &s->notices)))
		return err;
	if ((err = gp_history_changing_tags(&s->notices, repo, head,
					    gp_config_facts(s->config))))
		return err;
	out->runs = s->runs.n;
	if ((err = find_directions(s, repo)))
		return err;
	if (!gp_base_find(&s->base, repo, head, NULL,
			  gp_config_base_branch(s->config))) {
		out->base = s->base.name;
		out->merge_base = &s->base.merge_base.oid;
	}
	gp_error_clear();
	return GP_OK;
}

static enum gp_err load_status(struct status_parts *s,
			       struct gp_report_status *out,
			       struct gp_repo *repo)
{
	enum gp_err err;

	if ((err = load_head(s, out, repo)) ||
	    (err = gp_testbed_name(&s->testbed,
				   gp_config_testbed(s->config, NULL))) ||
	    (err = gp_repo_head_branch(repo, &s->branch)) ||
	    (err = gp_notes_count(repo, &out->notes)) ||
	    (err = gp_history_lost(&s->lost, repo)) ||
	    (err = gp_sync_pending(repo, &s->pending, NULL)))
		return err;
	out->branch = gp_buf_str(&s->branch);
	out->testbed = gp_buf_str(&s->testbed);
	out->ref = GP_NOTES_REF;
	out->pending = &s->pending;
	out->directions = &s->directions;
	gp_remap_suggest(&s->remap, repo);
	out->lost = (struct gp_report_lost){ &s->lost, gp_buf_str(&s->remap) };
	return GP_OK;
}

static enum gp_err print_status(bool json)
{
	struct status_parts parts = { .config = NULL };
	struct gp_report_status report = { .commit = NULL };
	struct gp_repo *repo = NULL;
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if ((err = gp_repo_open(&repo)) ||
	    (err = load_status(&parts, &report, repo)))
		goto out;
	gp_warn_all(&parts.notices);
	gp_warn_all(gp_config_notices(parts.config));
	gp_warn_all(&repo->notices);
	gp_warn_all(&parts.pending.notices);
	if (json)
		gp_report_status_json(&out, &report);
	else
		gp_report_status_text(&out, &report);
	if (!(err = gp_output(&out, NULL)) && !report.notes)
		gp_warn_unasked(repo);
out:
	status_parts_clear(&parts);
	gp_buf_clear(&out);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_status_args args = { .json = false };
	enum gp_err err;

	if (!(err = gp_status_parse(&args, argc, argv)))
		err = print_status(args.json);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_status = {
	.name = "status",
	.usage = "[--json]",
	.summary = "show the results at HEAD and what is not pushed",
	.run = run,
};
