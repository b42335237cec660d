/*
 * Where the baseline of a series begins, and why.
 */
#include <math.h>
#include <stdlib.h>

#include "case.h"

/* ---- changes of the level ---- */

/* A new level of fewer commits may turn out to be a few outliers. */
#define CONFIRMED 5

static void add_changes_between(struct gp_cuts *out,
				const struct gp_values *values, size_t from,
				size_t to)
{
	struct gp_changes found = { 0 };

	if (to - from <= CONFIRMED)
		return;
	gp_changes_find(&found, values->raw + from, to - from);
	for (size_t i = 1; i < found.n_segments; i++) {
		const struct gp_segment *level = &found.segments[i];

		if (level->to - level->from >= CONFIRMED)
			gp_cuts_add(out, from + level->from, GP_RESTART_CHANGE,
				    "");
	}
	gp_changes_clear(&found);
}

/* Looks for changes between the cuts that are known, which are in order. */
static void add_changes(struct gp_cuts *cuts, const struct gp_values *values,
			struct gp_arena *arena)
{
	size_t known = cuts->n, from = 0;

	for (size_t i = 0; i <= known; i++) {
		size_t to = i < known ? cuts->items[i].at : values->n;

		add_changes_between(cuts, values, from, to);
		from = to;
	}
	gp_cuts_merge(cuts, arena);
}

/* ---- the newest cut ---- */

/* Median between a cut and the one before it. */
static double level_before_cut(const struct gp_values *values,
			       const struct gp_cuts *cuts, size_t i)
{
	size_t from = i ? cuts->items[i - 1].at : 0;

	return gp_median(values->raw + from, cuts->items[i].at - from);
}

/* Median from the newest cut on. */
static double level_after_cut(const struct gp_values *values, size_t at)
{
	if (at == values->n)
		return values->current.value;
	return gp_median(values->raw + at, values->n - at);
}

/* The finding says where and why its baseline begins. */
static void name_restart(struct gp_case *c, const struct gp_cuts *cuts)
{
	const struct gp_values *values = &c->values;
	const struct gp_cut *cut = &cuts->items[cuts->n - 1];
	const struct gp_point *point = &c->series->current;
	struct gp_restart *restart = &c->outcome.finding->restart;
	double before = level_before_cut(values, cuts, cuts->n - 1);

	restart->why = cut->why;
	restart->what = cut->what;
	restart->commit = c->set->commit;
	if (cut->at < values->n) {
		point = values->points[cut->at];
		restart->commit = point->commit;
	}
	restart->time = point->commit_time;
	restart->change =
		gp_relative_change(before, level_after_cut(values, cut->at));
	if (cut->why == GP_RESTART_CHANGE)
		c->segments.level_before = before;
}

/* ---- segments ---- */

/*
 * A baseline is made of the newest commits. If a cut makes it shorter, the
 * residuals of older commits, up to the same number, are used as well.
 */
static void make_segments(struct gp_case *c, struct gp_cuts *cuts)
{
	struct gp_segments *out = &c->segments;
	size_t wanted = c->set->wanted, n = c->values.n;

	out->from = wanted && n > wanted ? n - wanted : 0;
	if (cuts->n && cuts->items[cuts->n - 1].at > out->from)
		name_restart(c, cuts);
	/* A testbed that is new with the judged commit has no baseline yet. */
	if (cuts->n && cuts->items[cuts->n - 1].at == n &&
	    cuts->items[cuts->n - 1].why == GP_RESTART_FACT) {
		out->new_fact = true;
		cuts->n--;
	}
	out->starts = gp_arena_array(c->scratch, cuts->n, sizeof(*out->starts));
	for (size_t i = 0; i < cuts->n; i++)
		if (cuts->items[i].at > out->from)
			out->starts[out->n_starts++] =
				cuts->items[i].at - out->from;
}

/* If several levels alternate, changes of the level mean nothing. */
void gp_case_restart(struct gp_case *c)
{
	struct gp_arena *arena = c->outcome.arena;
	struct gp_cuts cuts = { 0 };
	size_t from = 0;

	c->segments = (struct gp_segments){ .level_before = NAN };
	gp_cuts_of_testbed(&cuts, c->series, &c->values, arena);
	gp_cuts_of_accepts(&cuts, &c->acceptances, c->series, &c->values,
			   arena);
	gp_cuts_merge(&cuts, arena);
	for (size_t i = 0; i < cuts.n; i++) {
		const struct gp_cut *cut = &cuts.items[i];

		if (cut->at < c->values.n)
			from = cut->at;
		if (cut->why != GP_RESTART_FACT)
			c->segments.drift_from = cut->at;
	}
	gp_mixture_find(&c->mixture, &c->values, from, c->set->wanted);
	c->outcome.finding->bimodal = c->mixture.modes.n > 1;
	if (c->mixture.modes.n < 2)
		add_changes(&cuts, &c->values, arena);
	make_segments(c, &cuts);
	free(cuts.items);
}
