/*
 * compare for a terminal and a release's notes: a table a metric.
 */
#include <stdlib.h>
#include <string.h>

#include "compare_words.h"
#include "outputs.h"
#include "text.h"

#define WIDTH     100 /* of a line, names being cut for it */
#define NAME_MIN  16
#define SIDE_MAX  28 /* of a side's name above its column */
#define MARK      6  /* "fail  " */
#define N_COLUMNS 5  /* name, old, new, change, chance */

/* The text of a table: cells, one after the other. */
struct cell {
	size_t from, len;
};

struct line {
	enum gp_severity severity;
	struct cell cells[N_COLUMNS];
};

struct page {
	struct gp_words words; /* its `out` is the text of the cells */
	const struct gp_comparison *of;
	struct gp_buf *out;
	bool color;
	struct gp_buf text;
	size_t widths[N_COLUMNS];
};

/* ---- ink ---- */

#define BOLD "\x1b[1m"

static void ink(const struct page *page, const char *code, const char *text)
{
	const struct gp_page inked = { .out = page->out, .color = page->color };

	gp_page_ink(&inked, code, text);
}

static const char *verdict_ink(enum gp_verdict verdict)
{
	return verdict == GP_VERDICT_FAIL   ? GP_INK_RED
	       : verdict == GP_VERDICT_PASS ? GP_INK_GREEN
					    : GP_INK_YELLOW;
}

static void put_severity(const struct page *page, enum gp_severity severity)
{
	if (severity == GP_SEVERITY_FAIL)
		ink(page, GP_INK_RED, "fail  ");
	else if (severity == GP_SEVERITY_WARN)
		ink(page, GP_INK_YELLOW, "warn  ");
	else
		gp_buf_puts(page->out, "      ");
}

static void side_name(struct gp_buf *out, const char *text)
{
	gp_escape_short(out, text, SIDE_MAX);
}

/* ---- lines above and below ---- */

typedef void say_fn(const struct gp_words *w, const struct gp_comparison *of,
		    size_t i);

/* What `say` has to say, each on a line of its own. */
static void put_lines(const struct page *page, const char *lead, say_fn *say,
		      size_t n)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_words words = page->words;

	words.out = &text;
	for (size_t i = 0; i < n; i++) {
		gp_buf_reset(&text);
		say(&words, page->of, i);
		if (text.len)
			gp_buf_printf(page->out, "%s%s\n", lead,
				      gp_buf_str(&text));
	}
	gp_buf_clear(&text);
}

static void head(const struct page *page)
{
	struct gp_words words = page->words;

	words.out = page->out;
	ink(page, verdict_ink(page->of->verdict),
	    gp_words_title(page->of->verdict));
	gp_buf_puts(page->out, "  ");
	gp_compare_sides(&words, page->of);
	gp_buf_puts(page->out, ": ");
	gp_compare_counts(&words, page->of);
	gp_buf_putc(page->out, '\n');
	put_lines(page, "      ", gp_compare_about, GP_COMPARE_N_ABOUT);
}

/* ---- cells ---- */

static void close_cell(struct page *page, struct line *line, size_t column,
		       size_t from)
{
	size_t len = page->text.len - from, width;

	width = gp_text_width(gp_span_sub(gp_buf_view(&page->text), from, len));
	line->cells[column] = (struct cell){ from, len };
	if (width > page->widths[column])
		page->widths[column] = width;
}

/* The cells of one row; the name is whole. */
static void fill(struct page *page, struct line *line, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;
	struct gp_words *w = &page->words;
	size_t from;

	line->severity = f->severity;
	from = page->text.len;
	gp_escape_text(&page->text, f->series->benchmark);
	close_cell(page, line, 0, from);
	from = page->text.len;
	gp_compare_level(w, &f->baseline, f->series->unit);
	close_cell(page, line, 1, from);
	from = page->text.len;
	gp_compare_level(w, &f->current, f->series->unit);
	close_cell(page, line, 2, from);
	from = page->text.len;
	gp_compare_change(w, row);
	close_cell(page, line, 3, from);
	from = page->text.len;
	gp_compare_chance(w, row);
	close_cell(page, line, 4, from);
}

static void fill_title(struct page *page, struct line *line)
{
	const char *const sides[] = { page->of->old_name, page->of->new_name };
	static const char *const titles[] = { "change", "p or n" };
	size_t from = page->text.len;

	close_cell(page, line, 0, from);
	for (size_t i = 0; i < 2; i++) {
		from = page->text.len;
		side_name(&page->text, sides[i]);
		close_cell(page, line, 1 + i, from);
	}
	for (size_t i = 0; i < 2; i++) {
		from = page->text.len;
		gp_buf_puts(&page->text, titles[i]);
		close_cell(page, line, 3 + i, from);
	}
}

static void fill_mean(struct page *page, struct line *line,
		      const struct gp_row_group *group)
{
	size_t from = page->text.len;

	gp_buf_printf(&page->text, "geomean of %zu", group->n_positive);
	close_cell(page, line, 0, from);
	from = page->text.len;
	close_cell(page, line, 1, from);
	close_cell(page, line, 2, from);
	gp_compare_mean(&page->words, group);
	close_cell(page, line, 3, from);
	close_cell(page, line, 4, page->text.len);
}

/* Names get what the numbers leave. */
static void limit_names(struct page *page)
{
	size_t rest = MARK, room;

	for (size_t i = 1; i < N_COLUMNS; i++)
		rest += 2 + page->widths[i];
	room = rest + NAME_MIN < WIDTH ? WIDTH - rest : NAME_MIN;
	if (page->widths[0] > room)
		page->widths[0] = room;
}

/* ---- printing ---- */

static void put_cell(const struct page *page, const struct line *line,
		     size_t column)
{
	const struct cell *cell = &line->cells[column];
	struct gp_span text =
		gp_span_sub(gp_buf_view(&page->text), cell->from, cell->len);
	size_t width = page->widths[column], start = page->out->len;
	struct gp_buf copy = GP_BUF_INIT;

	if (column == 1 || column == 2) /* numbers end below each other */
		for (size_t w = gp_text_width(text); w < width; w++)
			gp_buf_putc(page->out, ' ');
	gp_buf_span(&copy, text);
	gp_escape_short(page->out, gp_buf_str(&copy), width);
	gp_buf_clear(&copy);
	if (column + 1 < N_COLUMNS)
		gp_text_pad(page->out, start, width);
}

static void trim(struct gp_buf *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		out->len--;
}

static void put_line(const struct page *page, const struct line *line)
{
	put_severity(page, line->severity);
	for (size_t i = 0; i < N_COLUMNS; i++) {
		if (i)
			gp_buf_puts(page->out, "  ");
		put_cell(page, line, i);
	}
	trim(page->out);
	gp_buf_putc(page->out, '\n');
}

static void put_group_title(const struct page *page,
			    const struct gp_row_group *group)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_words words = page->words;

	words.out = &text;
	gp_compare_group(&words, page->of, group);
	gp_buf_putc(page->out, '\n');
	ink(page, BOLD, gp_buf_str(&text));
	gp_buf_putc(page->out, '\n');
	gp_buf_clear(&text);
}

static void table(struct page *page, const struct gp_row_group *group)
{
	const struct gp_row *rows = page->of->rows + group->from;
	struct line *lines = gp_calloc(group->n + 2, sizeof(*lines));
	size_t n = 0;

	gp_buf_reset(&page->text);
	memset(page->widths, 0, sizeof(page->widths));
	fill_title(page, &lines[n++]);
	for (size_t i = 0; i < group->n; i++)
		fill(page, &lines[n++], &rows[i]);
	if (group->n_positive > 1)
		fill_mean(page, &lines[n++], group);
	limit_names(page);
	put_group_title(page, group);
	for (size_t i = 0; i < n; i++)
		put_line(page, &lines[i]);
	free(lines);
}

static void notes(const struct page *page)
{
	size_t start;

	gp_buf_putc(page->out, '\n');
	start = page->out->len;
	put_lines(page, "note  ", gp_compare_note, GP_COMPARE_N_NOTES);
	if (page->out->len == start)
		page->out->len--;
}

static void write(struct gp_buf *out, const struct gp_comparison *of,
		  const struct gp_report_options *options)
{
	struct page page = {
		.words = { .name = gp_text_short_name,
			   .plain = gp_escape_text },
		.of = of,
		.out = out,
		.color = options->color,
	};

	page.words.out = &page.text;
	head(&page);
	for (size_t i = 0; i < of->n_groups; i++)
		table(&page, &of->groups[i]);
	notes(&page);
	gp_buf_clear(&page.text);
}

const struct gp_compare_reporter gp_compare_text = {
	.name = "text",
	.suffix = "txt",
	.write = write,
};
