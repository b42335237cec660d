/*
 * What verifying the notes found, for programs: git-perf/fsck/1.
 */
#include "gp/report.h"

#include "report/json_writer.h"
#include "report/lost.h"

void gp_report_fsck_begin_json(struct gp_buf *out)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "schema", "git-perf/fsck/1");
	gp_put_key(out, "problems");
	gp_put_open(out, '[');
}

void gp_report_fsck_problem_json(struct gp_buf *out,
				 const struct gp_fsck_problem *problem,
				 const char *ref)
{
	gp_put_open(out, '{');
	gp_put_key(out, "object");
	if (problem->object.size)
		gp_put_oid(out, &problem->object);
	else
		gp_put_string(out, ref);
	gp_put_key_count(out, "line", problem->line);
	gp_put_key_string(out, "what", problem->what);
	gp_put_close(out, '}');
}

void gp_report_fsck_json(struct gp_buf *out,
			 const struct gp_fsck_counts *counts,
			 const struct gp_report_lost *lost)
{
	gp_put_close(out, ']');
	gp_put_key_count(out, "notes", counts->notes);
	gp_put_key_count(out, "lines", counts->lines);
	gp_put_key_count(out, "runs", counts->entries);
	gp_put_key_count(out, "marks", counts->marks);
	gp_put_key_count(out, "unknown", counts->unknown);
	gp_put_key_count(out, "damaged", counts->damaged);
	gp_put_key_count(out, "split", counts->split);
	if (lost) {
		gp_put_key_lost(out, lost);
	} else {
		gp_put_key(out, "lost");
		gp_put_null(out);
	}
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}
