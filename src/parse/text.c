/*
 * Text that is read from files: UTF-8, line numbers, and escape sequences of
 * terminals.
 */
#include <stdint.h>
#include <string.h>

#include "gp/parse.h"

size_t gp_text_line_at(struct gp_span text, size_t offset)
{
	const char *at = text.data, *end, *next;
	size_t line = 1;

	end = at + (offset < text.len ? offset : text.len);
	while (at < end && (next = memchr(at, '\n', (size_t)(end - at)))) {
		line++;
		at = next + 1;
	}
	return line;
}

static bool is_continuation(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* The range of the second byte excludes overlong forms and surrogates. */
static bool is_valid_second(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return second >= 0xa0 && second <= 0xbf;
	case 0xed:
		return second >= 0x80 && second <= 0x9f;
	case 0xf0:
		return second >= 0x90 && second <= 0xbf;
	case 0xf4:
		return second >= 0x80 && second <= 0x8f;
	default:
		return is_continuation(second);
	}
}

size_t gp_utf8_len(struct gp_span s)
{
	const unsigned char *c = (const unsigned char *)s.data;
	size_t len;

	if (!s.len)
		return 0;
	if (c[0] < 0x80)
		return 1;
	if (c[0] < 0xc2 || c[0] > 0xf4)
		return 0;
	len = c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
	if (s.len < len || !is_valid_second(c[0], c[1]))
		return 0;
	for (size_t i = 2; i < len; i++)
		if (!is_continuation(c[i]))
			return 0;
	return len;
}

/* Number of ASCII bytes at the start, without NUL. */
static size_t ascii_len(struct gp_span s)
{
	size_t i = 0;

	while (i < s.len && s.data[i] && !(s.data[i] & 0x80))
		i++;
	return i;
}

/* Offset of the first byte that is not part of a text, or text.len. */
static size_t first_bad_byte(struct gp_span text)
{
	size_t at = 0, len;
	struct gp_span rest;

	for (;;) {
		rest = gp_span_sub(text, at, text.len);
		at += ascii_len(rest);
		rest = gp_span_sub(text, at, text.len);
		len = rest.len && rest.data[0] ? gp_utf8_len(rest) : 0;
		if (!len)
			return at;
		at += len;
	}
}

/* Every second byte of ASCII in UTF-16 is NUL. */
static bool looks_utf16(struct gp_span text)
{
	struct gp_span head = gp_span_sub(text, 0, 64);
	size_t nul[2] = { 0, 0 };

	if (gp_span_starts(text, "\xff\xfe") ||
	    gp_span_starts(text, "\xfe\xff"))
		return true;
	for (size_t i = 0; i < head.len; i++)
		nul[i % 2] += !head.data[i];
	return head.len >= 4 && ((!nul[0] && nul[1] >= head.len / 3) ||
				 (!nul[1] && nul[0] >= head.len / 3));
}

/* Binary has control characters that a Latin-1 text does not have. */
static bool looks_binary(struct gp_span text)
{
	struct gp_span head = gp_span_sub(text, 0, 4096);

	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.data[i];

		if (c < '\t' || (c > '\r' && c < ' ' && c != 0x1b))
			return true;
	}
	return false;
}

enum gp_err gp_text_check(struct gp_span *text)
{
	struct gp_span body = *text;
	size_t bad;

	if (gp_span_starts(body, "\xef\xbb\xbf"))
		body = gp_span_sub(body, 3, body.len);
	bad = first_bad_byte(body);
	if (bad == body.len) {
		*text = body;
		return GP_OK;
	}
	if (looks_utf16(body))
		return gp_fail(GP_EPARSE, "line 1: this is UTF-16: convert it "
					  "with iconv -f UTF-16 -t UTF-8");
	if (!body.data[bad] || looks_binary(body))
		return gp_fail(GP_EPARSE,
			       "line %zu: byte %zu is 0x%02x: this is binary, "
			       "not text",
			       gp_text_line_at(body, bad), bad,
			       (unsigned char)body.data[bad]);
	return gp_fail(GP_EPARSE,
		       "line %zu: byte %zu is 0x%02x, which is not UTF-8: if "
		       "this is Latin-1, convert it with iconv -f LATIN1 -t "
		       "UTF-8",
		       gp_text_line_at(body, bad), bad,
		       (unsigned char)body.data[bad]);
}

/* ---- escape sequences ---- */

#define ESC '\x1b'
#define BEL '\x07'

/* Length of "ESC [ parameters final" at the start of `s`. */
static size_t csi_len(struct gp_span s)
{
	size_t i = 2;

	while (i < s.len && s.data[i] >= 0x20 && s.data[i] < 0x40)
		i++;
	if (i < s.len && s.data[i] >= 0x40 && s.data[i] <= 0x7e)
		i++;
	return i;
}

/* Length of "ESC ] text" up to BEL, ESC \ or the end of the line. */
static size_t osc_len(struct gp_span s)
{
	size_t i = 2;

	for (; i < s.len && s.data[i] != '\n'; i++) {
		if (s.data[i] == BEL)
			return i + 1;
		if (s.data[i] == ESC && i + 1 < s.len && s.data[i + 1] == '\\')
			return i + 2;
	}
	return i;
}

/* Length of "ESC intermediates final", such as "ESC ( B". */
static size_t short_len(struct gp_span s)
{
	size_t i = 1;

	while (i < s.len && s.data[i] >= 0x20 && s.data[i] < 0x30)
		i++;
	if (i < s.len && s.data[i] >= 0x30 && s.data[i] <= 0x7e)
		i++;
	return i;
}

static size_t escape_len(struct gp_span s)
{
	if (s.len < 2)
		return s.len;
	switch (s.data[1]) {
	case '[':
		return csi_len(s);
	case ']':
		return osc_len(s);
	default:
		return short_len(s);
	}
}

void gp_text_strip_ansi(struct gp_buf *out, struct gp_span line)
{
	const char *esc;
	size_t plain;

	while (line.len) {
		esc = memchr(line.data, ESC, line.len);
		plain = esc ? (size_t)(esc - line.data) : line.len;
		gp_buf_add(out, line.data, plain);
		line = gp_span_sub(line, plain, line.len);
		if (esc)
			line = gp_span_sub(line, escape_len(line), line.len);
	}
}
