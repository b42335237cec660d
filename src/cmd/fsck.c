/*
 * git perf fsck: verify every note.
 */
#include <stdio.h>

#include "gp/history.h"
#include "gp/marks.h"
#include "gp/phrase.h"
#include "gp/report.h"
#include "gp/store.h"

#include "args.h"
#include "table.h"

enum gp_err gp_fsck_parse(struct gp_fsck_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "quarantine", &args->quarantine,
			    "move damaged lines to another ref; none is lost"),
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_fsck, opts, &argc, argv)))
		return err;
	return gp_operands_check(argc, 0, 0, "none");
}

/* Appends each problem to the report as it is found. */
static void add_problem_json(void *ctx, const struct gp_fsck_problem *problem)
{
	gp_report_fsck_problem_json(ctx, problem, GP_NOTES_REF);
}

static void add_problem_text(void *ctx, const struct gp_fsck_problem *problem)
{
	gp_report_fsck_problem_text(ctx, problem, GP_NOTES_REF);
}

/* Damage may hide which commits have notes: that has been reported. */
static void report_counts(struct gp_repo *repo, struct gp_buf *out,
			  const struct gp_fsck_counts *counts, bool json)
{
	struct gp_lost_notes notes;
	struct gp_buf remap = GP_BUF_INIT;
	struct gp_report_lost lost = { .notes = &notes };
	bool known = !gp_history_lost(&notes, repo);

	gp_error_clear();
	gp_remap_suggest(&remap, repo);
	lost.next = gp_buf_str(&remap);
	if (json) {
		gp_report_fsck_json(out, counts, known ? &lost : NULL);
	} else {
		gp_report_fsck_text(out, counts);
		if (known)
			gp_report_lost_text(out, &lost, "");
	}
	gp_buf_clear(&remap);
}

static enum gp_err report_problems(struct gp_repo *repo, struct gp_buf *out,
				   struct gp_fsck_counts *counts, bool json)
{
	enum gp_err err;

	if (json)
		gp_report_fsck_begin_json(out);
	if ((err = gp_notes_fsck(repo, counts,
				 json ? add_problem_json : add_problem_text,
				 out)))
		return err;
	report_counts(repo, out, counts, json);
	return GP_OK;
}

static enum gp_err move_damaged(struct gp_repo *repo)
{
	size_t moved = 0;
	enum gp_err err = gp_notes_quarantine(repo, &moved);

	if (!err)
		fprintf(stderr, "moved %zu damaged lines to %s\n", moved,
			GP_QUARANTINE_REF);
	return err;
}

/* It loses nothing; in a read-only repository reading works as before. */
static void join_split(struct gp_repo *repo)
{
	size_t joined = 0;

	if (gp_notes_join(repo, &joined)) {
		fprintf(stderr, "warning: not stored in one place: %s\n",
			gp_error_message());
		gp_error_clear();
	} else {
		fprintf(stderr, "stored %zu note%s in one place\n", joined,
			gp_plural(joined));
	}
}

static enum gp_err verify_notes(enum gp_exit *status,
				const struct gp_fsck_args *args)
{
	struct gp_fsck_counts counts = { 0 };
	struct gp_buf out = GP_BUF_INIT;
	struct gp_repo *repo = NULL;
	enum gp_err err;

	if ((err = gp_repo_open(&repo)) ||
	    (err = report_problems(repo, &out, &counts, args->json)))
		goto out;
	gp_warn_all(&repo->notices);
	if (counts.problems)
		*status = GP_EXIT_FAIL;
	if (counts.split)
		join_split(repo);
	if (args->quarantine && counts.damaged && (err = move_damaged(repo)))
		goto out;
	err = gp_output(&out, NULL);
out:
	gp_buf_clear(&out);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_fsck_args args = { .json = false };
	enum gp_exit status = GP_EXIT_OK;
	enum gp_err err;

	if (!(err = gp_fsck_parse(&args, argc, argv)))
		err = verify_notes(&status, &args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_fsck = {
	.name = "fsck",
	.usage = "[--quarantine] [--json]",
	.summary = "verify every note",
	.run = run,
};
