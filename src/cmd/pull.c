/*
 * git perf pull: take what others shared, or as much of it as judging takes.
 *
 *	history, sync -> partial
 */
#include <stdio.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/partial.h"
#include "gp/phrase.h"
#include "gp/report.h"

#include "cmd.h"
#include "sharing.h"
#include "table.h"

struct pull_args {
	struct gp_sync sync;
	size_t last;        /* 0: all */
	const char *commit; /* NULL: HEAD */
	bool json;
};

/* ---- telling ---- */

static void put_last(struct gp_buf *out, const struct gp_pulled *pulled,
		     size_t last)
{
	gp_buf_printf(out,
		      ", \"last\": %zu, \"part\": %s, \"measured\": ", last,
		      pulled->part ? "true" : "false");
	if (pulled->counted)
		gp_buf_printf(out, "%zu", pulled->measured);
	else
		gp_buf_puts(out, "null");
	gp_buf_printf(out, ", \"deepened\": %zu", pulled->deepened);
}

static void put_json(struct gp_buf *out, const struct gp_pulled *pulled,
		     const struct pull_args *args)
{
	gp_buf_puts(out, "{\"schema\": \"git-perf/pull/1\", \"remote\": ");
	gp_escape_json(out, gp_buf_str(&pulled->remote));
	gp_buf_printf(out,
		      ", \"notes\": %zu, \"inboxes\": %zu, "
		      "\"untrusted\": %zu, \"left_out\": %zu",
		      pulled->notes, pulled->inboxes, pulled->taken.runs,
		      pulled->taken.left_out);
	if (args->last)
		put_last(out, pulled, args->last);
	gp_buf_puts(out, "}\n");
}

static void put_taken(struct gp_buf *out,
		      const struct gp_untrusted_added *taken)
{
	if (taken->runs)
		gp_buf_printf(out, ": %zu untrusted run%s", taken->runs,
			      gp_plural(taken->runs));
	if (taken->left_out)
		gp_buf_printf(
			out,
			"; left out %zu line%s that only a trusted source "
			"may bring",
			taken->left_out, gp_plural(taken->left_out));
}

static void put_text(struct gp_buf *out, const struct gp_pulled *pulled)
{
	if (!pulled->any) {
		gp_escape_text(out, gp_buf_str(&pulled->remote));
		gp_buf_puts(out, " has no results yet\n");
		return;
	}
	if (pulled->notes)
		gp_buf_printf(out, "pulled %zu note%s from ", pulled->notes,
			      gp_plural(pulled->notes));
	else
		gp_buf_puts(out, "nothing new from ");
	gp_escape_text(out, gp_buf_str(&pulled->remote));
	put_taken(out, &pulled->taken);
	if (pulled->part)
		gp_buf_printf(out,
			      ", a part of its results: %zu measured "
			      "commit%s of the baseline",
			      pulled->measured, gp_plural(pulled->measured));
	gp_buf_putc(out, '\n');
}

/* What became of the history; JSON or not, it is said. */
static enum gp_err tell_history(const struct gp_pulled *pulled,
				const struct pull_args *args)
{
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if (pulled->base.len) {
		gp_buf_puts(&text, "fetched the base branch ");
		gp_escape_text(&text, gp_buf_str(&pulled->base));
		gp_buf_putc(&text, '\n');
	}
	if (pulled->deepened)
		gp_buf_printf(&text,
			      "deepened this clone by %zu commit%s, for %zu of "
			      "%zu measured ones\n",
			      pulled->deepened, gp_plural(pulled->deepened),
			      pulled->measured, args->last);
	if (pulled->trouble.len) {
		gp_buf_puts(&text, "warning: ");
		gp_escape_text(&text, gp_buf_str(&pulled->trouble));
		gp_buf_putc(&text, '\n');
	}
	err = gp_buf_flush(&text, stderr);
	gp_buf_clear(&text);
	return err;
}

/* ---- a part ---- */

static enum gp_err pull_last(struct gp_repo *repo, struct gp_pulled *out,
			     const struct pull_args *args)
{
	struct gp_history_query query = { .rev = args->commit,
					  .commits = args->last };
	struct gp_config *config = NULL;
	struct gp_commit commit;
	enum gp_err err;

	if ((err = gp_repo_resolve(repo, &commit,
				   args->commit ? args->commit : "HEAD")) ||
	    (err = gp_config_load(&config, repo, &commit)))
		return err;
	query.depth = gp_config_depth(config);
	query.branch = gp_config_get(config, "base");
	query.anchor = gp_config_get(config, "anchor");
	err = gp_pull_last(repo, out, &args->sync, &query);
	gp_config_free(config);
	return err;
}

/* ---- all of it ---- */

static enum gp_err pull(struct pull_args *args)
{
	struct gp_repo *repo = NULL;
	struct gp_pulled pulled = { 0 };
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if ((err = gp_sharing_open(&repo, &args->sync)))
		goto out;
	err = args->last ? pull_last(repo, &pulled, args)
			 : gp_sync_pull(repo, &pulled, &args->sync);
	gp_warn_all(&pulled.notices);
	if (err || (err = tell_history(&pulled, args)))
		goto out;
	if (args->json)
		put_json(&text, &pulled, args);
	else
		put_text(&text, &pulled);
	err = gp_sharing_tell(&text, args->json);
out:
	gp_buf_clear(&text);
	gp_pulled_clear(&pulled);
	gp_repo_free(repo);
	return err;
}

static enum gp_err parse(struct pull_args *args, const struct gp_cmd *self,
			 int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING(
			0, "bundle", &args->sync.bundle, "file",
			"take what a file has, as push --bundle writes it"),
		GP_OPT_FLAG(0, "untrusted", &args->sync.untrusted,
			    "take measurements only, and into no baseline"),
		GP_OPT_COUNT(0, "last", &args->last, "n",
			     "only what judging HEAD against n measured "
			     "commits takes"),
		GP_OPT_STRING('c', "commit", &args->commit, "rev",
			      "with --last: judging this commit"),
		GP_OPT_FLAG(0, "json", &args->json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(self, opts, &argc, argv)))
		return err;
	if (argc > 1)
		return gp_fail(GP_EUSAGE, "pull takes one remote");
	args->sync.remote = argc == 1 ? argv[0] : NULL;
	if (args->sync.remote && args->sync.bundle)
		return gp_fail(GP_EUSAGE, "pull takes a remote or a bundle");
	if (args->last && (args->sync.bundle || args->sync.untrusted))
		return gp_fail(GP_EUSAGE, "--last takes a remote that is "
					  "trusted");
	if (args->commit && !args->last)
		return gp_fail(GP_EUSAGE, "--commit goes with --last");
	return GP_OK;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct pull_args args = { .json = false };
	enum gp_err err;

	if (!(err = parse(&args, self, argc, argv)))
		err = pull(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_pull = {
	.name = "pull",
	.usage =
		"[--untrusted] [--bundle <file>] [--json] [<remote>]\n"
		"   or: git perf pull --last <n> [-c <rev>] [--json] [<remote>]",
	.summary = "take what others shared",
	.run = run,
};
