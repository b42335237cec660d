/*
 * Lasting changes of the testbed of a series, or of the load under which it
 * was measured.
 */
#include <string.h>

#include "outcome.h"
#include "restart.h"

/* ---- which facts and tags ---- */

/* Of the testbed; a compiler is known by a tag only. */
static const char *const testbed_facts[] = { "kernel", "compiler", "cpu",
					     "cores",  "os",       "arch" };

/*
 * Of the load: common tags, and the words of load generators. They may have a
 * prefix: "config/users" counts as "users".
 */
static const char *const load_tags[] = {
	"users",       "agents",   "duration",   "clients",  "concurrency",
	"connections", "rate",     "run-time",   "run_time", "spawn-rate",
	"spawn_rate",  "workload", "user_count", "vus",
};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const char *without_prefix(const char *key)
{
	const char *slash = strrchr(key, '/');

	return slash ? slash + 1 : key;
}

/* Which load tags are among the keys, as bits. */
static unsigned load_tags_among(const struct gp_pairs *pairs)
{
	unsigned found = 0;

	for (size_t i = 0; i < pairs->n; i++) {
		const char *key = without_prefix(pairs->items[i].key);

		for (size_t k = 0; k < LEN(load_tags); k++)
			if (*key == *load_tags[k] && !strcmp(key, load_tags[k]))
				found |= 1U << k;
	}
	return found;
}

/* Those that any run of the point has. */
static unsigned load_tags_at(const struct gp_point *point)
{
	unsigned found = 0;

	for (size_t i = 0; i < point->n_readings; i++) {
		const struct gp_entry *run = point->readings[i].run;

		found |= load_tags_among(&run->tags) |
			 load_tags_among(&run->facts);
	}
	return found;
}

static const char *find_load_tag(const struct gp_pairs *pairs, const char *name)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (!strcmp(without_prefix(pairs->items[i].key), name))
			return pairs->items[i].value;
	return NULL;
}

/*
 * A tag of perf.facts, or a text that the tool printed, which older versions
 * kept among the tags. A tag that separates series never changes in one.
 */
static const char *load_tag_of(const struct gp_entry *run, const char *name)
{
	const char *value = find_load_tag(&run->tags, name);

	return value ? value : find_load_tag(&run->facts, name);
}

static const char *testbed_fact_of(const struct gp_entry *run, const char *name)
{
	const char *value = gp_pairs_get(&run->facts, name);

	return value ? value : gp_pairs_get(&run->tags, name);
}

/* A named fact or tag: how a run's is found, and why its change is a cut. */
struct condition {
	const char *(*of)(const struct gp_entry *run, const char *name);
	enum gp_restart_why why;
	const char *name;
};

/* The value on which all runs of a point agree; NULL: unknown, "" for a tag
   that none of them has. */
static const char *condition_at(const struct gp_point *point,
				const struct condition *condition)
{
	bool tag = condition->why == GP_RESTART_TAG;
	const char *value = NULL;

	for (size_t i = 0; i < point->n_readings; i++) {
		const char *one =
			condition->of(point->readings[i].run, condition->name);

		if (!one && tag)
			one = "";
		if (!one || (value && strcmp(value, one) != 0))
			return NULL;
		value = one;
	}
	return value;
}

/*
 * Whether the user gave the tag, and it does not separate series. What a tool
 * prints may be new with a version of the tool; a tag in the name was absent
 * only before an alias.
 */
static bool is_users_fact(const struct gp_point *point,
			  const struct gp_series *series, const char *name)
{
	for (size_t i = 0; i < point->n_readings; i++)
		if (!point->readings[i].run->own_tags ||
		    !find_load_tag(&point->readings[i].run->tags, name))
			return false;
	for (size_t i = 0; series->parameters && i < series->parameters->n; i++)
		if (!strcmp(without_prefix(series->parameters->items[i].key),
			    name))
			return false;
	return true;
}

/* ---- lasting changes ---- */

static bool has_condition(const struct gp_values *values, size_t i,
			  const struct condition *condition, const char *value)
{
	const char *there = condition_at(values->points[i], condition);

	return there && !strcmp(there, value);
}

/*
 * The value before it changed permanently to that of the judged commit, `now`;
 * `at` is set to the first commit with the new one. NULL if it never changed,
 * changed more than once or was never the same at two commits in a row.
 */
static const char *value_before(const struct gp_values *values,
				const struct condition *condition,
				const char *now, size_t *at)
{
	const char *old;
	size_t r = values->n;

	while (r && has_condition(values, r - 1, condition, now))
		r--;
	*at = r;
	if (!r)
		return NULL;
	old = condition_at(values->points[r - 1], condition);
	if (!old || (r > 1 && !has_condition(values, r - 2, condition, old)))
		return NULL;
	while (r && !has_condition(values, r - 1, condition, now))
		r--;
	return r ? NULL : old;
}

static void add_condition_cut(struct gp_cuts *out,
			      const struct gp_series *series,
			      const struct gp_values *values,
			      struct gp_arena *arena,
			      const struct condition *condition)
{
	const char *now = condition_at(&series->current, condition), *old;
	size_t at;

	if (!now)
		return;
	old = value_before(values, condition, now, &at);
	/* A tag that appears, or is no longer given, changes, too. */
	if (!old ||
	    ((!*old || !*now) &&
	     !is_users_fact(*now ? &series->current : values->points[at - 1],
			    series, condition->name)))
		return;
	gp_cuts_add(out, at, condition->why,
		    gp_reason_format(arena, "%s %s -> %s", condition->name,
				     *old ? old : "none", *now ? now : "none"));
}

void gp_cuts_of_testbed(struct gp_cuts *out, const struct gp_series *series,
			const struct gp_values *values, struct gp_arena *arena)
{
	struct condition condition = { load_tag_of, GP_RESTART_TAG, NULL };
	unsigned tags = load_tags_at(&series->current);

	for (size_t i = 0; i < values->n; i++)
		tags |= load_tags_at(values->points[i]);
	for (size_t i = 0; i < LEN(load_tags); i++) {
		condition.name = load_tags[i];
		if (tags & 1U << i)
			add_condition_cut(out, series, values, arena,
					  &condition);
	}
	condition.of = testbed_fact_of;
	condition.why = GP_RESTART_FACT;
	for (size_t i = 0; i < LEN(testbed_facts); i++) {
		condition.name = testbed_facts[i];
		add_condition_cut(out, series, values, arena, &condition);
	}
}
