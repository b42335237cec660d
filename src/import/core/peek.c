/*
 * Looks for marks in the first bytes of an input, for bids. The bytes may end
 * anywhere, so this is not a complete parser of JSON or CSV.
 */
#include <string.h>

#include "peek.h"

/* ---- JSON ---- */

static struct gp_span skip_space(struct gp_span rest)
{
	size_t at = 0;

	while (at < rest.len && strchr(" \t\r\n", rest.data[at]))
		at++;
	return gp_span_sub(rest, at, rest.len);
}

/* Cuts a string off `rest`; false if the string itself is cut off. */
static bool cut_string(struct gp_span *string, struct gp_span *rest)
{
	size_t at = 1;

	while (at < rest->len && rest->data[at] != '"')
		at += rest->data[at] == '\\' ? 2 : 1;
	if (at >= rest->len)
		return false;
	*string = gp_span_sub(*rest, 1, at - 1);
	*rest = gp_span_sub(*rest, at + 1, rest->len);
	return true;
}

bool gp_peek_shape(struct gp_span *last, struct gp_span head,
		   const char *pattern)
{
	struct gp_span rest = head;

	for (; *pattern; pattern++) {
		rest = skip_space(rest);
		if (!rest.len)
			return false;
		if (*pattern == 's') {
			if (rest.data[0] != '"' || !cut_string(last, &rest))
				return false;
			continue;
		}
		if (rest.data[0] != *pattern)
			return false;
		rest = gp_span_sub(rest, 1, rest.len);
	}
	return true;
}

/* ---- CSV ---- */

char gp_peek_separator(struct gp_span line)
{
	static const char candidates[] = { ',', ';', '\t' };
	size_t counts[sizeof(candidates)] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < line.len; i++) {
		if (line.data[i] == '"')
			quoted = !quoted;
		for (size_t c = 0; !quoted && c < sizeof(candidates); c++)
			counts[c] += line.data[i] == candidates[c];
	}
	for (size_t c = 1; c < sizeof(candidates); c++)
		if (counts[c] > counts[best])
			best = c;
	return candidates[best];
}

struct gp_span gp_peek_cell(struct gp_span *rest, char sep)
{
	bool quoted = false;
	struct gp_span cell;
	size_t at = 0;

	for (; at < rest->len && (quoted || rest->data[at] != sep); at++)
		if (rest->data[at] == '"')
			quoted = !quoted;
	cell = gp_span_trim(gp_span_sub(*rest, 0, at));
	if (at < rest->len)
		*rest = gp_span_sub(*rest, at + 1, rest->len);
	else
		*rest = (struct gp_span){ NULL, 0 };
	if (cell.len > 1 && gp_span_starts(cell, "\"") &&
	    gp_span_ends(cell, "\""))
		cell = gp_span_sub(cell, 1, cell.len - 2);
	return cell;
}
