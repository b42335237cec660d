/*
 * What push and pull did, for programs: docs/schema/push-1.json, pull-1.json.
 */
#include "gp/report.h"

#include "report/json_fields.h"

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

void gp_report_push_json(struct gp_buf *out, const struct gp_pushed *pushed,
			 bool dry_run)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "schema", "git-perf/push/1");
	gp_put_key_string(out, "remote", gp_buf_str(&pushed->remote));
	gp_put_key_string(out, "way", way_name(pushed->way));
	gp_put_key_count(out, "runs", pushed->entries.total);
	gp_put_key_count(out, "notes", pushed->notes);
	gp_put_key_count(out, "folded", pushed->folded);
	gp_put_key(out, "dry_run");
	gp_put_bool(out, dry_run);
	gp_put_entry_counts(out, &pushed->entries);
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}

static void put_last(struct gp_buf *out, const struct gp_pulled *pulled,
		     size_t last)
{
	gp_put_key_count(out, "last", last);
	gp_put_key(out, "part");
	gp_put_bool(out, pulled->part);
	gp_put_key(out, "measured");
	if (pulled->counted)
		gp_put_count(out, pulled->measured);
	else
		gp_put_null(out);
	gp_put_key_count(out, "deepened", pulled->deepened);
}

void gp_report_pull_json(struct gp_buf *out, const struct gp_pulled *pulled,
			 size_t last)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "schema", "git-perf/pull/1");
	gp_put_key_string(out, "remote", gp_buf_str(&pulled->remote));
	gp_put_key_count(out, "notes", pulled->notes);
	gp_put_key_count(out, "inboxes", pulled->inboxes);
	gp_put_key_count(out, "untrusted", pulled->untrusted);
	gp_put_key_count(out, "left_out", pulled->left_out);
	if (last)
		put_last(out, pulled, last);
	gp_put_entry_counts(out, &pulled->entries);
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}
