/*
 * Where the baseline of a series begins anew, and why.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

/* ---- cuts ---- */

void gp_cuts_add(struct gp_cuts *cuts, size_t at, enum gp_restart_why why,
		 const char *what)
{
	cuts->items =
		gp_grow(cuts->items, cuts->n, &cuts->cap, sizeof(*cuts->items));
	cuts->items[cuts->n++] = (struct gp_cut){ at, why, what };
}

/* At one place: what somebody decided, then the load, then the testbed. */
static int rank_of(enum gp_restart_why why)
{
	static const int ranks[GP_RESTART_N] = {
		[GP_RESTART_ACCEPT] = 3,
		[GP_RESTART_TAG] = 2,
		[GP_RESTART_FACT] = 1,
	};

	return ranks[why];
}

/* By place; of one place the one that gives the reason is the last. */
static int compare(const void *a, const void *b)
{
	const struct gp_cut *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return rank_of(x->why) - rank_of(y->why);
}

/* One of each place; a kernel and a compiler are told together. */
static void merge(struct gp_cuts *cuts, struct gp_case *c)
{
	size_t n = 0;

	if (cuts->n)
		qsort(cuts->items, cuts->n, sizeof(*cuts->items), compare);
	for (size_t i = 0; i < cuts->n; i++) {
		struct gp_cut *cut = &cuts->items[i], *last;

		last = n ? &cuts->items[n - 1] : NULL;
		if (last && last->at == cut->at && last->why == cut->why)
			last->what = gp_case_reason(c, "%s, %s", last->what,
						    cut->what);
		else if (last && last->at == cut->at)
			*last = *cut;
		else
			cuts->items[n++] = *cut;
	}
	cuts->n = n;
}

/* ---- changes of the level ---- */

/* A level of fewer commits than this may yet turn out to be a few odd ones. */
#define SETTLED 5

static void changes_between(struct gp_cuts *out, const struct gp_case *c,
			    size_t from, size_t to)
{
	struct gp_changes found = { 0 };

	if (to - from <= SETTLED)
		return;
	gp_changes_find(&found, c->past.raw + from, to - from);
	for (size_t i = 1; i < found.n_segments; i++) {
		const struct gp_segment *level = &found.segments[i];

		if (level->to - level->from >= SETTLED)
			gp_cuts_add(out, from + level->from, GP_RESTART_CHANGE,
				    "");
	}
	gp_changes_clear(&found);
}

/* Between the cuts that are known; they are in order. */
static void add_changes(struct gp_cuts *cuts, struct gp_case *c)
{
	size_t known = cuts->n, from = 0;

	for (size_t i = 0; i <= known; i++) {
		size_t to = i < known ? cuts->items[i].at : c->past.n;

		changes_between(cuts, c, from, to);
		from = to;
	}
	merge(cuts, c);
}

/* ---- the newest of them ---- */

/* Medians of what is before and behind a cut, up to the next ones. */
static double level_before(const struct gp_case *c, const struct gp_cuts *cuts,
			   size_t i)
{
	size_t from = i ? cuts->items[i - 1].at : 0;

	return gp_median(c->past.raw + from, cuts->items[i].at - from);
}

static double level_behind(const struct gp_case *c, size_t at)
{
	if (at == c->past.n)
		return c->current.value;
	return gp_median(c->past.raw + at, c->past.n - at);
}

static void name(struct gp_case *c, const struct gp_cuts *cuts)
{
	const struct gp_cut *cut = &cuts->items[cuts->n - 1];
	const struct gp_point *point = &c->series->current;
	struct gp_restart *restart = &c->finding->restart;
	double before = level_before(c, cuts, cuts->n - 1);

	restart->why = cut->why;
	restart->what = cut->what;
	restart->commit = c->set->commit;
	if (cut->at < c->past.n) {
		point = c->past.points[cut->at];
		restart->commit = point->commit;
	}
	restart->time = point->commit_time;
	restart->change = gp_case_fraction(before, level_behind(c, cut->at));
	if (cut->why == GP_RESTART_CHANGE)
		c->before = before;
}

/*
 * The baseline is of the newest commits. Where it is cut off, older ones up to
 * the same number lend their residuals.
 */
static void segments(struct gp_case *c, struct gp_cuts *cuts)
{
	size_t wanted = c->set->wanted, n = c->past.n;

	c->from = wanted && n > wanted ? n - wanted : 0;
	if (cuts->n && cuts->items[cuts->n - 1].at > c->from)
		name(c, cuts);
	/* What is new with the judged commit has no baseline of its own. */
	if (cuts->n && cuts->items[cuts->n - 1].at == n &&
	    cuts->items[cuts->n - 1].why == GP_RESTART_FACT) {
		c->news = true;
		cuts->n--;
	}
	c->starts = gp_arena_array(c->scratch, cuts->n, sizeof(*c->starts));
	for (size_t i = 0; i < cuts->n; i++)
		if (cuts->items[i].at > c->from)
			c->starts[c->n_starts++] = cuts->items[i].at - c->from;
}

/* Where several levels come in turn, no change of the level means anything. */
void gp_case_restart(struct gp_case *c)
{
	struct gp_cuts cuts = { 0 };
	size_t from = 0;

	c->before = NAN;
	c->breach = "";
	gp_cuts_of_facts(&cuts, c);
	gp_cuts_of_accepts(&cuts, c);
	merge(&cuts, c);
	for (size_t i = 0; i < cuts.n; i++) {
		const struct gp_cut *cut = &cuts.items[i];

		if (cut->at < c->past.n)
			from = cut->at;
		if (cut->why != GP_RESTART_FACT)
			c->drift_from = cut->at;
	}
	gp_case_modes(c, from);
	if (c->modes.n < 2)
		add_changes(&cuts, c);
	segments(c, &cuts);
	free(cuts.items);
}
