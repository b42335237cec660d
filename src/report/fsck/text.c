/*
 * What verifying the notes found, for people.
 */
#include "gp/report.h"

void gp_report_fsck_problem_text(struct gp_buf *out,
				 const struct gp_fsck_problem *problem,
				 const char *ref)
{
	char hex[GP_OID_HEX];

	gp_buf_puts(out, problem->object.size
				 ? gp_oid_hex(&problem->object, hex)
				 : ref);
	if (problem->line)
		gp_buf_printf(out, " line %zu", problem->line);
	gp_buf_puts(out, ": ");
	gp_escape_text(out, problem->what);
	gp_buf_putc(out, '\n');
}

void gp_report_fsck_text(struct gp_buf *out,
			 const struct gp_fsck_counts *counts)
{
	gp_buf_printf(out, "%zu notes, %zu lines: %zu entries", counts->notes,
		      counts->lines, counts->entries);
	if (counts->marks)
		gp_buf_printf(out,
			      " (%zu acceptances, aliases and retirements)",
			      counts->marks);
	gp_buf_printf(out, ", %zu of other kinds kept, %zu damaged\n",
		      counts->unknown, counts->damaged);
}
