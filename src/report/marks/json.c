/*
 * Marks for programs: git-perf/accept/1, git-perf/alias/1 and
 * git-perf/retire/1, docs/schema/accept-1.json and so on, and the same lists in
 * show/1.
 */
#include "gp/report.h"

#include "marks.h"
#include "report/json_writer.h"

static void put_acceptance(struct gp_buf *out, const struct gp_entry *mark)
{
	gp_put_key_string(out, "pattern", mark->accept->pattern);
	gp_put_key_maybe(out, "upto", mark->accept->upto);
	gp_put_key_maybe(out, "testbed", mark->testbed);
	gp_put_key_string(out, "reason", mark->accept->reason);
	gp_put_key_maybe(out, "who", mark->accept->who);
}

static void put_alias(struct gp_buf *out, const struct gp_entry *mark)
{
	gp_put_key_string(out, "old", mark->alias->from);
	gp_put_key_string(out, "new", mark->alias->to);
	gp_put_key_maybe(out, "who", mark->alias->who);
}

static void put_retirement(struct gp_buf *out, const struct gp_entry *mark)
{
	gp_put_key_string(out, "pattern", mark->retire->pattern);
	gp_put_key_maybe(out, "testbed", mark->testbed);
	gp_put_key_maybe(out, "reason", mark->retire->reason);
	gp_put_key_maybe(out, "who", mark->retire->who);
}

static void put_one_mark(struct gp_buf *out, const struct gp_entry *mark)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_entry_id(out, "id", &mark->id);
	gp_put_key_oid(out, "commit", &mark->commit);
	gp_put_key_time(out, "time", gp_seconds_of_ms(mark->time_ms));
	if (mark->kind == GP_ENTRY_ACCEPTANCE)
		put_acceptance(out, mark);
	else if (mark->kind == GP_ENTRY_RETIREMENT)
		put_retirement(out, mark);
	else
		put_alias(out, mark);
	gp_put_close(out, '}');
}

void gp_put_marks(struct gp_buf *out, unsigned kind,
		  const struct gp_entries *marks)
{
	gp_put_key_open(out,
			kind == GP_ENTRY_ACCEPTANCE   ? "accepted"
			: kind == GP_ENTRY_RETIREMENT ? "retired"
						      : "aliases",
			'[');
	for (size_t i = 0; i < marks->n; i++)
		if (marks->items[i]->kind == kind)
			put_one_mark(out, marks->items[i]);
	gp_put_close(out, ']');
}

void gp_report_marks_json(struct gp_buf *out, unsigned kind,
			  const struct gp_entries *marks)
{
	gp_put_document(out, kind == GP_ENTRY_ACCEPTANCE ? "git-perf/accept/1"
			     : kind == GP_ENTRY_RETIREMENT
				     ? "git-perf/retire/1"
				     : "git-perf/alias/1");
	gp_put_marks(out, kind, marks);
	gp_put_document_end(out);
}
