/*
 * Reads typed values and remembers the first failure, so that decoders do not
 * have to check after each value.
 */
#include <math.h>
#include <string.h>

#include "fields.h"
#include "gp/parse.h"

/* The limit in gp/decimal.h. */
#define POWER_MAX 400
/* The largest int64 times this power of ten is still a finite double. */
#define POWER_SAFE 289

void gp_fields_wrong(struct gp_fields *r, const char *what)
{
	if (!r->wrong)
		r->wrong = what;
	r->at.at = r->at.end;
}

void gp_fields_too_large(struct gp_fields *r, const char *what)
{
	if (!r->wrong)
		r->too_large = true;
	gp_fields_wrong(r, what);
}

/* ---- pieces ---- */

struct gp_token gp_fields_take(struct gp_fields *r, enum gp_token_type type,
			       const char *what)
{
	struct gp_token token = { .type = type };

	if (!gp_cursor_next(&r->at, &token) || token.type != type) {
		gp_fields_wrong(r, what);
		memset(&token, 0, sizeof(token));
	}
	return token;
}

enum gp_token_type gp_fields_peek(const struct gp_fields *r)
{
	struct gp_cursor at = r->at;
	struct gp_token token;

	return gp_cursor_next(&at, &token) ? token.type : GP_TOKEN_OTHER;
}

void gp_fields_skip(struct gp_fields *r, size_t n)
{
	for (; n; n--)
		if (!gp_cursor_skip(&r->at)) {
			gp_fields_wrong(r, "truncated");
			return;
		}
}

size_t gp_fields_array(struct gp_fields *r, size_t least, const char *what)
{
	size_t n = gp_fields_take(r, GP_TOKEN_ARRAY, what).n;

	if (n < least)
		gp_fields_wrong(r, what);
	return r->wrong ? 0 : n;
}

int64_t gp_fields_int(struct gp_fields *r, int64_t min, int64_t max,
		      const char *what)
{
	int64_t value = gp_fields_take(r, GP_TOKEN_INT, what).integer;

	if (value < min || value > max) {
		gp_fields_wrong(r, what);
		return min;
	}
	return value;
}

void gp_fields_extra(struct gp_fields *r, size_t n, size_t known)
{
	if (n > known)
		gp_fields_skip(r, n - known);
}

static bool is_text(struct gp_span span)
{
	size_t len;

	while (span.len) {
		if ((signed char)*span.data > 0) { /* ASCII but NUL */
			span.data++;
			span.len--;
			continue;
		}
		len = *span.data ? gp_utf8_len(span) : 0;
		if (!len)
			return false;
		span = gp_span_sub(span, len, span.len);
	}
	return true;
}

const char *gp_fields_string(struct gp_fields *r, const char *what)
{
	struct gp_span span = gp_fields_take(r, GP_TOKEN_STR, what).bytes;

	if (r->wrong || !span.len)
		return "";
	if (!is_text(span)) {
		gp_fields_wrong(r, what);
		return "";
	}
	return gp_arena_strndup(r->arena, span.data, span.len);
}

/* ---- numbers ---- */

struct gp_decimal gp_fields_decimal(struct gp_fields *r, int64_t digits,
				    int64_t power)
{
	struct gp_decimal value = { .digits = digits,
				    .exp = (int16_t)power,
				    .kind = GP_DECIMAL_EXACT };

	if (power > POWER_SAFE && !isfinite(gp_decimal_double(value)))
		gp_fields_wrong(r, "a number beyond a double");
	return value;
}

int64_t gp_fields_power(struct gp_fields *r)
{
	return gp_fields_int(r, -POWER_MAX, POWER_MAX, "a power of ten");
}

struct gp_decimal gp_fields_number(struct gp_fields *r, int64_t power)
{
	struct gp_decimal value = { .kind = GP_DECIMAL_DOUBLE };
	int64_t digits;
	size_t n;

	switch (gp_fields_peek(r)) {
	case GP_TOKEN_INT:
		digits = gp_fields_take(r, GP_TOKEN_INT, "a number").integer;
		return gp_fields_decimal(r, digits, power);
	case GP_TOKEN_ARRAY:
		n = gp_fields_array(r, 2, "a number");
		digits = gp_fields_take(r, GP_TOKEN_INT, "a number").integer;
		power = gp_fields_power(r);
		gp_fields_extra(r, n, 2);
		return gp_fields_decimal(r, digits, power);
	default:
		value.value = gp_fields_take(r, GP_TOKEN_REAL, "a number").real;
		if (!isfinite(value.value))
			gp_fields_wrong(r, "a number that is not finite");
		return value;
	}
}

struct gp_decimal gp_fields_optional(struct gp_fields *r, int64_t power)
{
	if (gp_fields_peek(r) != GP_TOKEN_NIL)
		return gp_fields_number(r, power);
	gp_fields_skip(r, 1);
	return (struct gp_decimal){ .kind = GP_DECIMAL_NONE };
}
