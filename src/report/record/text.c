/*
 * What record read, for people.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/phrase.h"
#include "gp/report.h"

#include "keys.h"

/* More are only counted, so that the rest of a log stays readable. */
#define ITEMS_MAX 10

/* Text around a report is long and says little; --json has all of it. */
#define LEFT_OUT_MAX 3

/* So many of one reason have a line each; more share one. */
#define EACH_MAX 3

/* How a list of refusals is printed. */
struct refusal_style {
	const char *word; /* before each line */
	size_t max;       /* lines */
	const char *hint; /* behind the number of the rest */
};

static bool has_reason_of(const struct gp_refusal *a,
			  const struct gp_refusal *b)
{
	return a->reason == b->reason || !strcmp(a->reason, b->reason);
}

/* How many of the items have the reason of item `i`; 0: an earlier one has. */
static size_t count_reason(const struct gp_refusal *items, size_t n, size_t i)
{
	size_t count = 0;

	for (size_t k = 0; k < i; k++)
		if (has_reason_of(&items[k], &items[i]))
			return 0;
	for (size_t k = i; k < n; k++)
		count += has_reason_of(&items[k], &items[i]);
	return count;
}

/* "a, b, c and 36 more: not a number": those with the reason of the first. */
static void put_refusal_group(struct gp_buf *out, const char *word,
			      const struct gp_refusal *first, size_t count)
{
	size_t named = 0;

	gp_buf_printf(out, "%s: ", word);
	for (const struct gp_refusal *r = first; named < EACH_MAX; r++) {
		if (!has_reason_of(r, first))
			continue;
		gp_buf_puts(out, named++ ? ", " : "");
		gp_escape_text(out, r->benchmark);
	}
	gp_buf_printf(out, " and %zu more: ", count - named);
	gp_escape_text(out, first->reason);
	gp_buf_putc(out, '\n');
}

static void put_refusal(struct gp_buf *out, const char *word,
			const struct gp_refusal *r)
{
	gp_buf_printf(out, "%s: ", word);
	gp_escape_text(out, r->benchmark);
	gp_buf_puts(out, ": ");
	gp_escape_text(out, r->reason);
	gp_buf_putc(out, '\n');
}

/* The items with the reason of item `i`, in at most style->max lines; returns
 * the lines. */
static size_t put_refusals_of_reason(struct gp_buf *out,
				     const struct refusal_style *style,
				     const struct gp_refusal *items, size_t i,
				     size_t count)
{
	size_t done = 0;

	if (count > EACH_MAX) {
		put_refusal_group(out, style->word, &items[i], count);
		return 1;
	}
	for (size_t k = i; done < count && done < style->max; k++)
		if (has_reason_of(&items[k], &items[i])) {
			put_refusal(out, style->word, &items[k]);
			done++;
		}
	return done;
}

static void put_refusals(struct gp_buf *out, struct refusal_style style,
			 const struct gp_refusal *items, size_t n)
{
	size_t shown = 0;

	for (size_t i = 0; i < n && style.max; i++) {
		size_t count = count_reason(items, n, i), lines;

		if (!count)
			continue;
		lines = put_refusals_of_reason(out, &style, items, i, count);
		style.max -= lines;
		shown += count > EACH_MAX ? count : lines;
	}
	if (n > shown)
		gp_buf_printf(out, "%s: %zu more%s\n", style.word, n - shown,
			      style.hint);
}

/* Details are only counted, in the last line. */
static void put_left_out(struct gp_buf *out, const struct gp_intake *intake,
			 struct refusal_style style)
{
	struct gp_refusal *items =
		gp_calloc(intake->n_left_out, sizeof(*items));
	size_t n = 0;

	for (size_t i = 0; i < intake->n_left_out; i++)
		if (!intake->left_out[i].detail)
			items[n++] = intake->left_out[i];
	put_refusals(out, style, items, n);
	free(items);
}

static void put_not_recorded(struct gp_buf *out, const struct gp_intake *intake,
			     const char *hint)
{
	const struct refusal_style refused = { "warning: skipped", ITEMS_MAX,
					       hint };
	const struct refusal_style left_out = { "note: left out", LEFT_OUT_MAX,
						hint };

	put_refusals(out, refused, intake->refused, intake->n_refused);
	put_left_out(out, intake, left_out);
	for (size_t i = 0; i < intake->notices.n; i++) {
		gp_buf_puts(out, "warning: ");
		gp_escape_text(out, intake->notices.items[i]);
		gp_buf_putc(out, '\n');
	}
}

void gp_report_refused_text(struct gp_buf *out, const struct gp_intake *intake)
{
	put_not_recorded(out, intake, "");
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

/* The most keys that the last line names. */
#define KEYS_MAX 8

static void put_keys(struct gp_buf *out, const struct gp_entry *run)
{
	struct gp_parameter_keys keys;

	gp_parameter_keys_of(&keys, run);
	for (size_t i = 0; i < keys.n && i < KEYS_MAX; i++) {
		gp_buf_puts(out, i ? ", " : "; parameters: ");
		gp_escape_short(out, keys.items[i], 40);
	}
	if (keys.n > KEYS_MAX)
		gp_buf_printf(out, " and %zu more", keys.n - KEYS_MAX);
	free(keys.items);
}

static size_t count_details(const struct gp_intake *intake)
{
	size_t n = 0;

	for (size_t i = 0; i < intake->n_left_out; i++)
		n += intake->left_out[i].detail;
	return n;
}

/* What else there is to know: "; 2 skipped, 1 left out; parameters: size". */
static void put_rest(struct gp_buf *out, const struct gp_intake *intake)
{
	size_t details = count_details(intake);
	const char *between = "; ";

	if (intake->n_refused) {
		gp_buf_printf(out, "%s%zu skipped", between, intake->n_refused);
		between = ", ";
	}
	if (intake->n_left_out > details) {
		gp_buf_printf(out, "%s%zu left out", between,
			      intake->n_left_out - details);
		between = ", ";
	}
	if (details) {
		gp_buf_printf(out, "%s%zu key%s unused", between, details,
			      gp_plural(details));
		between = ", ";
	}
	if (*intake->run->incomplete)
		gp_buf_printf(out, "%sbroken off", between);
	put_keys(out, intake->run);
}

void gp_report_record_text(struct gp_buf *out, const struct gp_intake *intake,
			   bool dry_run)
{
	const struct gp_entry *run = intake->run;
	char commit[GP_OID_HEX], id[GP_ENTRY_ID_HEX];
	size_t n = run->n_results;

	put_not_recorded(out, intake, " (--json lists all)");
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
	put_rest(out, intake);
	gp_buf_putc(out, '\n');
}
