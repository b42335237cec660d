/*
 * Text, character by character: which are hostile, and how wide they are.
 */
#include "gp/parse.h"

#include "glyph.h"

bool gp_glyph_next(struct gp_glyph *out, struct gp_span *rest)
{
	const unsigned char *s = (const unsigned char *)rest->data;
	size_t len;

	if (!rest->len)
		return false;
	len = s[0] < 0x80 ? 1 : gp_utf8_len(*rest);
	out->at = rest->data;
	out->len = len ? len : 1;
	out->code = !len       ? GP_GLYPH_BAD
		    : len == 1 ? s[0]
			       : s[0] & (0x7fU >> len);
	for (size_t i = 1; i < len; i++)
		out->code = out->code << 6 | (s[i] & 0x3f);
	*rest = gp_span_sub(*rest, out->len, rest->len);
	return true;
}

struct code_range {
	uint32_t from, to;
};

static bool within(uint32_t code, const struct code_range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	return false;
}

#define WITHIN(code, ranges)                                                   \
	within(code, ranges, sizeof(ranges) / sizeof((ranges)[0]))

bool gp_glyph_hostile(const struct gp_glyph *glyph)
{
	static const struct code_range hostile[] = {
		{ 0x7f, 0x9f },             /* DEL and the C1 controls */
		{ 0xad, 0xad },             /* soft hyphen: hidden */
		{ 0x61c, 0x61c },           /* Arabic letter mark */
		{ 0x200b, 0x200b },         /* blank without width */
		{ 0x200e, 0x200f },         /* marks of direction */
		{ 0x2028, 0x202e },         /* line ends, embeddings */
		{ 0x2060, 0x2069 },         /* joiners, isolates */
		{ 0xd800, 0xdfff },         /* halves of a pair */
		{ 0xfeff, 0xfeff },         /* byte order mark */
		{ 0xfff9, 0xfffb },         /* annotations */
		{ 0xfffe, 0xffff },         /* no characters; never in XML */
		{ 0xe0000, 0xe007f },       /* tags: hidden text */
		{ 0x110000, GP_GLYPH_BAD }, /* no character at all */
	};

	if (glyph->code < 0x7f)
		return glyph->code < 0x20;
	return WITHIN(glyph->code, hostile);
}

/* Coarse: the blocks of Unicode 15 that names in practice come from. */
size_t gp_glyph_width(const struct gp_glyph *glyph)
{
	static const struct code_range none[] = {
		{ 0x300, 0x36f },   { 0x483, 0x489 },   { 0x591, 0x5bd },
		{ 0x610, 0x61a },   { 0x64b, 0x65f },   { 0x200b, 0x200f },
		{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
	};
	static const struct code_range two[] = {
		{ 0x1100, 0x115f },   { 0x2e80, 0x303e },
		{ 0x3041, 0xa4cf },   { 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },
		{ 0xff00, 0xff60 },   { 0xffe0, 0xffe6 },
		{ 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff },
		{ 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd },
	};

	if (glyph->code < 0x300)
		return 1;
	return WITHIN(glyph->code, none) ? 0 : WITHIN(glyph->code, two) ? 2 : 1;
}
