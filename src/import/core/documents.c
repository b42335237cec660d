/*
 * Divides a text into JSON values and other lines. A value begins at the
 * beginning of a line, or behind another value. Its end is found by counting
 * brackets, so that each byte is looked at once and parsed once.
 */
#include <string.h>

#include "documents.h"

/* So many values without an end are looked behind, each up to the end. */
#define CUT_MAX 64

static bool is_blank_char(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_blank_chars(struct gp_span text, size_t at)
{
	while (at < text.len && is_blank_char(text.data[at]))
		at++;
	return at;
}

/* The byte behind the line that holds `at`, without its line break. */
static size_t end_of_line(struct gp_span text, size_t at)
{
	const char *end = at < text.len
				  ? memchr(text.data + at, '\n', text.len - at)
				  : NULL;

	return end ? (size_t)(end - text.data) : text.len;
}

/* How a value may begin: surely, or as "[12:00:00] started" does, too. */
enum json_begin { BEGIN_NO, BEGIN_MAYBE, BEGIN_SURE };

static enum json_begin judge_begin(struct gp_span text, size_t at)
{
	size_t inside = skip_blank_chars(text, at + 1);
	char c = inside < text.len ? text.data[inside] : '\0';

	if (at >= text.len || !c)
		return BEGIN_NO;
	if (text.data[at] == '{')
		return c == '"' || c == '}' ? BEGIN_SURE : BEGIN_NO;
	if (text.data[at] != '[')
		return BEGIN_NO;
	if (c == '{' || c == '"' ||
	    (c == '[' && judge_begin(text, inside) != BEGIN_NO))
		return BEGIN_SURE;
	return strchr("-+.0123456789nNiItf]", c) ? BEGIN_MAYBE : BEGIN_NO;
}

bool gp_pieces_any_json(struct gp_span text)
{
	struct gp_span line, rest = text;
	size_t at;

	while (gp_span_line(&line, &rest)) {
		at = (size_t)(line.data - text.data);
		at = skip_blank_chars(text, at);
		if (at < text.len && judge_begin(text, at) == BEGIN_SURE)
			return true;
	}
	return false;
}

/* The byte behind the string that begins at `at`; strings have one line. */
static size_t end_of_string(struct gp_span text, size_t at, bool *closed)
{
	*closed = false;
	for (at++; at < text.len && text.data[at] != '\n'; at++) {
		if (text.data[at] == '\\')
			at++;
		else if (text.data[at] == '"') {
			*closed = true;
			return at + 1;
		}
	}
	return at < text.len ? at : text.len;
}

/* Where the brackets of the value at `at` are closed. */
struct extent {
	size_t end;  /* behind it, or at the place of the error */
	bool closed; /* every bracket and string is */
};

static struct extent find_extent(struct gp_span text, size_t at)
{
	struct extent extent = { .end = at };
	size_t depth = 0;
	bool closed;

	while (extent.end < text.len) {
		switch (text.data[extent.end]) {
		case '"':
			extent.end = end_of_string(text, extent.end, &closed);
			if (!closed)
				return extent;
			continue;
		case '{':
		case '[':
			depth++;
			break;
		case '}':
		case ']':
			depth--;
			break;
		default:
			break;
		}
		extent.end++;
		if (!depth) {
			extent.closed = true;
			break;
		}
	}
	return extent;
}

/* Sets the text between `from` and `to`, and moves behind it. */
static void cut_piece(struct gp_pieces *pieces, struct gp_json_piece *out,
		      size_t from, size_t to)
{
	struct gp_span text = gp_span_sub(pieces->text, from, to - from);

	out->line = pieces->line + 1;
	out->text = gp_span_trim(text);
	pieces->line += gp_text_line_at(text, text.len) - 1;
	pieces->at = to;
}

static bool cut_line(struct gp_pieces *pieces, struct gp_json_piece *out)
{
	out->kind = GP_PIECE_LINE;
	cut_piece(pieces, out, pieces->at,
		  end_of_line(pieces->text, pieces->at));
	return true;
}

/* How far the byte at `at` is from the beginning of its line. */
static size_t column_of(struct gp_span text, size_t at)
{
	size_t begin = at;

	while (begin && text.data[begin - 1] != '\n')
		begin--;
	return at - begin;
}

/* Whether the text before `at` ends as it does before an element. */
static bool expects_element(struct gp_span text, size_t at)
{
	struct gp_span before = gp_span_trim(gp_span_sub(text, 0, at));

	return before.len && strchr(",[{", before.data[before.len - 1]);
}

/*
 * The next line in which another value may begin. The elements of the broken
 * one are not meant: they are indented more or follow a comma or bracket.
 */
static size_t find_next_begin(struct gp_span text, size_t from, size_t to)
{
	size_t column = column_of(text, from), at, begin;

	for (at = end_of_line(text, from); at < to;
	     at = end_of_line(text, begin)) {
		begin = skip_blank_chars(text, at);
		if (begin < to && column_of(text, begin) <= column &&
		    judge_begin(text, begin) == BEGIN_SURE &&
		    !expects_element(text, begin))
			return begin - column_of(text, begin);
	}
	return to;
}

/* A value that another one follows ends before that: says so again. */
static void fail_up_to(const struct gp_pieces *pieces, size_t to)
{
	struct gp_span value = gp_span_trim(
		gp_span_sub(pieces->text, pieces->at, to - pieces->at));
	struct gp_json *root;

	gp_error_clear();
	if (!gp_json_parse_at(&root, value, pieces->line + 1)) {
		gp_json_free(root);
		(void)!gp_fail(GP_EPARSE, "line %zu: not JSON",
			       pieces->line + 1);
	}
}

static bool cut_broken(struct gp_pieces *pieces, struct gp_json_piece *out,
		       struct extent extent)
{
	struct gp_span text = pieces->text;
	size_t end = extent.closed ? extent.end : end_of_line(text, extent.end);
	size_t to = end;

	out->kind = GP_PIECE_BROKEN;
	out->cut = !extent.closed;
	if (!extent.closed && (to < text.len || pieces->n_cut++ < CUT_MAX))
		to = find_next_begin(text, pieces->at, to);
	if (to < end)
		fail_up_to(pieces, to);
	cut_piece(pieces, out, pieces->at, to);
	return true;
}

/* Whether anything but a comma follows on the line. */
static bool has_text_behind(struct gp_span text, size_t at)
{
	size_t end = end_of_line(text, at);
	struct gp_span rest = gp_span_trim(gp_span_sub(text, at, end - at));

	return rest.len && !gp_span_eq(rest, ",") &&
	       judge_begin(text, skip_blank_chars(text, at)) == BEGIN_NO;
}

/* JSON lines that were cut out of an array end in commas. */
static void skip_comma(struct gp_pieces *pieces)
{
	size_t at = pieces->at;

	while (at < pieces->text.len && strchr(" \t", pieces->text.data[at]))
		at++;
	if (at < pieces->text.len && pieces->text.data[at] == ',')
		pieces->at = at + 1;
}

static bool cut_json(struct gp_pieces *pieces, struct gp_json_piece *out,
		     bool sure)
{
	struct extent extent = find_extent(pieces->text, pieces->at);
	struct gp_span value = gp_span_trim(
		gp_span_sub(pieces->text, pieces->at, extent.end - pieces->at));
	enum gp_err err;

	if (!sure &&
	    (!extent.closed || has_text_behind(pieces->text, extent.end)))
		return cut_line(pieces, out);
	err = gp_json_parse_at(&out->root, value, pieces->line + 1);
	if (err && sure)
		return cut_broken(pieces, out, extent);
	if (err) {
		gp_error_clear();
		return cut_line(pieces, out);
	}
	out->kind = GP_PIECE_JSON;
	cut_piece(pieces, out, pieces->at, extent.end);
	skip_comma(pieces);
	return true;
}

bool gp_pieces_next(struct gp_pieces *pieces, struct gp_json_piece *out)
{
	struct gp_span text = pieces->text;
	size_t at = skip_blank_chars(text, pieces->at);
	enum json_begin begin;

	memset(out, 0, sizeof(*out));
	if (at > pieces->at)
		cut_piece(pieces, out, pieces->at, at);
	if (at == text.len)
		return false;
	begin = judge_begin(text, at);
	return begin == BEGIN_NO ? cut_line(pieces, out)
				 : cut_json(pieces, out, begin == BEGIN_SURE);
}
