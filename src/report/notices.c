/*
 * The notices of a check or a comparison in a report for people.
 */
#include "gp/phrase.h"

#include "notices.h"

/* A report is about its findings: the rest of the notices is counted. */
#define MOST_NOTICES 5

size_t gp_write_notices(const struct gp_writer *w,
			const struct gp_notices *notices, bool all,
			const char *before, const char *after)
{
	size_t n = notices->n, shown;

	shown = all || n <= MOST_NOTICES ? n : MOST_NOTICES - 1;
	for (size_t i = 0; i < shown; i++) {
		gp_buf_puts(w->out, before);
		w->plain(w->out, notices->items[i]);
		gp_buf_puts(w->out, after);
	}
	if (n == shown)
		return n;
	gp_buf_printf(w->out, "%s%zu more warning%s: -v shows all%s", before,
		      n - shown, gp_plural(n - shown), after);
	return shown + 1;
}
