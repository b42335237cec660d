/*
 * Limits as they are written ("20%", "5ms"), and patterns of keys.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/limits.h"
#include "unit.h"

/* ---- limits ---- */

struct gp_limits gp_limits_default(enum gp_kind kind)
{
	static const struct {
		enum gp_limit_how how;
		double warn, fail;
	} kinds[] = {
		[GP_KIND_OTHER] = { GP_LIMIT_RELATIVE, 0.05, 0.1 },
		[GP_KIND_THROUGHPUT] = { GP_LIMIT_RELATIVE, 0.05, 0.1 },
		[GP_KIND_LATENCY] = { GP_LIMIT_RELATIVE, 0.1, 0.2 },
		[GP_KIND_MEMORY] = { GP_LIMIT_RELATIVE, 0.075, 0.15 },
		[GP_KIND_ERROR] = { GP_LIMIT_POINTS, 0.5, 1 },
	};
	const struct gp_limit none = { GP_LIMIT_NONE, 0, "", NULL };
	enum gp_limit_how how = kinds[kind].how;

	return (struct gp_limits){
		.kind = kind,
		.note = none,
		.warn = { how, kinds[kind].warn, "", NULL },
		.fail = { how, kinds[kind].fail, "", NULL },
		.budget_warn = none,
		.budget = none,
		.gate = true,
	};
}

/* Something like "ms" or "req/s": no blanks, no digits, no second '%'. */
static bool may_be_unit(struct gp_span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c <= ' ' || c == 0x7f || isdigit(c) || c == '%')
			return false;
	}
	return text.len <= 32;
}

static bool read_limit_value(struct gp_limit *limit, struct gp_span *unit,
			     struct gp_span text)
{
	struct gp_decimal number;

	*unit = gp_span_trim(text);
	if (!gp_decimal_take(&number, unit))
		return false;
	limit->value = gp_decimal_double(number);
	*unit = gp_span_trim(*unit);
	if (gp_span_eq(*unit, "%")) {
		limit->how = GP_LIMIT_RELATIVE;
		limit->value /= 100;
	} else if (gp_span_eq(*unit, "pp")) {
		limit->how = GP_LIMIT_POINTS;
	} else {
		limit->how = GP_LIMIT_ABSOLUTE;
		return may_be_unit(*unit);
	}
	*unit = gp_span_of("");
	return limit->value >= 0;
}

/* ---- several parts: "10% and 5ns" ---- */

static const char and_word[] = " and ";

/* Cuts the text before the next "and" off `rest`; false if there is none. */
static bool take_limit_part(struct gp_span *part, struct gp_span *rest)
{
	size_t at = gp_span_find(*rest, and_word);
	size_t next = at + strlen(and_word);

	*part = gp_span_sub(*rest, 0, at);
	if (at == rest->len)
		return false;
	*rest = gp_span_sub(*rest, next, rest->len);
	return true;
}

static bool has_part_like(const struct gp_limit *first,
			  const struct gp_limit *last)
{
	for (; first != last; first = first->also)
		if (first->how == last->how)
			return true;
	return false;
}

/* A part of several is a change, and there is one of each kind. */
static bool read_limit_parts(struct gp_limit *first, struct gp_arena *arena,
			     struct gp_span text)
{
	struct gp_limit *limit = first, *next;
	struct gp_span part, unit;
	bool more = take_limit_part(&part, &text), several = more;

	for (;; more = take_limit_part(&part, &text)) {
		*limit = (struct gp_limit){ .unit = "" };
		if (!read_limit_value(limit, &unit, part) ||
		    has_part_like(first, limit) ||
		    (several && limit->value < 0))
			return false;
		limit->unit = gp_arena_strndup(arena, unit.data, unit.len);
		if (!more)
			return true;
		next = gp_arena_alloc(arena, sizeof(*next));
		limit->also = next;
		limit = next;
	}
}

enum gp_err gp_limit_parse(struct gp_limit *out, struct gp_arena *arena,
			   struct gp_span text)
{
	struct gp_limit limit;

	if (!read_limit_parts(&limit, arena, text))
		return gp_fail(GP_EPARSE,
			       "'%.*s' is not a limit: write a number, then "
			       "%%, pp or a unit: 10%%, 1pp or 5ms; or "
			       "both, as in '10%% and 5ms'",
			       (int)(text.len < 64 ? text.len : 64), text.data);
	*out = limit;
	return GP_OK;
}

static void put_limit_part(struct gp_buf *out, const struct gp_limit *limit)
{
	double value = limit->value;

	if (limit->how == GP_LIMIT_NONE)
		return;
	if (limit->how == GP_LIMIT_RELATIVE)
		value = round(value * 1e8) / 1e6;
	gp_double_format(out, value);
	gp_buf_puts(out, limit->how == GP_LIMIT_RELATIVE ? "%"
			 : limit->how == GP_LIMIT_POINTS ? "pp"
							 : limit->unit);
}

void gp_limit_format(struct gp_buf *out, const struct gp_limit *limit)
{
	put_limit_part(out, limit);
	for (limit = limit->also; limit; limit = limit->also) {
		gp_buf_puts(out, and_word);
		put_limit_part(out, limit);
	}
}

/* ---- units ---- */

bool gp_limit_in_unit(const struct gp_limit *limit, const char *unit,
		      double *value)
{
	double factor = 1;

	switch (limit->how) {
	case GP_LIMIT_ABSOLUTE:
		if (*limit->unit && !gp_unit_factor(limit->unit, unit, &factor))
			return false;
		break;
	case GP_LIMIT_POINTS:
		if (*unit && !gp_unit_is_ratio(unit) &&
		    !gp_unit_is_percent(unit))
			return false;
		factor = gp_unit_is_percent(unit) ? 1 : 0.01;
		break;
	case GP_LIMIT_NONE:
	case GP_LIMIT_RELATIVE:
		return false;
	}
	*value = limit->value * factor;
	return true;
}
