#ifndef GP_REPORT_JSON_WRITER_H
#define GP_REPORT_JSON_WRITER_H

#include "gp/buf.h"
#include "gp/decimal.h"
#include "gp/entry.h"

/**
 * @file
 * The one writer of JSON. It appends values to a buffer and looks at the text
 * so far to decide whether a comma is needed: none follows an opening bracket,
 * a key or a line end. So no caller counts elements. A buffer that was flushed
 * has lost that text: see gp_put_item().
 *
 * A whole document:
 *
 *	gp_put_document(out, "git-perf/push/1");
 *	gp_put_key_string(out, "remote", remote);
 *	gp_put_key_open(out, "refs", '[');
 *	...
 *	gp_put_close(out, ']');
 *	gp_put_document_end(out);
 */

/** `{"schema": "<schema>"`: the beginning of every document. */
void gp_put_document(struct gp_buf *out, const char *schema);
/** The closing brace and a line end. */
void gp_put_document_end(struct gp_buf *out);

/** Appends '{' or '[', after a comma if one is needed. */
void gp_put_open(struct gp_buf *out, char bracket);
/** Appends '}' or ']'. */
void gp_put_close(struct gp_buf *out, char bracket);
/** A comma if one is needed, and a new line, for arrays that people read. */
void gp_put_line(struct gp_buf *out);
/**
 * Begins element `i` of an array on a line of its own, even if `out` was
 * flushed since element 0.
 */
void gp_put_item(struct gp_buf *out, size_t i);
/** Closes such an array of `n` elements. */
void gp_put_items_end(struct gp_buf *out, size_t n);
/** A key; its value must follow. It is not escaped: a constant. */
void gp_put_key(struct gp_buf *out, const char *key);

/* A key with its value; the values are as below. */
void gp_put_key_open(struct gp_buf *out, const char *key, char bracket);
void gp_put_key_bool(struct gp_buf *out, const char *key, bool value);
void gp_put_key_count(struct gp_buf *out, const char *key, uint64_t value);
void gp_put_key_string(struct gp_buf *out, const char *key, const char *text);
void gp_put_key_number(struct gp_buf *out, const char *key, double value);
void gp_put_key_oid(struct gp_buf *out, const char *key,
		    const struct gp_oid *oid);
void gp_put_key_decimal(struct gp_buf *out, const char *key,
			struct gp_decimal value);
void gp_put_key_entry_id(struct gp_buf *out, const char *key,
			 const struct gp_entry_id *id);
void gp_put_key_time(struct gp_buf *out, const char *key, int64_t seconds);
/** The key, and null for an empty text. */
void gp_put_key_maybe(struct gp_buf *out, const char *key, const char *text);
/** An array of `n` strings. */
void gp_put_key_strings(struct gp_buf *out, const char *key,
			const char *const *items, size_t n);

/* ---- values: of an array, or after gp_put_key() ---- */

/** null, true or false, and an integer. */
void gp_put_null(struct gp_buf *out);
void gp_put_bool(struct gp_buf *out, bool value);
void gp_put_count(struct gp_buf *out, uint64_t value);
/** Escaped by gp_escape_json(). */
void gp_put_string(struct gp_buf *out, const char *text);
/** null if not finite. */
void gp_put_number(struct gp_buf *out, double value);
/** null if absent (kind NONE). */
void gp_put_decimal(struct gp_buf *out, struct gp_decimal value);
/** 40 or 64 hexadecimal digits; null if the size is 0. */
void gp_put_oid(struct gp_buf *out, const struct gp_oid *oid);
/** The id of an entry, as hexadecimal digits. */
void gp_put_entry_id(struct gp_buf *out, const struct gp_entry_id *id);
/** "2026-11-21T09:40:00Z" from seconds since 1970. */
void gp_put_time(struct gp_buf *out, int64_t seconds);

#endif /* GP_REPORT_JSON_WRITER_H */
