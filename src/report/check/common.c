/*
 * Sentences about series that moved together.
 */
#include <math.h>

#include "gp/decimal.h"
#include "gp/phrase.h"

#include "common.h"

/* "+40 %", "-7.5 %" */
static void put_common_change(struct gp_buf *out, double change)
{
	double percent = 100 * change;
	double rounded =
		fabs(percent) < 10 ? round(percent * 10) / 10 : round(percent);

	gp_buf_puts(out, change > 0 ? "+" : "");
	gp_double_format(out, rounded);
	gp_buf_puts(out, " %");
}

bool gp_write_common(const struct gp_writer *w)
{
	const struct gp_findings *findings = w->findings;
	bool any = false;

	for (size_t i = 0; i < findings->n_moves; i++) {
		const struct gp_common_move *move = findings->moves[i];

		if (move->cause != GP_COMMON_OPEN)
			continue;
		gp_buf_printf(w->out, "%s%zu %sby ", any ? ", " : "",
			      move->series,
			      any ? "" : "series moved together ");
		put_common_change(w->out, move->change);
		any = true;
	}
	if (any)
		gp_buf_puts(w->out, ": machine or commit? run again");
	return any;
}

bool gp_write_common_cause(const struct gp_writer *w,
			   const struct gp_common_move *move)
{
	char hex[GP_ENTRY_ID_HEX];

	if (move->cause == GP_COMMON_OPEN)
		return false;
	gp_buf_printf(w->out, "%zu series moved together by ", move->series);
	put_common_change(w->out, move->change);
	if (move->cause == GP_COMMON_CONFIRMED)
		gp_buf_puts(w->out, move->by_base
					    ? ", and the base, measured right "
					      "after it, did not"
					    : ", confirmed by a second run");
	else if (move->by_base)
		gp_buf_puts(w->out, ", and so did the base, measured right "
				    "after it: it was the machine");
	else
		gp_buf_printf(w->out,
			      ", but not in another run: it was the machine, "
			      "and run %.12s does not count",
			      gp_entry_id_hex(&move->left_out->id, hex));
	return true;
}
