/*
 * What push and pull did, for people.
 */
#include "gp/phrase.h"
#include "gp/report.h"

/* ---- push ---- */

static void put_amount(struct gp_buf *out, const struct gp_pushed *pushed,
		       const char *verb)
{
	gp_buf_printf(out, "%s ", verb);
	gp_entry_counts_put(out, &pushed->entries);
	gp_buf_printf(out, " in %zu note%s to ", pushed->notes,
		      gp_plural(pushed->notes));
	gp_escape_text(out, gp_buf_str(&pushed->remote));
}

void gp_report_push_text(struct gp_buf *out, const struct gp_pushed *pushed,
			 bool dry_run)
{
	if (pushed->entries.total && dry_run) {
		put_amount(out, pushed, "would push");
	} else if (pushed->entries.total && pushed->way != GP_PUSHED_NOTHING) {
		put_amount(out, pushed, "pushed");
	} else {
		gp_buf_puts(out, "nothing to push: ");
		gp_escape_text(out, gp_buf_str(&pushed->remote));
		gp_buf_puts(out, " has it all");
	}
	if (pushed->way == GP_PUSHED_INBOX)
		gp_buf_puts(out, ", into an inbox: the next push merges it");
	if (pushed->folded)
		gp_buf_printf(out, ", and merged %zu inbox%s", pushed->folded,
			      gp_plural_of(pushed->folded, "", "es"));
	gp_buf_putc(out, '\n');
	if (pushed->not_folded)
		gp_buf_puts(out, "space not reclaimed: the remote does not "
				 "allow the history of its ref to be "
				 "replaced\n");
}

/* ---- pull ---- */

static void put_untrusted(struct gp_buf *out, const struct gp_pulled *pulled)
{
	if (pulled->untrusted)
		gp_buf_printf(out, ": %zu untrusted run%s", pulled->untrusted,
			      gp_plural(pulled->untrusted));
	if (pulled->left_out)
		gp_buf_printf(
			out,
			"; left out %zu line%s that only a trusted source "
			"may add",
			pulled->left_out, gp_plural(pulled->left_out));
}

void gp_report_pull_text(struct gp_buf *out, const struct gp_pulled *pulled)
{
	if (!pulled->any) {
		gp_escape_text(out, gp_buf_str(&pulled->remote));
		gp_buf_puts(out, " has no results yet\n");
		return;
	}
	if (pulled->notes) {
		gp_buf_puts(out, "pulled ");
		if (pulled->entries.total) {
			gp_entry_counts_put(out, &pulled->entries);
			gp_buf_puts(out, " in ");
		}
		gp_buf_printf(out, "%zu note%s from ", pulled->notes,
			      gp_plural(pulled->notes));
	} else {
		gp_buf_puts(out, "nothing new from ");
	}
	gp_escape_text(out, gp_buf_str(&pulled->remote));
	put_untrusted(out, pulled);
	if (pulled->part)
		gp_buf_printf(out,
			      ", a part of its results: %zu measured "
			      "commit%s of the baseline",
			      pulled->measured, gp_plural(pulled->measured));
	gp_buf_putc(out, '\n');
}

void gp_report_pull_history(struct gp_buf *out, const struct gp_pulled *pulled,
			    size_t last)
{
	if (pulled->base.len) {
		gp_buf_puts(out, "fetched the base branch ");
		gp_escape_text(out, gp_buf_str(&pulled->base));
		gp_buf_putc(out, '\n');
	}
	if (pulled->deepened)
		gp_buf_printf(out,
			      "deepened this clone by %zu commit%s, for %zu of "
			      "%zu measured ones\n",
			      pulled->deepened, gp_plural(pulled->deepened),
			      pulled->measured, last);
	if (pulled->trouble.len) {
		gp_buf_puts(out, "warning: ");
		gp_escape_text(out, gp_buf_str(&pulled->trouble));
		gp_buf_putc(out, '\n');
	}
}
