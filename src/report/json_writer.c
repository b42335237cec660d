/*
 * JSON, value by value.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "gp/report.h"

#include "json_writer.h"

static void put_comma(struct gp_buf *out)
{
	char last = out->len ? out->data[out->len - 1] : '[';

	if (last != '{' && last != '[' && last != ' ' && last != '\n')
		gp_buf_add(out, ", ", 2);
}

void gp_put_document(struct gp_buf *out, const char *schema)
{
	gp_buf_putc(out, '{');
	gp_put_key_string(out, "schema", schema);
}

void gp_put_document_end(struct gp_buf *out)
{
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}

void gp_put_open(struct gp_buf *out, char bracket)
{
	put_comma(out);
	gp_buf_putc(out, bracket);
}

void gp_put_close(struct gp_buf *out, char bracket)
{
	gp_buf_putc(out, bracket);
}

void gp_put_line(struct gp_buf *out)
{
	if (out->len && !strchr("{[", out->data[out->len - 1]))
		gp_buf_putc(out, ',');
	gp_buf_putc(out, '\n');
}

void gp_put_item(struct gp_buf *out, size_t i)
{
	gp_buf_puts(out, i ? ",\n" : "\n");
}

void gp_put_items_end(struct gp_buf *out, size_t n)
{
	gp_buf_puts(out, n ? "\n]" : "]");
}

void gp_put_key(struct gp_buf *out, const char *key)
{
	put_comma(out);
	gp_buf_putc(out, '"');
	gp_buf_puts(out, key);
	gp_buf_puts(out, "\": ");
}

void gp_put_null(struct gp_buf *out)
{
	put_comma(out);
	gp_buf_puts(out, "null");
}

void gp_put_bool(struct gp_buf *out, bool value)
{
	put_comma(out);
	gp_buf_puts(out, value ? "true" : "false");
}

void gp_put_count(struct gp_buf *out, uint64_t value)
{
	put_comma(out);
	if (value <= INT64_MAX)
		gp_decimal_format(out, gp_decimal_int((int64_t)value));
	else /* what a note claims */
		gp_buf_printf(out, "%" PRIu64, value);
}

void gp_put_string(struct gp_buf *out, const char *text)
{
	put_comma(out);
	gp_escape_json(out, text);
}

void gp_put_number(struct gp_buf *out, double value)
{
	put_comma(out);
	if (isfinite(value))
		gp_double_format(out, value);
	else
		gp_buf_puts(out, "null");
}

void gp_put_key_open(struct gp_buf *out, const char *key, char bracket)
{
	gp_put_key(out, key);
	gp_put_open(out, bracket);
}

void gp_put_key_bool(struct gp_buf *out, const char *key, bool value)
{
	gp_put_key(out, key);
	gp_put_bool(out, value);
}

void gp_put_key_count(struct gp_buf *out, const char *key, uint64_t value)
{
	gp_put_key(out, key);
	gp_put_count(out, value);
}

void gp_put_key_string(struct gp_buf *out, const char *key, const char *text)
{
	gp_put_key(out, key);
	gp_put_string(out, text);
}

void gp_put_key_number(struct gp_buf *out, const char *key, double value)
{
	gp_put_key(out, key);
	gp_put_number(out, value);
}

void gp_put_decimal(struct gp_buf *out, struct gp_decimal value)
{
	put_comma(out);
	if (value.kind == GP_DECIMAL_NONE)
		gp_buf_puts(out, "null");
	else
		gp_decimal_format(out, value);
}

void gp_put_oid(struct gp_buf *out, const struct gp_oid *oid)
{
	char hex[GP_OID_HEX];

	if (oid->size)
		gp_put_string(out, gp_oid_hex(oid, hex));
	else
		gp_put_null(out);
}

void gp_put_entry_id(struct gp_buf *out, const struct gp_entry_id *id)
{
	char hex[GP_ENTRY_ID_HEX];

	gp_put_string(out, gp_entry_id_hex(id, hex));
}

void gp_put_time(struct gp_buf *out, int64_t seconds)
{
	put_comma(out);
	gp_buf_putc(out, '"');
	gp_format_time(out, seconds);
	gp_buf_putc(out, '"');
}

void gp_put_key_oid(struct gp_buf *out, const char *key,
		    const struct gp_oid *oid)
{
	gp_put_key(out, key);
	gp_put_oid(out, oid);
}

void gp_put_key_decimal(struct gp_buf *out, const char *key,
			struct gp_decimal value)
{
	gp_put_key(out, key);
	gp_put_decimal(out, value);
}

void gp_put_key_entry_id(struct gp_buf *out, const char *key,
			 const struct gp_entry_id *id)
{
	gp_put_key(out, key);
	gp_put_entry_id(out, id);
}

void gp_put_key_time(struct gp_buf *out, const char *key, int64_t seconds)
{
	gp_put_key(out, key);
	gp_put_time(out, seconds);
}

void gp_put_key_maybe(struct gp_buf *out, const char *key, const char *text)
{
	gp_put_key(out, key);
	if (*text)
		gp_put_string(out, text);
	else
		gp_put_null(out);
}

void gp_put_key_strings(struct gp_buf *out, const char *key,
			const char *const *items, size_t n)
{
	gp_put_key_open(out, key, '[');
	for (size_t i = 0; i < n; i++)
		gp_put_string(out, items[i]);
	gp_put_close(out, ']');
}
