/*
 * Acceptances and aliases, for people and for programs.
 */
#include <stdlib.h>

#include "gp/mem.h"
#include "gp/report.h"

#include "marks.h"
#include "report/json_writer.h"

#define NAME_WIDTH   64
#define WHO_WIDTH    120
#define REASON_WIDTH 160
/* Who has more to say than that has it in JSON. */
#define REASON_LINES 12

/* ---- for people ---- */

static void put_word(struct gp_buf *out, const char *before, const char *text)
{
	if (!*text)
		return;
	gp_buf_puts(out, before);
	gp_escape_short(out, text, NAME_WIDTH);
}

static void put_reason(struct gp_buf *out, const char *reason)
{
	struct gp_span rest = gp_span_of(reason), line;
	size_t n = 0;

	while (n < REASON_LINES && gp_span_line(&line, &rest)) {
		char *text = gp_strndup(line.data, line.len);

		gp_buf_puts(out, n++ ? "\n    " : "");
		gp_escape_short(out, text, REASON_WIDTH);
		free(text);
	}
	if (rest.len)
		gp_buf_puts(out, "\n    ...");
}

static void put_who(struct gp_buf *out, const char *who, const char *reason)
{
	if (!*who && !*reason)
		return;
	if (*who)
		gp_buf_puts(out, "  ");
	gp_escape_short(out, who, WHO_WIDTH);
	if (*reason) {
		gp_buf_puts(out, *who ? ": " : "  ");
		put_reason(out, reason);
	}
	gp_buf_putc(out, '\n');
}

static void put_head(struct gp_buf *out, const struct gp_entry *mark)
{
	bool accept = mark->kind == GP_ENTRY_ACCEPTANCE;
	char id[GP_ENTRY_ID_HEX];

	gp_buf_printf(out, "%s %.12s  ", accept ? "accepted" : "alias",
		      gp_entry_id_hex(&mark->id, id));
	gp_format_time(out, mark->time_ms / 1000 - (mark->time_ms % 1000 < 0));
	put_word(out, "  ", accept ? mark->accept->pattern : mark->alias->from);
	if (accept)
		put_word(out, "  up to ", mark->accept->upto);
	else
		put_word(out, " -> ", mark->alias->to);
	put_word(out, "  on ", mark->testbed);
}

void gp_report_marks_text(struct gp_buf *out, const struct gp_oid *commit,
			  const struct gp_entries *marks)
{
	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_entry *mark = marks->items[i];
		char hex[GP_OID_HEX];

		if (mark->kind != GP_ENTRY_ACCEPTANCE &&
		    mark->kind != GP_ENTRY_ALIAS)
			continue;
		put_head(out, mark);
		if (!commit || !gp_oid_same(commit, &mark->commit))
			gp_buf_printf(out, "  at %s",
				      gp_oid_short(&mark->commit, hex));
		gp_buf_putc(out, '\n');
		if (mark->kind == GP_ENTRY_ACCEPTANCE)
			put_who(out, mark->accept->who, mark->accept->reason);
		else
			put_who(out, mark->alias->who, "");
	}
}

/* ---- for programs ---- */

static void put_accept(struct gp_buf *out, const struct gp_entry *mark)
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

static void put_mark(struct gp_buf *out, const struct gp_entry *mark)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key(out, "id");
	gp_put_entry_id(out, &mark->id);
	gp_put_key(out, "commit");
	gp_put_oid(out, &mark->commit);
	gp_put_key(out, "time");
	gp_put_time(out, mark->time_ms / 1000 - (mark->time_ms % 1000 < 0));
	if (mark->kind == GP_ENTRY_ACCEPTANCE)
		put_accept(out, mark);
	else
		put_alias(out, mark);
	gp_put_close(out, '}');
}

void gp_put_marks(struct gp_buf *out, unsigned kind,
		  const struct gp_entries *marks)
{
	gp_put_key(out, kind == GP_ENTRY_ACCEPTANCE ? "accepted" : "aliases");
	gp_put_open(out, '[');
	for (size_t i = 0; i < marks->n; i++)
		if (marks->items[i]->kind == kind)
			put_mark(out, marks->items[i]);
	gp_put_close(out, ']');
}

void gp_report_marks_json(struct gp_buf *out, unsigned kind,
			  const struct gp_entries *marks)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "schema",
			  kind == GP_ENTRY_ACCEPTANCE ? "git-perf/accept/1"
						      : "git-perf/alias/1");
	gp_put_marks(out, kind, marks);
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}
