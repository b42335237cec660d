/*
 * One line of a note: "1 " and the base64 of an entry's MessagePack.
 */
#include <string.h>

#include "gp/parse.h"

#include "line.h"

#define LINE_MARK "1 "

enum gp_err gp_entry_line_encode(struct gp_buf *out,
				 const struct gp_entry *entry)
{
	struct gp_buf bytes = GP_BUF_INIT;
	enum gp_err err = gp_entry_encode(&bytes, entry);

	if (!err) {
		gp_buf_puts(out, LINE_MARK);
		gp_base64_encode(out, gp_buf_view(&bytes));
	}
	gp_buf_clear(&bytes);
	return err;
}

enum gp_entry_line_kind gp_entry_line_bytes(struct gp_span line,
					    struct gp_buf *bytes)
{
	size_t mark = strlen(LINE_MARK);

	line = gp_span_trim(line);
	if (!line.len)
		return GP_LINE_BLANK;
	if (!gp_span_starts(line, LINE_MARK))
		return GP_LINE_UNKNOWN;
	gp_buf_reset(bytes);
	if (gp_base64_decode(bytes, gp_span_sub(line, mark, line.len)))
		return GP_LINE_ENTRY;
	gp_fail(GP_EPARSE, "not base64");
	return GP_LINE_DAMAGED;
}

enum gp_entry_line_kind gp_entry_line_decode(struct gp_entries *entries,
					     struct gp_span line,
					     struct gp_buf *scratch)
{
	enum gp_entry_line_kind kind = gp_entry_line_bytes(line, scratch);
	struct gp_entry *entry;

	if (kind != GP_LINE_ENTRY)
		return kind;
	entry = gp_entries_add(entries);
	if (!gp_entry_decode(entry, gp_buf_view(scratch)))
		return GP_LINE_ENTRY;
	gp_entry_clear(entry);
	entries->n--;
	return GP_LINE_DAMAGED;
}
