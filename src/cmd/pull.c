/*
 * git perf pull: take what others shared.
 */
#include "gp/report.h"

#include "cmd.h"
#include "sharing.h"
#include "table.h"

static void put_json(struct gp_buf *out, const struct gp_pulled *pulled)
{
	gp_buf_puts(out, "{\"schema\": \"git-perf/pull/1\", \"remote\": ");
	gp_escape_json(out, gp_buf_str(&pulled->remote));
	gp_buf_printf(out,
		      ", \"notes\": %zu, \"inboxes\": %zu, "
		      "\"untrusted\": %zu, \"left_out\": %zu}\n",
		      pulled->notes, pulled->inboxes, pulled->taken.runs,
		      pulled->taken.left_out);
}

static void put_taken(struct gp_buf *out, const struct gp_taken *taken)
{
	if (taken->runs)
		gp_buf_printf(out, ": %zu untrusted run%s", taken->runs,
			      taken->runs == 1 ? "" : "s");
	if (taken->left_out)
		gp_buf_printf(
			out,
			"; left out %zu line%s that only a trusted source "
			"may bring",
			taken->left_out, taken->left_out == 1 ? "" : "s");
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
			      pulled->notes == 1 ? "" : "s");
	else
		gp_buf_puts(out, "nothing new from ");
	gp_escape_text(out, gp_buf_str(&pulled->remote));
	put_taken(out, &pulled->taken);
	gp_buf_putc(out, '\n');
}

static enum gp_err pull(struct gp_sync *sync, bool json)
{
	struct gp_store *store = NULL;
	struct gp_pulled pulled = { 0 };
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if ((err = gp_sharing_open(&store, sync)))
		goto out;
	err = gp_sync_pull(store, &pulled, sync);
	gp_warn_all(&pulled.notices);
	if (err)
		goto out;
	if (json)
		put_json(&text, &pulled);
	else
		put_text(&text, &pulled);
	err = gp_sharing_tell(&text, json);
out:
	gp_buf_clear(&text);
	gp_pulled_clear(&pulled);
	gp_store_free(store);
	return err;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct gp_sync sync = { 0 };
	bool json = false;
	const struct gp_opt opts[] = {
		GP_OPT_STRING(
			0, "bundle", &sync.bundle, "file",
			"take what a file has, as push --bundle writes it"),
		GP_OPT_FLAG(0, "untrusted", &sync.untrusted,
			    "take measurements only, and into no baseline"),
		GP_OPT_FLAG(0, "json", &json, "print JSON"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if (!(err = gp_opts_parse(self, opts, &argc, argv)) && argc > 1)
		err = gp_fail(GP_EUSAGE, "pull takes one remote");
	sync.remote = argc == 1 ? argv[0] : NULL;
	if (!err && sync.remote && sync.bundle)
		err = gp_fail(GP_EUSAGE, "pull takes a remote or a bundle");
	if (!err)
		err = pull(&sync, json);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_pull = {
	.name = "pull",
	.usage = "[--untrusted] [--bundle <file>] [--json] [<remote>]",
	.summary = "take what others shared",
	.run = run,
};
