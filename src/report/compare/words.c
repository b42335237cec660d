/*
 * A comparison in words.
 */
#include <math.h>
#include <string.h>

#include "gp/phrase.h"

#include "words.h"

/* ---- line 1 ---- */

/* Appends "3 new", with a comma before all but the first. */
static void put_count(struct gp_buf *out, const char **between, size_t n,
		      const char *what)
{
	if (!n)
		return;
	gp_buf_printf(out, "%s%zu %s", *between, n, what);
	*between = ", ";
}

static double worsening(const struct gp_finding *f)
{
	return f->series->better == GP_BETTER_HIGHER ? -f->change : f->change;
}

/* A large change among those that could not be told from noise. */
static void put_suspect(const struct gp_words *w,
			const struct gp_comparison *of)
{
	const struct gp_finding *worst = NULL;

	for (size_t i = 0; i < of->n; i++) {
		const struct gp_finding *f = &of->rows[i].finding;

		if (f->status == GP_STATUS_INCONCLUSIVE && worsening(f) > 0 &&
		    (!worst || worsening(f) > worsening(worst)))
			worst = f;
	}
	if (!worst)
		return;
	gp_buf_puts(w->out, of->counts[GP_STATUS_INCONCLUSIVE] == 1
				    ? " ("
				    : " (up to ");
	gp_format_change(w->out, worst->change);
	gp_buf_putc(w->out, ')');
}

/* Those that say nothing about speed stand behind the rest. */
static void put_aside(const struct gp_words *w, const struct gp_comparison *of,
		      const char *between)
{
	for (int s = GP_STATUS_INCONCLUSIVE; s < GP_STATUS_N; s++) {
		put_count(w->out, &between, of->counts[s],
			  gp_status_label((enum gp_status)s, of->counts[s]));
		if (s == GP_STATUS_INCONCLUSIVE)
			put_suspect(w, of);
	}
}

void gp_compare_counts(const struct gp_words *w, const struct gp_comparison *of)
{
	size_t improved = of->counts[GP_STATUS_IMPROVEMENT];
	const char *between = "";

	if (!of->n) {
		gp_buf_puts(w->out, "no verdict: nothing to compare");
		return;
	}
	if (of->verdict == GP_VERDICT_NONE) {
		gp_buf_printf(w->out, "no verdict: 0 of %zu row%s judged",
			      of->n, gp_plural(of->n));
		put_aside(w, of, ": ");
		return;
	}
	put_count(w->out, &between, of->n_fail,
		  gp_status_label(GP_STATUS_REGRESSION, of->n_fail));
	put_count(w->out, &between, of->n_warn,
		  gp_plural_of(of->n_warn, "warning", "warnings"));
	put_count(w->out, &between, improved,
		  gp_status_label(GP_STATUS_IMPROVEMENT, improved));
	gp_buf_printf(w->out, "%s%zu of %zu row%s ok", *between ? "; " : "",
		      of->counts[GP_STATUS_OK], of->n, gp_plural(of->n));
	put_aside(w, of, ", ");
}

static void put_side(const struct gp_words *w, const char *name,
		     const struct gp_oid *commit)
{
	char hex[GP_OID_HEX];

	w->name(w->out, name);
	if (commit->size &&
	    strncmp(gp_oid_hex(commit, hex), name, strlen(name)) != 0)
		gp_buf_printf(w->out, " (%s)", gp_oid_short(commit, hex));
}

void gp_compare_sides(const struct gp_words *w, const struct gp_comparison *of)
{
	put_side(w, of->old_name, &of->set->base);
	gp_buf_puts(w->out, " → ");
	put_side(w, of->new_name, &of->set->commit);
}

/* ---- what stands above the table ---- */

static void put_names(const struct gp_words *w, const char *const *names,
		      size_t n)
{
	for (size_t i = 0; i < n && i < 3; i++) {
		gp_buf_puts(w->out, i ? ", " : "");
		w->name(w->out, names[i]);
	}
	if (n > 3)
		gp_buf_printf(w->out, " and %zu more", n - 3);
}

/* Files know no testbed. */
static void put_where(const struct gp_words *w, const struct gp_comparison *of)
{
	if (!of->n_testbeds || !*of->testbeds[0])
		return;
	gp_buf_puts(w->out, "on ");
	put_names(w, of->testbeds, of->n_testbeds);
}

#define MOST_FACTS 6

static void put_facts(const struct gp_words *w, const struct gp_comparison *of)
{
	for (size_t i = 0; i < of->n_facts && i < MOST_FACTS; i++) {
		const struct gp_fact_change *fact = &of->facts[i];

		gp_buf_puts(w->out, i ? ", " : "measured with another ");
		w->plain(w->out, fact->name);
		gp_buf_putc(w->out, ' ');
		w->name(w->out, fact->old);
		gp_buf_puts(w->out, " → ");
		w->name(w->out, fact->new);
		if (of->n_testbeds < 2)
			continue;
		gp_buf_puts(w->out, " on ");
		w->name(w->out, fact->testbed);
	}
	if (of->n_facts > MOST_FACTS)
		gp_buf_printf(w->out, " and %zu more",
			      of->n_facts - MOST_FACTS);
}

static void put_only(const struct gp_words *w, const char *side,
		     const char *const *names, size_t n)
{
	if (!n)
		return;
	gp_buf_puts(w->out, "only ");
	w->name(w->out, side);
	gp_buf_puts(w->out, " was measured on ");
	put_names(w, names, n);
}

static void put_left_out(const struct gp_words *w,
			 const struct gp_comparison *of)
{
	put_only(w, of->old_name, of->old_only, of->n_old_only);
	if (of->n_old_only && of->n_new_only)
		gp_buf_puts(w->out, ", ");
	put_only(w, of->new_name, of->new_only, of->n_new_only);
}

void gp_compare_about(const struct gp_words *w, const struct gp_comparison *of,
		      size_t i)
{
	static void (*const lines[])(const struct gp_words *w,
				     const struct gp_comparison *of) = {
		put_where,
		put_facts,
		put_left_out,
	};
	_Static_assert(sizeof(lines) / sizeof(lines[0]) == GP_COMPARE_N_ABOUT,
		       "lines above the table");

	lines[i](w, of);
}

/* ---- the table ---- */

void gp_compare_group(const struct gp_words *w, const struct gp_comparison *of,
		      const struct gp_row_group *group)
{
	w->name(w->out, group->metric);
	if (of->n_testbeds > 1) {
		gp_buf_puts(w->out, " on ");
		w->name(w->out, group->testbed);
	}
	if (group->better != GP_BETTER_NONE)
		gp_buf_printf(w->out, ", %s is better",
			      gp_better_name(group->better));
}

void gp_compare_value(const struct gp_words *w, const struct gp_level *level,
		      const char *unit)
{
	struct gp_buf text = GP_BUF_INIT;

	if (!isfinite(level->center))
		return;
	gp_format_value(&text, level->center, unit);
	w->plain(w->out, gp_buf_str(&text));
	gp_buf_clear(&text);
}

void gp_compare_spread(const struct gp_words *w, const struct gp_level *level)
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

static bool is_both(const struct gp_finding *f)
{
	return isfinite(f->baseline.center) && isfinite(f->current.center);
}

/* Whether such values could show a change at all. */
static bool is_telling(const struct gp_row *row)
{
	return row->method != GP_METHOD_NONE && !row->enough;
}

static void put_change(const struct gp_words *w, const struct gp_finding *f)
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

void gp_compare_change(const struct gp_words *w, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;

	if (!is_both(f)) {
		gp_buf_puts(w->out, gp_status_label(f->status, 1));
	} else if (row->equal) {
		gp_buf_puts(w->out, "equal");
	} else if (!is_telling(row)) {
		gp_buf_puts(w->out, "? ");
		put_change(w, f);
	} else if (row->differs) {
		put_change(w, f);
	} else {
		gp_buf_putc(w->out, '~');
	}
}

void gp_compare_interval(const struct gp_words *w, const struct gp_row *row)
{
	if (!row->equal)
		gp_words_interval(w, &row->finding);
}

/* What rows can stand on, in the order of the notes. */
static const enum gp_method methods[] = {
	GP_METHOD_HISTORY,
	GP_METHOD_SAMPLES,
	GP_METHOD_INTERVALS,
};

#define N_METHODS (sizeof(methods) / sizeof(methods[0]))

/* The mark of its note; "" where all rows stand on one thing. */
static const char *mark_of(const struct gp_comparison *of,
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

void gp_compare_chance(const struct gp_words *w, const struct gp_comparison *of,
		       const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;
	const char *mark = mark_of(of, row->method);

	if (!is_both(f))
		return;
	if (isfinite(f->p) && !row->equal)
		gp_words_chance(w, f->p);
	else
		gp_buf_printf(w->out, "n %zu+%zu", f->baseline.samples,
			      f->current.samples);
	if (*mark)
		gp_buf_printf(w->out, " %s", mark);
}

void gp_compare_mean(const struct gp_words *w, const struct gp_row_group *group)
{
	if (group->mean == 0)
		gp_buf_puts(w->out, "equal");
	else
		gp_format_change(w->out, group->mean);
}

/* ---- what stands below it ---- */

static void note_same(const struct gp_words *w, const struct gp_comparison *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += !of->rows[i].differs && !of->rows[i].equal &&
		     is_telling(&of->rows[i]);
	if (!n)
		return;
	gp_buf_puts(w->out, "~: no difference is shown");
	if (of->n_tests > 1)
		gp_buf_printf(w->out,
			      ": p, corrected for %zu tests (Holm), is above "
			      "5 %%",
			      of->n_tests);
	else if (of->n_tests)
		gp_buf_puts(w->out, ": p is above 5 %");
}

static void note_none(const struct gp_words *w, const struct gp_comparison *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += of->rows[i].method == GP_METHOD_NONE &&
		     !of->rows[i].equal && is_both(&of->rows[i].finding);
	if (n)
		gp_buf_puts(w->out, "?: a change of so few values cannot be "
				    "told from noise: record four at least, "
				    "better ten");
}

static void note_enough(const struct gp_words *w,
			const struct gp_comparison *of)
{
	size_t n = 0, enough = 0;

	for (size_t i = 0; i < of->n; i++) {
		n += of->rows[i].enough > 0;
		if (of->rows[i].enough > enough)
			enough = of->rows[i].enough;
	}
	if (n)
		gp_buf_printf(w->out,
			      "?: %zu row%s of so few samples cannot show a "
			      "difference among %zu test%s: take %zu of each",
			      n, gp_plural(n), of->n_tests,
			      gp_plural(of->n_tests), enough);
}

/* Begins the note about the rows of a method, if there are any. */
static bool begin_note(const struct gp_words *w, const struct gp_comparison *of,
		       enum gp_method method)
{
	size_t n = of->by_method[method];
	const char *mark = mark_of(of, method);

	if (n)
		gp_buf_printf(w->out, "%s%s%zu row%s: ", mark, *mark ? " " : "",
			      n, gp_plural(n));
	return n > 0;
}

static void note_history(const struct gp_words *w,
			 const struct gp_comparison *of)
{
	if (!begin_note(w, of, GP_METHOD_HISTORY))
		return;
	gp_buf_puts(w->out, "by the noise between the commits up to ");
	w->name(w->out, of->old_name);
}

static void note_samples(const struct gp_words *w,
			 const struct gp_comparison *of)
{
	if (begin_note(w, of, GP_METHOD_SAMPLES))
		gp_buf_puts(w->out, "within-run only, by the samples of the "
				    "two: noise between commits is unknown");
}

static void note_intervals(const struct gp_words *w,
			   const struct gp_comparison *of)
{
	if (begin_note(w, of, GP_METHOD_INTERVALS))
		gp_buf_puts(w->out, "by the intervals that the tool printed, "
				    "apart or overlapping");
}

/* Each reason once: several rows mostly have the same. */
static void note_reasons(const struct gp_words *w,
			 const struct gp_comparison *of)
{
	const char *last = "", *between = "not judged: ";

	for (size_t i = 0; i < of->n; i++) {
		const struct gp_finding *f = &of->rows[i].finding;

		if (f->status != GP_STATUS_UNJUDGED || !strcmp(f->reason, last))
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

void gp_compare_note(const struct gp_words *w, const struct gp_comparison *of,
		     size_t i)
{
	static void (*const notes[])(const struct gp_words *w,
				     const struct gp_comparison *of) = {
		note_same,    note_none,      note_enough,  note_history,
		note_samples, note_intervals, note_reasons,
	};
	_Static_assert(sizeof(notes) / sizeof(notes[0]) == GP_COMPARE_N_NOTES,
		       "notes below the table");

	notes[i](w, of);
}
