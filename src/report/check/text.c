/*
 * check for a terminal and a CI log: the verdict, the worst findings, those
 * that could not be judged, and what to do next.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/fit.h"
#include "report/ink.h"
#include "report/outputs.h"

#include "headline.h"
#include "next_steps.h"
#include "notes.h"
#include "sentences.h"
#include "story.h"

#define LINES     25 /* at most, however many series */
#define KEY_WIDTH 48 /* on a terminal, if the keys stay different */
#define LEAST     5  /* for findings, however much is said besides */

static void put_severity(const struct gp_page *page, enum gp_severity severity)
{
	if (severity == GP_SEVERITY_FAIL)
		gp_ink_put(page->out, page->color, GP_INK_RED, "fail");
	else if (severity == GP_SEVERITY_WARN)
		gp_ink_put(page->out, page->color, GP_INK_YELLOW, "warn");
	else
		gp_buf_puts(page->out, "    ");
	gp_buf_puts(page->out, "  ");
}

/* ---- head ---- */

static void put_text_head(const struct gp_page *page)
{
	const struct gp_findings *findings = page->writer.findings;
	struct gp_buf *out = page->out;
	struct gp_writer writer = page->writer;
	struct gp_buf where = GP_BUF_INIT;

	gp_ink_put(page->out, page->color, gp_ink_of(findings->verdict),
		   gp_verdict_title(findings->verdict));
	gp_buf_puts(out, "  ");
	gp_write_subject(&page->writer);
	gp_buf_puts(out, ": ");
	gp_write_counts(&page->writer);
	gp_buf_putc(out, '\n');
	writer.out = &where;
	gp_write_where(&writer);
	if (where.len && gp_shared_is_any(writer.shared))
		gp_buf_puts(&where, ", ");
	gp_shared_say(&where, writer.shared);
	if (where.len)
		gp_buf_printf(out, "      %s\n", gp_buf_str(&where));
	gp_buf_clear(&where);
}

/* ---- findings ---- */

static void put_title(const struct gp_page *page, const struct gp_finding *f)
{
	size_t start;

	put_severity(page, f->severity);
	start = page->out->len;
	gp_buf_puts(page->out, gp_finding_label(f));
	gp_text_pad(page->out, start, 12);
	gp_buf_puts(page->out, "  ");
}

static void put_in_full(const struct gp_page *page, const struct gp_finding *f)
{
	put_title(page, f);
	gp_write_key(&page->writer, f);
	gp_buf_puts(page->out, "\n      ");
	gp_write_numbers(&page->writer, f);
	gp_buf_putc(page->out, '\n');
	if (gp_write_part(&page->writer, "      ", gp_write_why, f))
		gp_buf_putc(page->out, '\n');
}

static void put_on_one_line(const struct gp_page *page,
			    const struct gp_finding *f)
{
	struct gp_writer writer = page->writer;
	size_t start;

	put_title(page, f);
	start = page->out->len;
	gp_write_values(&writer, f);
	gp_text_pad(page->out, start, 22);
	gp_buf_puts(page->out, "  ");
	start = page->out->len;
	if (isfinite(f->change))
		gp_format_change(page->out, f->change);
	gp_text_pad(page->out, start, 9);
	gp_buf_puts(page->out, "  ");
	gp_write_key(&writer, f);
	gp_write_part(&writer, "  ", gp_write_short_why, f);
	gp_buf_putc(page->out, '\n');
}

/* The numbers behind a judgement, for -v. */
static void put_detail(const struct gp_page *page, const struct gp_finding *f)
{
	if (!f->baseline.commits)
		return;
	gp_buf_puts(page->out, "      ");
	if (page->color)
		gp_buf_puts(page->out, GP_INK_DIM);
	gp_write_baseline(&page->writer, f);
	if (page->color)
		gp_buf_puts(page->out, GP_INK_OFF);
	gp_buf_putc(page->out, '\n');
}

static void put_next(const struct gp_page *page)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_writer writer = page->writer;

	writer.out = &text;
	gp_write_next(&writer, "\n      ");
	if (text.len)
		gp_buf_printf(page->out, "next  %s\n", gp_buf_str(&text));
	gp_buf_clear(&text);
}

/* ---- the page ---- */

static size_t count_text_lines(struct gp_span text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.data[i] == '\n';
	return n;
}

static size_t count_shown(const struct gp_findings *findings)
{
	size_t n = 0;

	for (size_t i = 0; i < findings->n; i++)
		n += gp_finding_is_listed(&findings->items[i]);
	return n;
}

/* As much of a finding as `room` lines can hold, which is at least one. */
static void put_fitting(const struct gp_page *page, const struct gp_finding *f,
			size_t room)
{
	size_t start = page->out->len, lines;

	if (f->severity == GP_SEVERITY_INFO &&
	    f->claimed_severity == GP_SEVERITY_INFO) {
		put_on_one_line(page, f);
		return;
	}
	put_in_full(page, f);
	lines = count_text_lines(
		gp_span_sub(gp_buf_view(page->out), start, page->out->len));
	if (lines <= room)
		return;
	page->out->len = start;
	put_on_one_line(page, f);
}

/* At most `room` lines: the worst in full, while the rest fits too. */
static void put_worst(const struct gp_page *page, size_t room)
{
	const struct gp_findings *findings = page->writer.findings;
	size_t n = count_shown(findings), done = 0, used = 0;

	if (n > room)
		room--; /* for the rest's number */
	for (size_t i = 0; i < findings->n && used < room; i++) {
		size_t behind = n - done - 1;

		if (!gp_finding_is_listed(&findings->items[i]))
			continue;
		put_fitting(page, &findings->items[i],
			    room > used + behind ? room - used - behind : 1);
		done++;
		used = count_text_lines(gp_buf_view(page->out));
	}
	if (done < n)
		gp_buf_printf(page->out, "      … and %zu more: -v shows all\n",
			      n - done);
}

/* The same change in metrics that are not counted, for -v. */
static void put_derived_lines(const struct gp_page *page,
			      const struct gp_finding *f)
{
	for (size_t i = 0; i < f->n_derived; i++) {
		const struct gp_finding *other = &f->derived[i];

		gp_buf_puts(page->out, "      also ");
		page->writer.name(page->out, other->series->metric);
		gp_buf_puts(page->out, ": ");
		gp_write_values(&page->writer, other);
		gp_write_part(&page->writer, ", ", gp_write_change, other);
		gp_buf_putc(page->out, '\n');
	}
}

static void put_all(const struct gp_page *page)
{
	const struct gp_findings *findings = page->writer.findings;

	for (size_t i = 0; i < findings->n; i++) {
		put_in_full(page, &findings->items[i]);
		put_detail(page, &findings->items[i]);
		put_derived_lines(page, &findings->items[i]);
	}
}

/* A blank line, and what `text` holds. */
static void put_block(const struct gp_page *page, struct gp_buf *text)
{
	if (text->len)
		gp_buf_putc(page->out, '\n');
	gp_buf_span(page->out, gp_buf_view(text));
	gp_buf_clear(text);
}

/* Finds what all names share, and how wide they may be. */
static void lay_out_names(struct gp_page *page, struct gp_shared *shared,
			  size_t terminal)
{
	const struct gp_findings *findings = page->writer.findings;
	size_t n = findings->n;
	struct gp_shown_name *names = gp_calloc(n, sizeof(*names));
	struct gp_fit fit = { .n = 0 };

	for (size_t i = 0; i < n; i++) {
		const struct gp_series *s = findings->items[i].series;

		names[i] = (struct gp_shown_name){ s->benchmark, s->metric,
						   s->testbed, s->parameters };
	}
	gp_shared_fit(shared, names, n, terminal ? KEY_WIDTH : 0);
	gp_fit_add_keys(&fit, shared, names, n);
	if (terminal && fit.widest > KEY_WIDTH)
		page->writer.key_width = gp_fit_width(&fit, KEY_WIDTH);
	gp_fit_clear(&fit);
	free(names);
}

/* The lines for findings, with a blank one before and behind them. */
static size_t room_between(struct gp_span head, struct gp_span foot)
{
	size_t taken = 2 + count_text_lines(head) + count_text_lines(foot);

	return taken + LEAST < LINES ? LINES - taken : LEAST;
}

static void write_check_text(struct gp_buf *out,
			     const struct gp_findings *findings,
			     const struct gp_report_options *options)
{
	struct gp_buf body = GP_BUF_INIT, foot = GP_BUF_INIT;
	struct gp_shared shared;
	struct gp_page page = {
		.writer = { out, gp_escape_text, gp_escape_text, findings,
			    options->now, options->verbose, &shared, 0 },
		.out = out,
		.color = options->color,
	};
	size_t start = out->len;
	struct gp_span top;

	lay_out_names(&page, &shared, options->width);
	put_text_head(&page);
	top = gp_span_sub(gp_buf_view(out), start, out->len);
	page.out = page.writer.out = &foot;
	gp_notes_write(&page, options->verbose);
	put_next(&page);
	page.out = page.writer.out = &body;
	if (options->verbose)
		put_all(&page);
	else
		put_worst(&page, room_between(top, gp_buf_view(&foot)));
	page.out = page.writer.out = out;
	put_block(&page, &body);
	put_block(&page, &foot);
	gp_shared_clear(&shared);
}

const struct gp_reporter gp_reporter_text = {
	.name = "text",
	.suffix = "txt",
	.write = write_check_text,
};
