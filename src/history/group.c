/*
 * From the newest run to the oldest, so that the first sight of a key has
 * the unit that the series gets, and older values are scaled to it.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/mem.h"

#include "group.h"

/* A reading, newest first in its list. */
struct link {
	struct gp_reading reading;
	size_t commit; /* index of the window; CURRENT */
	struct link *older;
};

#define CURRENT SIZE_MAX

/* A series in the making. */
struct draft {
	struct gp_series series;
	struct link *newest, *oldest;
	size_t n_links;
	bool closed;  /* older values have a unit that does not convert */
	bool skipped; /* no pattern matches */
};

struct grouping {
	struct gp_series_set *set;
	const struct gp_group_input *in;
	struct gp_arena scratch;
	struct draft *drafts;
	size_t n, cap;
	struct gp_map places; /* "testbed\0benchmark\0metric" */
	struct gp_buf name;
};

/* ---- finding the series of a measurement ---- */

static bool is_wanted(const struct gp_group_input *in,
		      const struct gp_measurement *m)
{
	for (size_t i = 0; i < in->n_keys; i++)
		if (gp_key_match(in->keys[i], m->benchmark, m->metric))
			return true;
	return !in->n_keys;
}

static void add_draft(struct grouping *g, const struct gp_run *run,
		      const struct gp_measurement *m)
{
	struct draft *draft;

	g->drafts = gp_grow(g->drafts, g->n, &g->cap, sizeof(*g->drafts));
	draft = &g->drafts[g->n++];
	memset(draft, 0, sizeof(*draft));
	draft->series.benchmark = m->benchmark;
	draft->series.metric = m->metric;
	draft->series.unit = m->unit;
	draft->series.testbed = run->testbed;
	draft->skipped = !is_wanted(g->in, m);
}

static struct draft *find(struct grouping *g, const struct gp_run *run,
			  const struct gp_measurement *m)
{
	size_t place = g->n;

	gp_buf_reset(&g->name);
	gp_buf_add(&g->name, run->testbed, strlen(run->testbed) + 1);
	gp_buf_add(&g->name, m->benchmark, strlen(m->benchmark) + 1);
	gp_buf_puts(&g->name, m->metric);
	if (!gp_map_get(&g->places, g->name.data, g->name.len, &place)) {
		gp_map_put(&g->places,
			   gp_arena_strndup(&g->scratch, g->name.data,
					    g->name.len),
			   g->name.len, place);
		add_draft(g, run, m);
	}
	return &g->drafts[place];
}

/* ---- taking its values ---- */

static void tell_unit(struct grouping *g, struct draft *draft,
		      const struct gp_run *run, const struct gp_measurement *m)
{
	char hex[GP_OID_HEX];

	gp_notices_add(&g->set->notices,
		       "%s:%s was measured in '%s' at %s and before, and not "
		       "in '%s': its baseline begins after that",
		       m->benchmark, m->metric, m->unit,
		       gp_oid_short(&run->commit, hex), draft->series.unit);
}

static void take(struct grouping *g, const struct gp_run *run,
		 const struct gp_measurement *m, size_t commit)
{
	struct draft *draft = find(g, run, m);
	struct link *link;
	double scale;

	if (draft->skipped || draft->closed)
		return;
	if (!gp_unit_factor(m->unit, draft->series.unit, &scale)) {
		/* at one commit the newest unit counts, and nothing ends */
		draft->closed = draft->oldest->commit != commit;
		tell_unit(g, draft, run, m);
		return;
	}
	if (draft->series.better == GP_BETTER_NONE)
		draft->series.better = m->better;
	link = gp_arena_alloc(&g->scratch, sizeof(*link));
	link->reading = (struct gp_reading){ run, m, scale };
	link->commit = commit;
	if (draft->oldest)
		draft->oldest->older = link;
	else
		draft->newest = link;
	draft->oldest = link;
	draft->n_links++;
}

/* ---- runs in order ---- */

static int by_age(const void *a, const void *b)
{
	const struct gp_run *x = *(const struct gp_run *const *)a;
	const struct gp_run *y = *(const struct gp_run *const *)b;

	if (x->time_ms != y->time_ms)
		return x->time_ms > y->time_ms ? -1 : 1;
	return memcmp(y->id.raw, x->id.raw, sizeof(x->id.raw));
}

static void take_runs(struct grouping *g, const struct gp_measured *of,
		      size_t commit)
{
	const struct gp_run **runs = gp_calloc(of->n, sizeof(*runs));

	for (size_t i = 0; i < of->n; i++)
		runs[i] = g->set->runs.items[of->from + i];
	qsort(runs, of->n, sizeof(*runs), by_age);
	for (size_t i = 0; i < of->n; i++)
		for (size_t k = 0; k < runs[i]->n_results; k++)
			take(g, runs[i], &runs[i]->results[k], commit);
	free(runs);
}

/* ---- drafts -> series ---- */

static const struct gp_commit *commit_of(const struct grouping *g,
					 const struct link *link)
{
	return link->commit == CURRENT
		       ? &g->in->current->commit
		       : &g->in->window->items[link->commit].commit;
}

static size_t count_points(const struct draft *draft)
{
	size_t n = 0, last = CURRENT;

	for (const struct link *l = draft->newest; l; l = l->older) {
		n += l->commit != last;
		last = l->commit;
	}
	return n;
}

/* Each reading is older than those that the point has, and goes before. */
static void add_reading(const struct grouping *g, struct gp_point *point,
			const struct link *link, struct gp_reading *at)
{
	const struct gp_commit *commit = commit_of(g, link);

	point->commit = commit->oid;
	point->commit_time = commit->time;
	point->readings = at;
	point->n_readings++;
	*at = link->reading;
	if (!gp_oid_same(&at->run->commit, &commit->oid))
		point->measured_as = at->run->commit;
}

/* Filled from the end, so that the oldest stands first. */
static void finish(struct grouping *g, struct draft *draft)
{
	struct gp_series *s = &draft->series;
	struct gp_arena *arena = &g->set->arena;
	struct gp_reading *at;
	struct gp_point *point;
	size_t last = CURRENT;

	s->n_baseline = count_points(draft);
	s->baseline =
		gp_arena_array(arena, s->n_baseline, sizeof(*s->baseline));
	at = gp_arena_array(arena, draft->n_links, sizeof(*at));
	at += draft->n_links;
	point = s->baseline + s->n_baseline;
	s->current.commit = g->in->current->commit.oid;
	s->current.commit_time = g->in->current->commit.time;
	for (const struct link *l = draft->newest; l; l = l->older) {
		if (l->commit != last)
			point--;
		last = l->commit;
		add_reading(g, last == CURRENT ? &s->current : point, l, --at);
	}
}

/* Where the newest baseline commit of a testbed stands in the window. */
static size_t newest_of(const struct grouping *g, const char *testbed)
{
	const struct gp_window *window = g->in->window;

	for (size_t i = 0; i < window->n; i++)
		for (size_t k = 0; k < window->items[i].n; k++) {
			size_t run = window->items[i].from + k;

			if (!strcmp(g->set->runs.items[run]->testbed, testbed))
				return i;
		}
	return CURRENT;
}

static int by_key(const void *a, const void *b)
{
	const struct gp_series *x = a, *y = b;
	int order = strcmp(x->testbed, y->testbed);

	if (!order)
		order = strcmp(x->benchmark, y->benchmark);
	return order ? order : strcmp(x->metric, y->metric);
}

static void add_series(struct grouping *g)
{
	struct gp_series_set *set = g->set;

	for (size_t i = 0; i < g->n; i++) {
		struct draft *draft = &g->drafts[i];

		if (!draft->newest)
			continue;
		finish(g, draft);
		set->items = gp_grow(set->items, set->n, &set->cap,
				     sizeof(*set->items));
		set->items[set->n++] = draft->series;
	}
}

static void find_missing(struct grouping *g)
{
	const char *testbed = NULL;
	size_t newest = CURRENT;

	for (size_t i = 0; i < g->n; i++) {
		struct draft *draft = &g->drafts[i];

		if (!draft->newest || draft->newest->commit == CURRENT)
			continue;
		if (!testbed || strcmp(testbed, draft->series.testbed) != 0) {
			testbed = draft->series.testbed;
			newest = newest_of(g, testbed);
		}
		draft->series.missing_newest = draft->newest->commit == newest;
	}
}

void gp_group(struct gp_series_set *out, const struct gp_group_input *in)
{
	struct grouping g = { .set = out, .in = in };

	take_runs(&g, in->current, CURRENT);
	for (size_t i = 0; i < in->window->n; i++)
		take_runs(&g, &in->window->items[i], i);
	find_missing(&g);
	add_series(&g);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_key);
	gp_map_clear(&g.places);
	gp_buf_clear(&g.name);
	free(g.drafts);
	gp_arena_clear(&g.scratch);
}
