/*
 * git perf fsck: verify every note.
 */
#include <stdio.h>

#include "gp/report.h"
#include "gp/store.h"

#include "cmd.h"
#include "table.h"

struct fsck_args {
	bool quarantine, json;
};

struct fsck_state {
	struct gp_buf out;
	bool json;
	size_t n;
};

static void add_text(struct gp_buf *out, const struct gp_fsck_problem *p,
		     const char *object)
{
	gp_buf_puts(out, object);
	if (p->line)
		gp_buf_printf(out, " line %zu", p->line);
	gp_buf_puts(out, ": ");
	gp_escape_text(out, p->what);
	gp_buf_putc(out, '\n');
}

static void add_json(struct gp_buf *out, const struct gp_fsck_problem *p,
		     const char *object, bool first)
{
	gp_buf_puts(out, first ? "{\"object\": " : ", {\"object\": ");
	gp_escape_json(out, object);
	gp_buf_printf(out, ", \"line\": %zu, \"what\": ", p->line);
	gp_escape_json(out, p->what);
	gp_buf_putc(out, '}');
}

static void problem(void *ctx, const struct gp_fsck_problem *p)
{
	struct fsck_state *state = ctx;
	char hex[GP_OID_HEX];
	const char *object =
		p->object.size ? gp_oid_hex(&p->object, hex) : GP_NOTES_REF;

	if (state->json)
		add_json(&state->out, p, object, !state->n);
	else
		add_text(&state->out, p, object);
	state->n++;
}

static void finish(struct fsck_state *state, const struct gp_fsck_counts *c)
{
	if (!state->json) {
		gp_buf_printf(&state->out, "%zu notes, %zu lines: %zu runs",
			      c->notes, c->lines, c->runs);
		if (c->marks)
			gp_buf_printf(&state->out,
				      " (%zu of acceptances and aliases)",
				      c->marks);
		gp_buf_printf(&state->out,
			      ", %zu of other kinds kept, %zu damaged\n",
			      c->unknown, c->damaged);
		return;
	}
	gp_buf_printf(&state->out,
		      "], \"notes\": %zu, \"lines\": %zu, \"runs\": %zu, "
		      "\"marks\": %zu, \"unknown\": %zu, \"damaged\": %zu}\n",
		      c->notes, c->lines, c->runs, c->marks, c->unknown,
		      c->damaged);
}

static enum gp_err fsck(enum gp_exit *status, const struct fsck_args *args)
{
	struct fsck_state state = { .json = args->json };
	struct gp_fsck_counts counts = { 0 };
	struct gp_repo *repo = NULL;
	size_t moved = 0;
	enum gp_err err;

	if (args->json)
		gp_buf_puts(&state.out, "{\"schema\": \"git-perf/fsck/1\", "
					"\"problems\": [");
	if ((err = gp_repo_open(&repo)) ||
	    (err = gp_notes_fsck(repo, &counts, problem, &state)))
		goto out;
	gp_warn_all(&repo->notices);
	finish(&state, &counts);
	if (counts.problems)
		*status = GP_EXIT_FAIL;
	if (args->quarantine && counts.damaged) {
		if ((err = gp_notes_quarantine(repo, &moved)))
			goto out;
		fprintf(stderr, "moved %zu damaged lines to %s\n", moved,
			GP_QUARANTINE_REF);
	}
	err = gp_output(&state.out, NULL);
out:
	gp_buf_clear(&state.out);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct fsck_args args = { 0 };
	enum gp_exit status = GP_EXIT_OK;
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "quarantine", &args.quarantine,
			    "move damaged lines out of the way, losing none"),
		GP_OPT_FLAG(0, "json", &args.json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if (!(err = gp_opts_parse(self, opts, &argc, argv)) && argc)
		err = gp_fail(GP_EUSAGE, "fsck takes no arguments");
	if (!err)
		err = fsck(&status, &args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_fsck = {
	.name = "fsck",
	.usage = "[--quarantine] [--json]",
	.summary = "verify every note",
	.run = run,
};
