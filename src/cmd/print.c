/*
 * What record tells a person, on stderr.
 */
#include <stdio.h>
#include <string.h>

#include "gp/phrase.h"
#include "gp/report.h"

#include "print.h"

/* More than this is counted: a log has other readers too. */
#define PRINT_MAX 10

void gp_print_refused(const struct gp_intake *intake)
{
	struct gp_buf line = GP_BUF_INIT;
	size_t n = intake->n_refused;

	for (size_t i = 0; i < n && i < PRINT_MAX; i++) {
		const struct gp_refusal *r = &intake->refused[i];

		gp_buf_puts(&line, "warning: not taken: ");
		gp_escape_text(&line, r->benchmark);
		gp_buf_puts(&line, ": ");
		gp_escape_text(&line, r->reason);
		gp_buf_putc(&line, '\n');
	}
	if (n > PRINT_MAX)
		gp_buf_printf(&line, "warning: not taken: %zu more\n",
			      n - PRINT_MAX);
	fputs(gp_buf_str(&line), stderr);
	gp_buf_clear(&line);
}

static void add_guess(struct gp_buf *line, size_t n,
		      const struct gp_guess *guess)
{
	if (n == PRINT_MAX)
		gp_buf_puts(line, ", ...");
	if (n >= PRINT_MAX)
		return;
	gp_buf_puts(line, n ? ", " : " ");
	gp_escape_text(line, guess->metric);
	if (*guess->unit && strcmp(guess->unit, guess->metric) != 0) {
		gp_buf_puts(line, " [");
		gp_escape_text(line, guess->unit);
		gp_buf_puts(line, "]");
	}
}

/* One line a direction, and how to settle what nobody can guess. */
static void print_guesses(const struct gp_intake *intake,
			  const struct gp_config *config)
{
	static const char *const heads[] = {
		[GP_BETTER_NONE] = "not judged until you say which is better",
		[GP_BETTER_LOWER] = "guessed that lower is better",
		[GP_BETTER_HIGHER] = "guessed that higher is better",
	};
	struct gp_buf lists[3] = { 0 };
	size_t n[3] = { 0 };

	for (size_t i = 0; i < intake->n_guessed; i++) {
		const struct gp_guess *g = &intake->guessed[i];

		if (!gp_config_better(config, "", g->metric))
			add_guess(&lists[g->better], n[g->better]++, g);
	}
	for (size_t i = 3; i-- > 0;)
		if (n[i])
			fprintf(stderr, "note: %s:%s\n", heads[i],
				gp_buf_str(&lists[i]));
	if (n[GP_BETTER_NONE])
		fputs("note: to say it: git config 'perf.*:<metric>.better' "
		      "lower|higher\n",
		      stderr);
	for (size_t i = 0; i < 3; i++)
		gp_buf_clear(&lists[i]);
}

void gp_print_intake(const struct gp_intake *intake,
		     const struct gp_config *config, bool dry_run)
{
	const struct gp_entry *run = intake->run;
	char commit[GP_OID_HEX], id[GP_ENTRY_ID_HEX];
	struct gp_buf testbed = GP_BUF_INIT;
	size_t n = run->n_results;

	gp_print_refused(intake);
	print_guesses(intake, config);
	gp_escape_text(&testbed, run->testbed);
	fprintf(stderr,
		"%s %zu measurement%s of %zu benchmark%s (%s) at %s%s on %s",
		dry_run ? "would record" : "recorded", n, gp_plural(n),
		intake->n_benchmarks, gp_plural(intake->n_benchmarks),
		intake->format, gp_oid_short(&run->commit, commit),
		run->dirty ? " (modified work tree)" : "",
		gp_buf_str(&testbed));
	if (!dry_run)
		fprintf(stderr, ", run %.12s", gp_entry_id_hex(&run->id, id));
	fputc('\n', stderr);
	gp_buf_clear(&testbed);
}
