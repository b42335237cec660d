/*
 * From the newest run to the oldest, so that the first sight of a key has
 * the unit that the series gets, and older values are scaled to it.
 */
#include <stdlib.h>
#include <string.h>

#include "series_draft.h"

/* ---- finding the series of a measurement ---- */

/* What is measured where, and by which name it is known today. */
struct sight {
	const struct gp_entry *run;
	const struct gp_measurement *m;
	struct gp_series_key name;
	bool renamed;
	size_t commit; /* as in a link */
};

static bool is_wanted(const struct gp_series_input *in,
		      const struct gp_series_key *name)
{
	for (size_t i = 0; i < in->n_keys; i++)
		if (gp_key_match(in->keys[i], name->benchmark, name->metric))
			return true;
	return !in->n_keys;
}

static void add_draft(struct gp_series_builder *g, const struct sight *sight)
{
	struct gp_series_draft *draft;

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
static struct gp_series_draft *find(struct gp_series_builder *g,
				    const struct sight *sight)
{
	const struct gp_series_key *name = &sight->name;
	const char *testbed = sight->run->testbed;
	size_t place = g->n;

	gp_buf_reset(&g->name);
	gp_buf_add(&g->name, testbed, strlen(testbed) + 1);
	gp_buf_add(&g->name, name->benchmark, strlen(name->benchmark) + 1);
	gp_buf_puts(&g->name, name->metric);
	if (!gp_map_get(&g->places, g->name.data, g->name.len, &place)) {
		if (sight->commit == GP_AT_ANCHOR)
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

static void tell_unit(struct gp_series_builder *g,
		      const struct gp_series_draft *draft,
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
static bool is_double(const struct sight *sight,
		      const struct gp_draft_reading *last)
{
	return last && last->commit == sight->commit &&
	       !same_name(last->reading.m, sight->m);
}

static void tell_double(struct gp_series_builder *g,
			const struct gp_series_draft *draft,
			const struct sight *sight,
			const struct gp_draft_reading *last)
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
static void note_name(struct gp_series_builder *g,
		      struct gp_series_draft *draft,
		      const struct gp_measurement *m)
{
	struct gp_earlier_key *old = draft->names;

	while (old && (strcmp(old->name.benchmark, m->benchmark) != 0 ||
		       strcmp(old->name.metric, m->metric) != 0))
		old = old->next;
	if (old)
		return;
	old = gp_arena_alloc(&g->scratch, sizeof(*old));
	old->name = (struct gp_series_key){ m->benchmark, m->metric };
	old->next = draft->names;
	draft->names = old;
}

static void add_link(struct gp_series_builder *g, struct gp_series_draft *draft,
		     const struct sight *sight, double scale)
{
	struct gp_draft_reading *link =
		gp_arena_alloc(&g->scratch, sizeof(*link));
	bool anchor = sight->commit == GP_AT_ANCHOR;
	struct gp_draft_reading **first =
		anchor ? &draft->anchor : &draft->newest;
	struct gp_draft_reading **last =
		anchor ? &draft->anchor_oldest : &draft->oldest;

	link->reading = (struct gp_reading){ sight->run, sight->m, scale };
	link->commit = sight->commit;
	if (*last)
		(*last)->older = link;
	else
		*first = link;
	*last = link;
	*(anchor ? &draft->n_anchor : &draft->n_links) += 1;
}

static void take_anchor(struct gp_series_builder *g, const struct sight *sight)
{
	struct gp_series_draft *draft = find(g, sight);
	double scale;

	if (draft && !draft->skipped &&
	    !is_double(sight, draft->anchor_oldest) &&
	    gp_unit_factor(sight->m->unit, draft->series.unit, &scale))
		add_link(g, draft, sight, scale);
}

static void take(struct gp_series_builder *g, const struct sight *sight)
{
	struct gp_series_draft *draft = find(g, sight);
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
	const struct gp_entry *x = *(const struct gp_entry *const *)a;
	const struct gp_entry *y = *(const struct gp_entry *const *)b;

	if (x->time_ms != y->time_ms)
		return x->time_ms > y->time_ms ? -1 : 1;
	return memcmp(y->id.raw, x->id.raw, sizeof(x->id.raw));
}

/* Those that an alias renames, or the others; whether there are such. */
static bool take_run(struct gp_series_builder *g, const struct gp_entry *run,
		     const struct gp_measured_commit *of, size_t commit,
		     bool renamed)
{
	bool others = false;

	for (size_t k = 0; k < run->n_results; k++) {
		struct sight sight = { .run = run, .commit = commit };

		sight.m = &run->results[k];
		sight.name = (struct gp_series_key){ sight.m->benchmark,
						     sight.m->metric };
		sight.renamed = gp_alias_set_apply(g->in->renames, of->place,
						   &sight.name);
		if (sight.renamed != renamed)
			others = true;
		else if (commit == GP_AT_ANCHOR)
			take_anchor(g, &sight);
		else
			take(g, &sight);
	}
	return others;
}

/* Where two are one by an alias, what has the name itself comes first. */
static void take_runs(struct gp_series_builder *g,
		      const struct gp_measured_commit *of, size_t commit)
{
	const struct gp_entry **runs = gp_calloc(of->n, sizeof(*runs));
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

/* ---- all ---- */

/* Where the newest baseline commit of a testbed stands in the window. */
static size_t newest_of(const struct gp_series_builder *g, const char *testbed)
{
	const struct gp_window *window = g->in->window;

	for (size_t i = 0; i < window->n; i++)
		for (size_t k = 0; k < window->items[i].n; k++) {
			size_t run = window->items[i].from + k;

			if (!strcmp(g->set->runs.items[run]->testbed, testbed))
				return i;
		}
	return GP_AT_CURRENT;
}

/* What others leave out is no news. */
static bool is_untrusted(const struct gp_series_builder *g, const char *testbed)
{
	const struct gp_measured_commit *current = g->in->current;

	for (size_t i = 0; i < current->n; i++) {
		const struct gp_entry *run =
			g->set->runs.items[current->from + i];

		if (run->kind == GP_ENTRY_UNTRUSTED &&
		    !strcmp(run->testbed, testbed))
			return true;
	}
	return false;
}

static void find_missing(struct gp_series_builder *g)
{
	const char *testbed = NULL;
	size_t newest = GP_AT_CURRENT;

	for (size_t i = 0; i < g->n; i++) {
		struct gp_series_draft *draft = &g->drafts[i];

		if (!draft->newest || draft->newest->commit == GP_AT_CURRENT)
			continue;
		if (!testbed || strcmp(testbed, draft->series.testbed) != 0) {
			testbed = draft->series.testbed;
			newest = is_untrusted(g, testbed)
					 ? GP_AT_CURRENT
					 : newest_of(g, testbed);
		}
		draft->series.missing_newest = draft->newest->commit == newest;
	}
}

static int by_key(const void *a, const void *b)
{
	const struct gp_series *x = a, *y = b;
	int order = strcmp(x->testbed, y->testbed);

	if (!order)
		order = strcmp(x->benchmark, y->benchmark);
	return order ? order : strcmp(x->metric, y->metric);
}

static void add_series(struct gp_series_builder *g)
{
	struct gp_series_set *set = g->set;

	for (size_t i = 0; i < g->n; i++) {
		struct gp_series_draft *draft = &g->drafts[i];

		if (!draft->newest)
			continue;
		gp_series_draft_finish(g, draft);
		set->items = gp_grow(set->items, set->n, &set->cap,
				     sizeof(*set->items));
		set->items[set->n++] = draft->series;
	}
}

void gp_series_build(struct gp_series_set *out,
		     const struct gp_series_input *in)
{
	struct gp_series_builder g = { .set = out, .in = in };

	take_runs(&g, in->current, GP_AT_CURRENT);
	for (size_t i = 0; i < in->window->n; i++)
		take_runs(&g, &in->window->items[i], i);
	if (in->anchor)
		take_runs(&g, in->anchor, GP_AT_ANCHOR);
	find_missing(&g);
	add_series(&g);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_key);
	gp_map_clear(&g.places);
	gp_buf_clear(&g.name);
	free(g.drafts);
	gp_arena_clear(&g.scratch);
}
