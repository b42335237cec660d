/*
 * What was read besides measurements, for example rejected rows.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/intake.h"
#include "gp/mem.h"

void gp_intake_refuse(struct gp_intake *intake, struct gp_span benchmark,
		      const char *reason)
{
	struct gp_refusal *refusal;

	intake->refused =
		gp_grow(intake->refused, intake->n_refused,
			&intake->cap_refused, sizeof(*intake->refused));
	refusal = &intake->refused[intake->n_refused++];
	refusal->benchmark = gp_entry_string(intake->run, benchmark);
	refusal->reason = gp_entry_string(intake->run, gp_span_of(reason));
}

void gp_intake_clear(struct gp_intake *intake)
{
	free(intake->refused);
	free(intake->guessed);
	memset(intake, 0, sizeof(*intake));
}
