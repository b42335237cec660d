/*
 * The notes below the tables of a comparison.
 */
#include <string.h>

#include "gp/phrase.h"

#include "cells.h"
#include "notes.h"

static void note_same(const struct gp_writer *w, const struct gp_comparison *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += !of->rows[i].differs && !of->rows[i].equal &&
		     gp_compare_can_show(&of->rows[i]);
	if (!n)
		return;
	gp_buf_puts(w->out, "~: no significant difference");
	if (of->n_tests > 1)
		gp_buf_printf(w->out,
			      ": p, corrected for %zu tests (Holm), is above "
			      "5 %%",
			      of->n_tests);
	else if (of->n_tests)
		gp_buf_puts(w->out, ": p is above 5 %");
}

static void note_none(const struct gp_writer *w, const struct gp_comparison *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += of->rows[i].method == GP_METHOD_NONE &&
		     !of->rows[i].equal &&
		     gp_compare_has_both(&of->rows[i].finding);
	if (n)
		gp_buf_puts(w->out, "?: too few values to tell a change from "
				    "noise: record at least four, better ten");
}

static void note_enough(const struct gp_writer *w,
			const struct gp_comparison *of)
{
	size_t n = 0, enough = 0;

	for (size_t i = 0; i < of->n; i++) {
		if (of->rows[i].folded)
			continue;
		n += of->rows[i].enough > 0;
		if (of->rows[i].enough > enough)
			enough = of->rows[i].enough;
	}
	if (n)
		gp_buf_printf(
			w->out,
			"?: %zu row%s too few samples to show a difference "
			"among %zu test%s: record %zu on each side",
			n, gp_plural_of(n, " has", "s have"), of->n_tests,
			gp_plural(of->n_tests), enough);
}

/* Begins the note about the rows of a method, if there are any. */
static bool begin_note(const struct gp_writer *w,
		       const struct gp_comparison *of, enum gp_method method)
{
	size_t n = of->by_method[method];
	const char *mark = gp_compare_mark(of, method);

	if (n)
		gp_buf_printf(w->out, "%s%s%zu row%s: ", mark, *mark ? " " : "",
			      n, gp_plural(n));
	return n > 0;
}

static void note_history(const struct gp_writer *w,
			 const struct gp_comparison *of)
{
	if (!begin_note(w, of, GP_METHOD_HISTORY))
		return;
	gp_buf_puts(w->out, "judged by the noise between the commits up to ");
	w->name(w->out, of->old_name);
}

static void note_samples(const struct gp_writer *w,
			 const struct gp_comparison *of)
{
	if (begin_note(w, of, GP_METHOD_SAMPLES))
		gp_buf_puts(w->out, "within-run only, judged by the samples of "
				    "both sides: the noise between commits is "
				    "unknown");
}

static void note_intervals(const struct gp_writer *w,
			   const struct gp_comparison *of)
{
	if (begin_note(w, of, GP_METHOD_INTERVALS))
		gp_buf_puts(w->out, "judged by whether the intervals that the "
				    "tool printed overlap");
}

/* Each reason once: several rows mostly have the same. */
static void note_reasons(const struct gp_writer *w,
			 const struct gp_comparison *of)
{
	const char *last = "", *between = "not judged: ";

	for (size_t i = 0; i < of->n; i++) {
		const struct gp_finding *f = &of->rows[i].finding;

		if (f->status != GP_STATUS_UNJUDGED || of->rows[i].folded ||
		    !strcmp(f->reason, last))
			continue;
		last = f->reason;
		gp_buf_puts(w->out, between);
		w->name(w->out, f->series->metric);
		gp_buf_puts(w->out, " (");
		w->plain(w->out, last);
		gp_buf_putc(w->out, ')');
		between = ", ";
	}
}

static void note_derived(const struct gp_writer *w,
			 const struct gp_comparison *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += gp_compare_is_derived(&of->rows[i]);
	if (n)
		gp_buf_puts(w->out, "derived: computed from another metric, "
				    "with which it is judged and counted");
}

void gp_compare_note(const struct gp_writer *w, const struct gp_comparison *of,
		     size_t i)
{
	static void (*const notes[])(const struct gp_writer *w,
				     const struct gp_comparison *of) = {
		note_same,    note_none,      note_enough,  note_history,
		note_samples, note_intervals, note_reasons, note_derived,
	};
	_Static_assert(sizeof(notes) / sizeof(notes[0]) == GP_COMPARE_N_NOTES,
		       "notes below the table");

	notes[i](w, of);
}
