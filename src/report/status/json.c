/*
 * The state of a repository, for programs: docs/schema/status-1.json.
 */
#include "gp/report.h"

#include "report/json_fields.h"
#include "report/lost.h"

static void put_pending(struct gp_buf *out, const struct gp_pending *pending)
{
	gp_put_key_maybe(out, "remote", gp_buf_str(&pending->remote));
	gp_put_key_count(out, "pending", pending->entries.total);
	gp_put_key(out, "part");
	gp_put_bool(out, pending->part);
	gp_put_key(out, "synced");
	if (pending->synced_s)
		gp_put_time(out, pending->synced_s);
	else
		gp_put_null(out);
}

static void put_directions_json(struct gp_buf *out,
				const struct gp_metric_directions *directions)
{
	gp_put_key_open(out, "directions", '[');
	for (size_t i = 0; i < directions->n; i++) {
		const struct gp_metric_direction *d = &directions->items[i];

		gp_put_open(out, '{');
		gp_put_key_maybe(out, "benchmark",
				 d->benchmark ? d->benchmark : "");
		gp_put_key_string(out, "metric", d->metric);
		gp_put_key_string(out, "unit", d->unit);
		gp_put_key_string(out, "better", gp_better_name(d->better));
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

void gp_report_status_json(struct gp_buf *out,
			   const struct gp_report_status *status)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "schema", "git-perf/status/1");
	gp_put_key(out, "commit");
	if (status->commit)
		gp_put_oid(out, status->commit);
	else
		gp_put_null(out);
	gp_put_key_string(out, "branch", status->branch);
	gp_put_key(out, "dirty");
	gp_put_bool(out, status->dirty);
	gp_put_key_count(out, "runs", status->runs);
	gp_put_key_maybe(out, "base", status->base ? status->base : "");
	gp_put_key_string(out, "testbed", status->testbed);
	gp_put_key_string(out, "ref", status->ref);
	gp_put_key_count(out, "notes", status->notes);
	put_pending(out, status->pending);
	gp_put_entry_counts(out, &status->pending->entries);
	put_directions_json(out, status->directions);
	gp_put_key_lost(out, &status->lost);
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}
