/*
 * Values typed on the command line, record --value: KEY=NUMBER[UNIT].
 */
#include <string.h>

#include "gp/import.h"
#include "gp/parse.h"

static enum gp_err fail_typed_value(const char *text, const char *why)
{
	return gp_fail(GP_EUSAGE,
		       "--value %s: %s: expected KEY=NUMBER[UNIT], such as "
		       "parse:p99=12.5ms",
		       text, why);
}

/* Offset of the last `c`, or span.len when there is none. */
static size_t last_index_of(struct gp_span span, char c)
{
	const char *at = span.len ? memrchr(span.data, c, span.len) : NULL;

	return at ? (size_t)(at - span.data) : span.len;
}

/*
 * The rest of a number that is written in another way (0x10, 1,5, 1_000,
 * 2e3e4, 1d5) is not a unit: nobody means 0 of the unit x10.
 */
static bool is_plausible_unit(struct gp_span unit)
{
	static const char digits[] = "0123456789";
	static const char hex[] = "0123456789abcdefABCDEF";
	size_t n = 1;

	if (!unit.len)
		return true;
	if (strchr("0123456789.,_'+-", unit.data[0]))
		return false;
	if (!strchr("xXbBoOeEdDpP", unit.data[0]) || unit.len < 2)
		return true;
	if (strchr("eEdDpP", unit.data[0]) && strchr("+-", unit.data[1]))
		n = 2;
	for (; n < unit.len; n++)
		if (!strchr(strchr("xX", unit.data[0]) ? hex : digits,
			    unit.data[n]))
			return true;
	return false;
}

enum gp_err gp_import_value(struct gp_intake *out, const char *text)
{
	struct gp_span all = gp_span_of(text), key, unit, metric;
	size_t equal = last_index_of(all, '='), colon;
	struct gp_measurement *m;
	struct gp_decimal value;

	if (gp_text_check(&all))
		return fail_typed_value("", "not UTF-8");
	if (equal == all.len)
		return fail_typed_value(text, "no '='");
	key = gp_span_trim(gp_span_sub(all, 0, equal));
	unit = gp_span_trim(gp_span_sub(all, equal + 1, all.len));
	if (!gp_decimal_take(&value, &unit))
		return fail_typed_value(text, "no number after '='");
	unit = gp_span_trim(unit);
	if (!is_plausible_unit(unit))
		return fail_typed_value(text, "this is not a number");
	colon = last_index_of(key, ':');
	metric = colon == key.len ? gp_span_of("value")
				  : gp_span_sub(key, colon + 1, key.len);
	if (!colon || !key.len || !metric.len)
		return fail_typed_value(text, "half of the key is missing");
	m = gp_entry_measurement(out->run, gp_span_sub(key, 0, colon), metric,
				 unit);
	gp_entry_sample(out->run, m, value);
	return GP_OK;
}
