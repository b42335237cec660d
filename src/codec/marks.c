/*
 * Decodes the arrays of marks. They are separate from
 * decode.c because they do not need its table of metrics.
 */
#include <string.h>

#include "marks.h"

/* Reads element `at` of an array of `n`; "" if there is none. */
static const char *mark_text(struct gp_fields *r, size_t n, size_t at,
			     const char *what)
{
	const char *text = n > at ? gp_fields_string(r, what) : "";

	if (strlen(text) > GP_MARK_TEXT_MAX)
		gp_fields_too_large(r, what);
	return text;
}

/* As mark_text(), but an empty text is a failure. */
static const char *mark_name(struct gp_fields *r, size_t n, size_t at,
			     const char *what)
{
	const char *name = mark_text(r, n, at, what);

	if (!*name)
		gp_fields_wrong(r, what);
	return name;
}

struct gp_accept *gp_accept_read(struct gp_fields *r)
{
	struct gp_accept *accept = gp_arena_alloc(r->arena, sizeof(*accept));
	size_t n = gp_fields_array(r, 1, "accept");

	accept->pattern = mark_name(r, n, 0, "an acceptance's pattern");
	accept->reason = mark_text(r, n, 1, "an acceptance's reason");
	accept->who = mark_text(r, n, 2, "an acceptance's author");
	accept->upto = mark_text(r, n, 3, "an acceptance's limit");
	gp_fields_extra(r, n, 4);
	return accept;
}

struct gp_alias *gp_alias_read(struct gp_fields *r)
{
	struct gp_alias *alias = gp_arena_alloc(r->arena, sizeof(*alias));
	size_t n = gp_fields_array(r, 2, "alias");

	alias->from = mark_name(r, n, 0, "an alias's old name");
	alias->to = mark_name(r, n, 1, "an alias's new name");
	alias->who = mark_text(r, n, 2, "an alias's author");
	gp_fields_extra(r, n, 3);
	return alias;
}

struct gp_retire *gp_retire_read(struct gp_fields *r)
{
	struct gp_retire *retire = gp_arena_alloc(r->arena, sizeof(*retire));
	size_t n = gp_fields_array(r, 1, "retire");

	retire->pattern = mark_name(r, n, 0, "a retirement's pattern");
	retire->reason = mark_text(r, n, 1, "a retirement's reason");
	retire->who = mark_text(r, n, 2, "a retirement's author");
	gp_fields_extra(r, n, 3);
	return retire;
}
