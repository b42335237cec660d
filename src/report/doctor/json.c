/*
 * The problems that doctor found, for programs: docs/schema/doctor-1.json.
 */
#include "gp/report.h"

#include "report/json_writer.h"

void gp_report_problems_json(struct gp_buf *out,
			     const struct gp_problems *problems, size_t checks)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "schema", "git-perf/doctor/1");
	gp_put_key(out, "problems");
	gp_put_open(out, '[');
	for (size_t i = 0; i < problems->n; i++) {
		const struct gp_problem *problem = &problems->items[i];

		gp_put_open(out, '{');
		gp_put_key_string(out, "check", problem->check);
		gp_put_key_string(out, "severity",
				  gp_problem_severity_name(problem->severity));
		gp_put_key_string(out, "what", gp_buf_str(&problem->what));
		gp_put_key_string(out, "why", gp_buf_str(&problem->why));
		gp_put_key_string(out, "next", gp_buf_str(&problem->next));
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
	gp_put_key_count(out, "checks", checks);
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}
