/*
 * Parses the header of a commit object; its message is not read.
 */
#include <string.h>

#include "gp/walk.h"

/* Moves a line "<name> <value>" to `value`; false if it has another name. */
static bool cut_header(struct gp_span *value, struct gp_span *rest,
		       const char *name)
{
	size_t len = strlen(name);

	if (!gp_span_starts(*rest, name) || rest->len == len ||
	    rest->data[len] != ' ')
		return false;
	*rest = gp_span_sub(*rest, len + 1, rest->len);
	return gp_span_line(value, rest);
}

/* Reads the number after the last '>': "A U Thor <mail> 1700000000 +0100". */
static bool read_time(int64_t *out, struct gp_span person)
{
	size_t at = person.len;
	int64_t value = 0;
	bool minus;

	while (at && person.data[at - 1] != '>')
		at--;
	if (!at)
		return false;
	person = gp_span_trim(gp_span_sub(person, at, person.len));
	minus = gp_span_starts(person, "-");
	if (minus)
		person = gp_span_sub(person, 1, person.len);
	for (at = 0; at < person.len && at < 18; at++) {
		char c = person.data[at];

		if (c < '0' || c > '9')
			break;
		value = value * 10 + (c - '0');
	}
	*out = minus ? -value : value;
	return at > 0;
}

bool gp_raw_commit_parent(struct gp_oid *out, struct gp_span *parents)
{
	struct gp_span hex, rest = *parents;

	if (!cut_header(&hex, &rest, "parent") || !gp_oid_parse(out, hex))
		return false;
	*parents = rest;
	return true;
}

bool gp_raw_commit_parse(struct gp_raw_commit *out, struct gp_span text)
{
	struct gp_raw_commit raw = { .time = 0 };
	struct gp_span hex, person, begin;
	struct gp_oid parent;

	if (!cut_header(&hex, &text, "tree") || !gp_oid_parse(&raw.tree, hex))
		return false;
	begin = text;
	while (gp_raw_commit_parent(&parent, &text))
		;
	raw.parents = gp_span_sub(begin, 0, begin.len - text.len);
	if (!cut_header(&person, &text, "author") ||
	    !cut_header(&person, &text, "committer"))
		return false;
	/* like git: an unreadable date counts as 1970 */
	if (!read_time(&raw.time, person))
		raw.time = 0;
	*out = raw;
	return true;
}
