/*
 * Loads the series of a commit: its runs, the baseline, the anchor, and the
 * acceptances and aliases that apply.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "git/base.h"

#include "anchor.h"
#include "branch_runs.h"
#include "changing_tags.h"
#include "first_results.h"
#include "hidden_results.h"
#include "judged_runs.h"
#include "run_lookup.h"
#include "series.h"
#include "trailer_marks.h"
#include "window.h"

struct history_load {
	struct gp_series_set *set;
	struct gp_repo *repo;
	const struct gp_history_query *query;
	struct gp_run_lookup lookup;
	struct gp_commit commit;
	struct gp_testbeds testbeds;
	struct gp_measured_commit current;
	struct gp_window window;
	struct gp_placed_marks marks;
	struct gp_alias_set aliases;
	struct gp_tags tags;
	struct gp_measured_commit anchor;
	struct gp_short_series series;
	bool same_tree; /* `from` has the judged commit's tree */
};

/* ---- the judged commit ---- */

static void list_testbeds(struct history_load *l)
{
	struct gp_series_set *set = l->set;

	set->testbeds = gp_arena_array(&set->arena, set->runs.n,
				       sizeof(*set->testbeds));
	for (size_t i = 0; i < set->runs.n; i++)
		set->testbeds[i] = set->runs.items[i]->testbed;
	set->n_testbeds = gp_testbeds_sort(set->testbeds, set->runs.n);
	l->testbeds = (struct gp_testbeds){ set->testbeds, set->n_testbeds };
}

/* Without any, those of the commit that it was before a rewrite. */
static enum gp_err read_current(struct history_load *l, struct gp_entries *runs)
{
	const struct gp_run_filter filter = { .untrusted = true };
	bool more;
	enum gp_err err;

	if ((err = gp_run_lookup_at(&l->lookup, runs, &l->commit, &filter)) ||
	    runs->n || (err = gp_run_lookup_follow(&l->lookup, &more)) || !more)
		return err;
	return gp_run_lookup_at(&l->lookup, runs, &l->commit, &filter);
}

static enum gp_err load_current(struct history_load *l)
{
	const struct gp_judged judged = { l->set, l->repo, l->query,
					  &l->commit };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if (!(err = read_current(l, &runs)) &&
	    !(err = gp_judged_keep(&runs, &judged))) {
		l->set->n_runs = runs.n;
		l->current = (struct gp_measured_commit){ .commit = l->commit,
							  .n = runs.n };
		gp_entries_move(&l->set->runs, &runs);
		list_testbeds(l);
	}
	gp_entries_clear(&runs);
	return err;
}

/* ---- where the baseline starts ---- */

static void report_unrelated(struct history_load *l, const struct gp_base *base)
{
	char hex[GP_OID_HEX];

	gp_oid_short(&l->commit.oid, hex);
	if (gp_walk_shallow(l->lookup.walk))
		gp_notices_add(&l->set->notices,
			       "this shallow clone lacks the merge base of %s "
			       "and %s: git fetch --deepen=50",
			       hex, base->name);
	else
		gp_notices_add(&l->set->notices,
			       "%s and %s have no common commit: the baseline "
			       "consists of first parents of %s",
			       hex, base->name, hex);
}

static enum gp_err find_baseline_start(struct history_load *l,
				       const struct gp_base *base,
				       struct gp_baseline_start *start)
{
	enum gp_err err;

	err = gp_baseline_start_find(start, l->lookup.walk, &l->commit, base);
	l->window.cut = start->cut;
	return err;
}

static enum gp_err start_at_base(struct history_load *l,
				 const struct gp_base *base,
				 struct gp_baseline_start *start)
{
	struct gp_series_set *set = l->set;
	enum gp_err err;

	set->base_name = gp_arena_strdup(&set->arena, base->name);
	set->on_base = base->on_base;
	if (!base->merge_base.oid.size)
		report_unrelated(l, base);
	err = find_baseline_start(l, base, start);
	if (!err && start->exists && base->merge_base.oid.size)
		set->base = start->node.commit.oid;
	return err;
}

/* The commit that the user named, however it relates to the judged one. */
static enum gp_err start_at_rev(struct history_load *l,
				struct gp_baseline_start *start)
{
	struct gp_series_set *set = l->set;
	struct gp_commit from;
	enum gp_err err;

	if ((err = gp_repo_resolve(l->repo, &from, l->query->from)))
		return err;
	set->base_name = gp_arena_strdup(&set->arena, l->query->from);
	set->base = from.oid;
	/* Commits with the same content have the same runs. */
	l->same_tree = gp_oid_same(&from.tree, &l->commit.tree);
	start->exists = true;
	return gp_walk_read(l->lookup.walk, &start->node, &from.oid);
}

static enum gp_err choose_start(struct history_load *l,
				struct gp_baseline_start *start)
{
	const struct gp_base_choice wish = { l->query->base, l->query->branch };
	struct gp_base base = { 0 };
	enum gp_err err;

	if (l->query->from)
		return start_at_rev(l, start);
	if (l->query->found)
		return start_at_base(l, l->query->found, start);
	err = gp_base_choose(&base, l->repo, l->lookup.walk, &l->commit, &wish);
	if (err == GP_ENOTFOUND && !wish.rev) {
		gp_notices_add(&l->set->notices,
			       "%s; until then the baseline consists of first "
			       "parents",
			       gp_error_message());
		gp_error_clear();
		return find_baseline_start(l, NULL, start);
	}
	if (!err)
		err = start_at_base(l, &base, start);
	gp_base_clear(&base);
	return err;
}

/* ---- the baseline ---- */

/* In a modified work tree, HEAD itself is the newest commit of the baseline. */
static enum gp_err add_head(struct history_load *l)
{
	const struct gp_run_filter filter = { .testbeds = &l->testbeds };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if (!l->set->dirty)
		return GP_OK;
	err = gp_run_lookup_at(&l->lookup, &runs, &l->commit, &filter);
	if (!err)
		gp_window_add(&l->window, &l->commit, &runs);
	gp_entries_clear(&runs);
	return err;
}

static void report_window(struct history_load *l)
{
	struct gp_series_set *set = l->set;
	const struct gp_window *window = &l->window;

	if (window->cut && window->n < set->wanted)
		gp_notices_add(&set->notices,
			       "history ends at the shallow boundary (%zu of "
			       "%zu commits): git fetch --deepen=50",
			       window->n, set->wanted);
	if (!window->n && window->other && set->n_testbeds)
		gp_notices_add(
			&set->notices,
			"no baseline on testbed '%s': the commits before "
			"were measured on '%s'",
			set->testbeds[0], window->other);
}

static void open_window(struct history_load *l)
{
	const struct gp_history_query *query = l->query;
	struct gp_series_set *set = l->set;

	set->wanted = query->commits;
	set->window =
		query->window > query->commits ? query->window : query->commits;
	gp_window_init(&l->window, &set->runs, &l->testbeds);
	l->window.limit = set->window;
	l->window.depth = query->depth;
	l->window.judged = l->commit.oid;
	gp_seen_testbeds_expect(&l->window.beds,
				set->runs.items + l->current.from,
				l->current.n);
}

/* Those that are measured rarely have one result in the window, or none. */
static void list_absent_series(struct history_load *l)
{
	const struct gp_window *window = &l->window;

	for (size_t i = 0; i < window->n; i++)
		for (size_t k = 0; k < window->items[i].n; k++)
			gp_short_series_add_absent(
				&l->series,
				l->set->runs.items[window->items[i].from + k],
				l->query->keys, l->query->n_keys);
}

/* The baseline of a series is its own last results. */
static void list_series(struct history_load *l)
{
	l->series.limit = l->set->wanted;
	l->series.testbeds = &l->testbeds;
	l->series.marks = &l->marks;
	for (size_t i = 0; i < l->current.n; i++)
		gp_short_series_add(&l->series,
				    l->set->runs.items[l->current.from + i],
				    l->query->keys, l->query->n_keys);
	/* A pattern that matches nothing may be a part of a name. */
	for (size_t i = 0; !l->series.n && i < l->current.n; i++)
		gp_short_series_add(&l->series,
				    l->set->runs.items[l->current.from + i],
				    NULL, 0);
	list_absent_series(l);
}

/* Leaves `at` where the walk ended. */
static enum gp_err walk(struct history_load *l, struct gp_baseline_start *at)
{
	enum gp_err err = GP_OK;

	if (at->exists)
		err = gp_window_walk(&l->window, &l->lookup, &at->node);
	list_series(l);
	return err || !at->exists ? err
				  : gp_window_walk_on(&l->window, &l->lookup,
						      &at->node, &l->series);
}

/* What belongs to the baseline without a walk. */
static enum gp_err begin_window(struct history_load *l)
{
	if (!l->same_tree)
		gp_window_exclude(&l->window, l->current.from, l->current.n);
	return add_head(l);
}

static bool needs_results(const struct history_load *l)
{
	for (size_t i = 0; i < l->testbeds.n; i++)
		if (l->window.found[i] < l->set->wanted)
			return true;
	return l->series.n_short > 0;
}

static enum gp_err restart_window(struct history_load *l)
{
	struct gp_entries *runs = &l->set->runs;

	for (size_t i = l->current.from + l->current.n; i < runs->n; i++)
		gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	gp_window_clear(&l->window);
	gp_short_series_clear(&l->series);
	open_window(l);
	return begin_window(l);
}

static enum gp_err find_hidden(struct history_load *l,
			       const struct gp_baseline_start *start,
			       struct gp_node *end)
{
	const struct gp_hidden_search search = {
		.lookup = &l->lookup,
		.window = &l->window,
		.series = &l->series,
		.start = start->exists ? &start->node.commit.oid : NULL,
		.node = end,
	};

	return l->query->from ? GP_OK : gp_hidden_results_find(&search);
}

/* If results are missing, the history may have been rewritten. */
static enum gp_err walk_twice(struct history_load *l,
			      const struct gp_baseline_start *start)
{
	struct gp_baseline_start at = *start;
	bool more = false;
	enum gp_err err;

	if ((err = walk(l, &at)))
		return err;
	if (start->exists && needs_results(l) &&
	    (err = gp_run_lookup_follow(&l->lookup, &more)))
		return err;
	if (more) {
		at = *start;
		if ((err = restart_window(l)))
			return err;
		l->window.cut = start->cut;
		if ((err = walk(l, &at)))
			return err;
	}
	return find_hidden(l, start, &at.node);
}

static enum gp_err load_baseline(struct history_load *l)
{
	struct gp_series_set *set = l->set;
	struct gp_baseline_start start;
	enum gp_err err;

	open_window(l);
	if ((err = choose_start(l, &start)) ||
	    (l->testbeds.n &&
	     (err = gp_placed_marks_read(&l->marks, &l->lookup))) ||
	    (err = begin_window(l)))
		return err;
	if (l->testbeds.n && (err = walk_twice(l, &start)))
		return err;
	set->found = l->window.n < set->wanted ? l->window.n : set->wanted;
	if (l->testbeds.n)
		report_window(l);
	return GP_OK;
}

/* ---- marks and anchor ---- */

/* Sets the places of the window's commits in the line, now that it is known. */
static void set_window_places(struct history_load *l)
{
	const struct gp_first_parents *line = &l->window.line;

	for (size_t i = 0; i < l->window.n; i++) {
		struct gp_measured_commit *of = &l->window.items[i];

		of->place = gp_first_parents_find(line, &of->commit.oid);
	}
	l->current.place = gp_first_parents_find(line, &l->commit.oid);
}

/*
 * Without acceptTrailers, only those are worth a notice that the judged commits
 * have; else those behind the merge base count, too.
 */
static enum gp_err load_trailers(struct history_load *l)
{
	const struct gp_window *window = &l->window;
	const struct gp_oid *oldest =
		window->n ? &window->items[window->n - 1].commit.oid : NULL;
	const struct gp_oid *base = l->set->base.size ? &l->set->base : NULL;
	const struct gp_trailer_marks what = {
		.judged = &l->commit.oid,
		.hide = l->query->accept_trailers ? oldest : base,
		.max = base || l->query->accept_trailers ? l->query->depth : 1,
		.accept = l->query->accept_trailers,
	};

	return l->query->trailers
		       ? gp_trailer_marks_read(&l->marks, &l->lookup, &what)
		       : GP_OK;
}

/* If there are neither marks nor tags, that costs one look-up each. */
static enum gp_err load_marks_and_anchor(struct history_load *l)
{
	struct gp_run_lookup *lookup = &l->lookup;
	const struct gp_anchor_search search = {
		.set = l->set,
		.lookup = lookup,
		.window = &l->window,
		.rev = l->query->anchor,
		.tags = &l->tags,
	};
	bool anchored = !l->query->from;
	enum gp_err err;

	if (!l->testbeds.n)
		return GP_OK;
	if ((err = load_trailers(l)))
		return err;
	if (anchored && !search.rev)
		gp_tags_load(&l->tags, l->repo, lookup->walk);
	if ((err = gp_first_parents_finish(&l->window.line, lookup->walk,
					   &l->commit.oid, l->query->depth)))
		return err;
	set_window_places(l);
	if ((err = gp_branch_runs_count(&l->set->n_branch_measured, lookup,
					&l->window.line, &l->testbeds)))
		return err;
	if (!l->marks.n && !l->tags.n && !search.rev)
		return GP_OK;
	if ((err = gp_placed_marks_place(&l->marks, &l->set->runs,
					 &l->window.line, lookup)))
		return err;
	gp_alias_set_init(&l->aliases, &l->marks, &l->set->arena,
			  &l->set->notices);
	return anchored ? gp_anchor_find(&l->anchor, &search) : GP_OK;
}

/* Other testbeds hide nothing: their results would not count. */
static void explain_short(struct history_load *l)
{
	struct gp_series_set *set = l->set;

	gp_short_series_explain(&l->series, set);
	for (size_t i = 0; l->window.other && i < set->n; i++)
		if (!set->items[i].n_baseline)
			set->items[i].cut |= GP_CUT_TESTBED;
}

/* -k asks for less, and a modified work tree is measured on one testbed. */
static void find_missing_testbeds(struct history_load *l)
{
	const struct gp_missing_testbeds search = {
		.seen = &l->window.beds,
		.runs = l->set->runs.items + l->current.from,
		.n_runs = l->current.n,
		.marks = &l->marks,
		.start = l->window.line.n_branch,
	};

	if (!l->query->from && !l->query->n_keys && !l->set->dirty)
		gp_missing_testbeds_find(l->set, &search);
}

/* The longest baseline of a series that is judged: others may have been
   measured more often. */
static void count_found(struct gp_series_set *set)
{
	size_t most = 0;

	for (size_t i = 0; i < set->n; i++)
		if (set->items[i].current.n_readings &&
		    set->items[i].n_baseline > most)
			most = set->items[i].n_baseline;
	if (most)
		set->found = most < set->wanted ? most : set->wanted;
}

static enum gp_err load_set(struct history_load *l)
{
	enum gp_err err;

	if ((err = gp_repo_resolve(l->repo, &l->commit,
				   l->query->rev ? l->query->rev : "HEAD")) ||
	    (err = gp_run_lookup_open(&l->lookup, l->repo, &l->set->notices)))
		return err;
	l->lookup.facts = l->query->facts;
	l->set->commit = l->commit.oid;
	l->set->depth = l->query->depth;
	l->set->base_name = l->set->anchor_name = "";
	if ((err = load_current(l)) || (err = load_baseline(l)) ||
	    (err = load_marks_and_anchor(l)))
		return err;
	gp_changing_tags_report_window(&l->set->notices, &l->window,
				       &l->current, l->query->facts);
	gp_series_build(l->set,
			&(struct gp_series_input){
				.window = &l->window,
				.current = &l->current,
				.anchor = l->anchor.n ? &l->anchor : NULL,
				.aliases = &l->aliases,
				.marks = &l->marks,
				.any_job = l->query->from != NULL,
				.keys = l->query->keys,
				.n_keys = l->query->n_keys,
			});
	explain_short(l);
	count_found(l->set);
	find_missing_testbeds(l);
	return gp_first_results_find(l->set, &l->lookup, l->query, &l->commit);
}

enum gp_err gp_history_load(struct gp_series_set *out, struct gp_repo *repo,
			    const struct gp_history_query *query)
{
	struct gp_series_set set = { .base_name = "", .anchor_name = "" };
	struct history_load l = { .set = &set, .repo = repo, .query = query };
	enum gp_err err = load_set(&l);

	gp_tags_clear(&l.tags);
	gp_alias_set_clear(&l.aliases);
	gp_placed_marks_clear(&l.marks);
	gp_window_clear(&l.window);
	gp_short_series_clear(&l.series);
	gp_run_lookup_close(&l.lookup);
	if (err) {
		gp_series_set_clear(&set);
		return err;
	}
	*out = set;
	for (size_t i = 0; i < out->runs.n; i++)
		out->runs.items[i]->arena = &out->runs.arena;
	return GP_OK;
}
