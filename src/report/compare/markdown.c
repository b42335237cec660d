/*
 * compare for a release's page or a pull request's comment.
 */
#include <string.h>

#include "report/notices.h"
#include "report/outputs.h"

#include "cells.h"
#include "headline.h"
#include "notes.h"

static void put_level_cell(const struct gp_writer *w,
			   const struct gp_level *level, const char *unit)
{
	size_t end;

	gp_buf_puts(w->out, " | ");
	gp_compare_value(w, level, unit);
	end = w->out->len;
	gp_buf_puts(w->out, " ± ");
	gp_compare_spread(w, level);
	if (w->out->len == end + strlen(" ± "))
		w->out->len = end;
}

static void put_markdown_row(const struct gp_writer *w,
			     const struct gp_comparison *of,
			     const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;

	gp_buf_puts(w->out, "| ");
	if (f->severity != GP_SEVERITY_INFO)
		gp_buf_printf(w->out, "**%s** ", gp_severity_name(f->severity));
	else if (gp_status_info(f->status)->good)
		gp_buf_puts(w->out, "good ");
	else if (gp_finding_is_noted(f) && !row->folded)
		gp_buf_puts(w->out, "note ");
	gp_buf_puts(w->out, "| ");
	w->name(w->out, f->series->benchmark);
	put_level_cell(w, &f->baseline, f->series->unit);
	put_level_cell(w, &f->current, f->series->unit);
	gp_buf_puts(w->out, " | ");
	gp_compare_change(w, row);
	gp_buf_puts(w->out, " | ");
	gp_compare_interval(w, row);
	gp_buf_puts(w->out, " | ");
	gp_compare_chance(w, of, row);
	gp_buf_puts(w->out, " |\n");
}

static void put_markdown_table(const struct gp_writer *w,
			       const struct gp_comparison *of,
			       const struct gp_row_group *group)
{
	gp_buf_puts(w->out, "\n#### ");
	gp_compare_group(w, of, group);
	gp_buf_puts(w->out, "\n\n| | benchmark | ");
	w->name(w->out, of->old_name);
	gp_buf_puts(w->out, " | ");
	w->name(w->out, of->new_name);
	gp_buf_puts(w->out, " | change | interval | p or n |\n"
			    "| --- | --- | ---: | ---: | ---: | --- | --- |\n");
	for (size_t i = 0; i < group->n; i++)
		put_markdown_row(w, of, &of->rows[group->from + i]);
	if (group->n_positive < 2)
		return;
	gp_buf_printf(w->out, "| | geomean of %zu | | | ", group->n_positive);
	gp_compare_mean(w, group);
	gp_buf_puts(w->out, " | | |\n");
}

static void put_bullet_list(const struct gp_writer *w,
			    const struct gp_comparison *of,
			    gp_compare_line_fn *say, size_t n)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_writer writer = *w;
	const char *lead = "\n";

	writer.out = &text;
	for (size_t i = 0; i < n; i++) {
		gp_buf_reset(&text);
		say(&writer, of, i);
		if (!text.len)
			continue;
		gp_buf_printf(w->out, "%s- %s\n", lead, gp_buf_str(&text));
		lead = "";
	}
	gp_buf_clear(&text);
}

static void write_compare_markdown(struct gp_buf *out,
				   const struct gp_comparison *of,
				   const struct gp_report_options *options)
{
	const struct gp_writer w = { .out = out,
				     .name = gp_name_markdown,
				     .plain = gp_escape_prose };

	(void)options;
	gp_buf_printf(out, "### git perf compare: %s – ",
		      gp_verdict_title(of->verdict));
	gp_compare_counts(&w, of);
	gp_buf_puts(out, "\n\n");
	gp_compare_sides(&w, of);
	gp_buf_putc(out, '\n');
	put_bullet_list(&w, of, gp_compare_about, GP_COMPARE_N_ABOUT);
	for (size_t i = 0; i < of->n_groups; i++)
		put_markdown_table(&w, of, &of->groups[i]);
	if (of->set->notices.n)
		gp_buf_putc(out, '\n');
	gp_write_notices(&w, &of->set->notices, true, "- **warn** ", "\n");
	put_bullet_list(&w, of, gp_compare_note, GP_COMPARE_N_NOTES);
}

const struct gp_compare_reporter gp_compare_markdown = {
	.name = "markdown",
	.suffix = "md",
	.write = write_compare_markdown,
};
