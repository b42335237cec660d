/*
 * Numbers that JSON writers put into strings: JavaScript's toFixed() returns a
 * string, and people append the unit.
 */
#include <string.h>
#include <strings.h>

#include "gp/parse.h"

#define UNIT_LEN_MAX 24
#define HASH_LEN_MIN 7

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The micro sign and the Greek mu, which look the same. */
static size_t micro_len(struct gp_span s)
{
	return gp_span_starts(s, "\xc2\xb5") || gp_span_starts(s, "\xce\xbc")
		       ? 2
		       : 0;
}

static bool is_unit_text(struct gp_span unit)
{
	size_t i = 0, n;

	if (unit.len > UNIT_LEN_MAX)
		return false;
	while (i < unit.len) {
		char c = unit.data[i];

		n = micro_len(gp_span_sub(unit, i, unit.len));
		if (!n && !is_ascii_letter(c) && c != '%' && c != '/')
			return false;
		i += n ? n : 1;
	}
	return true;
}

/* Only hex digits, and at least one letter: 1234e56 is 1.234e+59, or a commit.
 */
static bool looks_like_hash(struct gp_span text)
{
	size_t letters = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		letters += c >= 'a' && c <= 'f';
		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
			return false;
	}
	return letters && text.len >= HASH_LEN_MIN;
}

static bool measure_of_text(struct gp_span text, struct gp_decimal *out,
			    struct gp_span *unit)
{
	struct gp_span rest = text = gp_span_trim(text);
	struct gp_decimal value;

	if (looks_like_hash(text) || !gp_decimal_take(&value, &rest))
		return false;
	rest = gp_span_trim(rest);
	if (!is_unit_text(rest))
		return false;
	*out = value;
	*unit = rest;
	return true;
}

bool gp_json_measure(const struct gp_json *json, struct gp_decimal *out,
		     struct gp_span *unit)
{
	const char *text = gp_json_text(json);

	if (text)
		return measure_of_text(gp_span_of(text), out, unit);
	*unit = gp_span_of("");
	return gp_json_number(json, out);
}

bool gp_json_not_finite(const struct gp_json *json)
{
	static const char *const words[] = { "nan", "inf", "infinity" };
	const char *text = gp_json_text(json);
	struct gp_decimal unused;

	if (gp_json_is(json, GP_JSON_NUMBER))
		return !gp_json_number(json, &unused);
	if (!text)
		return false;
	if (*text == '+' || *text == '-')
		text++;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcasecmp(text, words[i]))
			return true;
	return false;
}
