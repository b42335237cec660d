/*
 * Which series are missing: those that were absent for longer than ever before,
 * among the commits at which somebody could have measured them.
 */
#include <stdlib.h>
#include <string.h>

#include "absence.h"

/* ---- who could have measured a series ---- */

/* Runs that measure the same: of one testbed, and of one CI job. */
struct absence_scope {
	const struct gp_entry *run; /* one of them */
	bool here;                  /* the judged commit has one */
	size_t *before; /* [i]: commits with one, of the window's first i */
};

struct absence_search {
	struct gp_series_builder *b;
	struct absence_scope *scopes;
	size_t n, cap;
};

/* Whether `b` has each tag of `a` that separates series. */
static bool has_tags_of(const struct gp_entry *a, const struct gp_entry *b)
{
	for (size_t i = 0; i < a->tags.n; i++) {
		const char *key = a->tags.items[i].key;
		const char *value = gp_pairs_get(&b->tags, key);

		if (gp_tag_separates(a, key) &&
		    (!value || strcmp(value, a->tags.items[i].value) != 0))
			return false;
	}
	return true;
}

/* Whether who measured `run` could have measured what `of` has. */
static bool is_of_scope(const struct gp_entry *run, const struct gp_entry *of,
			bool any_job)
{
	if (strcmp(run->testbed, of->testbed) != 0)
		return false;
	if (any_job || !*gp_entry_ci_job(of))
		return true;
	return !strcmp(gp_entry_ci_job(run), gp_entry_ci_job(of)) &&
	       !strcmp(run->tool, of->tool) && has_tags_of(run, of) &&
	       has_tags_of(of, run);
}

static bool has_run_of(const struct absence_search *s,
		       const struct gp_measured_commit *of,
		       const struct gp_entry *wanted)
{
	struct gp_entry *const *runs = s->b->set->runs.items + of->from;

	for (size_t i = 0; i < of->n; i++)
		if (is_of_scope(runs[i], wanted, s->b->in->any_job))
			return true;
	return false;
}

/* An untrusted run may lack benchmarks, which is not reported. */
static bool is_measured_here(const struct absence_search *s,
			     const struct gp_entry *wanted)
{
	const struct gp_measured_commit *current = s->b->in->current;
	bool found = false;

	for (size_t i = 0; i < current->n; i++) {
		const struct gp_entry *run =
			s->b->set->runs.items[current->from + i];

		if (strcmp(run->testbed, wanted->testbed) != 0)
			continue;
		if (run->kind == GP_ENTRY_UNTRUSTED)
			return false;
		found = found || is_of_scope(run, wanted, s->b->in->any_job);
	}
	return found;
}

static struct absence_scope *find_scope(struct absence_search *s,
					const struct gp_entry *run)
{
	const struct gp_window *window = s->b->in->window;
	struct absence_scope *scope;
	bool any_job = s->b->in->any_job;

	for (size_t i = 0; i < s->n; i++)
		if (is_of_scope(run, s->scopes[i].run, any_job) &&
		    is_of_scope(s->scopes[i].run, run, any_job))
			return &s->scopes[i];
	s->scopes = gp_grow(s->scopes, s->n, &s->cap, sizeof(*s->scopes));
	scope = &s->scopes[s->n++];
	*scope = (struct absence_scope){
		.run = run,
		.here = is_measured_here(s, run),
		.before = gp_arena_array(&s->b->scratch, window->n + 1,
					 sizeof(*scope->before)),
	};
	scope->before[0] = 0;
	for (size_t i = 0; scope->here && i < window->n; i++)
		scope->before[i + 1] = scope->before[i] +
				       has_run_of(s, &window->items[i], run);
	return scope;
}

/* ---- for how long ---- */

/* Where a result is: in measured commits of the scope, or, for those beyond
   the commits of which all runs are known, in commits of the line. */
static size_t position_of(const struct absence_search *s,
			  const struct absence_scope *scope, size_t commit,
			  bool on_line)
{
	const struct gp_window *window = s->b->in->window;

	return on_line ? window->items[commit].place - window->line.n_branch
		       : scope->before[commit];
}

/* The results that can be used: all in the part of the window that is whole,
   if there are two; else those of the line. */
static bool needs_line(const struct absence_search *s,
		       const struct gp_series_draft *draft)
{
	const struct gp_window *window = s->b->in->window;
	size_t n = 0, last = GP_AT_CURRENT, all = 0;

	for (const struct gp_draft_reading *l = draft->newest; l;
	     l = l->older) {
		if (l->commit == last)
			continue;
		last = l->commit;
		all++;
		n += l->commit < window->n_whole;
	}
	return n < 2 && all > n;
}

/* Returns how many results it has. */
static size_t measure_gaps(const struct absence_search *s,
			   struct gp_series_draft *draft,
			   const struct absence_scope *scope)
{
	const struct gp_window *window = s->b->in->window;
	struct gp_series *series = &draft->series;
	bool on_line = needs_line(s, draft);
	size_t n = 0, last = GP_AT_CURRENT, at, before = 0;

	for (const struct gp_draft_reading *l = draft->newest;
	     l && n < s->b->set->wanted; l = l->older) {
		if (l->commit == last ||
		    (!on_line && l->commit >= window->n_whole))
			continue;
		last = l->commit;
		at = position_of(s, scope, l->commit, on_line);
		if (!n++)
			series->absent_for = at + 1;
		else if (at - before - 1 > series->longest_gap)
			series->longest_gap = at - before - 1;
		before = at;
	}
	return n;
}

/* One result has no gap; it may have one that is out of reach. */
static bool is_due(const struct absence_search *s,
		   const struct gp_series *series, size_t n)
{
	const struct gp_window *window = s->b->in->window;

	if (n < 2 && (window->cut || window->line.n >= window->depth))
		return false;
	return series->absent_for > series->longest_gap;
}

static bool is_retired(const struct absence_search *s,
		       const struct gp_series_draft *draft)
{
	const struct gp_placed_marks *marks = s->b->in->marks;
	const struct gp_window *window = s->b->in->window;
	size_t last = window->items[draft->newest->commit].place;

	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_entry *entry = marks->items[i].entry;

		if (entry->kind == GP_ENTRY_RETIREMENT &&
		    marks->items[i].place <= last &&
		    gp_series_draft_matches(draft, entry->testbed,
					    entry->retire->pattern))
			return true;
	}
	return false;
}

static void judge_absence(struct absence_search *s,
			  struct gp_series_draft *draft)
{
	const struct absence_scope *scope =
		find_scope(s, draft->newest->reading.run);
	struct gp_series *series = &draft->series;
	size_t n;

	if (!scope->here)
		return;
	n = measure_gaps(s, draft, scope);
	if (is_retired(s, draft))
		series->absence = GP_ABSENCE_RETIRED;
	else if (is_due(s, series, n))
		series->absence = GP_ABSENCE_MISSING;
	else
		series->absence = GP_ABSENCE_NOT_DUE;
}

void gp_absence_find(struct gp_series_builder *b)
{
	struct absence_search s = { .b = b };

	for (size_t i = 0; i < b->n; i++)
		if (b->drafts[i].newest &&
		    b->drafts[i].newest->commit != GP_AT_CURRENT)
			judge_absence(&s, &b->drafts[i]);
	free(s.scopes);
}
