/*
 * Lasting changes of what a series was measured on, or under which load.
 */
#include <string.h>

#include "case.h"

/* ---- what is looked at ---- */

/* Of the testbed; a compiler is known by a tag only. */
static const char *const facts[] = { "kernel", "compiler", "cpu",
				     "cores",  "os",       "arch" };

/*
 * Of the load: what people tag runs with, and the words of load generators.
 * "config/users" is one too.
 */
static const char *const loads[] = {
	"users",       "agents",     "duration", "clients",  "concurrency",
	"connections", "rate",       "run-time", "run_time", "spawn-rate",
	"spawn_rate",  "user_count", "vus",
};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const char *last_word(const char *key)
{
	const char *slash = strrchr(key, '/');

	return slash ? slash + 1 : key;
}

static const char *tag_of(const struct gp_entry *run, const char *name)
{
	for (size_t i = 0; i < run->tags.n; i++)
		if (!strcmp(last_word(run->tags.items[i].key), name))
			return run->tags.items[i].value;
	return NULL;
}

static const char *fact_of(const struct gp_entry *run, const char *name)
{
	const char *value = gp_pairs_get(&run->facts, name);

	return value ? value : gp_pairs_get(&run->tags, name);
}

typedef const char *look_fn(const struct gp_entry *run, const char *name);

/* What all runs of a point agree on; NULL: nothing, or not known. */
static const char *value_at(const struct gp_point *point, look_fn *look,
			    const char *name)
{
	const char *value = NULL;

	for (size_t i = 0; i < point->n_readings; i++) {
		const char *one = look(point->readings[i].run, name);

		if (!one || (value && strcmp(value, one) != 0))
			return NULL;
		value = one;
	}
	return value;
}

/* ---- lasting changes ---- */

static bool same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

static bool has(const struct gp_case *c, size_t i, look_fn *look,
		const char *name, const char *value)
{
	return same(value_at(c->past.points[i], look, name), value);
}

/*
 * What the value was before it became that of the judged commit, for good:
 * NULL where it was never another, came and went, or never stood still.
 */
static const char *before(const struct gp_case *c, look_fn *look,
			  const char *name, size_t *at)
{
	const char *now = value_at(&c->series->current, look, name), *old;
	size_t r = c->past.n;

	if (!now)
		return NULL;
	while (r && has(c, r - 1, look, name, now))
		r--;
	*at = r;
	if (!r)
		return NULL;
	old = value_at(c->past.points[r - 1], look, name);
	if (!old || (r > 1 && !has(c, r - 2, look, name, old)))
		return NULL;
	while (r && !has(c, r - 1, look, name, now))
		r--;
	return r ? NULL : old;
}

static void look_for(struct gp_cuts *out, struct gp_case *c, look_fn *look,
		     enum gp_restart_why why, const char *name)
{
	size_t at;
	const char *old = before(c, look, name, &at);

	if (old)
		gp_cuts_add(out, at, why,
			    gp_case_reason(
				    c, "%s %s -> %s", name, old,
				    value_at(&c->series->current, look, name)));
}

void gp_cuts_of_facts(struct gp_cuts *out, struct gp_case *c)
{
	for (size_t i = 0; i < LEN(loads); i++)
		look_for(out, c, tag_of, GP_RESTART_TAG, loads[i]);
	for (size_t i = 0; i < LEN(facts); i++)
		look_for(out, c, fact_of, GP_RESTART_FACT, facts[i]);
}
