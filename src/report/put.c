#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "put.h"

static void comma(struct gp_buf *out)
{
	char last = out->len ? out->data[out->len - 1] : '[';

	if (last != '{' && last != '[' && last != ' ' && last != '\n')
		gp_buf_add(out, ", ", 2);
}

void gp_put_open(struct gp_buf *out, char bracket)
{
	comma(out);
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

void gp_put_key(struct gp_buf *out, const char *key)
{
	comma(out);
	gp_buf_putc(out, '"');
	gp_buf_puts(out, key);
	gp_buf_puts(out, "\": ");
}

void gp_put_null(struct gp_buf *out)
{
	comma(out);
	gp_buf_puts(out, "null");
}

void gp_put_bool(struct gp_buf *out, bool value)
{
	comma(out);
	gp_buf_puts(out, value ? "true" : "false");
}

void gp_put_count(struct gp_buf *out, uint64_t value)
{
	comma(out);
	if (value <= INT64_MAX)
		gp_decimal_format(out, gp_decimal_int((int64_t)value));
	else /* what a note claims */
		gp_buf_printf(out, "%" PRIu64, value);
}

void gp_put_string(struct gp_buf *out, const char *text)
{
	comma(out);
	gp_escape_json(out, text);
}

void gp_put_number(struct gp_buf *out, double value)
{
	comma(out);
	if (isfinite(value))
		gp_double_format(out, value);
	else
		gp_buf_puts(out, "null");
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
	comma(out);
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

void gp_put_run_id(struct gp_buf *out, const struct gp_entry_id *id)
{
	char hex[GP_ENTRY_ID_HEX];

	gp_put_string(out, gp_entry_id_hex(id, hex));
}

void gp_put_time(struct gp_buf *out, int64_t seconds)
{
	comma(out);
	gp_buf_putc(out, '"');
	gp_format_time(out, seconds);
	gp_buf_putc(out, '"');
}

void gp_put_five(struct gp_buf *out, const struct gp_five *five)
{
	gp_put_key(out, "mean");
	gp_put_decimal(out, five->mean);
	gp_put_key(out, "stddev");
	gp_put_decimal(out, five->stddev);
	gp_put_key(out, "min");
	gp_put_decimal(out, five->min);
	gp_put_key(out, "p50");
	gp_put_decimal(out, five->p50);
	gp_put_key(out, "max");
	gp_put_decimal(out, five->max);
}

void gp_put_pairs(struct gp_buf *out, const struct gp_pairs *pairs)
{
	gp_put_open(out, '{');
	for (size_t i = 0; i < pairs->n; i++) {
		comma(out);
		gp_escape_json(out, pairs->items[i].key);
		gp_buf_puts(out, ": ");
		gp_escape_json(out, pairs->items[i].value);
	}
	gp_put_close(out, '}');
}

void gp_put_limit(struct gp_buf *out, const char *key,
		  const struct gp_limit *limit)
{
	struct gp_buf text = GP_BUF_INIT;
	double value = limit->value;
	bool relative = limit->how == GP_LIMIT_RELATIVE;

	gp_put_key(out, key);
	gp_put_number(out, relative ? value : NAN);
	gp_buf_printf(&text, "%s_limit", key);
	gp_put_key(out, gp_buf_str(&text));
	gp_buf_reset(&text);
	if (relative)
		value = round(value * 1e8) / 1e6;
	if (limit->how == GP_LIMIT_NONE) {
		gp_put_null(out);
	} else {
		gp_double_format(&text, value);
		gp_buf_puts(&text, relative ? "%"
				   : limit->how == GP_LIMIT_POINTS
					   ? "pp"
					   : limit->unit);
		gp_put_string(out, gp_buf_str(&text));
	}
	gp_buf_clear(&text);
}

void gp_put_key_maybe(struct gp_buf *out, const char *key, const char *value)
{
	gp_put_key(out, key);
	if (*value)
		gp_put_string(out, value);
	else
		gp_put_null(out);
}

void gp_put_claim(struct gp_buf *out, const struct gp_finding *f)
{
	const bool is = f->status == GP_STATUS_UNTRUSTED;

	gp_put_key_maybe(out, "claimed", is ? gp_status_name(f->claimed) : "");
	gp_put_key_maybe(out, "claimed_severity",
			 is ? gp_severity_name(f->claimed_severity) : "");
}

void gp_put_change(struct gp_buf *out, const struct gp_finding *f)
{
	gp_put_key_number(out, "change", f->change);
	gp_put_key_number(out, "change_low", f->change_low);
	gp_put_key_number(out, "change_high", f->change_high);
	gp_put_key_number(out, "delta", f->delta);
	gp_put_key_number(out, "p", f->p);
	gp_put_key_number(out, "q", f->q);
}
