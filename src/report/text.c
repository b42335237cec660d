/*
 * check for a terminal and a CI log: the verdict, the worst, what could not
 * be judged, what to do.
 */
#include <math.h>
#include <string.h>

#include "outputs.h"
#include "words.h"

#define LINES     25 /* at most, however many series */
#define KEY_WIDTH 100
#define KEY_SHORT 48

struct page {
	struct gp_words words;
	struct gp_buf *out;
	bool color;
};

/* ---- ink ---- */

#define RED    "\x1b[1;31m"
#define YELLOW "\x1b[1;33m"
#define GREEN  "\x1b[1;32m"
#define DIM    "\x1b[2m"

static void ink(const struct page *page, const char *code, const char *text)
{
	if (page->color)
		gp_buf_puts(page->out, code);
	gp_buf_puts(page->out, text);
	if (page->color)
		gp_buf_puts(page->out, "\x1b[0m");
}

static const char *verdict_ink(enum gp_verdict verdict)
{
	switch (verdict) {
	case GP_VERDICT_FAIL:
		return RED;
	case GP_VERDICT_PASS:
		return GREEN;
	default:
		return YELLOW;
	}
}

static void put_severity(const struct page *page, enum gp_severity severity)
{
	if (severity == GP_SEVERITY_FAIL)
		ink(page, RED, "fail");
	else if (severity == GP_SEVERITY_WARN)
		ink(page, YELLOW, "warn");
	else
		gp_buf_puts(page->out, "    ");
	gp_buf_puts(page->out, "  ");
}

static void name(struct gp_buf *out, const char *text)
{
	gp_escape_short(out, text, KEY_WIDTH);
}

static void short_name(struct gp_buf *out, const char *text)
{
	gp_escape_short(out, text, KEY_SHORT);
}

/* ---- head ---- */

static void head(const struct page *page)
{
	const struct gp_findings *findings = page->words.findings;
	struct gp_buf *out = page->out;
	struct gp_words words = page->words;
	struct gp_buf where = GP_BUF_INIT;
	char hex[GP_OID_HEX];

	ink(page, verdict_ink(findings->verdict),
	    gp_words_title(findings->verdict));
	gp_buf_printf(out, "  %s%s", gp_oid_short(&findings->set->commit, hex),
		      findings->set->dirty ? " (modified work tree)" : "");
	if (findings->set->found) {
		gp_buf_puts(out, " against ");
		gp_words_against(&page->words);
	}
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

/* Appends "<between><what the words say>"; nothing when they say nothing. */
static void part(const struct page *page, const char **between,
		 void (*say)(const struct gp_words *w,
			     const struct gp_finding *f),
		 const struct gp_finding *f)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_words words = page->words;

	words.out = &text;
	say(&words, f);
	if (text.len) {
		gp_buf_puts(page->out, *between);
		gp_buf_span(page->out, gp_buf_view(&text));
		*between = ", ";
	}
	gp_buf_clear(&text);
}

static void say_chance(const struct gp_words *w, const struct gp_finding *f)
{
	gp_words_chance(w, f->p);
}

static void say_unsure(const struct gp_words *w, const struct gp_finding *f)
{
	if (f->status == GP_STATUS_INCONCLUSIVE)
		gp_words_unsure(w, f);
}

static void title(const struct page *page, const struct gp_finding *f)
{
	size_t start;

	put_severity(page, f->severity);
	start = page->out->len;
	gp_buf_puts(page->out, gp_words_status(f->status, 1));
	gp_text_pad(page->out, start, 12);
	gp_buf_puts(page->out, "  ");
}

static void in_full(const struct page *page, const struct gp_finding *f)
{
	const char *between = "      ";

	title(page, f);
	gp_words_key(&page->words, f);
	gp_buf_putc(page->out, '\n');
	part(page, &between, gp_words_values, f);
	part(page, &between, gp_words_change, f);
	part(page, &between, gp_words_limit, f);
	part(page, &between, say_chance, f);
	if (*between == ',')
		gp_buf_putc(page->out, '\n');
	between = "      ";
	part(page, &between, say_unsure, f);
	part(page, &between, gp_words_why, f);
	if (*between == ',')
		gp_buf_putc(page->out, '\n');
}

static void one_line(const struct page *page, const struct gp_finding *f)
{
	struct gp_words words = page->words;
	size_t start;

	words.name = short_name;
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
static void detail(const struct page *page, const struct gp_finding *f)
{
	const struct gp_level *base = &f->baseline;
	struct gp_buf *out = page->out;

	if (!base->commits)
		return;
	gp_buf_puts(out, "      ");
	if (page->color)
		gp_buf_puts(out, DIM);
	gp_buf_printf(out, "baseline of %zu commit%s, %zu samples",
		      base->commits, base->commits == 1 ? "" : "s",
		      base->samples);
	if (isfinite(base->low) && isfinite(base->high)) {
		gp_buf_puts(out, ": ");
		gp_format_value(out, base->low, f->series->unit);
		gp_buf_puts(out, " … ");
		gp_format_value(out, base->high, f->series->unit);
	}
	if (isfinite(base->spread)) {
		gp_buf_puts(out, ", spread ");
		gp_format_value(out, base->spread, f->series->unit);
	}
	if (isfinite(f->detectable)) {
		gp_buf_puts(out, ", detectable ");
		gp_format_share(out, f->detectable);
	}
	if (page->color)
		gp_buf_puts(out, "\x1b[0m");
	gp_buf_putc(out, '\n');
}

/* ---- what stands aside ---- */

static bool stands_aside(const struct gp_finding *f)
{
	switch (f->status) {
	case GP_STATUS_OK:
	case GP_STATUS_IMPROVEMENT:
		return false;
	case GP_STATUS_MISSING:
		return true;
	default:
		return f->severity == GP_SEVERITY_INFO;
	}
}

static bool is_shown(const struct gp_finding *f)
{
	return f->status != GP_STATUS_OK && !stands_aside(f);
}

/* Up to three keys, and how many more. */
static void name_some(const struct page *page, enum gp_status status, size_t n)
{
	const struct gp_findings *findings = page->words.findings;
	struct gp_words words = page->words;
	size_t named = 0;

	words.name = short_name;
	for (size_t i = 0; i < findings->n && named < 3; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (f->status != status || !stands_aside(f))
			continue;
		gp_buf_puts(page->out, named++ ? ", " : ": ");
		gp_words_key(&words, f);
		if (status != GP_STATUS_INCONCLUSIVE)
			continue;
		gp_buf_puts(page->out, " (");
		gp_words_unsure(&words, f);
		gp_buf_putc(page->out, ')');
		break;
	}
	if (status == GP_STATUS_INCONCLUSIVE && n > 1)
		named = 1;
	if (n > named)
		gp_buf_printf(page->out, " and %zu more", n - named);
}

static void note(const struct page *page, enum gp_status status, size_t n)
{
	const char *aside = gp_words_aside(status);

	if (status == GP_STATUS_MISSING)
		ink(page, YELLOW, "warn");
	else
		gp_buf_puts(page->out, "note");
	gp_buf_printf(page->out, "  %zu %s", n, gp_words_status(status, n));
	if (*aside)
		gp_buf_printf(page->out, " (%s)", aside);
	name_some(page, status, n);
	gp_buf_putc(page->out, '\n');
}

static void notes(const struct page *page)
{
	const struct gp_findings *findings = page->words.findings;
	size_t counts[GP_STATUS_N] = { 0 };

	for (size_t i = 0; i < findings->n; i++)
		if (stands_aside(&findings->items[i]))
			counts[findings->items[i].status]++;
	for (int s = 0; s < GP_STATUS_N; s++)
		if (counts[s])
			note(page, (enum gp_status)s, counts[s]);
}

static void next(const struct page *page)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_words words = page->words;

	words.out = &text;
	gp_words_next(&words);
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
		n += is_shown(&findings->items[i]);
	return n;
}

/* All of them, each with its reasons; false, and nothing, when that is more
 * than `room` lines. */
static bool worst_in_full(const struct page *page, size_t room)
{
	const struct gp_findings *findings = page->words.findings;
	size_t start = page->out->len;

	if (count_shown(findings) > room)
		return false;
	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (is_shown(f) && f->severity != GP_SEVERITY_INFO)
			in_full(page, f);
		else if (is_shown(f))
			one_line(page, f);
	}
	if (lines_of(gp_buf_view(page->out)) <= room)
		return true;
	page->out->len = start;
	return false;
}

/* At most `room` lines. */
static void worst(const struct page *page, size_t room)
{
	const struct gp_findings *findings = page->words.findings;
	size_t n = count_shown(findings), done = 0;

	if (worst_in_full(page, room))
		return;
	if (n > room)
		room--; /* for the rest's number */
	for (size_t i = 0; i < findings->n && done < room; i++) {
		if (!is_shown(&findings->items[i]))
			continue;
		one_line(page, &findings->items[i]);
		done++;
	}
	if (done < n)
		gp_buf_printf(page->out, "      … and %zu more: -v shows all\n",
			      n - done);
}

static void all(const struct page *page)
{
	const struct gp_findings *findings = page->words.findings;

	for (size_t i = 0; i < findings->n; i++) {
		in_full(page, &findings->items[i]);
		detail(page, &findings->items[i]);
	}
}

/* A blank line, and what `text` holds. */
static void block(const struct page *page, struct gp_buf *text)
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
	struct page page = {
		.words = { out, name, gp_escape_text, findings, options->now },
		.out = out,
		.color = options->color,
	};
	size_t start = out->len;
	struct gp_span top;

	head(&page);
	top = gp_span_sub(gp_buf_view(out), start, out->len);
	page.out = page.words.out = &foot;
	if (!options->verbose)
		notes(&page);
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
