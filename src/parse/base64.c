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

/* For each character its six bits and 64; 0 for other characters. */
static const unsigned char sextets[256] = {
	['A'] = 64,  ['B'] = 65,  ['C'] = 66,  ['D'] = 67,  ['E'] = 68,
	['F'] = 69,  ['G'] = 70,  ['H'] = 71,  ['I'] = 72,  ['J'] = 73,
	['K'] = 74,  ['L'] = 75,  ['M'] = 76,  ['N'] = 77,  ['O'] = 78,
	['P'] = 79,  ['Q'] = 80,  ['R'] = 81,  ['S'] = 82,  ['T'] = 83,
	['U'] = 84,  ['V'] = 85,  ['W'] = 86,  ['X'] = 87,  ['Y'] = 88,
	['Z'] = 89,  ['a'] = 90,  ['b'] = 91,  ['c'] = 92,  ['d'] = 93,
	['e'] = 94,  ['f'] = 95,  ['g'] = 96,  ['h'] = 97,  ['i'] = 98,
	['j'] = 99,  ['k'] = 100, ['l'] = 101, ['m'] = 102, ['n'] = 103,
	['o'] = 104, ['p'] = 105, ['q'] = 106, ['r'] = 107, ['s'] = 108,
	['t'] = 109, ['u'] = 110, ['v'] = 111, ['w'] = 112, ['x'] = 113,
	['y'] = 114, ['z'] = 115, ['0'] = 116, ['1'] = 117, ['2'] = 118,
	['3'] = 119, ['4'] = 120, ['5'] = 121, ['6'] = 122, ['7'] = 123,
	['8'] = 124, ['9'] = 125, ['+'] = 126, ['/'] = 127,
};

/* Decodes `n` characters (2 to 4) into n - 1 bytes. */
static bool decode_group(unsigned char *out, const char *in, size_t n)
{
	uint32_t group = 0, bits, all = 64;

	for (size_t i = 0; i < 4; i++) {
		bits = i < n ? sextets[(unsigned char)in[i]] : 64;
		all &= bits;
		group = group << 6 | (bits & 63);
	}
	if (!all)
		return false;
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

/* Bytes that are decoded between two calls of gp_buf_add(). */
#define DECODED_AT_ONCE 384

bool gp_base64_decode(struct gp_buf *out, struct gp_span text)
{
	size_t start = out->len, chars, n, len = 0;
	unsigned char bytes[DECODED_AT_ONCE];

	if (text.len % 4)
		return false;
	chars = text.len - padding_len(text);
	for (size_t at = 0; at < chars; at += 4) {
		n = chars - at < 4 ? chars - at : 4;
		if (!decode_group(bytes + len, text.data + at, n)) {
			out->len = start;
			if (out->data)
				out->data[start] = '\0';
			return false;
		}
		len += n - 1;
		if (len > DECODED_AT_ONCE - 3 || at + 4 >= chars) {
			gp_buf_add(out, bytes, len);
			len = 0;
		}
	}
	return true;
}
