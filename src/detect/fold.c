/*
 * Folds derived metrics under the metric that they were computed from, so that
 * one change is judged and counted once.
 */
#include <string.h>

#include "fold.h"

static bool has_limit(const struct gp_limits *limits)
{
	return limits->note.how || limits->warn.how || limits->fail.how ||
	       limits->budget_warn.how || limits->budget.how;
}

/* A source that is derived itself is none: two could name each other. */
bool gp_fold_covers(const struct gp_series *source,
		    const struct gp_series *derived, bool has_source_values)
{
	if (!source || !has_source_values || gp_series_is_derived(source) ||
	    source->untrusted != derived->untrusted)
		return false;
	if (!derived->limits.gate)
		return true;
	return !derived->named && source->limits.gate &&
	       source->better != GP_BETTER_NONE && has_limit(&source->limits);
}

bool gp_fold_is_worse(const struct gp_outcome *a, const struct gp_outcome *b)
{
	const struct gp_finding *f = a->finding, *g = b->finding;

	if (f->severity != g->severity)
		return f->severity > g->severity;
	if (f->claimed_severity != g->claimed_severity)
		return f->claimed_severity > g->claimed_severity;
	return f->severity != GP_SEVERITY_INFO && a->excess > b->excess;
}

/* ---- groups: a source and what was computed from it ---- */

/* Cases are in the order of their series: one benchmark is in one place. */
static bool in_one_benchmark(const struct gp_case *a, const struct gp_case *b)
{
	return !strcmp(a->series->benchmark, b->series->benchmark) &&
	       !strcmp(a->series->testbed, b->series->testbed);
}

static bool stands_for_change(const struct gp_case *c)
{
	enum gp_status status = c->outcome.finding->status;

	return gp_status_judged(status) || status == GP_STATUS_COMMON;
}

/* A series of both was judged, or stands for the other. */
static bool shows_same_change(const struct gp_case *source,
			      const struct gp_case *c)
{
	return c != source && gp_series_is_derived(c->series) &&
	       !gp_series_is_derived(source->series) &&
	       !strcmp(c->series->source, source->series->metric) &&
	       (c->folded ||
		(stands_for_change(source) && stands_for_change(c)));
}

static void add_derived(struct gp_finding *to, const struct gp_case *c,
			struct gp_arena *arena)
{
	struct gp_finding *all =
		gp_arena_array(arena, to->n_derived + 1, sizeof(*all));

	if (to->n_derived)
		memcpy(all, to->derived, to->n_derived * sizeof(*all));
	all[to->n_derived] = *c->outcome.finding;
	gp_finding_drop_infinities(&all[to->n_derived++]);
	to->derived = all;
}

/* The cases from `begin` to `end` belong to one benchmark. */
static void fold_group(struct gp_case *source, struct gp_case *begin,
		       struct gp_case *end)
{
	struct gp_case *worst = source;

	for (struct gp_case *c = begin; c < end; c++)
		if (shows_same_change(source, c) && !c->folded &&
		    gp_fold_is_worse(&c->outcome, &worst->outcome))
			worst = c;
	for (struct gp_case *c = begin; c < end; c++) {
		if (c == worst ||
		    (c != source && !shows_same_change(source, c)))
			continue;
		add_derived(worst->outcome.finding, c, source->outcome.arena);
		c->folded = true;
	}
}

static void fold_benchmark(struct gp_case *begin, struct gp_case *end)
{
	size_t n_derived = 0;

	for (const struct gp_case *c = begin; c < end; c++)
		n_derived += gp_series_is_derived(c->series);
	for (struct gp_case *c = begin; n_derived && c < end; c++)
		if (!gp_series_is_derived(c->series))
			fold_group(c, begin, end);
}

size_t gp_fold_cases(struct gp_case *cases, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0, end; i < n; i = end) {
		end = i + 1;
		while (end < n && in_one_benchmark(&cases[i], &cases[end]))
			end++;
		fold_benchmark(&cases[i], &cases[end]);
	}
	for (size_t i = 0; i < n; i++)
		if (!cases[i].folded)
			cases[kept++] = cases[i];
	return kept;
}
