/*
 * Limits as they are written ("20%", "5ms"), and patterns of keys.
 */
#include <ctype.h>
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
	const struct gp_limit none = { GP_LIMIT_NONE, 0, "" };
	enum gp_limit_how how = kinds[kind].how;

	return (struct gp_limits){
		.kind = kind,
		.warn = { how, kinds[kind].warn, "" },
		.fail = { how, kinds[kind].fail, "" },
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

enum gp_err gp_limit_parse(struct gp_limit *out, struct gp_arena *arena,
			   struct gp_span text)
{
	struct gp_limit limit;
	struct gp_span unit;

	if (!read_limit_value(&limit, &unit, text))
		return gp_fail(GP_EPARSE,
			       "'%.*s' is not a limit: write a number, then "
			       "%%, pp or a unit: 10%%, 1pp or 5ms",
			       (int)(text.len < 64 ? text.len : 64), text.data);
	limit.unit = gp_arena_strndup(arena, unit.data, unit.len);
	*out = limit;
	return GP_OK;
}

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
