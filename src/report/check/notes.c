/*
 * The notes of the text output: a line for all findings of a status that have
 * no lines of their own, for acceptances, and for the power of the check.
 */
#include <math.h>
#include <string.h>

#include "gp/phrase.h"

#include "acceptances.h"
#include "common.h"
#include "headline.h"
#include "limits_changed.h"
#include "notes.h"
#include "power.h"
#include "report/ink.h"
#include "report/notices.h"
#include "story.h"

/* Whether a note counts the finding, and it has no line of its own. */
static bool is_noted(const struct gp_finding *f)
{
	switch (gp_status_info(f->status)->listing) {
	case GP_LISTING_BAD_ONLY:
	case GP_LISTING_EACH:
		return false;
	case GP_LISTING_NOTE:
		return true;
	case GP_LISTING_CLAIM:
		return f->claimed_severity == GP_SEVERITY_INFO &&
		       !gp_status_info(f->claimed)->good;
	case GP_LISTING_BAD:
		break;
	}
	return f->severity == GP_SEVERITY_INFO;
}

bool gp_finding_is_listed(const struct gp_finding *f)
{
	if (gp_status_info(f->status)->listing == GP_LISTING_BAD_ONLY)
		return f->severity != GP_SEVERITY_INFO;
	return !is_noted(f);
}

/* The finding that explains inconclusive series best: one with two levels. */
static const struct gp_finding *example(const struct gp_findings *findings,
					enum gp_status status)
{
	const struct gp_finding *best = NULL;

	if (status != GP_STATUS_INCONCLUSIVE)
		return NULL;
	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (f->status == status &&
		    (!best || (f->bimodal && !best->bimodal)))
			best = f;
	}
	return best;
}

static void name_example(const struct gp_page *page, const struct gp_finding *f)
{
	struct gp_writer writer = page->writer;

	gp_buf_puts(page->out, ": ");
	gp_write_key(&writer, f);
	gp_buf_puts(page->out, " (");
	if ((f->bimodal || f->n_runs || f->series->hidden) && *f->reason)
		writer.plain(page->out, f->reason);
	else
		gp_write_uncertainty(&writer, f);
	gp_buf_putc(page->out, ')');
}

/* Up to three keys, and how many more. */
static void name_some(const struct gp_page *page, enum gp_status status,
		      size_t n)
{
	const struct gp_findings *findings = page->writer.findings;
	const struct gp_finding *shown = example(findings, status);
	struct gp_writer writer = page->writer;
	size_t named = 0;

	if (shown) {
		name_example(page, shown);
		named = 1;
	}
	for (size_t i = 0; !shown && i < findings->n && named < 3; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (f->status != status || !is_noted(f))
			continue;
		gp_buf_puts(page->out, named++ ? ", " : ": ");
		gp_write_key(&writer, f);
		if (status == GP_STATUS_ACCEPTED && isfinite(f->change)) {
			gp_buf_putc(page->out, ' ');
			gp_format_change(page->out, f->change);
		}
	}
	if (n > named)
		gp_buf_printf(page->out, " and %zu more", n - named);
}

/* A new series may say why it has no baseline; one that is not judged has a
   reason of its own if a limit does not fit it. */
static bool has_own_reason(const struct gp_finding *f)
{
	const struct gp_series *s = f->series;

	if (!is_noted(f) || !*f->reason)
		return false;
	if (f->status == GP_STATUS_UNJUDGED)
		return s->limits.gate && s->better != GP_BETTER_NONE;
	return f->status == GP_STATUS_NEW;
}

/* The reason of the first finding of a status that has one of its own. */
static void note_own_reason(const struct gp_page *page, enum gp_status status)
{
	const struct gp_findings *findings = page->writer.findings;

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (f->status != status || !has_own_reason(f))
			continue;
		gp_buf_puts(page->out, "; ");
		page->writer.plain(page->out, f->reason);
		return;
	}
}

static void note_status(const struct gp_page *page, enum gp_status status,
			size_t n)
{
	const char *why = gp_status_info(status)->why;

	if (status == GP_STATUS_MISSING || status == GP_STATUS_COMMON)
		gp_ink_put(page->out, page->color, GP_INK_YELLOW, "warn");
	else
		gp_buf_puts(page->out, "note");
	gp_buf_printf(page->out, "  %zu %s", n, gp_status_label(status, n));
	if (*why)
		gp_buf_printf(page->out, " (%s)", why);
	name_some(page, status, n);
	note_own_reason(page, status);
	gp_buf_putc(page->out, '\n');
}

static void note_statuses(const struct gp_page *page)
{
	const struct gp_findings *findings = page->writer.findings;
	size_t counts[GP_STATUS_N] = { 0 };

	for (size_t i = 0; i < findings->n; i++)
		if (is_noted(&findings->items[i]))
			counts[findings->items[i].status]++;
	for (int s = 0; s < GP_STATUS_N; s++)
		if (counts[s])
			note_status(page, (enum gp_status)s, counts[s]);
}

/* Suspected regressions that were not confirmed by reruns. */
static void note_unconfirmed(const struct gp_page *page)
{
	const struct gp_findings *findings = page->writer.findings;
	struct gp_writer writer = page->writer;
	const struct gp_finding *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (!f->reruns || f->severity == GP_SEVERITY_FAIL ||
		    f->status == GP_STATUS_COMMON)
			continue;
		first = first ? first : f;
		n++;
	}
	if (!first)
		return;
	gp_buf_printf(page->out,
		      "note  %zu suspected regression%s not confirmed by %zu "
		      "rerun%s: ",
		      n, gp_plural(n), first->reruns, gp_plural(first->reruns));
	gp_write_key(&writer, first);
	if (n > 1)
		gp_buf_printf(page->out, " and %zu more", n - 1);
	gp_buf_putc(page->out, '\n');
}

static bool same_restart(const struct gp_restart *a, const struct gp_restart *b)
{
	return a->why == b->why && gp_oid_same(&a->commit, &b->commit) &&
	       !strcmp(a->what, b->what);
}

/* A new kernel affects every series: write it once. */
static void note_restarts(const struct gp_page *page)
{
	const struct gp_findings *findings = page->writer.findings;
	const struct gp_finding *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (f->restart.why != GP_RESTART_FACT &&
		    f->restart.why != GP_RESTART_TAG)
			continue;
		first = first ? first : f;
		n += same_restart(&f->restart, &first->restart);
	}
	if (!first)
		return;
	gp_buf_printf(page->out, "note  %zu series: ", n);
	gp_write_restart(&page->writer, first);
	gp_buf_putc(page->out, '\n');
}

static void note_acceptances(const struct gp_page *page, bool all)
{
	struct gp_acceptances list = { 0 };
	struct gp_writer writer = page->writer;

	gp_acceptances_of(&list, page->writer.findings->set);
	if (list.n)
		gp_buf_printf(page->out, "note  %zu acceptance%s in effect",
			      list.n, gp_plural(list.n));
	for (size_t i = 0; i < list.n && (all || i < 1); i++) {
		gp_buf_puts(page->out, all ? "\n      " : ": ");
		gp_write_acceptance(&writer, list.items[i]);
	}
	if (!all && list.n > 1)
		gp_buf_printf(page->out, " and %zu more: -v shows all",
			      list.n - 1);
	if (list.n)
		gp_buf_putc(page->out, '\n');
	gp_acceptances_clear(&list);
}

/* The change that a pass excludes; inconclusive findings have their own. */
static void note_power(const struct gp_page *page)
{
	const struct gp_findings *findings = page->writer.findings;
	double least = INFINITY, most = 0;

	for (size_t i = 0; i < findings->n; i++) {
		double d = findings->items[i].detectable;

		if (!isfinite(d) ||
		    findings->items[i].status == GP_STATUS_INCONCLUSIVE)
			continue;
		least = fmin(least, d);
		most = fmax(most, d);
	}
	if (!isfinite(least))
		return;
	gp_buf_puts(page->out, "note  smallest detectable change: ");
	gp_format_share(page->out, least);
	if (most > least) {
		gp_buf_puts(page->out, " (quietest series) to ");
		gp_format_share(page->out, most);
		gp_buf_puts(page->out, " (noisiest)");
	}
	gp_buf_putc(page->out, '\n');
}

#define MOST_INCOMPLETE 3

static void note_incomplete(const struct gp_page *page)
{
	size_t n = page->writer.findings->set->n_incomplete;

	for (size_t i = 0; i < n && i < MOST_INCOMPLETE; i++) {
		gp_ink_put(page->out, page->color, GP_INK_YELLOW, "warn");
		gp_buf_puts(page->out, "  ");
		gp_write_incomplete(&page->writer, i);
		gp_buf_putc(page->out, '\n');
	}
	if (n > MOST_INCOMPLETE)
		gp_buf_printf(page->out, "warn  %zu more runs broke off\n",
			      n - MOST_INCOMPLETE);
}

static void note_moves(const struct gp_page *page)
{
	const struct gp_findings *findings = page->writer.findings;

	for (size_t i = 0; i < findings->n_moves; i++) {
		if (findings->moves[i]->cause == GP_COMMON_OPEN)
			continue;
		gp_buf_puts(page->out, "note  ");
		gp_write_common_cause(&page->writer, findings->moves[i]);
		gp_buf_putc(page->out, '\n');
	}
}

#define MOST_CHANGES 5

static void note_limits_changed(const struct gp_page *page, bool all)
{
	size_t n = gp_limits_changed(&page->writer);
	size_t shown = all || n <= MOST_CHANGES ? n : MOST_CHANGES;

	if (!n)
		return;
	gp_buf_puts(page->out, "note  ");
	gp_write_limits_changed(&page->writer);
	gp_buf_putc(page->out, ':');
	for (size_t i = 0; i < shown; i++) {
		gp_buf_puts(page->out, n == 1 ? " " : "\n      ");
		gp_write_limit_change(&page->writer, i);
	}
	if (n > shown)
		gp_buf_printf(page->out, "\n      and %zu more: -v shows all",
			      n - shown);
	gp_buf_putc(page->out, '\n');
}

static void note_notices(const struct gp_page *page, bool all)
{
	struct gp_buf lead = GP_BUF_INIT;

	gp_ink_put(&lead, page->color, GP_INK_YELLOW, "warn");
	gp_buf_puts(&lead, "  ");
	gp_write_notices(&page->writer, &page->writer.findings->set->notices,
			 all, gp_buf_str(&lead), "\n");
	gp_buf_clear(&lead);
}

void gp_notes_write(const struct gp_page *page, bool verbose)
{
	note_incomplete(page);
	note_notices(page, verbose);
	note_moves(page);
	note_limits_changed(page, verbose);
	if (!verbose)
		note_statuses(page);
	if (!verbose)
		note_unconfirmed(page);
	if (!verbose)
		note_restarts(page);
	note_acceptances(page, verbose);
	if (!verbose)
		note_power(page);
}
