/*
 * The cells of a table of compare.
 */
#include <math.h>

#include "cells.h"

void gp_compare_value(const struct gp_writer *w, const struct gp_level *level,
		      const char *unit)
{
	struct gp_buf text = GP_BUF_INIT;

	if (!isfinite(level->center))
		return;
	gp_format_value(&text, level->center, unit);
	w->plain(w->out, gp_buf_str(&text));
	gp_buf_clear(&text);
}

void gp_compare_spread(const struct gp_writer *w, const struct gp_level *level)
{
	double half =
		fmax(level->high - level->center, level->center - level->low);

	if (!isfinite(half / level->center))
		return;
	if (half == 0)
		gp_buf_puts(w->out, "0 %");
	else
		gp_format_share(w->out, half / fabs(level->center));
}

bool gp_compare_has_both(const struct gp_finding *f)
{
	return isfinite(f->baseline.center) && isfinite(f->current.center);
}

bool gp_compare_is_derived(const struct gp_row *row)
{
	return row->folded && gp_series_is_derived(row->finding.series);
}

bool gp_compare_can_show(const struct gp_row *row)
{
	return row->method != GP_METHOD_NONE && !row->enough;
}

static void put_change_or_delta(const struct gp_writer *w,
				const struct gp_finding *f)
{
	if (isfinite(f->change)) {
		gp_format_change(w->out, f->change);
		return;
	}
	if (f->delta > 0)
		gp_buf_putc(w->out, '+');
	gp_compare_value(w, &(struct gp_level){ .center = f->delta },
			 f->series->unit);
}

void gp_compare_change(const struct gp_writer *w, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;

	if (!gp_compare_has_both(f)) {
		gp_buf_puts(w->out, gp_status_label(f->status, 1));
	} else if (row->equal) {
		gp_buf_puts(w->out, "equal");
	} else if (!gp_compare_can_show(row)) {
		gp_buf_puts(w->out, "? ");
		put_change_or_delta(w, f);
	} else if (row->differs) {
		put_change_or_delta(w, f);
	} else {
		gp_buf_putc(w->out, '~');
	}
}

void gp_compare_interval(const struct gp_writer *w, const struct gp_row *row)
{
	if (!row->equal)
		gp_write_interval(w, &row->finding);
}

/* The methods that have a note, in the order of the notes. */
static const enum gp_method methods[] = {
	GP_METHOD_HISTORY,
	GP_METHOD_SAMPLES,
	GP_METHOD_INTERVALS,
};

#define N_METHODS (sizeof(methods) / sizeof(methods[0]))

const char *gp_compare_mark(const struct gp_comparison *of,
			    enum gp_method method)
{
	static const char *const marks[] = { "¹", "²", "³" };
	const char *mark = "";
	size_t n = 0;

	for (size_t i = 0; i < N_METHODS; i++) {
		if (!of->by_method[methods[i]])
			continue;
		if (methods[i] == method)
			mark = marks[n];
		n++;
	}
	return n > 1 ? mark : "";
}

void gp_compare_chance(const struct gp_writer *w,
		       const struct gp_comparison *of, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;
	const char *mark = gp_compare_mark(of, row->method);

	if (gp_compare_is_derived(row)) {
		gp_buf_puts(w->out, "derived");
		return;
	}
	if (!gp_compare_has_both(f))
		return;
	if (isfinite(f->p) && !row->equal)
		gp_write_chance(w, f->p);
	else
		gp_buf_printf(w->out, "n %zu+%zu", f->baseline.samples,
			      f->current.samples);
	if (*mark)
		gp_buf_printf(w->out, " %s", mark);
}

void gp_compare_mean(const struct gp_writer *w,
		     const struct gp_row_group *group)
{
	if (group->mean == 0)
		gp_buf_puts(w->out, "equal");
	else
		gp_format_change(w->out, group->mean);
}
