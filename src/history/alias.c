/*
 * The aliases on a first-parent line, commit by commit, and the names that they
 * lead to.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "alias.h"

static const struct gp_alias *alias_of(const struct gp_alias_set *set, size_t i)
{
	return set->marks->items[i].entry->alias;
}

static bool find_alias(const struct gp_map *map, const char *from, size_t *i)
{
	return gp_map_get(map, from, strlen(from), i);
}

/* ---- the aliases of one commit ---- */

/* Of two aliases of one name at one commit, the last one counts. */
static void add_alias(struct gp_alias_set *set, size_t i)
{
	const struct gp_placed_mark *mark = &set->marks->items[i];
	const char *from = mark->entry->alias->from;
	struct gp_alias_group *group;

	if (!set->n || set->groups[set->n - 1].place != mark->place) {
		set->groups = gp_grow(set->groups, set->n, &set->cap,
				      sizeof(*set->groups));
		group = &set->groups[set->n++];
		memset(group, 0, sizeof(*group));
		group->place = mark->place;
	}
	group = &set->groups[set->n - 1];
	*gp_map_put(&group->by_from, from, strlen(from), i) = i;
	group->n = group->by_from.n;
	gp_map_put(&set->froms, from, strlen(from), 0);
}

/* In place of an index: the name leads to nothing. */
#define NOWHERE SIZE_MAX

static void drop_circle(struct gp_alias_set *set, struct gp_alias_group *group,
			size_t i, struct gp_notices *notices)
{
	const struct gp_alias *alias = alias_of(set, i);
	char hex[GP_OID_HEX];
	size_t *slot;

	gp_notices_add(notices,
		       "the aliases at %s that lead from '%s' to '%s' form a "
		       "circle, and are ignored",
		       gp_oid_short(&set->marks->items[i].entry->commit, hex),
		       alias->from, alias->to);
	while (i != NOWHERE) {
		alias = alias_of(set, i);
		slot = gp_map_put(&group->by_from, alias->from,
				  strlen(alias->from), NOWHERE);
		*slot = NOWHERE;
		if (!find_alias(&group->by_from, alias->to, &i))
			i = NOWHERE;
	}
}

/* Each name leads to one other at most. So a walk ends, or reaches names that
   an earlier walk has visited, or comes back to its own: a circle. */
static void drop_circles(struct gp_alias_set *set, struct gp_alias_group *group,
			 struct gp_notices *notices)
{
	size_t *walks = gp_calloc(set->marks->n, sizeof(*walks));

	for (size_t i = 0; i < set->marks->n; i++) {
		size_t at = i;

		if (set->marks->items[i].place != group->place ||
		    !alias_of(set, i) ||
		    !find_alias(&group->by_from, alias_of(set, i)->from, &at))
			continue;
		while (at != NOWHERE && !walks[at]) {
			walks[at] = i + 1;
			if (!find_alias(&group->by_from, alias_of(set, at)->to,
					&at))
				at = NOWHERE;
		}
		if (at != NOWHERE && walks[at] == i + 1)
			drop_circle(set, group, at, notices);
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
		if (marks->items[i].entry->kind == GP_ENTRY_ALIAS)
			add_alias(out, i);
	for (size_t i = 0; i < out->n; i++)
		drop_circles(out, &out->groups[i], notices);
}

void gp_alias_set_clear(struct gp_alias_set *set)
{
	for (size_t i = 0; i < set->n; i++)
		gp_map_clear(&set->groups[i].by_from);
	free(set->groups);
	gp_map_clear(&set->froms);
	gp_buf_clear(&set->key);
	memset(set, 0, sizeof(*set));
}

/* ---- one name ---- */

/* The text is borrowed until the next call. */
static const char *joined_key(struct gp_alias_set *set,
			      const struct gp_series_key *name)
{
	gp_buf_reset(&set->key);
	gp_buf_puts(&set->key, name->benchmark);
	gp_buf_putc(&set->key, ':');
	gp_buf_puts(&set->key, name->metric);
	return gp_buf_str(&set->key);
}

/* False if `to` is not a key. */
static bool set_key(const struct gp_alias_set *set, struct gp_series_key *name,
		    const char *to)
{
	const char *colon = strrchr(to, ':');

	if (!colon)
		return false;
	name->benchmark =
		gp_arena_strndup(set->arena, to, (size_t)(colon - to));
	name->metric = colon + 1;
	return true;
}

static bool rename_once(struct gp_alias_set *set,
			const struct gp_alias_group *group,
			struct gp_series_key *name)
{
	size_t i;

	if (find_alias(&group->by_from, name->benchmark, &i) && i != NOWHERE) {
		name->benchmark = alias_of(set, i)->to;
		return true;
	}
	return find_alias(&group->by_from, joined_key(set, name), &i) &&
	       i != NOWHERE && set_key(set, name, alias_of(set, i)->to);
}

/* Most names have no alias, and cost two look-ups. */
static bool is_renamed(struct gp_alias_set *set,
		       const struct gp_series_key *name)
{
	size_t unused;

	return find_alias(&set->froms, name->benchmark, &unused) ||
	       find_alias(&set->froms, joined_key(set, name), &unused);
}

bool gp_alias_set_apply(struct gp_alias_set *set, size_t place,
			struct gp_series_key *name)
{
	bool renamed = false;

	if (!set->n || !is_renamed(set, name))
		return false;
	for (size_t i = 0; i < set->n; i++) {
		const struct gp_alias_group *group = &set->groups[i];

		/* `left` ends circles of benchmarks and keys */
		for (size_t left = group->n; group->place <= place && left &&
					     rename_once(set, group, name);
		     left--)
			renamed = true;
	}
	return renamed;
}
