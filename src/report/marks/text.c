/*
 * Acceptances, aliases and retirements for people.
 */
#include <stdlib.h>

#include "gp/mem.h"
#include "gp/report.h"

#define WHO_WIDTH    120
#define REASON_WIDTH 160
/* Who has more to say than that has it in JSON. */
#define REASON_LINES 12

static void put_name_after(struct gp_buf *out, const char *before,
			   const char *text)
{
	if (!*text)
		return;
	gp_buf_puts(out, before);
	gp_escape_text(out, text);
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

static void put_author(struct gp_buf *out, const char *who, const char *reason)
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

static const char *word_of_mark(const struct gp_entry *mark)
{
	if (mark->kind == GP_ENTRY_RETIREMENT)
		return "retired";
	return mark->kind == GP_ENTRY_ACCEPTANCE ? "accepted" : "alias";
}

static void put_mark_line(struct gp_buf *out, const struct gp_entry *mark)
{
	char id[GP_ENTRY_ID_HEX];

	gp_buf_printf(out, "%s %.12s  ", word_of_mark(mark),
		      gp_entry_id_hex(&mark->id, id));
	gp_format_time(out, gp_seconds_of_ms(mark->time_ms));
	if (mark->kind == GP_ENTRY_RETIREMENT) {
		put_name_after(out, "  ", mark->retire->pattern);
	} else if (mark->kind == GP_ENTRY_ACCEPTANCE) {
		put_name_after(out, "  ", mark->accept->pattern);
		put_name_after(out, "  up to ", mark->accept->upto);
	} else {
		put_name_after(out, "  ", mark->alias->from);
		put_name_after(out, " -> ", mark->alias->to);
	}
	put_name_after(out, "  on ", mark->testbed);
}

static void put_who(struct gp_buf *out, const struct gp_entry *mark)
{
	if (mark->kind == GP_ENTRY_RETIREMENT)
		put_author(out, mark->retire->who, mark->retire->reason);
	else if (mark->kind == GP_ENTRY_ACCEPTANCE)
		put_author(out, mark->accept->who, mark->accept->reason);
	else
		put_author(out, mark->alias->who, "");
}

void gp_report_marks_text(struct gp_buf *out, const struct gp_oid *commit,
			  const struct gp_entries *marks)
{
	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_entry *mark = marks->items[i];
		char hex[GP_OID_HEX];

		if (!gp_entry_kind_info(mark->kind) ||
		    !gp_entry_kind_info(mark->kind)->is_mark)
			continue;
		put_mark_line(out, mark);
		if (!commit || !gp_oid_same(commit, &mark->commit))
			gp_buf_printf(out, "  at %s",
				      gp_oid_short(&mark->commit, hex));
		gp_buf_putc(out, '\n');
		put_who(out, mark);
	}
}
