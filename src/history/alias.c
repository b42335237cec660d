#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "alias.h"

static const struct gp_alias *alias_of(const struct gp_alias_set *r, size_t i)
{
	return r->marks->items[i].run->alias;
}

static bool look_up(const struct gp_map *map, const char *from, size_t *i)
{
	return gp_map_get(map, from, strlen(from), i);
}

/* ---- the aliases of one commit ---- */

/* What is said last counts. */
static void add(struct gp_alias_set *r, size_t i)
{
	const struct gp_placed_mark *mark = &r->marks->items[i];
	const char *from = mark->run->alias->from;
	struct gp_alias_group *group;

	if (!r->n || r->groups[r->n - 1].place != mark->place) {
		r->groups =
			gp_grow(r->groups, r->n, &r->cap, sizeof(*r->groups));
		group = &r->groups[r->n++];
		memset(group, 0, sizeof(*group));
		group->place = mark->place;
	}
	group = &r->groups[r->n - 1];
	*gp_map_put(&group->by_from, from, strlen(from), i) = i;
	group->n = group->by_from.n;
	gp_map_put(&r->froms, from, strlen(from), 0);
}

/* A name that leads to nothing, in place of an index. */
#define NOWHERE SIZE_MAX

static void drop_circle(struct gp_alias_set *r, struct gp_alias_group *group,
			size_t i, struct gp_notices *notices)
{
	const struct gp_alias *alias = alias_of(r, i);
	char hex[GP_OID_HEX];
	size_t *slot;

	gp_notices_add(notices,
		       "the aliases at %s that lead from '%s' to '%s' go in a "
		       "circle, and do not count",
		       gp_oid_short(&r->marks->items[i].run->commit, hex),
		       alias->from, alias->to);
	while (i != NOWHERE) {
		alias = alias_of(r, i);
		slot = gp_map_put(&group->by_from, alias->from,
				  strlen(alias->from), NOWHERE);
		*slot = NOWHERE;
		if (!look_up(&group->by_from, alias->to, &i))
			i = NOWHERE;
	}
}

/* Each name leads to one other at most, so that a walk either ends, or comes
   to where an earlier one was, or into a circle. */
static void drop_circles(struct gp_alias_set *r, struct gp_alias_group *group,
			 struct gp_notices *notices)
{
	size_t *walks = gp_calloc(r->marks->n, sizeof(*walks));

	for (size_t i = 0; i < r->marks->n; i++) {
		size_t at = i;

		if (r->marks->items[i].place != group->place ||
		    !alias_of(r, i) ||
		    !look_up(&group->by_from, alias_of(r, i)->from, &at))
			continue;
		while (at != NOWHERE && !walks[at]) {
			walks[at] = i + 1;
			if (!look_up(&group->by_from, alias_of(r, at)->to, &at))
				at = NOWHERE;
		}
		if (at != NOWHERE && walks[at] == i + 1)
			drop_circle(r, group, at, notices);
	}
	free(walks);
}

void gp_alias_set_init(struct gp_alias_set *out,
		       const struct gp_placed_marks *marks,
		       struct gp_arena *arena, struct gp_notices *notices)
{
	memset(out, 0, sizeof(*out));
	out->marks = marks;
	out->arena = arena;
	for (size_t i = 0; i < marks->n; i++)
		if (marks->items[i].run->kind == GP_ENTRY_ALIAS)
			add(out, i);
	for (size_t i = 0; i < out->n; i++)
		drop_circles(out, &out->groups[i], notices);
}

void gp_alias_set_clear(struct gp_alias_set *renames)
{
	for (size_t i = 0; i < renames->n; i++)
		gp_map_clear(&renames->groups[i].by_from);
	free(renames->groups);
	gp_map_clear(&renames->froms);
	gp_buf_clear(&renames->key);
	memset(renames, 0, sizeof(*renames));
}

/* ---- one name ---- */

/* Lent until it is called again. */
static const char *key_of(struct gp_alias_set *r,
			  const struct gp_series_key *name)
{
	gp_buf_reset(&r->key);
	gp_buf_puts(&r->key, name->benchmark);
	gp_buf_putc(&r->key, ':');
	gp_buf_puts(&r->key, name->metric);
	return gp_buf_str(&r->key);
}

/* False for an alias of a key that leads to none. */
static bool take_key(const struct gp_alias_set *r, struct gp_series_key *name,
		     const char *to)
{
	const char *colon = strrchr(to, ':');

	if (!colon)
		return false;
	name->benchmark = gp_arena_strndup(r->arena, to, (size_t)(colon - to));
	name->metric = colon + 1;
	return true;
}

static bool step(struct gp_alias_set *r, const struct gp_alias_group *group,
		 struct gp_series_key *name)
{
	size_t i;

	if (look_up(&group->by_from, name->benchmark, &i) && i != NOWHERE) {
		name->benchmark = alias_of(r, i)->to;
		return true;
	}
	return look_up(&group->by_from, key_of(r, name), &i) && i != NOWHERE &&
	       take_key(r, name, alias_of(r, i)->to);
}

/* Most names have no alias, and cost two look-ups. */
static bool is_known(struct gp_alias_set *r, const struct gp_series_key *name)
{
	size_t unused;

	return look_up(&r->froms, name->benchmark, &unused) ||
	       look_up(&r->froms, key_of(r, name), &unused);
}

bool gp_alias_set_apply(struct gp_alias_set *renames, size_t place,
			struct gp_series_key *name)
{
	bool renamed = false;

	if (!renames->n || !is_known(renames, name))
		return false;
	for (size_t i = 0; i < renames->n; i++) {
		const struct gp_alias_group *group = &renames->groups[i];

		/* benchmarks and keys that lead to each other must end too */
		for (size_t left = group->n; group->place <= place && left &&
					     step(renames, group, name);
		     left--)
			renamed = true;
	}
	return renamed;
}
