/*
 * The head of a commit object; its message is never looked at.
 */
#include <string.h>

#include "gp/walk.h"

/* Cuts "<name> <value>\n" off; false where another name stands. */
static bool take_line(struct gp_span *value, struct gp_span *rest,
		      const char *name)
{
	size_t len = strlen(name);

	if (!gp_span_starts(*rest, name) || rest->len == len ||
	    rest->data[len] != ' ')
		return false;
	*rest = gp_span_sub(*rest, len + 1, rest->len);
	return gp_span_line(value, rest);
}

/* "A U Thor <mail> 1700000000 +0100": the number behind the last '>'. */
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

	if (!take_line(&hex, &rest, "parent") || !gp_oid_parse(out, hex))
		return false;
	*parents = rest;
	return true;
}

bool gp_raw_commit_parse(struct gp_raw_commit *out, struct gp_span text)
{
	struct gp_raw_commit raw = { .time = 0 };
	struct gp_span hex, person, begin;
	struct gp_oid parent;

	if (!take_line(&hex, &text, "tree") || !gp_oid_parse(&raw.tree, hex))
		return false;
	begin = text;
	while (gp_raw_commit_parent(&parent, &text))
		;
	raw.parents = gp_span_sub(begin, 0, begin.len - text.len);
	if (!take_line(&person, &text, "author") ||
	    !take_line(&person, &text, "committer"))
		return false;
	/* git itself takes a date that it cannot read for 1970 */
	if (!read_time(&raw.time, person))
		raw.time = 0;
	*out = raw;
	return true;
}
