/*
 * git perf status: what is recorded here, and what applies.
 */
#include <stdio.h>
#include <stdlib.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/phrase.h"
#include "gp/report.h"
#include "gp/store.h"
#include "gp/sync.h"

#include "cmd.h"
#include "table.h"

/* What both outputs tell. */
struct status {
	struct gp_buf branch, testbed;
	struct gp_commit head;
	struct gp_base base;
	bool unborn, has_base, dirty;
	size_t notes, runs_at_head;
	struct gp_pending pending;
};

static void status_clear(struct status *s)
{
	gp_buf_clear(&s->branch);
	gp_buf_clear(&s->testbed);
	gp_base_clear(&s->base);
	gp_pending_clear(&s->pending);
}

static enum gp_err count(struct status *s, struct gp_repo *repo)
{
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	struct gp_notices notices = { 0 };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if ((err = gp_notes_open(&notes, repo)) ||
	    (err = gp_notes_list(notes, &objects, &s->notes)))
		goto out;
	if (!s->unborn)
		err = gp_history_at(&runs, repo, &s->head, &notices);
	s->runs_at_head = runs.n;
	gp_warn_all(&notices);
out:
	free(objects);
	gp_notices_clear(&notices);
	gp_entries_clear(&runs);
	gp_notes_free(notes);
	return err;
}

static enum gp_err load(struct status *s, struct gp_repo *repo)
{
	struct gp_config *config = NULL;
	enum gp_err err;

	/* An unborn HEAD and a missing base are states, not failures. */
	s->unborn = gp_repo_resolve(repo, &s->head, "HEAD") != GP_OK;
	if ((err = gp_config_load(&config, repo,
				  s->unborn ? NULL : &s->head)) ||
	    (err = gp_testbed_name(&s->testbed,
				   gp_config_testbed(config, NULL))) ||
	    (err = gp_repo_head_branch(repo, &s->branch)) ||
	    (!s->unborn && (err = gp_repo_is_dirty(repo, &s->dirty))) ||
	    (err = count(s, repo)) ||
	    (err = gp_sync_pending(repo, &s->pending, NULL)))
		goto out;
	s->has_base =
		!s->unborn && !gp_base_find(&s->base, repo, &s->head, NULL,
					    gp_config_get(config, "base"));
	gp_error_clear();
	gp_warn_all(gp_config_notices(config));
out:
	gp_config_free(config);
	return err;
}

static void print_remote(struct gp_buf *out, const struct gp_pending *pending)
{
	gp_buf_puts(out, "remote   ");
	if (!pending->remote.len) {
		gp_buf_puts(out, "none\n");
		return;
	}
	gp_escape_text(out, gp_buf_str(&pending->remote));
	if (pending->lines)
		gp_buf_printf(out, ": %zu run%s not pushed", pending->lines,
			      gp_plural(pending->lines));
	else
		gp_buf_puts(out, ": nothing to push");
	if (pending->synced_s) {
		gp_buf_puts(out, ", last synced ");
		gp_format_time(out, pending->synced_s);
	} else {
		gp_buf_puts(out, ", never synced");
	}
	if (pending->part)
		gp_buf_puts(out, "\n         a part of its results is here: "
				 "git perf pull for all");
	gp_buf_putc(out, '\n');
}

static void print_text(struct gp_buf *out, const struct status *s)
{
	char hex[GP_OID_HEX];

	gp_buf_puts(out, "commit   ");
	if (s->unborn) {
		gp_buf_puts(out, "none yet\n");
	} else {
		gp_buf_puts(out, gp_oid_short(&s->head.oid, hex));
		if (s->branch.len)
			gp_buf_puts(out, " on ");
		gp_escape_text(out, gp_buf_str(&s->branch));
		gp_buf_printf(out, "%s: %zu run%s recorded\n",
			      s->dirty ? ", modified" : "", s->runs_at_head,
			      gp_plural(s->runs_at_head));
	}
	gp_buf_puts(out, "base     ");
	if (s->has_base) {
		gp_escape_text(out, s->base.name);
		gp_buf_printf(out, " (merge base %s)\n",
			      gp_oid_short(&s->base.merge_base.oid, hex));
	} else {
		gp_buf_puts(out, "none: git config perf.base <branch>\n");
	}
	gp_buf_puts(out, "testbed  ");
	gp_escape_text(out, gp_buf_str(&s->testbed));
	gp_buf_printf(out, "\nref      %s: %zu note%s\n", GP_NOTES_REF,
		      s->notes, gp_plural(s->notes));
	print_remote(out, &s->pending);
}

static void print_pending(struct gp_buf *out, const struct gp_pending *pending)
{
	gp_buf_puts(out, ", \"remote\": ");
	if (pending->remote.len)
		gp_escape_json(out, gp_buf_str(&pending->remote));
	else
		gp_buf_puts(out, "null");
	gp_buf_printf(out, ", \"pending\": %zu, \"part\": %s, \"synced\": ",
		      pending->lines, pending->part ? "true" : "false");
	if (!pending->synced_s) {
		gp_buf_puts(out, "null");
		return;
	}
	gp_buf_putc(out, '"');
	gp_format_time(out, pending->synced_s);
	gp_buf_putc(out, '"');
}

static void print_json(struct gp_buf *out, const struct status *s)
{
	char hex[GP_OID_HEX];

	gp_buf_puts(out, "{\"schema\": \"git-perf/status/1\", \"commit\": ");
	if (s->unborn)
		gp_buf_puts(out, "null");
	else
		gp_escape_json(out, gp_oid_hex(&s->head.oid, hex));
	gp_buf_puts(out, ", \"branch\": ");
	gp_escape_json(out, gp_buf_str(&s->branch));
	gp_buf_printf(out, ", \"dirty\": %s, \"runs\": %zu, \"base\": ",
		      s->dirty ? "true" : "false", s->runs_at_head);
	if (s->has_base)
		gp_escape_json(out, s->base.name);
	else
		gp_buf_puts(out, "null");
	gp_buf_puts(out, ", \"testbed\": ");
	gp_escape_json(out, gp_buf_str(&s->testbed));
	gp_buf_printf(out, ", \"ref\": \"%s\", \"notes\": %zu", GP_NOTES_REF,
		      s->notes);
	print_pending(out, &s->pending);
	gp_buf_puts(out, "}\n");
}

static enum gp_err status(bool json)
{
	struct gp_repo *repo = NULL;
	struct gp_buf out = GP_BUF_INIT;
	struct status s = { 0 };
	enum gp_err err;

	if ((err = gp_repo_open(&repo)) || (err = load(&s, repo)))
		goto out;
	gp_warn_all(&repo->notices);
	gp_warn_all(&s.pending.notices);
	if (json)
		print_json(&out, &s);
	else
		print_text(&out, &s);
	err = gp_output(&out, NULL);
out:
	status_clear(&s);
	gp_buf_clear(&out);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	bool json = false;
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "json", &json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if (!(err = gp_opts_parse(self, opts, &argc, argv)) && argc)
		err = gp_fail(GP_EUSAGE, "status takes no arguments");
	if (!err)
		err = status(json);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_status = {
	.name = "status",
	.usage = "[--json]",
	.summary = "show what is recorded here, and what applies",
	.run = run,
};
