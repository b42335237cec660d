/*
 * check for a terminal and a CI log: the verdict, the worst, what could not
 * be judged, what to do.
 */
#include <math.h>
#include <string.h>

#include "report/outputs.h"
#include "text.h"

#define LINES 25 /* at most, however many series */

/* ---- ink ---- */

void gp_page_ink(const struct gp_page *page, const char *code, const char *text)
{
	if (page->color)
		gp_buf_puts(page->out, code);
	gp_buf_puts(page->out, text);
	if (page->color)
		gp_buf_puts(page->out, "\x1b[0m");
}

const char *gp_ink_of(enum gp_verdict verdict)
{
	switch (verdict) {
	case GP_VERDICT_FAIL:
		return GP_INK_RED;
	case GP_VERDICT_PASS:
		return GP_INK_GREEN;
	default:
		return GP_INK_YELLOW;
	}
}

static void put_severity(const struct gp_page *page, enum gp_severity severity)
{
	if (severity == GP_SEVERITY_FAIL)
		gp_page_ink(page, GP_INK_RED, "fail");
	else if (severity == GP_SEVERITY_WARN)
		gp_page_ink(page, GP_INK_YELLOW, "warn");
	else
		gp_buf_puts(page->out, "    ");
	gp_buf_puts(page->out, "  ");
}

/* ---- head ---- */

static void head(const struct gp_page *page)
{
	const struct gp_findings *findings = page->words.findings;
	struct gp_buf *out = page->out;
	struct gp_words words = page->words;
	struct gp_buf where = GP_BUF_INIT;

	gp_page_ink(page, gp_ink_of(findings->verdict),
		    gp_words_title(findings->verdict));
	gp_buf_puts(out, "  ");
	gp_words_subject(&page->words);
	gp_buf_puts(out, ": ");
	gp_words_counts(&page->words);
	gp_buf_putc(out, '\n');
	words.out = &where;
	gp_words_where(&words);
	if (where.len)
		gp_buf_printf(out, "      %s\n", gp_buf_str(&where));
	gp_buf_clear(&where);
}

/* ---- findings ---- */

static void title(const struct gp_page *page, const struct gp_finding *f)
{
	size_t start;

	put_severity(page, f->severity);
	start = page->out->len;
	gp_buf_puts(page->out, gp_words_kind(f));
	gp_text_pad(page->out, start, 12);
	gp_buf_puts(page->out, "  ");
}

static void in_full(const struct gp_page *page, const struct gp_finding *f)
{
	title(page, f);
	gp_words_key(&page->words, f);
	gp_buf_puts(page->out, "\n      ");
	gp_words_numbers(&page->words, f);
	gp_buf_putc(page->out, '\n');
	if (gp_words_part(&page->words, "      ", gp_words_why, f))
		gp_buf_putc(page->out, '\n');
}

static void one_line(const struct gp_page *page, const struct gp_finding *f)
{
	struct gp_words words = page->words;
	size_t start;

	words.name = gp_text_short_name;
	title(page, f);
	start = page->out->len;
	gp_words_values(&words, f);
	gp_text_pad(page->out, start, 22);
	gp_buf_puts(page->out, "  ");
	start = page->out->len;
	if (isfinite(f->change))
		gp_format_change(page->out, f->change);
	gp_text_pad(page->out, start, 9);
	gp_buf_puts(page->out, "  ");
	gp_words_key(&words, f);
	gp_buf_putc(page->out, '\n');
}

/* The numbers behind a judgement, for -v. */
static void detail(const struct gp_page *page, const struct gp_finding *f)
{
	if (!f->baseline.commits)
		return;
	gp_buf_puts(page->out, "      ");
	if (page->color)
		gp_buf_puts(page->out, GP_INK_DIM);
	gp_words_behind(&page->words, f);
	if (page->color)
		gp_buf_puts(page->out, "\x1b[0m");
	gp_buf_putc(page->out, '\n');
}

static void next(const struct gp_page *page)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_words words = page->words;

	words.out = &text;
	gp_words_next(&words, "\n      ");
	if (text.len)
		gp_buf_printf(page->out, "next  %s\n", gp_buf_str(&text));
	gp_buf_clear(&text);
}

/* ---- the page ---- */

static size_t lines_of(struct gp_span text)
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
		n += gp_text_is_shown(&findings->items[i]);
	return n;
}

/* As much of a finding as `room` lines can hold, which is at least one. */
static void fit(const struct gp_page *page, const struct gp_finding *f,
		size_t room)
{
	size_t start = page->out->len, lines;

	if (f->severity == GP_SEVERITY_INFO &&
	    f->claimed_severity == GP_SEVERITY_INFO) {
		one_line(page, f);
		return;
	}
	in_full(page, f);
	lines = lines_of(
		gp_span_sub(gp_buf_view(page->out), start, page->out->len));
	if (lines <= room)
		return;
	page->out->len = start;
	one_line(page, f);
}

/* At most `room` lines: the worst in full, while the rest fits too. */
static void worst(const struct gp_page *page, size_t room)
{
	const struct gp_findings *findings = page->words.findings;
	size_t n = count_shown(findings), done = 0, used = 0;

	if (n > room)
		room--; /* for the rest's number */
	for (size_t i = 0; i < findings->n && used < room; i++) {
		size_t behind = n - done - 1;

		if (!gp_text_is_shown(&findings->items[i]))
			continue;
		fit(page, &findings->items[i],
		    room > used + behind ? room - used - behind : 1);
		done++;
		used = lines_of(gp_buf_view(page->out));
	}
	if (done < n)
		gp_buf_printf(page->out, "      … and %zu more: -v shows all\n",
			      n - done);
}

static void all(const struct gp_page *page)
{
	const struct gp_findings *findings = page->words.findings;

	for (size_t i = 0; i < findings->n; i++) {
		in_full(page, &findings->items[i]);
		detail(page, &findings->items[i]);
	}
}

/* A blank line, and what `text` holds. */
static void block(const struct gp_page *page, struct gp_buf *text)
{
	if (text->len)
		gp_buf_putc(page->out, '\n');
	gp_buf_span(page->out, gp_buf_view(text));
	gp_buf_clear(text);
}

static void write(struct gp_buf *out, const struct gp_findings *findings,
		  const struct gp_report_options *options)
{
	struct gp_buf body = GP_BUF_INIT, foot = GP_BUF_INIT;
	struct gp_page page = {
		.words = { out, gp_words_name, gp_escape_text, findings,
			   options->now, options->verbose },
		.out = out,
		.color = options->color,
	};
	size_t start = out->len;
	struct gp_span top;

	head(&page);
	top = gp_span_sub(gp_buf_view(out), start, out->len);
	page.out = page.words.out = &foot;
	gp_text_notes(&page, options->verbose);
	next(&page);
	page.out = page.words.out = &body;
	if (options->verbose)
		all(&page);
	else
		worst(&page,
		      LINES - 2 - lines_of(top) - lines_of(gp_buf_view(&foot)));
	page.out = page.words.out = out;
	block(&page, &body);
	block(&page, &foot);
}

const struct gp_reporter gp_reporter_text = {
	.name = "text",
	.suffix = "txt",
	.write = write,
};
