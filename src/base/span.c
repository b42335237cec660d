/*
 * Comparing and splitting borrowed bytes, so that parsers need no copies.
 */
#include <string.h>

#include "gp/span.h"

struct gp_span gp_span_make(const char *data, size_t len)
{
	return (struct gp_span){ data ? data : "", data ? len : 0 };
}

struct gp_span gp_span_of(const char *text)
{
	return gp_span_make(text, text ? strlen(text) : 0);
}

bool gp_span_same(struct gp_span a, struct gp_span b)
{
	return a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len));
}

bool gp_span_eq(struct gp_span span, const char *text)
{
	return gp_span_same(span, gp_span_of(text));
}

bool gp_span_starts(struct gp_span span, const char *prefix)
{
	size_t len = strlen(prefix);

	return span.len >= len && !memcmp(span.data, prefix, len);
}

bool gp_span_ends(struct gp_span span, const char *suffix)
{
	size_t len = strlen(suffix);

	return span.len >= len &&
	       !memcmp(span.data + span.len - len, suffix, len);
}

size_t gp_span_find(struct gp_span span, const char *needle)
{
	size_t len = strlen(needle);
	const char *at;

	if (!span.len)
		return span.len;
	at = memmem(span.data, span.len, needle, len);
	return at ? (size_t)(at - span.data) : span.len;
}

struct gp_span gp_span_sub(struct gp_span span, size_t from, size_t len)
{
	if (from > span.len)
		from = span.len;
	if (len > span.len - from)
		len = span.len - from;
	return gp_span_make(span.data + from, len);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct gp_span gp_span_trim(struct gp_span span)
{
	while (span.len && is_space(span.data[0])) {
		span.data++;
		span.len--;
	}
	while (span.len && is_space(span.data[span.len - 1]))
		span.len--;
	return span;
}

bool gp_span_line(struct gp_span *line, struct gp_span *rest)
{
	const char *end;
	size_t len;

	if (!rest->len)
		return false;
	end = memchr(rest->data, '\n', rest->len);
	len = end ? (size_t)(end - rest->data) : rest->len;
	*line = gp_span_make(rest->data, len);
	*rest = gp_span_sub(*rest, len + 1, rest->len);
	if (line->len && line->data[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool gp_span_word(struct gp_span *word, struct gp_span *rest)
{
	const char *end = rest->data + rest->len, *at = rest->data, *begin;

	while (at < end && is_space(*at))
		at++;
	begin = at;
	while (at < end && !is_space(*at))
		at++;
	*rest = gp_span_make(at, (size_t)(end - at));
	if (at == begin)
		return false;
	*word = gp_span_make(begin, (size_t)(at - begin));
	return true;
}
