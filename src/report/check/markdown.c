/*
 * check for a pull request's comment or a step's summary.
 */
#include <math.h>
#include <string.h>

#include "gp/phrase.h"

#include "report/notices.h"
#include "report/outputs.h"

#include "acceptances.h"
#include "common.h"
#include "headline.h"
#include "limits_changed.h"
#include "next_steps.h"
#include "story.h"

#define ROWS 15 /* not folded: 25 lines with the text around them */

static void put_finding_row(const struct gp_writer *w,
			    const struct gp_finding *f)
{
	struct gp_buf *out = w->out;

	gp_buf_puts(out, "| ");
	if (f->severity != GP_SEVERITY_INFO)
		gp_buf_printf(out, "**%s** ", gp_severity_name(f->severity));
	gp_buf_printf(out, "%s | ", gp_finding_label(f));
	gp_write_key(w, f);
	gp_buf_puts(out, " | ");
	gp_write_values(w, f);
	gp_buf_puts(out, " | ");
	gp_write_change(w, f);
	gp_buf_puts(out, " | ");
	gp_write_limit(w, f);
	gp_buf_puts(out, " | ");
	gp_write_chance(w, f->p);
	gp_buf_puts(out, " | ");
	gp_write_why(w, f);
	gp_buf_puts(out, " |\n");
}

static void put_finding_rows(const struct gp_writer *w, size_t from, size_t to)
{
	if (from >= to)
		return;
	gp_buf_puts(w->out, "\n| | benchmark | baseline → now | change | limit "
			    "| chance | why |\n"
			    "| --- | --- | --- | --- | --- | --- | --- |\n");
	for (size_t i = from; i < to; i++)
		put_finding_row(w, &w->findings->items[i]);
}

static void put_other_rows(const struct gp_writer *w, bool verbose)
{
	size_t n = w->findings->n;

	if (n <= ROWS)
		return;
	if (!verbose) {
		gp_buf_printf(w->out,
			      "\n… and %zu more: `git perf check -v` shows "
			      "all\n",
			      n - ROWS);
		return;
	}
	gp_buf_printf(w->out, "\n<details><summary>%zu more</summary>\n",
		      n - ROWS);
	put_finding_rows(w, ROWS, n);
	gp_buf_puts(w->out, "\n</details>\n");
}

static void list_acceptances(const struct gp_writer *w, bool all)
{
	struct gp_acceptances list = { 0 };

	gp_acceptances_of(&list, w->findings->set);
	if (list.n)
		gp_buf_printf(w->out, "\n%zu acceptance%s in effect: ", list.n,
			      gp_plural(list.n));
	for (size_t i = 0; i < list.n && (all || i < 1); i++) {
		gp_buf_puts(w->out, i ? "; " : "");
		gp_write_acceptance(w, list.items[i]);
	}
	if (!all && list.n > 1)
		gp_buf_printf(w->out, "; and %zu more", list.n - 1);
	if (list.n)
		gp_buf_putc(w->out, '\n');
	gp_acceptances_clear(&list);
}

static void put_check_head(const struct gp_writer *w)
{
	gp_buf_printf(w->out, "### git perf: %s – ",
		      gp_verdict_title(w->findings->verdict));
	gp_write_counts(w);
	gp_buf_puts(w->out, "\n\n");
	gp_write_subject(w);
	if (w->findings->set->n_testbeds)
		gp_buf_putc(w->out, ' ');
	gp_write_where(w);
	gp_buf_putc(w->out, '\n');
}

static void list_incomplete(const struct gp_writer *w)
{
	for (size_t i = 0; i < w->findings->set->n_incomplete; i++) {
		gp_buf_puts(w->out, "\n**warn** ");
		gp_write_incomplete(w, i);
		gp_buf_puts(w->out, ".\n");
	}
}

static void list_moves(const struct gp_writer *w)
{
	for (size_t i = 0; i < w->findings->n_moves; i++) {
		size_t before = w->out->len;

		gp_buf_putc(w->out, '\n');
		if (gp_write_common_cause(w, w->findings->moves[i]))
			gp_buf_puts(w->out, ".\n");
		else
			w->out->data[w->out->len = before] = '\0';
	}
}

static void list_limits_changed(const struct gp_writer *w)
{
	size_t n = gp_limits_changed(w);

	if (!n)
		return;
	gp_buf_puts(w->out, "\n**note** ");
	gp_write_limits_changed(w);
	gp_buf_puts(w->out, ":\n\n");
	for (size_t i = 0; i < n; i++) {
		gp_buf_puts(w->out, "- ");
		gp_write_limit_change(w, i);
		gp_buf_putc(w->out, '\n');
	}
}

static void write_check_markdown(struct gp_buf *out,
				 const struct gp_findings *findings,
				 const struct gp_report_options *options)
{
	struct gp_buf advice = GP_BUF_INIT;
	struct gp_writer w = { out,
			       gp_name_markdown,
			       gp_escape_prose,
			       findings,
			       options->now,
			       options->verbose,
			       NULL,
			       0 };

	put_check_head(&w);
	list_incomplete(&w);
	gp_write_notices(&w, &findings->set->notices, options->verbose,
			 "\n**warn** ", "\n");
	list_moves(&w);
	list_limits_changed(&w);
	put_finding_rows(&w, 0, findings->n < ROWS ? findings->n : ROWS);
	put_other_rows(&w, options->verbose);
	list_acceptances(&w, options->verbose);
	w.out = &advice;
	gp_write_next(&w, "; ");
	if (advice.len) {
		gp_buf_puts(out, "\nNext: ");
		gp_escape_prose(out, gp_buf_str(&advice));
		gp_buf_puts(out, ".\n");
	}
	gp_buf_clear(&advice);
}

const struct gp_reporter gp_reporter_markdown = {
	.name = "markdown",
	.suffix = "md",
	.write = write_check_markdown,
};
