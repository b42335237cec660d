/*
 * Drafts -> series: turns the lists of a draft, newest first, into the arrays
 * of a series, oldest first.
 */
#include <stdlib.h>
#include <string.h>

#include "series_draft.h"

/* ---- points ---- */

static const struct gp_measured_commit *measured_at(
	const struct gp_series_builder *b,
	const struct gp_draft_reading *reading)
{
	if (reading->commit == GP_AT_CURRENT)
		return b->in->current;
	if (reading->commit == GP_AT_ANCHOR)
		return b->in->anchor;
	return &b->in->window->items[reading->commit];
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

/* The reading is older than those that the point has, and goes before. */
static void add_point_reading(const struct gp_series_builder *b,
			      struct gp_point *point,
			      const struct gp_draft_reading *reading,
			      struct gp_reading *at)
{
	const struct gp_measured_commit *of = measured_at(b, reading);
	const struct gp_commit *commit = &of->commit;

	point->commit = commit->oid;
	point->commit_time = commit->time;
	point->place = of->place;
	point->readings = at;
	point->n_readings++;
	*at = reading->reading;
	if (!gp_oid_same(&at->run->commit, &commit->oid))
		point->measured_as = at->run->commit;
	point->remapped |= at->run->remapped;
}

/* Fills the arrays from the end, so that the oldest comes first. */
static void finish_points(struct gp_series_builder *b,
			  struct gp_series_draft *draft)
{
	struct gp_series *s = &draft->series;
	struct gp_arena *arena = &b->set->arena;
	struct gp_reading *at;
	struct gp_point *point;
	size_t last = GP_AT_CURRENT;

	s->n_baseline = count_points(draft);
	s->baseline =
		gp_arena_array(arena, s->n_baseline, sizeof(*s->baseline));
	at = gp_arena_array(arena, draft->n_readings, sizeof(*at));
	at += draft->n_readings;
	point = s->baseline + s->n_baseline;
	s->current.commit = b->in->current->commit.oid;
	s->current.commit_time = b->in->current->commit.time;
	s->current.place = b->in->current->place;
	for (const struct gp_draft_reading *l = draft->newest; l;
	     l = l->older) {
		if (l->commit != last)
			point--;
		last = l->commit;
		s->untrusted |= l->reading.run->kind == GP_ENTRY_UNTRUSTED;
		add_point_reading(b,
				  last == GP_AT_CURRENT ? &s->current : point,
				  l, --at);
	}
}

static void finish_anchor(struct gp_series_builder *b,
			  struct gp_series_draft *draft)
{
	struct gp_reading *at =
		gp_arena_array(&b->set->arena, draft->n_anchor, sizeof(*at));

	at += draft->n_anchor;
	for (const struct gp_draft_reading *l = draft->anchor; l; l = l->older)
		add_point_reading(b, &draft->series.anchor, l, --at);
}

/* ---- acceptances ---- */

bool gp_series_draft_matches(const struct gp_series_draft *draft,
			     const char *testbed, const char *pattern)
{
	const struct gp_series *s = &draft->series;

	if (*testbed && strcmp(testbed, s->testbed) != 0)
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

/* How many points of the series are in the newest `n` commits. */
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

static struct gp_accepted make_accepted(const struct gp_series_builder *b,
					const struct gp_series_draft *draft,
					const struct gp_placed_mark *mark)
{
	const struct gp_first_parents *line = &b->in->window->line;
	const struct gp_series *s = &draft->series;
	size_t newer = count_from(b->in->window, mark->place);
	size_t from = s->n_baseline - count_newest(draft, newer);

	return (struct gp_accepted){
		.run = mark->entry,
		.commit = line->items[mark->place].oid,
		.from = from,
		.on_branch =
			mark->place < line->n_branch && from == s->n_baseline,
	};
}

static void finish_accepted(struct gp_series_builder *b,
			    struct gp_series_draft *draft)
{
	const struct gp_placed_marks *marks = b->in->marks;
	struct gp_series *s = &draft->series;
	struct gp_accepted *found = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < marks->n; i++) {
		const struct gp_placed_mark *mark = &marks->items[i];

		if (mark->entry->kind != GP_ENTRY_ACCEPTANCE ||
		    !gp_series_draft_matches(draft, mark->entry->testbed,
					     mark->entry->accept->pattern))
			continue;
		found = gp_grow(found, s->n_accepted, &cap, sizeof(*found));
		found[s->n_accepted++] = make_accepted(b, draft, mark);
	}
	if (!s->n_accepted)
		return;
	s->accepted =
		gp_arena_array(&b->set->arena, s->n_accepted, sizeof(*found));
	memcpy(s->accepted, found, s->n_accepted * sizeof(*found));
	free(found);
}

void gp_series_draft_finish(struct gp_series_builder *b,
			    struct gp_series_draft *draft)
{
	finish_points(b, draft);
	finish_anchor(b, draft);
	finish_accepted(b, draft);
}
