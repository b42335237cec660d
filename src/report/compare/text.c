/*
 * compare for a terminal and a release's notes: a table a metric.
 */
#include <stdlib.h>
#include <string.h>

#include "report/ink.h"
#include "report/outputs.h"

#include "cells.h"
#include "headline.h"
#include "notes.h"

#define NAME_MAX  60 /* of a name where there is room for everything */
#define NAME_WISH 20 /* before a name is cut further, columns go */
#define NAME_MIN  16
#define SIDE_MAX  20 /* of a side's name above its column */
#define MARK      6  /* "fail  " */

enum {
	COLUMN_NAME,
	COLUMN_OLD,
	COLUMN_OLD_SPREAD,
	COLUMN_NEW,
	COLUMN_NEW_SPREAD,
	COLUMN_CHANGE,
	COLUMN_INTERVAL,
	COLUMN_CHANCE,
	COLUMN_N
};

/* How a column stands in a line; it is gone where its cells are empty. */
static const struct {
	const char *lead;
	bool right; /* numbers end below each other */
} columns[COLUMN_N] = {
	[COLUMN_NAME] = { "", false },
	[COLUMN_OLD] = { "  ", true },
	[COLUMN_OLD_SPREAD] = { " ± ", true },
	[COLUMN_NEW] = { "  ", true },
	[COLUMN_NEW_SPREAD] = { " ± ", true },
	[COLUMN_CHANGE] = { "  ", true },
	[COLUMN_INTERVAL] = { "  ", false },
	[COLUMN_CHANCE] = { "  ", false },
};

/* In a narrow terminal these go, one pair after the other. */
static const int spare[][2] = {
	{ COLUMN_OLD_SPREAD, COLUMN_NEW_SPREAD },
	{ COLUMN_CHANCE, COLUMN_CHANCE },
	{ COLUMN_INTERVAL, COLUMN_INTERVAL },
};

#define N_SPARE (sizeof(spare) / sizeof(spare[0]))

/* The text of a table: cells, one after the other. */
struct cell {
	size_t from, len;
};

struct line {
	const char *mark, *ink;
	struct cell cells[COLUMN_N];
};

struct table {
	struct gp_writer writer; /* writes to `text` */
	struct gp_buf *out;
	bool color;
	const struct gp_comparison *of;
	size_t width; /* of the terminal; 0: none */
	struct gp_buf text;
	size_t widths[COLUMN_N];
};

static size_t width_of(const char *text)
{
	return gp_text_width(gp_span_of(text));
}

/* ---- lines above and below ---- */

/* What `say` has to say, each on a line of its own. */
static void put_lines(const struct table *t, const char *lead,
		      gp_compare_line_fn *say, size_t n)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_writer writer = t->writer;

	writer.out = &text;
	for (size_t i = 0; i < n; i++) {
		gp_buf_reset(&text);
		say(&writer, t->of, i);
		if (text.len)
			gp_buf_printf(t->out, "%s%s\n", lead,
				      gp_buf_str(&text));
	}
	gp_buf_clear(&text);
}

static void head(const struct table *t)
{
	struct gp_writer writer = t->writer;
	struct gp_buf *out = t->out;

	writer.out = out;
	gp_ink_put(t->out, t->color, gp_ink_of(t->of->verdict),
		   gp_verdict_title(t->of->verdict));
	gp_buf_puts(out, "  ");
	gp_compare_sides(&writer, t->of);
	gp_buf_puts(out, ": ");
	gp_compare_counts(&writer, t->of);
	gp_buf_putc(out, '\n');
	put_lines(t, "      ", gp_compare_about, GP_COMPARE_N_ABOUT);
}

/* ---- cells ---- */

/* The cell is what was appended to the text since the one before. */
static void close_cell(struct table *t, struct line *line, size_t column)
{
	const struct cell *before = column ? &line->cells[column - 1] : NULL;
	struct cell *cell = &line->cells[column];
	size_t width;

	if (before)
		cell->from = before->from + before->len;
	cell->len = t->text.len - cell->from;
	width = gp_text_width(
		gp_span_sub(gp_buf_view(&t->text), cell->from, cell->len));
	if (width > t->widths[column])
		t->widths[column] = width;
}

static void open_line(struct table *t, struct line *line)
{
	*line = (struct line){ .mark = "", .ink = "" };
	line->cells[0].from = t->text.len;
}

static void mark(struct line *line, const struct gp_finding *f)
{
	if (f->severity == GP_SEVERITY_FAIL) {
		line->mark = "fail";
		line->ink = GP_INK_RED;
	} else if (f->severity == GP_SEVERITY_WARN) {
		line->mark = "warn";
		line->ink = GP_INK_YELLOW;
	} else if (gp_status_info(f->status)->good) {
		line->mark = "good";
		line->ink = GP_INK_GREEN;
	}
}

static void fill(struct table *t, struct line *line, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;
	const struct gp_writer *w = &t->writer;

	open_line(t, line);
	mark(line, f);
	gp_escape_short(&t->text, f->series->benchmark, NAME_MAX);
	close_cell(t, line, COLUMN_NAME);
	gp_compare_value(w, &f->baseline, f->series->unit);
	close_cell(t, line, COLUMN_OLD);
	gp_compare_spread(w, &f->baseline);
	close_cell(t, line, COLUMN_OLD_SPREAD);
	gp_compare_value(w, &f->current, f->series->unit);
	close_cell(t, line, COLUMN_NEW);
	gp_compare_spread(w, &f->current);
	close_cell(t, line, COLUMN_NEW_SPREAD);
	gp_compare_change(w, row);
	close_cell(t, line, COLUMN_CHANGE);
	gp_compare_interval(w, row);
	close_cell(t, line, COLUMN_INTERVAL);
	gp_compare_chance(w, t->of, row);
	close_cell(t, line, COLUMN_CHANCE);
}

/* Of two files the names, where these tell them apart. */
static void put_side(struct table *t, const char *name, const char *other)
{
	const char *slash = strrchr(name, '/'), *last = strrchr(other, '/');

	slash = slash ? slash + 1 : name;
	last = last ? last + 1 : other;
	if (!t->of->set->commit.size && *slash && strcmp(slash, last) != 0)
		name = slash;
	gp_escape_short(&t->text, name, SIDE_MAX);
}

static void fill_titles(struct table *t, struct line *line)
{
	open_line(t, line);
	for (size_t i = 0; i < COLUMN_N; i++) {
		if (i == COLUMN_OLD)
			put_side(t, t->of->old_name, t->of->new_name);
		if (i == COLUMN_NEW)
			put_side(t, t->of->new_name, t->of->old_name);
		if (i == COLUMN_CHANGE)
			gp_buf_puts(&t->text, "change");
		close_cell(t, line, i);
	}
}

static void fill_mean(struct table *t, struct line *line,
		      const struct gp_row_group *group)
{
	open_line(t, line);
	for (size_t i = 0; i < COLUMN_N; i++) {
		if (i == COLUMN_NAME)
			gp_buf_printf(&t->text, "geomean of %zu",
				      group->n_positive);
		if (i == COLUMN_CHANGE)
			gp_compare_mean(&t->writer, group);
		close_cell(t, line, i);
	}
}

/* ---- widths ---- */

static size_t rest_of(const struct table *t)
{
	size_t rest = MARK;

	for (size_t i = COLUMN_NAME + 1; i < COLUMN_N; i++)
		if (t->widths[i])
			rest += width_of(columns[i].lead) + t->widths[i];
	return rest;
}

/* Names get what the numbers leave; numbers that leave too little go. */
static void narrow(struct table *t)
{
	size_t *name = &t->widths[COLUMN_NAME], rest = rest_of(t);
	size_t wish = *name < NAME_WISH ? *name : NAME_WISH;

	if (!t->width)
		return;
	for (size_t i = 0; i < N_SPARE && rest + wish > t->width; i++) {
		t->widths[spare[i][0]] = t->widths[spare[i][1]] = 0;
		rest = rest_of(t);
	}
	if (rest + *name > t->width)
		*name = rest + NAME_MIN < t->width ? t->width - rest : NAME_MIN;
}

/* ---- printing ---- */

static void put_blanks(struct gp_buf *out, size_t n)
{
	while (n--)
		gp_buf_putc(out, ' ');
}

static void put_cell(const struct table *t, const struct line *line,
		     size_t column)
{
	const struct cell *cell = &line->cells[column];
	struct gp_span text =
		gp_span_sub(gp_buf_view(&t->text), cell->from, cell->len);
	size_t width = t->widths[column], used = gp_text_width(text);
	size_t blanks = used < width ? width - used : 0;
	const char *lead = columns[column].lead;
	struct gp_buf copy = GP_BUF_INIT;

	if (!width)
		return;
	if (cell->len)
		gp_buf_puts(t->out, lead);
	else
		put_blanks(t->out, width_of(lead));
	if (columns[column].right)
		put_blanks(t->out, blanks);
	gp_buf_span(&copy, text);
	gp_escape_short(t->out, gp_buf_str(&copy), width);
	gp_buf_clear(&copy);
	if (!columns[column].right)
		put_blanks(t->out, blanks);
}

static void put_line(const struct table *t, const struct line *line)
{
	if (*line->mark)
		gp_ink_put(t->out, t->color, line->ink, line->mark);
	put_blanks(t->out, MARK - strlen(line->mark));
	for (size_t i = 0; i < COLUMN_N; i++)
		put_cell(t, line, i);
	gp_text_end_line(t->out);
}

static void put_heading(const struct table *t, const struct gp_row_group *group)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_writer writer = t->writer;

	writer.out = &text;
	gp_compare_group(&writer, t->of, group);
	gp_buf_putc(t->out, '\n');
	gp_ink_put(t->out, t->color, GP_INK_BOLD, gp_buf_str(&text));
	gp_buf_putc(t->out, '\n');
	gp_buf_clear(&text);
}

static void put_table(struct table *t, const struct gp_row_group *group)
{
	const struct gp_row *rows = t->of->rows + group->from;
	struct line *lines = gp_calloc(group->n + 2, sizeof(*lines));
	size_t n = 0;

	gp_buf_reset(&t->text);
	memset(t->widths, 0, sizeof(t->widths));
	fill_titles(t, &lines[n++]);
	for (size_t i = 0; i < group->n; i++)
		fill(t, &lines[n++], &rows[i]);
	if (group->n_positive > 1)
		fill_mean(t, &lines[n++], group);
	narrow(t);
	put_heading(t, group);
	for (size_t i = 0; i < n; i++)
		put_line(t, &lines[i]);
	free(lines);
}

static void notes(const struct table *t)
{
	struct gp_buf text = GP_BUF_INIT;
	struct table notes = *t;

	notes.out = &text;
	put_lines(&notes, "note  ", gp_compare_note, GP_COMPARE_N_NOTES);
	if (text.len)
		gp_buf_printf(t->out, "\n%s", gp_buf_str(&text));
	gp_buf_clear(&text);
}

static void write(struct gp_buf *out, const struct gp_comparison *of,
		  const struct gp_report_options *options)
{
	struct table t = {
		.writer = { .name = gp_name_short, .plain = gp_escape_text },
		.out = out,
		.color = options->color,
		.of = of,
		.width = options->width,
	};

	t.writer.out = &t.text;
	head(&t);
	for (size_t i = 0; i < of->n_groups; i++)
		put_table(&t, &of->groups[i]);
	notes(&t);
	gp_buf_clear(&t.text);
}

const struct gp_compare_reporter gp_compare_text = {
	.name = "text",
	.suffix = "txt",
	.write = write,
};
