/*
 * Names come from notes that anybody may have written. Each output has one
 * way in, and it is here.
 */
#include <string.h>

#include "gp/report.h"

#include "glyph.h"

/* Shows what may not be shown as it is. */
static void put_shown(struct gp_buf *out, const struct gp_glyph *glyph)
{
	if (glyph->len == 1)
		gp_buf_printf(out, "\\x%02x", (unsigned char)glyph->at[0]);
	else
		gp_buf_printf(out, "\\u%04x", (unsigned)glyph->code);
}

static void put_text_glyph(struct gp_buf *out, const struct gp_glyph *glyph)
{
	if (gp_glyph_hostile(glyph))
		put_shown(out, glyph);
	else
		gp_buf_add(out, glyph->at, glyph->len);
}

/*
 * GitHub's runner obeys what a log holds: ##[command] anywhere in a line, and
 * ::command:: where one begins, which the start of a name may be.
 */
static bool is_command(const char *at, const char *text)
{
	return !strncmp(at, "##[", 3) ||
	       (!strncmp(at, "::", 2) && text + strspn(text, " ") == at);
}

/* How many characters of ASCII are first, most of a name; not `stop`. */
static size_t plain_length(struct gp_span text, const char *stop)
{
	size_t at = 0;

	while (at < text.len && text.data[at] >= ' ' && text.data[at] < 0x7f &&
	       text.data[at] != stop[0] && text.data[at] != stop[1])
		at++;
	return at;
}

void gp_escape_text(struct gp_buf *out, const char *text)
{
	struct gp_span rest = gp_span_of(text);
	struct gp_glyph glyph;
	size_t plain;

	while (rest.len) {
		plain = plain_length(rest, ":#"); /* of is_command() */
		gp_buf_add(out, rest.data, plain);
		rest = gp_span_sub(rest, plain, rest.len);
		if (!gp_glyph_next(&glyph, &rest))
			break;
		if (is_command(glyph.at, text))
			put_shown(out, &glyph);
		else
			put_text_glyph(out, &glyph);
	}
}

size_t gp_text_width(struct gp_span text)
{
	size_t width = plain_length(text, "\0");
	struct gp_glyph glyph;

	text = gp_span_sub(text, width, text.len);
	while (gp_glyph_next(&glyph, &text))
		width += gp_glyph_width(&glyph);
	return width;
}

void gp_text_end_line(struct gp_buf *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		out->len--;
	gp_buf_putc(out, '\n');
}

void gp_text_pad(struct gp_buf *out, size_t start, size_t width)
{
	struct gp_span added =
		gp_span_sub(gp_buf_view(out), start, out->len - start);

	for (size_t w = gp_text_width(added); w < width; w++)
		gp_buf_putc(out, ' ');
}

/* Length of the longest start of `text` that is at most `width` wide. */
static size_t fits_in_width(struct gp_span text, size_t width)
{
	struct gp_span rest = text;
	struct gp_glyph glyph;

	while (gp_glyph_next(&glyph, &rest)) {
		size_t w = gp_glyph_width(&glyph);

		if (w > width)
			return (size_t)(glyph.at - text.data);
		width -= w;
	}
	return text.len;
}

/* What is left of `text` without its first `width` columns, or one more. */
static struct gp_span skip(struct gp_span text, size_t width)
{
	struct gp_glyph glyph;

	while (width && gp_glyph_next(&glyph, &text)) {
		size_t w = gp_glyph_width(&glyph);

		width -= w < width ? w : width;
	}
	return text;
}

/*
 * Cuts out the middle: benchmarks differ in how their names begin and
 * by the arguments and the metric at the end.
 */
void gp_escape_short(struct gp_buf *out, const char *text, size_t width)
{
	struct gp_buf whole = GP_BUF_INIT;
	struct gp_span shown;
	size_t total, head;

	gp_escape_text(&whole, text);
	shown = gp_buf_view(&whole);
	total = gp_text_width(shown);
	if (total <= width || width < 3) {
		gp_buf_span(out, shown);
	} else {
		head = (width - 1) / 2;
		gp_buf_add(out, shown.data, fits_in_width(shown, head));
		gp_buf_puts(out, "…");
		gp_buf_span(out, skip(shown, total - (width - 1 - head)));
	}
	gp_buf_clear(&whole);
}

/* ---- JSON ---- */

static void put_json_unit(struct gp_buf *out, uint32_t code)
{
	gp_buf_printf(out, "\\u%04x", (unsigned)code);
}

static void put_json_glyph(struct gp_buf *out, const struct gp_glyph *glyph)
{
	uint32_t code = glyph->code;

	if (code == GP_GLYPH_BAD)
		put_json_unit(out, 0xfffd);
	else if (code == '\n')
		gp_buf_puts(out, "\\n");
	else if (code == '\t')
		gp_buf_puts(out, "\\t");
	else if (code == '"' || code == '\\')
		gp_buf_printf(out, "\\%c", (char)code);
	else if (!gp_glyph_hostile(glyph))
		gp_buf_add(out, glyph->at, glyph->len);
	else if (code < 0x10000)
		put_json_unit(out, code);
	else {
		put_json_unit(out, 0xd7c0 + (code >> 10));
		put_json_unit(out, 0xdc00 + (code & 0x3ff));
	}
}

/* Length of the start that needs no look at its characters. */
static size_t is_plain_glyph(struct gp_span text)
{
	size_t i = 0;

	while (i < text.len && text.data[i] >= ' ' && text.data[i] < 0x7f &&
	       text.data[i] != '"' && text.data[i] != '\\')
		i++;
	return i;
}

void gp_escape_json(struct gp_buf *out, const char *text)
{
	struct gp_span rest = gp_span_of(text);
	struct gp_glyph glyph;
	size_t n;

	gp_buf_putc(out, '"');
	do {
		n = is_plain_glyph(rest);
		gp_buf_add(out, rest.data, n);
		rest = gp_span_sub(rest, n, rest.len);
		if (gp_glyph_next(&glyph, &rest))
			put_json_glyph(out, &glyph);
	} while (rest.len);
	gp_buf_putc(out, '"');
}

/* ---- CSV ---- */

/* Spreadsheets skip blanks, and take the full-width signs for the others. */
static bool is_formula(const char *text)
{
	static const char *const wide[] = { "\xef\xbc\x9d", "\xef\xbc\x8b",
					    "\xef\xbc\x8d", "\xef\xbc\xa0" };

	if (*text && strchr("\t\r\n", *text))
		return true;
	text += strspn(text, " ");
	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (!strncmp(text, wide[i], strlen(wide[i])))
			return true;
	return *text && strchr("=+-@", *text);
}

void gp_escape_csv(struct gp_buf *out, const char *text)
{
	struct gp_span rest = gp_span_of(text);
	bool quoted = *text && strpbrk(text, "\",\r\n");
	struct gp_glyph glyph;

	if (quoted)
		gp_buf_putc(out, '"');
	if (is_formula(text))
		gp_buf_putc(out, '\'');
	if (is_plain_glyph(rest) == rest.len) {
		gp_buf_span(out, rest);
		rest.len = 0;
	}
	while (gp_glyph_next(&glyph, &rest)) {
		if (glyph.code == '"')
			gp_buf_puts(out, "\"\"");
		else if (glyph.code == '\t' || glyph.code == '\n' ||
			 glyph.code == '\r')
			gp_buf_putc(out, (char)glyph.code);
		else
			put_text_glyph(out, &glyph);
	}
	if (quoted)
		gp_buf_putc(out, '"');
}

/* ---- markdown ---- */

static bool is_word_character(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == ' ' || c < 0;
}

/*
 * Renderers link mentions, issue numbers and addresses anywhere but in code.
 * A span in backticks can hold everything but a backtick and what a table
 * cell would end at or take for an escape; then HTML with every sign as a
 * number does it, which nobody likes to read in the source.
 */
void gp_escape_markdown(struct gp_buf *out, const char *text, size_t width)
{
	struct gp_buf shown = GP_BUF_INIT;
	const char *c;

	if (width)
		gp_escape_short(&shown, text, width);
	else
		gp_escape_text(&shown, text);
	c = gp_buf_str(&shown);
	if (*c && *c != ' ' && !strpbrk(c, "`|\\<>&")) {
		gp_buf_printf(out, "`%s`", c);
	} else {
		gp_buf_puts(out, "<code>");
		for (; *c; c++)
			gp_buf_printf(out,
				      is_word_character(*c) ? "%c" : "&#%d;",
				      *c);
		gp_buf_puts(out, "</code>");
	}
	gp_buf_clear(&shown);
}

void gp_escape_prose(struct gp_buf *out, const char *text)
{
	struct gp_buf shown = GP_BUF_INIT;

	gp_escape_text(&shown, text);
	for (const char *c = gp_buf_str(&shown); *c; c++) {
		if (strchr("&<>|`*_~[]\\@#$!", *c) || !strncmp(c, "://", 3) ||
		    !strncmp(c, "www.", 4))
			gp_buf_printf(out, "&#%d;", *c);
		else
			gp_buf_putc(out, *c);
	}
	gp_buf_clear(&shown);
}

/* ---- GitHub's workflow commands, XML ---- */

/* As gp_escape_text, and each of `marks` as `put` writes it. */
static void put_marked(struct gp_buf *out, const char *text, const char *marks,
		       void (*put)(struct gp_buf *out, char mark))
{
	struct gp_buf shown = GP_BUF_INIT;

	gp_escape_text(&shown, text);
	for (const char *c = gp_buf_str(&shown); *c; c++) {
		if (strchr(marks, *c))
			put(out, *c);
		else
			gp_buf_putc(out, *c);
	}
	gp_buf_clear(&shown);
}

static void put_percent_encoded(struct gp_buf *out, char mark)
{
	gp_buf_printf(out, "%%%02X", (unsigned)mark);
}

static void put_entity(struct gp_buf *out, char mark)
{
	gp_buf_printf(out, "&#%d;", mark);
}

void gp_escape_github(struct gp_buf *out, const char *text)
{
	put_marked(out, text, "%", put_percent_encoded);
}

void gp_escape_github_property(struct gp_buf *out, const char *text)
{
	put_marked(out, text, "%:,", put_percent_encoded);
}

void gp_escape_xml(struct gp_buf *out, const char *text)
{
	put_marked(out, text, "<>&\"'", put_entity);
}
