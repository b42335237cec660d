/*
 * Looks for marks in the first bytes of an input, for bids. The bytes may end
 * anywhere, so this is not a complete parser of JSON or CSV.
 */
#include <string.h>

#include "peek.h"

#define DEPTH_MAX 16

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

/*
 * For each open container, the rest of the wanted path; NULL if it is not on
 * the path. A level deeper than the last is not on the path.
 */
struct peek_walk {
	const char *want[DEPTH_MAX];
	size_t depth;
	const char *value; /* of the member whose key was read last */
};

static const char *wanted_here(const struct peek_walk *walk)
{
	if (!walk->depth || walk->depth > DEPTH_MAX)
		return NULL;
	return walk->want[walk->depth - 1];
}

/* The rest of `want` after the member `key`; NULL if it is another one. */
static const char *wanted_below(const char *want, struct gp_span key)
{
	if (!want)
		return NULL;
	want += *want == '.';
	if (strncmp(want, key.data, key.len))
		return NULL;
	want += key.len;
	return !*want || *want == '.' || *want == '[' ? want : NULL;
}

static void open_container(struct peek_walk *walk, bool array)
{
	const char *want = walk->value;

	if (array)
		want = want && !strncmp(want, "[]", 2) ? want + 2 : NULL;
	if (walk->depth < DEPTH_MAX)
		walk->want[walk->depth] = want;
	walk->depth++;
	walk->value = want; /* of each element */
}

static void close_container(struct peek_walk *walk)
{
	if (walk->depth)
		walk->depth--;
	walk->value = wanted_here(walk);
}

bool gp_peek_member(struct gp_span head, const char *path)
{
	struct peek_walk walk = { .value = path };
	struct gp_span rest = head, string;

	while ((rest = skip_space(rest)).len) {
		char c = rest.data[0];

		if (c == '"') {
			if (!cut_string(&string, &rest))
				return false;
			rest = skip_space(rest);
			if (!gp_span_starts(rest, ":"))
				continue;
			walk.value = wanted_below(wanted_here(&walk), string);
			if (walk.value && !*walk.value)
				return true;
			continue;
		}
		if (c == '{' || c == '[')
			open_container(&walk, c == '[');
		else if (c == '}' || c == ']')
			close_container(&walk);
		rest = gp_span_sub(rest, 1, rest.len);
	}
	return false;
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

static bool has_column(struct gp_span line, char sep, const char *name)
{
	while (line.data)
		if (gp_span_eq(gp_peek_cell(&line, sep), name))
			return true;
	return false;
}

bool gp_peek_columns(struct gp_span head, const char *const *names)
{
	struct gp_span rest = skip_space(head), line;
	char sep;

	if (!gp_span_line(&line, &rest))
		return false;
	sep = gp_peek_separator(line);
	for (; *names; names++)
		if (!has_column(line, sep, *names))
			return false;
	return true;
}
