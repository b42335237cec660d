/*
 * compare for a terminal and a release's notes: a table a metric.
 */
#include <stdlib.h>
#include <string.h>

#include "report/fit.h"
#include "report/ink.h"
#include "report/notices.h"
#include "report/outputs.h"

#include "cells.h"
#include "headline.h"
#include "notes.h"

#define NAME_WISH 20 /* columns are left out before a name is cut further */
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

/* The layout of a column; it is left out if all of its cells are empty. */
static const struct {
	const char *lead;
	bool right; /* aligned to the right */
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

/* These are left out in a narrow terminal, one pair after the other. */
static const int spare[][2] = {
	{ COLUMN_OLD_SPREAD, COLUMN_NEW_SPREAD },
	{ COLUMN_CHANCE, COLUMN_CHANCE },
	{ COLUMN_INTERVAL, COLUMN_INTERVAL },
};

#define N_SPARE (sizeof(spare) / sizeof(spare[0]))

/* The text of a table: cells, one after the other. */
struct compare_cell {
	size_t from, len;
};

struct compare_line {
	const char *mark, *ink;
	struct compare_cell cells[COLUMN_N];
};

struct compare_table {
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

/* The lines of `say`, each after `lead`. */
static void put_each_line(const struct compare_table *t, const char *lead,
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

static void put_compare_head(const struct compare_table *t)
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
	put_each_line(t, "      ", gp_compare_about, GP_COMPARE_N_ABOUT);
	if (!gp_shared_is_any(t->writer.shared))
		return;
	gp_buf_puts(out, "      ");
	gp_shared_say(out, t->writer.shared);
	gp_buf_putc(out, '\n');
}

/* ---- cells ---- */

/* The cell is what was appended to the text since the one before. */
static void end_table_cell(struct compare_table *t, struct compare_line *line,
			   size_t column)
{
	const struct compare_cell *before =
		column ? &line->cells[column - 1] : NULL;
	struct compare_cell *cell = &line->cells[column];
	size_t width;

	if (before)
		cell->from = before->from + before->len;
	cell->len = t->text.len - cell->from;
	width = gp_text_width(
		gp_span_sub(gp_buf_view(&t->text), cell->from, cell->len));
	if (width > t->widths[column])
		t->widths[column] = width;
}

static void begin_table_line(struct compare_table *t, struct compare_line *line)
{
	*line = (struct compare_line){ .mark = "", .ink = "" };
	line->cells[0].from = t->text.len;
}

static void set_mark(struct compare_line *line, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;

	if (f->severity == GP_SEVERITY_FAIL) {
		line->mark = "fail";
		line->ink = GP_INK_RED;
	} else if (f->severity == GP_SEVERITY_WARN) {
		line->mark = "warn";
		line->ink = GP_INK_YELLOW;
	} else if (gp_status_info(f->status)->good) {
		line->mark = "good";
		line->ink = GP_INK_GREEN;
	} else if (gp_finding_is_noted(f) && !row->folded) {
		line->mark = "note";
	}
}

static void put_row_name(struct compare_table *t, const struct gp_series *s)
{
	struct gp_buf name = GP_BUF_INIT;

	gp_shared_put_name(&name, t->writer.shared, s->benchmark,
			   s->parameters);
	gp_escape_text(&t->text, gp_buf_str(&name));
	gp_buf_clear(&name);
}

static void fill_row(struct compare_table *t, struct compare_line *line,
		     const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;
	const struct gp_writer *w = &t->writer;

	begin_table_line(t, line);
	set_mark(line, row);
	put_row_name(t, f->series);
	end_table_cell(t, line, COLUMN_NAME);
	gp_compare_value(w, &f->baseline, f->series->unit);
	end_table_cell(t, line, COLUMN_OLD);
	gp_compare_spread(w, &f->baseline);
	end_table_cell(t, line, COLUMN_OLD_SPREAD);
	gp_compare_value(w, &f->current, f->series->unit);
	end_table_cell(t, line, COLUMN_NEW);
	gp_compare_spread(w, &f->current);
	end_table_cell(t, line, COLUMN_NEW_SPREAD);
	gp_compare_change(w, row);
	end_table_cell(t, line, COLUMN_CHANGE);
	gp_compare_interval(w, row);
	end_table_cell(t, line, COLUMN_INTERVAL);
	gp_compare_chance(w, t->of, row);
	end_table_cell(t, line, COLUMN_CHANCE);
}

/* On a terminal the two sides are cut, but stay different. */
static size_t side_width(const struct compare_table *t)
{
	struct gp_fit fit = { .n = 0 };
	size_t width = SIZE_MAX;

	gp_fit_add(&fit, t->of->old_name);
	gp_fit_add(&fit, t->of->new_name);
	if (t->width)
		width = gp_fit_width(&fit, SIDE_MAX);
	gp_fit_clear(&fit);
	return width;
}

/* For two files, their names without folders if these differ. */
static void put_side_title(struct compare_table *t, const char *name,
			   const char *other)
{
	const char *slash = strrchr(name, '/'), *last = strrchr(other, '/');

	slash = slash ? slash + 1 : name;
	last = last ? last + 1 : other;
	if (!t->of->set->commit.size && *slash && strcmp(slash, last) != 0)
		name = slash;
	gp_escape_short(&t->text, name, side_width(t));
}

static void fill_titles(struct compare_table *t, struct compare_line *line)
{
	begin_table_line(t, line);
	for (size_t i = 0; i < COLUMN_N; i++) {
		if (i == COLUMN_OLD)
			put_side_title(t, t->of->old_name, t->of->new_name);
		if (i == COLUMN_NEW)
			put_side_title(t, t->of->new_name, t->of->old_name);
		if (i == COLUMN_CHANGE)
			gp_buf_puts(&t->text, "change");
		end_table_cell(t, line, i);
	}
}

static void fill_mean(struct compare_table *t, struct compare_line *line,
		      const struct gp_row_group *group)
{
	begin_table_line(t, line);
	for (size_t i = 0; i < COLUMN_N; i++) {
		if (i == COLUMN_NAME)
			gp_buf_printf(&t->text, "geomean of %zu",
				      group->n_positive);
		if (i == COLUMN_CHANGE)
			gp_compare_mean(&t->writer, group);
		end_table_cell(t, line, i);
	}
}

/* ---- widths ---- */

static size_t width_of_rest(const struct compare_table *t)
{
	size_t rest = MARK;

	for (size_t i = COLUMN_NAME + 1; i < COLUMN_N; i++)
		if (t->widths[i])
			rest += width_of(columns[i].lead) + t->widths[i];
	return rest;
}

static size_t fit_names(const struct compare_table *t,
			const struct gp_row_group *group, size_t wish)
{
	struct gp_fit fit = { .n = 0 };
	struct gp_buf name = GP_BUF_INIT;

	for (size_t i = 0; i < group->n; i++) {
		const struct gp_series *s =
			t->of->rows[group->from + i].finding.series;

		gp_buf_reset(&name);
		gp_shared_put_name(&name, t->writer.shared, s->benchmark,
				   s->parameters);
		gp_fit_add(&fit, gp_buf_str(&name));
	}
	wish = gp_fit_width(&fit, wish);
	gp_fit_clear(&fit);
	gp_buf_clear(&name);
	return wish;
}

/* Names get the width that the numbers leave, or columns are left out. */
static void fit_to_width(struct compare_table *t,
			 const struct gp_row_group *group)
{
	size_t *name = &t->widths[COLUMN_NAME], rest = width_of_rest(t);
	size_t wish = *name < NAME_WISH ? *name : NAME_WISH;

	if (!t->width)
		return;
	for (size_t i = 0; i < N_SPARE && rest + wish > t->width; i++) {
		t->widths[spare[i][0]] = t->widths[spare[i][1]] = 0;
		rest = width_of_rest(t);
	}
	if (rest + *name > t->width)
		*name = fit_names(t, group,
				  rest + NAME_MIN < t->width ? t->width - rest
							     : NAME_MIN);
}

/* ---- printing ---- */

static void put_blanks(struct gp_buf *out, size_t n)
{
	while (n--)
		gp_buf_putc(out, ' ');
}

static void put_table_cell(const struct compare_table *t,
			   const struct compare_line *line, size_t column)
{
	const struct compare_cell *cell = &line->cells[column];
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

static void put_table_line(const struct compare_table *t,
			   const struct compare_line *line)
{
	if (*line->mark)
		gp_ink_put(t->out, t->color, line->ink, line->mark);
	put_blanks(t->out, MARK - strlen(line->mark));
	for (size_t i = 0; i < COLUMN_N; i++)
		put_table_cell(t, line, i);
	gp_text_end_line(t->out);
}

static void put_group_heading(const struct compare_table *t,
			      const struct gp_row_group *group)
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

static void put_group_table(struct compare_table *t,
			    const struct gp_row_group *group)
{
	const struct gp_row *rows = t->of->rows + group->from;
	struct compare_line *lines = gp_calloc(group->n + 2, sizeof(*lines));
	size_t n = 0;

	gp_buf_reset(&t->text);
	memset(t->widths, 0, sizeof(t->widths));
	fill_titles(t, &lines[n++]);
	for (size_t i = 0; i < group->n; i++)
		fill_row(t, &lines[n++], &rows[i]);
	if (group->n_positive > 1)
		fill_mean(t, &lines[n++], group);
	fit_to_width(t, group);
	put_group_heading(t, group);
	for (size_t i = 0; i < n; i++)
		put_table_line(t, &lines[i]);
	free(lines);
}

static void put_notes(const struct compare_table *t)
{
	struct gp_buf text = GP_BUF_INIT;
	struct compare_table notes = *t;
	struct gp_writer writer = t->writer;

	notes.out = &text;
	writer.out = &text;
	gp_write_notices(&writer, &t->of->set->notices, true, "warn  ", "\n");
	put_each_line(&notes, "note  ", gp_compare_note, GP_COMPARE_N_NOTES);
	if (text.len)
		gp_buf_printf(t->out, "\n%s", gp_buf_str(&text));
	gp_buf_clear(&text);
}

static void find_shared_of_rows(struct gp_shared *shared,
				const struct gp_comparison *of, size_t width)
{
	struct gp_shown_name *names = gp_calloc(of->n, sizeof(*names));

	for (size_t i = 0; i < of->n; i++) {
		const struct gp_series *s = of->rows[i].finding.series;

		names[i] = (struct gp_shown_name){ s->benchmark, s->metric,
						   s->testbed, s->parameters };
	}
	gp_shared_fit(shared, names, of->n, width / 3);
	free(names);
}

static void write_compare_text(struct gp_buf *out,
			       const struct gp_comparison *of,
			       const struct gp_report_options *options)
{
	struct compare_table t = {
		.writer = { .name = gp_escape_text, .plain = gp_escape_text },
		.out = out,
		.color = options->color,
		.of = of,
		.width = options->width,
	};
	struct gp_shared shared;

	t.writer.out = &t.text;
	t.writer.shared = &shared;
	find_shared_of_rows(&shared, of, options->width);
	put_compare_head(&t);
	for (size_t i = 0; i < of->n_groups; i++)
		put_group_table(&t, &of->groups[i]);
	put_notes(&t);
	gp_buf_clear(&t.text);
	gp_shared_clear(&shared);
}

const struct gp_compare_reporter gp_compare_text = {
	.name = "text",
	.suffix = "txt",
	.write = write_compare_text,
};
