/*
 * Sorts the results of many runs into series, from the newest run to the
 * oldest: the first result of a series sets its unit, to which older values are
 * converted.
 */
#include <stdlib.h>
#include <string.h>

#include "absence.h"
#include "other_tags.h"
#include "series_draft.h"

/* ---- finding the series of a measurement ---- */

/* A result, where it was measured, and its name of today. */
struct found_result {
	const struct gp_entry *run;
	const struct gp_measurement *m;
	struct gp_series_key name;
	bool renamed;
	size_t commit; /* as in gp_draft_reading */
	size_t order;  /* place among the results of the commits so far */
};

static void add_draft(struct gp_series_builder *b,
		      const struct found_result *found)
{
	struct gp_series_draft *draft;

	b->drafts = gp_grow(b->drafts, b->n, &b->cap, sizeof(*b->drafts));
	draft = &b->drafts[b->n++];
	memset(draft, 0, sizeof(*draft));
	draft->series.benchmark = found->name.benchmark;
	draft->series.metric = found->name.metric;
	draft->series.unit = found->m->unit;
	draft->series.testbed = found->run->testbed;
	draft->series.parameters = found->m->parameters;
	if (found->renamed)
		draft->series.parameters = gp_alias_parameters(
			found->name.benchmark, found->m->parameters);
	draft->series.source = "";
	draft->series.order = found->order;
	draft->skipped =
		!gp_keys_match(b->in->keys, b->in->n_keys,
			       found->name.benchmark, found->name.metric);
}

/* NULL: a result of the anchor, and no series has its name. */
static struct gp_series_draft *find_draft(struct gp_series_builder *b,
					  const struct found_result *found)
{
	size_t place = b->n;

	gp_series_key_make(&b->name, found->run->testbed, found->name.benchmark,
			   found->name.metric);
	if (!gp_map_get(&b->places, b->name.data, b->name.len, &place)) {
		if (found->commit == GP_AT_ANCHOR)
			return NULL;
		gp_map_put(&b->places,
			   gp_arena_strndup(&b->scratch, b->name.data,
					    b->name.len),
			   b->name.len, place);
		add_draft(b, found);
	}
	/* If two runs of a commit have it, the older one. */
	if (found->order < b->drafts[place].series.order)
		b->drafts[place].series.order = found->order;
	return &b->drafts[place];
}

/* ---- adding a result to its series ---- */

static void report_unit(struct gp_series_builder *b,
			const struct gp_series_draft *draft,
			const struct found_result *found)
{
	char hex[GP_OID_HEX];

	gp_notices_add(&b->set->notices,
		       "%s:%s was measured in '%s' at %s and before, and not "
		       "in '%s': its baseline starts after that",
		       found->name.benchmark, found->name.metric,
		       found->m->unit, gp_oid_short(&found->run->commit, hex),
		       draft->series.unit);
}

static bool same_key(const struct gp_measurement *a,
		     const struct gp_measurement *b)
{
	return !strcmp(a->benchmark, b->benchmark) &&
	       !strcmp(a->metric, b->metric);
}

/* Whether the commit already has a result of the series by another name. */
static bool is_double(const struct found_result *found,
		      const struct gp_draft_reading *last)
{
	return last && last->commit == found->commit &&
	       !same_key(last->reading.m, found->m);
}

static void report_double(struct gp_series_builder *b,
			  const struct gp_series_draft *draft,
			  const struct found_result *found,
			  const struct gp_draft_reading *last)
{
	char hex[GP_OID_HEX];

	gp_notices_add(&b->set->notices,
		       "%s:%s and %s:%s are both %s:%s by an alias, and both "
		       "have results at %s: the first counts",
		       last->reading.m->benchmark, last->reading.m->metric,
		       found->m->benchmark, found->m->metric,
		       draft->series.benchmark, draft->series.metric,
		       gp_oid_short(&found->run->commit, hex));
}

/* There are few names: one for each alias. */
static void add_earlier_key(struct gp_series_builder *b,
			    struct gp_series_draft *draft,
			    const struct gp_measurement *m)
{
	struct gp_earlier_key *old = draft->names;

	while (old && (strcmp(old->name.benchmark, m->benchmark) != 0 ||
		       strcmp(old->name.metric, m->metric) != 0))
		old = old->next;
	if (old)
		return;
	old = gp_arena_alloc(&b->scratch, sizeof(*old));
	old->name = (struct gp_series_key){ m->benchmark, m->metric };
	old->next = draft->names;
	draft->names = old;
}

static void add_reading_to_draft(struct gp_series_builder *b,
				 struct gp_series_draft *draft,
				 const struct found_result *found, double scale)
{
	struct gp_draft_reading *r = gp_arena_alloc(&b->scratch, sizeof(*r));
	bool anchor = found->commit == GP_AT_ANCHOR;
	struct gp_draft_reading **first =
		anchor ? &draft->anchor : &draft->newest;
	struct gp_draft_reading **last =
		anchor ? &draft->anchor_oldest : &draft->oldest;

	r->reading = (struct gp_reading){ found->run, found->m, scale };
	r->commit = found->commit;
	if (*last)
		(*last)->older = r;
	else
		*first = r;
	*last = r;
	*(anchor ? &draft->n_anchor : &draft->n_readings) += 1;
}

static void add_anchor_result(struct gp_series_builder *b,
			      const struct found_result *found)
{
	struct gp_series_draft *draft = find_draft(b, found);
	double scale;

	if (draft && !draft->skipped &&
	    !is_double(found, draft->anchor_oldest) &&
	    gp_unit_factor(found->m->unit, draft->series.unit, &scale))
		add_reading_to_draft(b, draft, found, scale);
}

static void add_result(struct gp_series_builder *b,
		       const struct found_result *found)
{
	struct gp_series_draft *draft = find_draft(b, found);
	double scale;

	draft->n_results += found->commit != GP_AT_CURRENT;
	if (draft->skipped || draft->closed)
		return;
	if (is_double(found, draft->oldest)) {
		report_double(b, draft, found, draft->oldest);
		return;
	}
	if (!gp_unit_factor(found->m->unit, draft->series.unit, &scale)) {
		/* within one commit, the newest unit counts */
		draft->closed = draft->oldest->commit != found->commit;
		report_unit(b, draft, found);
		return;
	}
	if (draft->series.better == GP_BETTER_NONE)
		draft->series.better = found->m->better;
	if (!*draft->series.source)
		draft->series.source = found->m->source;
	if (found->renamed)
		add_earlier_key(b, draft, found->m);
	add_reading_to_draft(b, draft, found, scale);
}

/* ---- runs in order ---- */

/* A run, and the place of its first result: older runs, which are added
   later, have the smaller places. */
struct placed_run {
	const struct gp_entry *run;
	size_t order;
};

static int by_age(const void *a, const void *b)
{
	const struct placed_run *x = a, *y = b;

	return gp_entry_order(&y->run, &x->run);
}

/*
 * Adds the results that an alias renames, or else those that none does.
 * Returns whether there are results of the other sort.
 */
static bool add_run_results(struct gp_series_builder *b,
			    const struct placed_run *placed,
			    const struct gp_measured_commit *of, size_t commit,
			    bool renamed)
{
	const struct gp_entry *run = placed->run;
	bool others = false;

	for (size_t k = 0; k < run->n_results; k++) {
		struct found_result found = { .run = run, .commit = commit };

		found.m = &run->results[k];
		found.order = placed->order + k;
		found.name = (struct gp_series_key){ found.m->benchmark,
						     found.m->metric };
		found.renamed = gp_alias_set_apply(b->in->aliases, of->place,
						   &found.name);
		if (found.renamed != renamed)
			others = true;
		else if (commit == GP_AT_ANCHOR)
			add_anchor_result(b, &found);
		else
			add_result(b, &found);
	}
	return others;
}

/* Of two results of one series, the one that has its name goes first. */
static void add_commit_results(struct gp_series_builder *b,
			       const struct gp_measured_commit *of,
			       size_t commit)
{
	struct placed_run *runs = gp_calloc(of->n, sizeof(*runs));
	bool others = false;

	for (size_t i = 0; i < of->n; i++)
		runs[i].run = b->set->runs.items[of->from + i];
	if (of->n)
		qsort(runs, of->n, sizeof(*runs), by_age);
	for (size_t i = of->n; i-- > 0;) {
		runs[i].order = b->n_placed;
		b->n_placed += runs[i].run->n_results;
	}
	for (size_t i = 0; i < of->n; i++)
		others |= add_run_results(b, &runs[i], of, commit, false);
	for (size_t i = 0; others && i < of->n; i++)
		add_run_results(b, &runs[i], of, commit, true);
	free(runs);
}

/* ---- runs that broke off ---- */

static bool has_result(const struct gp_entry *run,
		       const struct gp_measurement *m)
{
	for (size_t i = 0; i < run->n_results; i++)
		if (same_key(&run->results[i], m))
			return true;
	return false;
}

/* Whether `later` is complete and has what `run` has. */
static bool repeats(const struct gp_entry *later, const struct gp_entry *run)
{
	if (*later->incomplete || later->time_ms < run->time_ms ||
	    strcmp(later->testbed, run->testbed) != 0)
		return false;
	for (size_t i = 0; i < run->n_results; i++)
		if (!has_result(later, &run->results[i]))
			return false;
	return true;
}

static void find_incomplete(struct gp_series_set *set,
			    const struct gp_measured_commit *current)
{
	struct gp_entry **runs = set->runs.items + current->from;

	set->incomplete = gp_arena_array(&set->arena, current->n,
					 sizeof(*set->incomplete));
	for (size_t i = 0; i < current->n; i++) {
		bool repeated = !*runs[i]->incomplete;

		for (size_t k = 0; k < current->n && !repeated; k++)
			repeated = repeats(runs[k], runs[i]);
		if (!repeated)
			set->incomplete[set->n_incomplete++] = runs[i];
	}
}

/* ---- all ---- */

static int by_key(const void *a, const void *b)
{
	const struct gp_series *x = a, *y = b;
	int order = strcmp(x->testbed, y->testbed);

	if (!order)
		order = strcmp(x->benchmark, y->benchmark);
	return order ? order : strcmp(x->metric, y->metric);
}

/* Whether -k selects its metric, if it is derived. */
static bool is_named_by_keys(const struct gp_series_input *in,
			     const struct gp_series *series)
{
	for (size_t i = 0; i < in->n_keys; i++)
		if (gp_series_is_named(series, in->keys[i]))
			return true;
	return false;
}

static void add_series(struct gp_series_builder *b)
{
	struct gp_series_set *set = b->set;
	struct gp_tag_classes classes;

	gp_tag_classes_init(&classes, b);
	for (size_t i = 0; i < b->n; i++) {
		struct gp_series_draft *draft = &b->drafts[i];

		if (!draft->newest)
			continue;
		gp_series_draft_finish(b, draft);
		gp_tag_classes_explain(&classes, &draft->series, &set->arena);
		draft->series.named = is_named_by_keys(b->in, &draft->series);
		set->items = gp_grow(set->items, set->n, &set->cap,
				     sizeof(*set->items));
		set->items[set->n++] = draft->series;
	}
	gp_tag_classes_clear(&classes);
}

/* ---- what -k selects ---- */

static void see_names(struct gp_key_choice *choice,
		      const struct gp_series_builder *b,
		      const struct gp_measured_commit *of)
{
	for (size_t i = 0; i < of->n && !gp_key_choice_done(choice); i++) {
		const struct gp_entry *run = b->set->runs.items[of->from + i];

		for (size_t k = 0; k < run->n_results; k++) {
			struct gp_series_key name = { run->results[k].benchmark,
						      run->results[k].metric };

			gp_alias_set_apply(b->in->aliases, of->place, &name);
			gp_key_choice_see(choice, name.benchmark, name.metric);
		}
	}
}

/* A pattern that no series matches may be a part of a name. */
static void choose_keys(struct gp_key_choice *choice,
			const struct gp_series_builder *b)
{
	const struct gp_series_input *in = b->in;

	gp_key_choice_init(choice, in->keys, in->n_keys);
	see_names(choice, b, in->current);
	for (size_t i = 0; i < in->window->n; i++)
		see_names(choice, b, &in->window->items[i]);
	gp_key_choice_loosen(choice, &b->set->notices);
}

void gp_series_build(struct gp_series_set *out,
		     const struct gp_series_input *in)
{
	struct gp_series_builder b = { .set = out, .in = in };
	struct gp_series_input chosen = *in;
	struct gp_key_choice choice;

	choose_keys(&choice, &b);
	chosen.keys = choice.keys;
	b.in = &chosen;
	add_commit_results(&b, in->current, GP_AT_CURRENT);
	for (size_t i = 0; i < in->window->n; i++)
		add_commit_results(&b, &in->window->items[i], i);
	if (in->anchor)
		add_commit_results(&b, in->anchor, GP_AT_ANCHOR);
	gp_absence_find(&b);
	find_incomplete(out, in->current);
	add_series(&b);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_key);
	gp_key_choice_clear(&choice);
	gp_map_clear(&b.places);
	gp_buf_clear(&b.name);
	free(b.drafts);
	gp_arena_clear(&b.scratch);
}
