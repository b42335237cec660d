/*
 * What was read besides measurements, for example rejected rows.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/intake.h"
#include "gp/mem.h"

static struct gp_refusal refusal_of(struct gp_intake *intake,
				    struct gp_span what, const char *reason)
{
	return (struct gp_refusal){
		.benchmark = gp_entry_string(intake->run, what),
		.reason = gp_entry_string(intake->run, gp_span_of(reason)),
	};
}

void gp_intake_refuse(struct gp_intake *intake, struct gp_span benchmark,
		      const char *reason)
{
	intake->refused =
		gp_grow(intake->refused, intake->n_refused,
			&intake->cap_refused, sizeof(*intake->refused));
	intake->refused[intake->n_refused++] =
		refusal_of(intake, benchmark, reason);
}

void gp_intake_leave_out(struct gp_intake *intake, struct gp_span what,
			 const char *reason)
{
	intake->left_out =
		gp_grow(intake->left_out, intake->n_left_out,
			&intake->cap_left_out, sizeof(*intake->left_out));
	intake->left_out[intake->n_left_out++] =
		refusal_of(intake, what, reason);
}

void gp_intake_leave_out_detail(struct gp_intake *intake, struct gp_span what,
				const char *reason)
{
	gp_intake_leave_out(intake, what, reason);
	intake->left_out[intake->n_left_out - 1].detail = true;
}

void gp_intake_break_off(struct gp_intake *intake, const char *reason)
{
	struct gp_entry *run = intake->run;

	if (!*run->incomplete)
		run->incomplete = gp_entry_string(run, gp_span_of(reason));
	gp_notices_add(&intake->notices, "the benchmarks broke off: %s",
		       reason);
}

void gp_intake_clear(struct gp_intake *intake)
{
	free(intake->refused);
	free(intake->left_out);
	free(intake->guessed);
	gp_notices_clear(&intake->notices);
	memset(intake, 0, sizeof(*intake));
}
