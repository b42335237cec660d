/*
 * What is written above the tables of a comparison.
 */
#include <math.h>
#include <string.h>

#include "gp/phrase.h"

#include "headline.h"

/* ---- the first line ---- */

static double worsening(const struct gp_finding *f)
{
	if (f->series->better == GP_BETTER_SAME)
		return fabs(f->change);
	return f->series->better == GP_BETTER_HIGHER ? -f->change : f->change;
}

/* A large change among those that could not be told from noise. */
static void put_suspect(const struct gp_writer *w,
			const struct gp_comparison *of)
{
	const struct gp_finding *worst = NULL;

	for (size_t i = 0; i < of->n; i++) {
		const struct gp_finding *f = &of->rows[i].finding;

		if (f->status == GP_STATUS_INCONCLUSIVE &&
		    !of->rows[i].folded && worsening(f) > 0 &&
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

/* The statuses that say nothing about speed come last. */
static void put_aside(const struct gp_writer *w, const struct gp_comparison *of,
		      const char *between)
{
	for (int s = GP_STATUS_INCONCLUSIVE; s < GP_STATUS_N; s++) {
		gp_list_count(
			w->out, &between, of->counts[s],
			gp_status_label((enum gp_status)s, of->counts[s]));
		if (s == GP_STATUS_INCONCLUSIVE)
			put_suspect(w, of);
	}
}

/* Changes for the worse that neither warn nor fail: perf.note. */
static size_t count_noted(const struct gp_comparison *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += gp_finding_is_noted(&of->rows[i].finding) &&
		     !of->rows[i].folded;
	return n;
}

void gp_compare_counts(const struct gp_writer *w,
		       const struct gp_comparison *of)
{
	size_t improved = of->counts[GP_STATUS_IMPROVEMENT];
	size_t n = of->n - of->n_folded;
	const char *between = "";

	if (!of->n) {
		gp_buf_puts(w->out, "no verdict: nothing to compare");
		return;
	}
	if (of->verdict == GP_VERDICT_NONE) {
		gp_buf_printf(w->out, "no verdict: 0 of %zu row%s judged", n,
			      gp_plural(n));
		put_aside(w, of, ": ");
		return;
	}
	gp_list_count(w->out, &between, of->n_fail,
		      gp_status_label(GP_STATUS_REGRESSION, of->n_fail));
	gp_list_count(w->out, &between, of->n_warn,
		      gp_plural_of(of->n_warn, "warning", "warnings"));
	gp_list_count(w->out, &between, count_noted(of), "noted");
	gp_list_count(w->out, &between, improved,
		      gp_status_label(GP_STATUS_IMPROVEMENT, improved));
	gp_buf_printf(w->out, "%s%zu of %zu row%s ok", *between ? "; " : "",
		      of->counts[GP_STATUS_OK], n, gp_plural(n));
	put_aside(w, of, ", ");
}

static void put_side_name(const struct gp_writer *w, const char *name,
			  const struct gp_nearest *side)
{
	char hex[GP_OID_HEX];
	bool is_id;

	w->name(w->out, name);
	gp_oid_hex(&side->named, hex);
	is_id = !side->named.size || !strncmp(hex, name, strlen(name));
	if (is_id && !side->distance)
		return;
	gp_buf_puts(w->out, " (");
	if (!is_id)
		gp_buf_puts(w->out, gp_oid_short(&side->named, hex));
	if (side->distance) {
		gp_buf_puts(w->out, is_id ? "" : ", ");
		gp_write_nearest(w, side);
	}
	gp_buf_putc(w->out, ')');
}

void gp_compare_sides(const struct gp_writer *w, const struct gp_comparison *of)
{
	put_side_name(w, of->old_name, &of->old);
	gp_buf_puts(w->out, " → ");
	put_side_name(w, of->new_name, &of->new);
}

/* ---- the lines above the tables ---- */

static void put_names(const struct gp_writer *w, const char *const *names,
		      size_t n)
{
	for (size_t i = 0; i < n && i < 3; i++) {
		gp_buf_puts(w->out, i ? ", " : "");
		w->name(w->out, names[i]);
	}
	if (n > 3)
		gp_buf_printf(w->out, " and %zu more", n - 3);
}

/* Files have no testbed. */
static void put_where(const struct gp_writer *w, const struct gp_comparison *of)
{
	if (!of->n_testbeds || !*of->testbeds[0])
		return;
	gp_buf_puts(w->out, "on ");
	put_names(w, of->testbeds, of->n_testbeds);
}

#define MOST_FACTS 6

static void put_facts(const struct gp_writer *w, const struct gp_comparison *of)
{
	for (size_t i = 0; i < of->n_facts && i < MOST_FACTS; i++) {
		const struct gp_fact_change *fact = &of->facts[i];

		gp_buf_puts(w->out,
			    i ? ", " : "measured under other conditions: ");
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

static void put_only(const struct gp_writer *w, const char *side,
		     const char *const *names, size_t n)
{
	if (!n)
		return;
	gp_buf_puts(w->out, "only ");
	w->name(w->out, side);
	gp_buf_puts(w->out, " was measured on ");
	put_names(w, names, n);
}

static void put_left_out(const struct gp_writer *w,
			 const struct gp_comparison *of)
{
	put_only(w, of->old_name, of->old_only, of->n_old_only);
	if (of->n_old_only && of->n_new_only)
		gp_buf_puts(w->out, ", ");
	put_only(w, of->new_name, of->new_only, of->n_new_only);
}

void gp_compare_about(const struct gp_writer *w, const struct gp_comparison *of,
		      size_t i)
{
	static void (*const lines[])(const struct gp_writer *w,
				     const struct gp_comparison *of) = {
		put_where,
		put_facts,
		put_left_out,
	};
	_Static_assert(sizeof(lines) / sizeof(lines[0]) == GP_COMPARE_N_ABOUT,
		       "lines above the table");

	lines[i](w, of);
}

/* ---- the head of a table ---- */

void gp_compare_group(const struct gp_writer *w, const struct gp_comparison *of,
		      const struct gp_row_group *group)
{
	w->name(w->out, group->metric);
	if (of->n_testbeds > 1) {
		gp_buf_puts(w->out, " on ");
		w->name(w->out, group->testbed);
	}
	if (group->better == GP_BETTER_SAME)
		gp_buf_puts(w->out, ", a change either way is for the worse");
	else if (group->better != GP_BETTER_NONE)
		gp_buf_printf(w->out, ", %s is better",
			      gp_better_name(group->better));
}
