/*
 * The aliases on a first-parent line, commit by commit, and the names that they
 * lead to.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/mem.h"

#include "alias.h"

/* Patterns that lead to each other could make a name longer and longer. */
#define NAME_MAX_BYTES GP_MARK_TEXT_MAX
#define PATTERN_STEPS  16

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

static bool is_pattern(const struct gp_alias *alias)
{
	return gp_has_star(alias->from) && gp_has_star(alias->to);
}

/* After dropping circles. A pattern that matches what it makes is ignored. */
static void list_patterns(struct gp_alias_set *set,
			  struct gp_alias_group *group)
{
	for (size_t i = 0; i < set->marks->n; i++) {
		const struct gp_alias *alias = alias_of(set, i);
		struct gp_span unused;
		size_t at;

		if (set->marks->items[i].place != group->place || !alias ||
		    !is_pattern(alias) ||
		    !find_alias(&group->by_from, alias->from, &at) || at != i ||
		    gp_star_match(&unused, alias->from, gp_span_of(alias->to)))
			continue;
		group->patterns =
			gp_grow(group->patterns, group->n_patterns,
				&group->cap_patterns, sizeof(*group->patterns));
		group->patterns[group->n_patterns++] = i;
		set->has_patterns = true;
	}
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
	for (size_t i = 0; i < out->n; i++) {
		drop_circles(out, &out->groups[i], notices);
		list_patterns(out, &out->groups[i]);
	}
}

void gp_alias_set_clear(struct gp_alias_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		gp_map_clear(&set->groups[i].by_from);
		free(set->groups[i].patterns);
	}
	free(set->groups);
	gp_map_clear(&set->froms);
	gp_buf_clear(&set->key);
	gp_buf_clear(&set->new);
	memset(set, 0, sizeof(*set));
}

/* ---- one name ---- */

/* A benchmark without its last parameters, and these. */
struct cut_name {
	struct gp_span benchmark; /* what aliases are looked up for */
	struct gp_span tail;      /* what stays behind the new name */
};

static struct cut_name whole_name(const struct gp_series_key *name)
{
	return (struct cut_name){ gp_span_of(name->benchmark), gp_span_of("") };
}

/* Cuts one more parameter off; false if there is none. */
static bool cut_parameter(struct cut_name *cut)
{
	struct gp_span shorter = gp_without_parameter(cut->benchmark);
	size_t len = cut->benchmark.len - shorter.len;

	cut->benchmark = shorter;
	cut->tail.data = shorter.data + shorter.len;
	cut->tail.len += len;
	return len > 0;
}

/* The text is borrowed until the next call. */
static struct gp_span joined_key(struct gp_alias_set *set,
				 struct gp_span benchmark, const char *metric)
{
	gp_buf_reset(&set->key);
	gp_buf_span(&set->key, benchmark);
	gp_buf_putc(&set->key, ':');
	gp_buf_puts(&set->key, metric);
	return gp_buf_view(&set->key);
}

static size_t count_parameters(struct gp_span benchmark)
{
	struct cut_name cut = { benchmark, gp_span_of("") };
	size_t n = 0;

	while (cut_parameter(&cut))
		n++;
	return n;
}

static struct gp_span benchmark_part(struct gp_span key)
{
	size_t len = key.len;

	while (len && key.data[len - 1] != ':')
		len--;
	return gp_span_sub(key, 0, len ? len - 1 : key.len);
}

/* Whether an alias keeps the parameters, so that more of them can follow. */
static bool can_have_tail(const struct gp_alias *alias, bool key)
{
	struct gp_span from = gp_span_of(alias->from),
		       to = gp_span_of(alias->to);

	if (key) {
		from = benchmark_part(from);
		to = benchmark_part(to);
	}
	return count_parameters(from) == count_parameters(to);
}

/* Sets the new name: `text` of a benchmark or of a key, and the tail. */
static bool set_name(struct gp_alias_set *set, struct gp_series_key *name,
		     const struct cut_name *cut, bool key)
{
	struct gp_span text = gp_buf_view(&set->new);
	struct gp_span benchmark = key ? benchmark_part(text) : text;
	struct gp_buf whole = GP_BUF_INIT;

	if ((key && benchmark.len == text.len) ||
	    text.len + cut->tail.len > NAME_MAX_BYTES)
		return false;
	gp_buf_span(&whole, benchmark);
	gp_buf_span(&whole, cut->tail);
	name->benchmark =
		gp_arena_strndup(set->arena, gp_buf_str(&whole), whole.len);
	if (key)
		name->metric = gp_arena_strndup(set->arena,
						text.data + benchmark.len + 1,
						text.len - benchmark.len - 1);
	gp_buf_clear(&whole);
	return true;
}

/* The name is an old one. */
static bool rename_exactly(struct gp_alias_set *set,
			   const struct gp_alias_group *group,
			   struct gp_series_key *name,
			   const struct cut_name *cut, bool key)
{
	struct gp_span old = cut->benchmark;
	size_t i;

	if (key)
		old = joined_key(set, cut->benchmark, name->metric);
	if (!gp_map_get(&group->by_from, old.data, old.len, &i) ||
	    i == NOWHERE ||
	    (cut->tail.len && !can_have_tail(alias_of(set, i), key)))
		return false;
	gp_buf_reset(&set->new);
	gp_buf_puts(&set->new, alias_of(set, i)->to);
	return set_name(set, name, cut, key);
}

static bool rename_by_pattern(struct gp_alias_set *set,
			      const struct gp_alias_group *group,
			      struct gp_series_key *name,
			      const struct cut_name *cut, bool key)
{
	for (size_t i = 0; i < group->n_patterns; i++) {
		const struct gp_alias *alias =
			alias_of(set, group->patterns[i]);
		const char *star = strchr(alias->to, '*');
		struct gp_span old = cut->benchmark, matched;

		if (key)
			old = joined_key(set, cut->benchmark, name->metric);
		if (!gp_star_match(&matched, alias->from, old) ||
		    (cut->tail.len && !can_have_tail(alias, key)))
			continue;
		gp_buf_reset(&set->new);
		gp_buf_add(&set->new, alias->to, (size_t)(star - alias->to));
		gp_buf_span(&set->new, matched);
		gp_buf_puts(&set->new, star + 1);
		return set_name(set, name, cut, key);
	}
	return false;
}

typedef bool rename_fn(struct gp_alias_set *set,
		       const struct gp_alias_group *group,
		       struct gp_series_key *name, const struct cut_name *cut,
		       bool key);

/* The whole name first, then without one parameter after another. */
static bool rename_cut(struct gp_alias_set *set,
		       const struct gp_alias_group *group,
		       struct gp_series_key *name, rename_fn *rename)
{
	struct cut_name cut = whole_name(name);

	do {
		if (rename(set, group, name, &cut, false) ||
		    rename(set, group, name, &cut, true))
			return true;
	} while (cut_parameter(&cut));
	return false;
}

static bool rename_once(struct gp_alias_set *set,
			const struct gp_alias_group *group,
			struct gp_series_key *name, size_t *patterns)
{
	if (rename_cut(set, group, name, rename_exactly))
		return true;
	if (!group->n_patterns || !*patterns)
		return false;
	--*patterns;
	return rename_cut(set, group, name, rename_by_pattern);
}

static bool is_old_name(const struct gp_alias_set *set, struct gp_span text)
{
	size_t unused;

	return gp_map_get(&set->froms, text.data, text.len, &unused);
}

/* Most names have no alias, and cost two look-ups. */
static bool is_renamed(struct gp_alias_set *set,
		       const struct gp_series_key *name)
{
	struct cut_name cut = whole_name(name);

	if (set->has_patterns)
		return true;
	do {
		if (is_old_name(set, cut.benchmark) ||
		    is_old_name(set,
				joined_key(set, cut.benchmark, name->metric)))
			return true;
	} while (cut_parameter(&cut));
	return false;
}

bool gp_alias_set_apply(struct gp_alias_set *set, size_t place,
			struct gp_series_key *name)
{
	bool renamed = false;

	if (!set->n || !is_renamed(set, name))
		return false;
	for (size_t i = 0; i < set->n; i++) {
		const struct gp_alias_group *group = &set->groups[i];
		size_t patterns = PATTERN_STEPS;

		/* `left` ends circles of benchmarks, keys and patterns */
		for (size_t left = group->n;
		     group->place <= place && left &&
		     rename_once(set, group, name, &patterns);
		     left--)
			renamed = true;
	}
	return renamed;
}

const struct gp_parameters *gp_alias_parameters(
	const char *benchmark, const struct gp_parameters *parameters)
{
	struct gp_buf tail = GP_BUF_INIT;
	bool has_them;

	gp_parameters_put(&tail, gp_span_of(""), parameters);
	has_them = gp_span_ends(gp_span_of(benchmark), gp_buf_str(&tail));
	gp_buf_clear(&tail);
	return has_them ? parameters : NULL;
}
