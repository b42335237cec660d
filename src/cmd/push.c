/*
 * git perf push: share what is recorded.
 */
#include "gp/phrase.h"
#include "gp/report.h"

#include "cmd.h"
#include "sharing.h"
#include "table.h"

static const char *way_name(enum gp_pushed_way way)
{
	static const char *const names[] = {
		[GP_PUSHED_NOTHING] = "nothing",
		[GP_PUSHED_REF] = "ref",
		[GP_PUSHED_INBOX] = "inbox",
		[GP_PUSHED_BUNDLE] = "bundle",
	};

	return names[way];
}

static void put_json(struct gp_buf *out, const struct gp_pushed *pushed,
		     bool dry_run)
{
	gp_buf_puts(out, "{\"schema\": \"git-perf/push/1\", \"remote\": ");
	gp_escape_json(out, gp_buf_str(&pushed->remote));
	gp_buf_printf(out,
		      ", \"way\": \"%s\", \"runs\": %zu, \"notes\": %zu, "
		      "\"folded\": %zu, \"dry_run\": %s}\n",
		      way_name(pushed->way), pushed->lines, pushed->notes,
		      pushed->folded, dry_run ? "true" : "false");
}

static void put_lines(struct gp_buf *out, const struct gp_pushed *pushed,
		      const char *verb)
{
	gp_buf_printf(out, "%s %zu run%s in %zu note%s to ", verb,
		      pushed->lines, gp_plural(pushed->lines), pushed->notes,
		      gp_plural(pushed->notes));
	gp_escape_text(out, gp_buf_str(&pushed->remote));
}

static void put_text(struct gp_buf *out, const struct gp_pushed *pushed,
		     bool dry_run)
{
	if (pushed->lines && dry_run) {
		put_lines(out, pushed, "would push");
	} else if (pushed->lines && pushed->way != GP_PUSHED_NOTHING) {
		put_lines(out, pushed, "pushed");
	} else {
		gp_buf_puts(out, "nothing to push: ");
		gp_escape_text(out, gp_buf_str(&pushed->remote));
		gp_buf_puts(out, " has it all");
	}
	if (pushed->way == GP_PUSHED_INBOX)
		gp_buf_puts(out, ", into an inbox: the next push takes it in");
	if (pushed->folded)
		gp_buf_printf(out, ", and took %zu inbox%s in", pushed->folded,
			      gp_plural_of(pushed->folded, "", "es"));
	gp_buf_putc(out, '\n');
	if (pushed->not_folded)
		gp_buf_puts(out, "space not given back: the remote does not "
				 "let the history of its ref be replaced\n");
}

static enum gp_err push(struct gp_sync *sync, bool json)
{
	struct gp_repo *repo = NULL;
	struct gp_pushed pushed = { 0 };
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if ((err = gp_sharing_open(&repo, sync)))
		goto out;
	err = gp_sync_push(repo, &pushed, sync);
	gp_warn_all(&pushed.notices);
	if (err)
		goto out;
	if (json)
		put_json(&text, &pushed, sync->dry_run);
	else
		put_text(&text, &pushed, sync->dry_run);
	err = gp_sharing_tell(&text, json);
out:
	gp_buf_clear(&text);
	gp_pushed_clear(&pushed);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct gp_sync sync = { 0 };
	bool json = false;
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "dry-run", &sync.dry_run,
			    "say what would be pushed, and ask nobody"),
		GP_OPT_STRING(0, "bundle", &sync.bundle, "file",
			      "write what the remote lacks to a file"),
		GP_OPT_FLAG(0, "json", &json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if (!(err = gp_opts_parse(self, opts, &argc, argv)) && argc > 1)
		err = gp_fail(GP_EUSAGE, "push takes one remote");
	sync.remote = argc == 1 ? argv[0] : NULL;
	if (!err)
		err = push(&sync, json);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_push = {
	.name = "push",
	.usage = "[--dry-run] [--bundle <file>] [--json] [<remote>]",
	.summary = "share what is recorded",
	.run = run,
};
