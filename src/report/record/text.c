/*
 * What record read, for people.
 */
#include <string.h>

#include "gp/phrase.h"
#include "gp/report.h"

/* More are only counted, so that the rest of a log stays readable. */
#define ITEMS_MAX 10

/* Text around a report is long and says little; --json has all of it. */
#define LEFT_OUT_MAX 3

static void put_refusals(struct gp_buf *out, const char *word,
			 const struct gp_refusal *items, size_t n, size_t max)
{
	for (size_t i = 0; i < n && i < max; i++) {
		gp_buf_printf(out, "%s: ", word);
		gp_escape_text(out, items[i].benchmark);
		gp_buf_puts(out, ": ");
		gp_escape_text(out, items[i].reason);
		gp_buf_putc(out, '\n');
	}
	if (n > max)
		gp_buf_printf(out, "%s: %zu more\n", word, n - max);
}

void gp_report_refused_text(struct gp_buf *out, const struct gp_intake *intake)
{
	put_refusals(out, "warning: skipped", intake->refused,
		     intake->n_refused, ITEMS_MAX);
	put_refusals(out, "note: left out", intake->left_out,
		     intake->n_left_out, LEFT_OUT_MAX);
	for (size_t i = 0; i < intake->notices.n; i++) {
		gp_buf_puts(out, "warning: ");
		gp_escape_text(out, intake->notices.items[i]);
		gp_buf_putc(out, '\n');
	}
}

/* "throughput:p50", if the p50 of others has another direction. */
static void put_guessed_name(struct gp_buf *out, const struct gp_intake *intake,
			     const struct gp_guess *guess)
{
	for (size_t i = 0; guess->benchmark && i < intake->n_guessed; i++) {
		const struct gp_guess *other = &intake->guessed[i];

		if (strcmp(other->metric, guess->metric) != 0 ||
		    other->better == guess->better)
			continue;
		gp_escape_text(out, guess->benchmark);
		gp_buf_putc(out, ':');
		break;
	}
	gp_escape_text(out, guess->metric);
}

static void put_guess(struct gp_buf *out, size_t n,
		      const struct gp_intake *intake,
		      const struct gp_guess *guess)
{
	if (n == ITEMS_MAX)
		gp_buf_puts(out, ", ...");
	if (n >= ITEMS_MAX)
		return;
	gp_buf_puts(out, n ? ", " : " ");
	put_guessed_name(out, intake, guess);
	if (*guess->unit && strcmp(guess->unit, guess->metric) != 0) {
		gp_buf_puts(out, " [");
		gp_escape_text(out, guess->unit);
		gp_buf_puts(out, "]");
	}
}

/* One line for the guesses of one direction; returns how many there are. */
static size_t put_guesses(struct gp_buf *out, const struct gp_intake *intake,
			  enum gp_better better, const char *head)
{
	size_t n = 0;

	for (size_t i = 0; i < intake->n_guessed; i++) {
		const struct gp_guess *g = &intake->guessed[i];

		if (g->better != better || g->configured || g->told)
			continue;
		if (!n)
			gp_buf_printf(out, "note: %s:", head);
		put_guess(out, n++, intake, g);
	}
	if (n)
		gp_buf_putc(out, '\n');
	return n;
}

static void put_directions(struct gp_buf *out, const struct gp_intake *intake)
{
	put_guesses(out, intake, GP_BETTER_HIGHER,
		    "guessed that higher is better");
	put_guesses(out, intake, GP_BETTER_LOWER,
		    "guessed that lower is better");
	if (put_guesses(out, intake, GP_BETTER_NONE,
			"not judged until you say which is better"))
		gp_buf_puts(out, "note: to set it: git config "
				 "'perf.*:<metric>.better' lower|higher\n");
}

void gp_report_record_text(struct gp_buf *out, const struct gp_intake *intake,
			   bool dry_run)
{
	const struct gp_entry *run = intake->run;
	char commit[GP_OID_HEX], id[GP_ENTRY_ID_HEX];
	size_t n = run->n_results;

	gp_report_refused_text(out, intake);
	put_directions(out, intake);
	gp_buf_printf(out, "%s %zu measurement%s of %zu benchmark%s (%s) at ",
		      dry_run ? "would record" : "recorded", n, gp_plural(n),
		      intake->n_benchmarks, gp_plural(intake->n_benchmarks),
		      intake->format);
	gp_buf_printf(out, "%s%s on ", gp_oid_short(&run->commit, commit),
		      run->dirty ? " (modified work tree)" : "");
	gp_escape_text(out, run->testbed);
	if (!dry_run)
		gp_buf_printf(out, ", run %.12s",
			      gp_entry_id_hex(&run->id, id));
	gp_buf_putc(out, '\n');
}
