/*
 * The state of a repository, for people.
 */
#include <string.h>

#include "gp/phrase.h"
#include "gp/report.h"

#define METRICS_MAX 10 /* of one direction */

static void put_head_commit(struct gp_buf *out,
			    const struct gp_report_status *s)
{
	char hex[GP_OID_HEX];

	gp_buf_puts(out, "commit   ");
	if (!s->commit) {
		gp_buf_puts(out, "none yet\n");
		return;
	}
	gp_buf_puts(out, gp_oid_short(s->commit, hex));
	if (*s->branch)
		gp_buf_puts(out, " on ");
	gp_escape_text(out, s->branch);
	gp_buf_printf(out, "%s: %zu run%s recorded\n",
		      s->dirty ? ", modified" : "", s->runs,
		      gp_plural(s->runs));
}

static void put_base_branch(struct gp_buf *out,
			    const struct gp_report_status *s)
{
	char hex[GP_OID_HEX];

	gp_buf_puts(out, "base     ");
	if (!s->base) {
		gp_buf_puts(out, "none: git config perf.base <branch>\n");
		return;
	}
	gp_escape_text(out, s->base);
	gp_buf_printf(out, " (merge base %s)\n",
		      gp_oid_short(s->merge_base, hex));
}

static void put_remote(struct gp_buf *out, const struct gp_pending *pending)
{
	gp_buf_puts(out, "remote   ");
	if (!pending->remote.len) {
		gp_buf_puts(out, "none\n");
		return;
	}
	gp_escape_text(out, gp_buf_str(&pending->remote));
	if (pending->entries.total) {
		gp_buf_puts(out, ": ");
		gp_entry_counts_put(out, &pending->entries);
		gp_buf_puts(out, " not pushed");
	} else {
		gp_buf_puts(out, ": nothing to push");
	}
	if (pending->synced_s) {
		gp_buf_puts(out, ", last synced ");
		gp_format_time(out, pending->synced_s);
	} else {
		gp_buf_puts(out, ", never synced");
	}
	if (pending->part)
		gp_buf_puts(out,
			    "\n         only some of its results are here: "
			    "git perf pull fetches all");
	gp_buf_putc(out, '\n');
}

/* "throughput:p50", if the p50 of others has another direction. */
static void put_metric(struct gp_buf *out,
		       const struct gp_metric_directions *all,
		       const struct gp_metric_direction *direction)
{
	for (size_t i = 0; direction->benchmark && i < all->n; i++) {
		const struct gp_metric_direction *other = &all->items[i];

		if (other->better == direction->better ||
		    strcmp(other->metric, direction->metric) != 0)
			continue;
		gp_escape_text(out, direction->benchmark);
		gp_buf_putc(out, ':');
		break;
	}
	gp_escape_text(out, direction->metric);
}

/* Returns how many metrics have this direction. */
static size_t put_metrics_with(struct gp_buf *out,
			       const struct gp_metric_directions *all,
			       enum gp_better better, const char *label)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		if (all->items[i].better != better)
			continue;
		if (n < METRICS_MAX) {
			gp_buf_puts(out, n ? ", " : label);
			put_metric(out, all, &all->items[i]);
		}
		n++;
	}
	if (n > METRICS_MAX)
		gp_buf_printf(out, " and %zu more", n - METRICS_MAX);
	if (n)
		gp_buf_putc(out, '\n');
	return n;
}

static void put_directions_text(struct gp_buf *out,
				const struct gp_metric_directions *all)
{
	put_metrics_with(out, all, GP_BETTER_LOWER, "lower    is better: ");
	put_metrics_with(out, all, GP_BETTER_HIGHER, "higher   is better: ");
	put_metrics_with(out, all, GP_BETTER_SAME, "same     is better: ");
	if (put_metrics_with(out, all, GP_BETTER_NONE,
			     "unknown  direction, not judged: "))
		gp_buf_puts(out, "         to set it: git config "
				 "'perf.*:<metric>.better' lower|higher\n");
}

void gp_report_status_text(struct gp_buf *out, const struct gp_report_status *s)
{
	put_head_commit(out, s);
	put_base_branch(out, s);
	gp_buf_puts(out, "testbed  ");
	gp_escape_text(out, s->testbed);
	gp_buf_printf(out, "\nref      %s: %zu note%s\n", s->ref, s->notes,
		      gp_plural(s->notes));
	gp_report_lost_text(out, &s->lost, "lost     ");
	put_remote(out, s->pending);
	put_directions_text(out, s->directions);
}
