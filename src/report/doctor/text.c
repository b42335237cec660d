/*
 * The problems that doctor found, for people.
 */
#include "gp/phrase.h"
#include "gp/report.h"

void gp_report_problems_text(struct gp_buf *out,
			     const struct gp_problems *problems, size_t checks)
{
	for (size_t i = 0; i < problems->n; i++) {
		const struct gp_problem *problem = &problems->items[i];

		gp_buf_printf(out, "%s%s: ", i ? "\n" : "",
			      gp_problem_severity_name(problem->severity));
		gp_escape_text(out, gp_buf_str(&problem->what));
		gp_buf_printf(out, " [%s]\n  ", problem->check);
		gp_escape_text(out, gp_buf_str(&problem->why));
		gp_buf_puts(out, "\n  next: ");
		gp_escape_text(out, gp_buf_str(&problem->next));
		gp_buf_putc(out, '\n');
	}
	if (!problems->n)
		gp_buf_printf(out, "nothing found (%zu check%s)\n", checks,
			      gp_plural(checks));
}
