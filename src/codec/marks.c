#include <string.h>

#include "marks.h"

/* A text of the record, "" where `n` elements have none at `at`. */
static const char *text(struct gp_fields *r, size_t n, size_t at,
			const char *what)
{
	const char *text = n > at ? gp_fields_string(r, what) : "";

	if (strlen(text) > GP_MARK_TEXT_MAX)
		gp_fields_too_large(r, what);
	return text;
}

/* One that has no meaning when it is empty. */
static const char *name(struct gp_fields *r, size_t n, size_t at,
			const char *what)
{
	const char *name = text(r, n, at, what);

	if (!*name)
		gp_fields_wrong(r, what);
	return name;
}

struct gp_accept *gp_accept_read(struct gp_fields *r)
{
	struct gp_accept *accept = gp_arena_alloc(r->arena, sizeof(*accept));
	size_t n = gp_fields_array(r, 1, "accept");

	accept->pattern = name(r, n, 0, "what is accepted");
	accept->reason = text(r, n, 1, "an acceptance's reason");
	accept->who = text(r, n, 2, "who accepts");
	accept->upto = text(r, n, 3, "an acceptance's limit");
	gp_fields_extra(r, n, 4);
	return accept;
}

struct gp_alias *gp_alias_read(struct gp_fields *r)
{
	struct gp_alias *alias = gp_arena_alloc(r->arena, sizeof(*alias));
	size_t n = gp_fields_array(r, 2, "alias");

	alias->from = name(r, n, 0, "an alias's old name");
	alias->to = name(r, n, 1, "an alias's new name");
	alias->who = text(r, n, 2, "who made an alias");
	gp_fields_extra(r, n, 3);
	return alias;
}
