/*
 * Notes of commits that are in no history here, and what brings them back.
 */
#include "gp/phrase.h"
#include "gp/report.h"

#include "report/json_writer.h"
#include "report/lost.h"

void gp_lost_notes_put(struct gp_buf *out, const struct gp_lost_notes *notes)
{
	size_t n = notes->absent + notes->unreached;

	gp_buf_printf(out,
		      "%zu run%s of %zu commit%s %s nowhere: ", notes->runs,
		      gp_plural(notes->runs), n, gp_plural(n),
		      gp_plural_of(notes->runs, "counts", "count"));
	if (notes->absent)
		gp_buf_printf(out, "%zu %s not in this repository",
			      notes->absent,
			      gp_plural_of(notes->absent, "is", "are"));
	if (notes->unreached)
		gp_buf_printf(out, "%sno branch or tag reaches %zu",
			      notes->absent ? ", " : "", notes->unreached);
}

void gp_report_lost_text(struct gp_buf *out, const struct gp_report_lost *lost,
			 const char *lead)
{
	const struct gp_lost_notes *notes = lost->notes;

	if (notes->absent || notes->unreached) {
		gp_buf_puts(out, lead);
		gp_lost_notes_put(out, notes);
		gp_buf_printf(out, "\n         next: %s\n", lost->next);
	}
	if (notes->newer)
		gp_buf_printf(out,
			      "%s%zu commit%s with runs %s newer than any here"
			      "\n         next: git fetch\n",
			      lead, notes->newer, gp_plural(notes->newer),
			      gp_plural_of(notes->newer, "is", "are"));
}

void gp_put_key_lost(struct gp_buf *out, const struct gp_report_lost *lost)
{
	const struct gp_lost_notes *notes = lost->notes;

	gp_put_key_open(out, "lost", '{');
	gp_put_key_count(out, "absent", notes->absent);
	gp_put_key_count(out, "unreached", notes->unreached);
	gp_put_key_count(out, "runs", notes->runs);
	gp_put_key_count(out, "newer", notes->newer);
	gp_put_key_count(out, "followed", notes->followed);
	gp_put_key_maybe(out, "next",
			 notes->absent || notes->unreached ? lost->next : "");
	gp_put_close(out, '}');
}
