/*
 * Base64 with padding (RFC 4648), in its canonical form only.
 */
#include <stdint.h>

#include "gp/parse.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			       "abcdefghijklmnopqrstuvwxyz0123456789+/";

void gp_base64_encode(struct gp_buf *out, struct gp_span bytes)
{
	const unsigned char *at = (const unsigned char *)bytes.data;

	for (size_t left = bytes.len; left; at += 3) {
		size_t n = left < 3 ? left : 3;
		uint32_t group = (uint32_t)at[0] << 16 |
				 (uint32_t)(n > 1 ? at[1] : 0) << 8 |
				 (uint32_t)(n > 2 ? at[2] : 0);
		char four[4] = { alphabet[group >> 18],
				 alphabet[group >> 12 & 63],
				 n > 1 ? alphabet[group >> 6 & 63] : '=',
				 n > 2 ? alphabet[group & 63] : '=' };

		gp_buf_add(out, four, sizeof(four));
		left -= n;
	}
}

/* The six bits of a character, or 64. */
static uint32_t sextet_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (uint32_t)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (uint32_t)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0') + 52;
	return c == '+' ? 62 : c == '/' ? 63 : 64;
}

/* Decodes `n` characters (2 to 4) into n - 1 bytes. */
static bool decode_group(unsigned char *out, const char *in, size_t n)
{
	uint32_t group = 0, bits;

	for (size_t i = 0; i < 4; i++) {
		bits = i < n ? sextet_of(in[i]) : 0;
		if (bits > 63)
			return false;
		group = group << 6 | bits;
	}
	out[0] = (unsigned char)(group >> 16);
	out[1] = (unsigned char)(group >> 8);
	out[2] = (unsigned char)group;
	/* Unused bits must be 0, else two texts would mean the same bytes. */
	return n == 4 || !(group & (n == 3 ? 0xffu : 0xffffu));
}

static size_t padding_len(struct gp_span text)
{
	if (gp_span_ends(text, "=="))
		return 2;
	return gp_span_ends(text, "=") ? 1 : 0;
}

bool gp_base64_decode(struct gp_buf *out, struct gp_span text)
{
	size_t start = out->len, chars, n;
	unsigned char three[3];

	if (text.len % 4)
		return false;
	chars = text.len - padding_len(text);
	for (size_t at = 0; at < chars; at += 4) {
		n = chars - at < 4 ? chars - at : 4;
		if (!decode_group(three, text.data + at, n)) {
			out->len = start;
			if (out->data)
				out->data[start] = '\0';
			return false;
		}
		gp_buf_add(out, three, n - 1);
	}
	return true;
}
