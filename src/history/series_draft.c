/*
 * Drafts -> series: lists become arrays, the oldest first.
 */
#include <stdlib.h>
#include <string.h>

#include "series_draft.h"

/* ---- points ---- */

static const struct gp_commit *commit_of(const struct gp_series_builder *g,
					 const struct gp_draft_reading *link)
{
	if (link->commit == GP_AT_CURRENT)
		return &g->in->current->commit;
	if (link->commit == GP_AT_ANCHOR)
		return &g->in->anchor->commit;
	return &g->in->window->items[link->commit].commit;
}

static size_t count_points(const struct gp_series_draft *draft)
{
	size_t n = 0, last = GP_AT_CURRENT;

	for (const struct gp_draft_reading *l = draft->newest; l;
	     l = l->older) {
		n += l->commit != last;
		last = l->commit;
	}
	return n;
}

/* Each reading is older than those that the point has, and goes before. */
static void add_reading(const struct gp_series_builder *g,
			struct gp_point *point,
			const struct gp_draft_reading *link,
			struct gp_reading *at)
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
static void finish(struct gp_series_builder *g, struct gp_series_draft *draft)
{
	struct gp_series *s = &draft->series;
	struct gp_arena *arena = &g->set->arena;
	struct gp_reading *at;
	struct gp_point *point;
	size_t last = GP_AT_CURRENT;

	s->n_baseline = count_points(draft);
	s->baseline =
		gp_arena_array(arena, s->n_baseline, sizeof(*s->baseline));
	at = gp_arena_array(arena, draft->n_links, sizeof(*at));
	at += draft->n_links;
	point = s->baseline + s->n_baseline;
	s->current.commit = g->in->current->commit.oid;
	s->current.commit_time = g->in->current->commit.time;
	for (const struct gp_draft_reading *l = draft->newest; l;
	     l = l->older) {
		if (l->commit != last)
			point--;
		last = l->commit;
		s->untrusted |= l->reading.run->kind == GP_ENTRY_UNTRUSTED;
		add_reading(g, last == GP_AT_CURRENT ? &s->current : point, l,
			    --at);
	}
}

static void finish_anchor(struct gp_series_builder *g,
			  struct gp_series_draft *draft)
{
	struct gp_reading *at =
		gp_arena_array(&g->set->arena, draft->n_anchor, sizeof(*at));

	at += draft->n_anchor;
	for (const struct gp_draft_reading *l = draft->anchor; l; l = l->older)
		add_reading(g, &draft->series.anchor, l, --at);
}

/* ---- acceptances ---- */

static bool matches(const struct gp_series_draft *draft,
		    const struct gp_entry *run)
{
	const struct gp_series *s = &draft->series;
	const char *pattern = run->accept->pattern;

	if (*run->testbed && strcmp(run->testbed, s->testbed) != 0)
		return false;
	if (gp_key_match(pattern, s->benchmark, s->metric))
		return true;
	for (const struct gp_earlier_key *o = draft->names; o; o = o->next)
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
static size_t count_newest(const struct gp_series_draft *draft, size_t n)
{
	size_t points = 0, last = GP_AT_CURRENT;

	for (const struct gp_draft_reading *l = draft->newest; l;
	     l = l->older) {
		if (l->commit != GP_AT_CURRENT && l->commit >= n)
			break;
		points += l->commit != last;
		last = l->commit;
	}
	return points;
}

static struct gp_accepted accepted(const struct gp_series_builder *g,
				   const struct gp_series_draft *draft,
				   const struct gp_placed_mark *mark)
{
	const struct gp_first_parents *line = &g->in->window->line;
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

static void finish_accepted(struct gp_series_builder *g,
			    struct gp_series_draft *draft)
{
	const struct gp_placed_marks *marks = g->in->marks;
	struct gp_series *s = &draft->series;
	struct gp_accepted *found = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_placed_mark *mark = &marks->items[i];

		if (mark->run->kind != GP_ENTRY_ACCEPTANCE ||
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

void gp_series_draft_finish(struct gp_series_builder *g,
			    struct gp_series_draft *draft)
{
	finish(g, draft);
	finish_anchor(g, draft);
	finish_accepted(g, draft);
}
