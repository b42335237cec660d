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
#define ANCHOR  (SIZE_MAX - 1)

/* A name that a series has had. */
struct old_name {
	struct gp_name name;
	struct old_name *next;
};

/* A series in the making. */
struct draft {
	struct gp_series series;
	struct link *newest, *oldest;
	size_t n_links;
	struct link *anchor, *anchor_oldest;
	size_t n_anchor;
	struct old_name *names;
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

/* What is measured where, and by which name it is known today. */
struct sight {
	const struct gp_run *run;
	const struct gp_measurement *m;
	struct gp_name name;
	bool renamed;
	size_t commit; /* as in a link */
};

static bool is_wanted(const struct gp_group_input *in,
		      const struct gp_name *name)
{
	for (size_t i = 0; i < in->n_keys; i++)
		if (gp_key_match(in->keys[i], name->benchmark, name->metric))
			return true;
	return !in->n_keys;
}

static void add_draft(struct grouping *g, const struct sight *sight)
{
	struct draft *draft;

	g->drafts = gp_grow(g->drafts, g->n, &g->cap, sizeof(*g->drafts));
	draft = &g->drafts[g->n++];
	memset(draft, 0, sizeof(*draft));
	draft->series.benchmark = sight->name.benchmark;
	draft->series.metric = sight->name.metric;
	draft->series.unit = sight->m->unit;
	draft->series.testbed = sight->run->testbed;
	draft->skipped = !is_wanted(g->in, &sight->name);
}

/* NULL for an anchor of nothing that is looked at. */
static struct draft *find(struct grouping *g, const struct sight *sight)
{
	const struct gp_name *name = &sight->name;
	const char *testbed = sight->run->testbed;
	size_t place = g->n;

	gp_buf_reset(&g->name);
	gp_buf_add(&g->name, testbed, strlen(testbed) + 1);
	gp_buf_add(&g->name, name->benchmark, strlen(name->benchmark) + 1);
	gp_buf_puts(&g->name, name->metric);
	if (!gp_map_get(&g->places, g->name.data, g->name.len, &place)) {
		if (sight->commit == ANCHOR)
			return NULL;
		gp_map_put(&g->places,
			   gp_arena_strndup(&g->scratch, g->name.data,
					    g->name.len),
			   g->name.len, place);
		add_draft(g, sight);
	}
	return &g->drafts[place];
}

/* ---- taking its values ---- */

static void tell_unit(struct grouping *g, const struct draft *draft,
		      const struct sight *sight)
{
	char hex[GP_OID_HEX];

	gp_notices_add(&g->set->notices,
		       "%s:%s was measured in '%s' at %s and before, and not "
		       "in '%s': its baseline begins after that",
		       sight->name.benchmark, sight->name.metric,
		       sight->m->unit, gp_oid_short(&sight->run->commit, hex),
		       draft->series.unit);
}

static bool same_name(const struct gp_measurement *a,
		      const struct gp_measurement *b)
{
	return !strcmp(a->benchmark, b->benchmark) &&
	       !strcmp(a->metric, b->metric);
}

/* Whether this commit has the series by another name already. */
static bool is_double(const struct sight *sight, const struct link *last)
{
	return last && last->commit == sight->commit &&
	       !same_name(last->reading.m, sight->m);
}

static void tell_double(struct grouping *g, const struct draft *draft,
			const struct sight *sight, const struct link *last)
{
	char hex[GP_OID_HEX];

	gp_notices_add(&g->set->notices,
		       "%s:%s and %s:%s are both %s:%s by an alias, and both "
		       "measured at %s: the first counts",
		       last->reading.m->benchmark, last->reading.m->metric,
		       sight->m->benchmark, sight->m->metric,
		       draft->series.benchmark, draft->series.metric,
		       gp_oid_short(&sight->run->commit, hex));
}

/* Names are few: one a rename. */
static void note_name(struct grouping *g, struct draft *draft,
		      const struct gp_measurement *m)
{
	struct old_name *old = draft->names;

	while (old && (strcmp(old->name.benchmark, m->benchmark) != 0 ||
		       strcmp(old->name.metric, m->metric) != 0))
		old = old->next;
	if (old)
		return;
	old = gp_arena_alloc(&g->scratch, sizeof(*old));
	old->name = (struct gp_name){ m->benchmark, m->metric };
	old->next = draft->names;
	draft->names = old;
}

static void add_link(struct grouping *g, struct draft *draft,
		     const struct sight *sight, double scale)
{
	struct link *link = gp_arena_alloc(&g->scratch, sizeof(*link));
	bool anchor = sight->commit == ANCHOR;
	struct link **first = anchor ? &draft->anchor : &draft->newest;
	struct link **last = anchor ? &draft->anchor_oldest : &draft->oldest;

	link->reading = (struct gp_reading){ sight->run, sight->m, scale };
	link->commit = sight->commit;
	if (*last)
		(*last)->older = link;
	else
		*first = link;
	*last = link;
	*(anchor ? &draft->n_anchor : &draft->n_links) += 1;
}

static void take_anchor(struct grouping *g, const struct sight *sight)
{
	struct draft *draft = find(g, sight);
	double scale;

	if (draft && !draft->skipped &&
	    !is_double(sight, draft->anchor_oldest) &&
	    gp_unit_factor(sight->m->unit, draft->series.unit, &scale))
		add_link(g, draft, sight, scale);
}

static void take(struct grouping *g, const struct sight *sight)
{
	struct draft *draft = find(g, sight);
	double scale;

	if (draft->skipped || draft->closed)
		return;
	if (is_double(sight, draft->oldest)) {
		tell_double(g, draft, sight, draft->oldest);
		return;
	}
	if (!gp_unit_factor(sight->m->unit, draft->series.unit, &scale)) {
		/* at one commit the newest unit counts, and nothing ends */
		draft->closed = draft->oldest->commit != sight->commit;
		tell_unit(g, draft, sight);
		return;
	}
	if (draft->series.better == GP_BETTER_NONE)
		draft->series.better = sight->m->better;
	if (sight->renamed)
		note_name(g, draft, sight->m);
	add_link(g, draft, sight, scale);
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

/* Those that an alias renames, or the others; whether there are such. */
static bool take_run(struct grouping *g, const struct gp_run *run,
		     const struct gp_measured *of, size_t commit, bool renamed)
{
	bool others = false;

	for (size_t k = 0; k < run->n_results; k++) {
		struct sight sight = { .run = run, .commit = commit };

		sight.m = &run->results[k];
		sight.name =
			(struct gp_name){ sight.m->benchmark, sight.m->metric };
		sight.renamed =
			gp_rename(g->in->renames, of->place, &sight.name);
		if (sight.renamed != renamed)
			others = true;
		else if (commit == ANCHOR)
			take_anchor(g, &sight);
		else
			take(g, &sight);
	}
	return others;
}

/* Where two are one by an alias, what has the name itself comes first. */
static void take_runs(struct grouping *g, const struct gp_measured *of,
		      size_t commit)
{
	const struct gp_run **runs = gp_calloc(of->n, sizeof(*runs));
	bool others = false;

	for (size_t i = 0; i < of->n; i++)
		runs[i] = g->set->runs.items[of->from + i];
	if (of->n)
		qsort(runs, of->n, sizeof(*runs), by_age);
	for (size_t i = 0; i < of->n; i++)
		others |= take_run(g, runs[i], of, commit, false);
	for (size_t i = 0; others && i < of->n; i++)
		take_run(g, runs[i], of, commit, true);
	free(runs);
}

/* ---- drafts -> series ---- */

static const struct gp_commit *commit_of(const struct grouping *g,
					 const struct link *link)
{
	if (link->commit == CURRENT)
		return &g->in->current->commit;
	if (link->commit == ANCHOR)
		return &g->in->anchor->commit;
	return &g->in->window->items[link->commit].commit;
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

static void finish_anchor(struct grouping *g, struct draft *draft)
{
	struct gp_reading *at =
		gp_arena_array(&g->set->arena, draft->n_anchor, sizeof(*at));

	at += draft->n_anchor;
	for (const struct link *l = draft->anchor; l; l = l->older)
		add_reading(g, &draft->series.anchor, l, --at);
}

/* ---- acceptances ---- */

static bool matches(const struct draft *draft, const struct gp_run *run)
{
	const struct gp_series *s = &draft->series;
	const char *pattern = run->accept->pattern;

	if (*run->testbed && strcmp(run->testbed, s->testbed) != 0)
		return false;
	if (gp_key_match(pattern, s->benchmark, s->metric))
		return true;
	for (const struct old_name *o = draft->names; o; o = o->next)
		if (gp_key_match(pattern, o->name.benchmark, o->name.metric))
			return true;
	return false;
}

/* How many commits of the window are at `place` or newer. */
static size_t count_from(const struct gp_window *window, size_t place)
{
	size_t n = 0;

	while (n < window->n && window->items[n].place <= place)
		n++;
	return n;
}

/* Points of the series among the newest `n` commits of the window. */
static size_t count_newest(const struct draft *draft, size_t n)
{
	size_t points = 0, last = CURRENT;

	for (const struct link *l = draft->newest; l; l = l->older) {
		if (l->commit != CURRENT && l->commit >= n)
			break;
		points += l->commit != last;
		last = l->commit;
	}
	return points;
}

static struct gp_accepted accepted(const struct grouping *g,
				   const struct draft *draft,
				   const struct gp_line_mark *mark)
{
	const struct gp_line *line = &g->in->window->line;
	const struct gp_series *s = &draft->series;
	size_t newer = count_from(g->in->window, mark->place);
	size_t from = s->n_baseline - count_newest(draft, newer);

	return (struct gp_accepted){
		.run = mark->run,
		.commit = line->items[mark->place].oid,
		.from = from,
		.on_branch =
			mark->place < line->n_branch && from == s->n_baseline,
	};
}

static void finish_accepted(struct grouping *g, struct draft *draft)
{
	const struct gp_line_marks *marks = g->in->marks;
	struct gp_series *s = &draft->series;
	struct gp_accepted *found = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_line_mark *mark = &marks->items[i];

		if (mark->run->kind != GP_RUN_ACCEPT ||
		    !matches(draft, mark->run))
			continue;
		found = gp_grow(found, s->n_accepted, &cap, sizeof(*found));
		found[s->n_accepted++] = accepted(g, draft, mark);
	}
	if (!s->n_accepted)
		return;
	s->accepted =
		gp_arena_array(&g->set->arena, s->n_accepted, sizeof(*found));
	memcpy(s->accepted, found, s->n_accepted * sizeof(*found));
	free(found);
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
		finish_anchor(g, draft);
		finish_accepted(g, draft);
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
	if (in->anchor)
		take_runs(&g, in->anchor, ANCHOR);
	find_missing(&g);
	add_series(&g);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_key);
	gp_map_clear(&g.places);
	gp_buf_clear(&g.name);
	free(g.drafts);
	gp_arena_clear(&g.scratch);
}
