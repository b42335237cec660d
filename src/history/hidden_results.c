/*
 * Looks for results of series that are short beyond the place where the walk
 * ended: behind perf.depth on the line itself, behind a shallow boundary among
 * the notes of commits that are not here.
 */
#include <stdlib.h>

#include "gp/partial_notes.h"

#include "hidden_results.h"

/* How far beyond the depth: this many times as far, and never less than this
   many commits. */
#define BEYOND_FACTOR 4
#define BEYOND_LEAST  4000

/* The search goes on while a short series has no hidden result. */
struct hidden_walk {
	const struct gp_hidden_search *s;
	size_t n_open; /* short series without a hidden result */
	unsigned end;  /* what ended the walk */
	struct gp_run_filter filter;
};

static void hide_run(struct hidden_walk *h, const struct gp_entry *run,
		     unsigned cut)
{
	if (!run->dirty && h->n_open)
		h->n_open -= gp_short_series_hide(h->s->series, run, cut);
}

/* ---- beyond the depth ---- */

static bool walk_ended_at_depth(const struct gp_hidden_search *s)
{
	const struct gp_first_parents *line = &s->window->line;

	return line->n >= s->window->depth &&
	       (!line->n || !gp_oid_same(&s->node->commit.oid,
					 &line->items[line->n - 1].oid));
}

static enum gp_err look_beyond_depth(struct hidden_walk *h)
{
	size_t most = BEYOND_FACTOR * h->s->window->depth;
	struct gp_node *node = h->s->node;
	struct gp_entries runs = { 0 };
	enum gp_err err = GP_OK;

	most = most < BEYOND_LEAST ? BEYOND_LEAST : most;
	for (size_t i = 0; i < most && h->n_open; i++) {
		if ((err = gp_run_lookup_at(h->s->lookup, &runs, &node->commit,
					    &h->filter)))
			break;
		for (size_t k = 0; k < runs.n; k++)
			hide_run(h, runs.items[k], GP_CUT_DEPTH);
		gp_entries_clear(&runs);
		if (!node->first.size ||
		    (err = gp_walk_first(h->s->lookup->walk, node)))
			break;
	}
	gp_entries_clear(&runs);
	return err;
}

/* ---- beyond a shallow boundary ---- */

/* Of a commit that is not here, and older than the boundary. */
static bool lies_beyond(const struct hidden_walk *h, const struct gp_entry *run)
{
	return run->kind == GP_ENTRY_RUN &&
	       gp_testbeds_find(&h->s->window->testbeds, run->testbed) !=
		       SIZE_MAX &&
	       run->commit_time <= h->s->node->commit.time &&
	       !gp_walk_has(h->s->lookup->walk, &run->commit);
}

/* A note that cannot be read may have anything. */
static void look_at_note(struct hidden_walk *h, const struct gp_oid *object)
{
	struct gp_notes *notes = h->s->lookup->notes;
	struct gp_entries runs = { 0 };

	if (gp_notes_read(notes, &runs, NULL, object, NULL)) {
		gp_error_clear();
		h->s->series->cut |= GP_CUT_NOTES;
		h->n_open -=
			gp_short_series_hide(h->s->series, NULL, GP_CUT_NOTES);
	}
	for (size_t i = 0; i < runs.n && h->n_open; i++) {
		if (!lies_beyond(h, runs.items[i]))
			continue;
		gp_entry_name_series(runs.items[i], h->s->lookup->facts);
		hide_run(h, runs.items[i], h->end);
	}
	gp_entries_clear(&runs);
}

static enum gp_err look_beyond_boundary(struct hidden_walk *h)
{
	struct gp_notes *notes = h->s->lookup->notes;
	struct gp_oid *noted = NULL;
	enum gp_err err;
	size_t n = 0;

	if ((err = gp_notes_list(notes, &noted, &n)))
		return err;
	gp_notes_look_for(notes, h->filter.look);
	for (size_t i = 0; i < n && h->n_open; i++)
		if (!gp_walk_has(h->s->lookup->walk, &noted[i]))
			look_at_note(h, &noted[i]);
	gp_notes_look_for(notes, NULL);
	free(noted);
	return GP_OK;
}

/* ---- all ---- */

/*
 * On the line only some notes may be here: each series may have more. A pull of
 * the whole line brought nothing from beyond its end, where a series goes on
 * that was measured again and again up to there.
 */
static void look_at_partial(struct hidden_walk *h)
{
	struct gp_repo *repo = h->s->lookup->repo;
	struct gp_short_series *series = h->s->series;

	if (!gp_partial_any(repo))
		return;
	if (!h->s->start || gp_partial_lacks(repo, h->s->start)) {
		series->cut |= GP_CUT_PARTIAL;
		h->n_open -= gp_short_series_hide(series, NULL, GP_CUT_PARTIAL);
	} else if (h->end) {
		series->cut |= GP_CUT_PARTIAL;
		h->n_open -= gp_short_series_hide_likely(
			series, h->s->window->line.n, h->end | GP_CUT_PARTIAL);
	}
}

/* What ended the walk: GP_CUT_DEPTH, GP_CUT_SHALLOW, or nothing. A clone that
   was deepened as far as the depth ends there because of it. */
static unsigned why_walk_ended(const struct gp_hidden_search *s, bool goes_on,
			       bool cut)
{
	if (goes_on ||
	    (s->start && cut && s->window->line.n >= s->window->depth))
		return GP_CUT_DEPTH;
	return cut ? GP_CUT_SHALLOW : 0;
}

enum gp_err gp_hidden_results_find(const struct gp_hidden_search *s)
{
	struct hidden_walk h = { .s = s,
				 .n_open =
					 gp_short_series_n_lacking(s->series) };
	bool goes_on = s->start && walk_ended_at_depth(s);
	bool cut = s->window->cut || s->node->cut;
	enum gp_err err = GP_OK;

	if (!h.n_open)
		return GP_OK;
	h.filter.testbeds = &s->window->testbeds;
	h.filter.look = gp_short_series_look(s->series);
	h.end = why_walk_ended(s, goes_on, cut);
	s->series->cut |= h.end;
	if (goes_on)
		err = look_beyond_depth(&h);
	if (!err && cut)
		err = look_beyond_boundary(&h);
	if (!err)
		look_at_partial(&h);
	return err;
}
