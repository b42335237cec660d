/*
 * A comparison in words.
 */
#include <math.h>
#include <string.h>

#include "compare_words.h"

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

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

/* Those that say nothing about speed stand behind the rest. */
static void put_aside(const struct gp_words *w, const struct gp_comparison *of,
		      const char *between)
{
	for (int s = GP_STATUS_INCONCLUSIVE; s < GP_STATUS_N; s++)
		put_count(w->out, &between, of->counts[s],
			  gp_words_status((enum gp_status)s, of->counts[s]));
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
			      of->n, plural(of->n));
		put_aside(w, of, ": ");
		return;
	}
	put_count(w->out, &between, of->n_fail,
		  gp_words_status(GP_STATUS_REGRESSION, of->n_fail));
	put_count(w->out, &between, of->n_warn,
		  of->n_warn == 1 ? "warning" : "warnings");
	put_count(w->out, &between, improved,
		  gp_words_status(GP_STATUS_IMPROVEMENT, improved));
	gp_buf_printf(w->out, "%s%zu of %zu row%s ok", *between ? "; " : "",
		      of->counts[GP_STATUS_OK], of->n, plural(of->n));
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

void gp_compare_level(const struct gp_words *w, const struct gp_level *level,
		      const char *unit)
{
	struct gp_buf text = GP_BUF_INIT;
	double half =
		fmax(level->high - level->center, level->center - level->low);

	if (!isfinite(level->center))
		return;
	gp_format_value(&text, level->center, unit);
	w->plain(w->out, gp_buf_str(&text));
	gp_buf_clear(&text);
	if (!isfinite(half / level->center))
		return;
	gp_buf_puts(w->out, " ± ");
	if (half == 0)
		gp_buf_puts(w->out, "0 %");
	else
		gp_format_share(w->out, half / fabs(level->center));
}

static void put_interval(const struct gp_words *w, const struct gp_finding *f)
{
	if (!isfinite(f->change_low) || !isfinite(f->change_high))
		return;
	gp_buf_puts(w->out, " (");
	gp_format_change(w->out, f->change_low);
	w->out->len -= strlen(" %"); /* stands once, at the end */
	gp_buf_puts(w->out, " … ");
	gp_format_change(w->out, f->change_high);
	gp_buf_putc(w->out, ')');
}

void gp_compare_change(const struct gp_words *w, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;

	if (!isfinite(f->baseline.center) || !isfinite(f->current.center)) {
		gp_buf_puts(w->out, gp_words_status(f->status, 1));
	} else if (row->method == GP_METHOD_NONE) {
		gp_words_change(w, f);
		gp_buf_puts(w->out, " ?");
	} else if (row->differs) {
		gp_words_change(w, f);
	} else if (f->change_low == 0 && f->change_high == 0) {
		gp_buf_puts(w->out, "equal");
	} else {
		gp_buf_putc(w->out, '~');
		put_interval(w, f);
	}
}

void gp_compare_chance(const struct gp_words *w, const struct gp_row *row)
{
	const struct gp_finding *f = &row->finding;

	if (isfinite(f->p))
		gp_words_chance(w, f->p);
	else if (f->baseline.samples && f->current.samples)
		gp_buf_printf(w->out, "n %zu+%zu", f->baseline.samples,
			      f->current.samples);
}

void gp_compare_mean(const struct gp_words *w, const struct gp_row_group *group)
{
	gp_format_change(w->out, group->mean);
}

/* ---- what stands below it ---- */

static bool is_both(const struct gp_finding *f)
{
	return isfinite(f->baseline.center) && isfinite(f->current.center);
}

/* Rows with both values that stand on this. */
static size_t count(const struct gp_comparison *of, enum gp_method method)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += of->rows[i].method == method &&
		     is_both(&of->rows[i].finding);
	return n;
}

static void note_same(const struct gp_words *w, const struct gp_comparison *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += !of->rows[i].differs &&
		     of->rows[i].method != GP_METHOD_NONE;
	if (!n)
		return;
	gp_buf_puts(w->out, "~: no difference is shown");
	if (of->n_tests)
		gp_buf_printf(w->out,
			      " (Holm's correction for %zu test%s, 5 %%)",
			      of->n_tests, plural(of->n_tests));
}

static void note_none(const struct gp_words *w, const struct gp_comparison *of)
{
	if (count(of, GP_METHOD_NONE))
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
			      "%zu row%s of so few samples cannot show a "
			      "difference among %zu tests: take %zu of each",
			      n, plural(n), of->n_tests, enough);
}

static void note_history(const struct gp_words *w,
			 const struct gp_comparison *of)
{
	size_t n = count(of, GP_METHOD_HISTORY);

	if (!n)
		return;
	gp_buf_printf(w->out,
		      "%zu row%s: by the noise between the commits up "
		      "to ",
		      n, plural(n));
	w->name(w->out, of->old_name);
}

static void note_samples(const struct gp_words *w,
			 const struct gp_comparison *of)
{
	size_t n = count(of, GP_METHOD_SAMPLES);

	if (n)
		gp_buf_printf(w->out,
			      "%zu row%s: within-run only, by the samples of "
			      "the two: noise between commits is unknown",
			      n, plural(n));
}

static void note_intervals(const struct gp_words *w,
			   const struct gp_comparison *of)
{
	size_t n = count(of, GP_METHOD_INTERVALS);

	if (n)
		gp_buf_printf(w->out,
			      "%zu row%s: by the intervals that the tool "
			      "printed, apart or overlapping",
			      n, plural(n));
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
