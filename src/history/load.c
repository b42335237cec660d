/*
 * A commit and its baseline: which runs are judged, where the walk begins,
 * and what is to be said about it.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "anchor.h"
#include "base.h"
#include "gp/edited.h"
#include "gp/phrase.h"
#include "run_lookup.h"
#include "series.h"
#include "window.h"

struct loading {
	struct gp_series_set *set;
	struct gp_repo *repo;
	const struct gp_history_query *query;
	struct gp_run_lookup reader;
	struct gp_commit commit;
	struct gp_testbeds testbeds;
	struct gp_measured_commit current;
	struct gp_window window;
	struct gp_placed_marks marks;
	struct gp_alias_set renames;
	struct gp_tags tags;
	struct gp_measured_commit anchor;
	bool same; /* `from` has the judged commit's tree */
};

/* ---- the judged commit ---- */

static bool is_head(const char *rev)
{
	return !rev || !strcmp(rev, "HEAD") || !strcmp(rev, "@");
}

static size_t count_dirty(const struct gp_entries *runs)
{
	size_t n = 0;

	for (size_t i = 0; i < runs->n; i++)
		n += runs->items[i]->dirty;
	return n;
}

static void drop_if(struct gp_entries *runs, bool dirty, int64_t before_ms)
{
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->dirty == dirty &&
		    runs->items[i]->time_ms < before_ms)
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
}

/*
 * Dirty runs of several edits may stand at one commit. Those from before the
 * last edit measured what is no more; if that leaves none, all are taken.
 */
static enum gp_err keep_last_edit(struct loading *l, struct gp_entries *runs)
{
	int64_t edit_ms, newest = 0;
	enum gp_err err;

	if (runs->n < 2)
		return GP_OK;
	if ((err = gp_last_edit(&edit_ms, l->repo)))
		return err;
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->time_ms > newest)
			newest = runs->items[i]->time_ms;
	if (newest >= edit_ms)
		drop_if(runs, true, edit_ms);
	else
		gp_notices_add(&l->set->notices,
			       "a file was written after the last run: measure "
			       "again to judge it");
	return GP_OK;
}

/* ---- whom nobody vouches for ---- */

static bool is_vouched_for(const struct gp_entries *runs, const char *testbed)
{
	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		if (run && run->kind == GP_ENTRY_RUN &&
		    !strcmp(run->testbed, testbed))
			return true;
	}
	return false;
}

/* Untrusted runs are looked at on testbeds that have no others. */
static void drop_outdone(struct loading *l, struct gp_entries *runs)
{
	size_t before = runs->n;

	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->kind == GP_ENTRY_UNTRUSTED &&
		    is_vouched_for(runs, runs->items[i]->testbed))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	if (runs->n < before)
		gp_notices_add(&l->set->notices,
			       "%zu untrusted run%s not looked at: others were "
			       "recorded on the same testbed",
			       before - runs->n, gp_plural(before - runs->n));
}

/* Leaves either the dirty runs or the clean ones. */
static enum gp_err choose(struct loading *l, struct gp_entries *runs)
{
	size_t n_dirty = count_dirty(runs);
	char hex[GP_OID_HEX];
	enum gp_err err;

	if (n_dirty && is_head(l->query->rev) && !l->query->from &&
	    (err = gp_repo_is_dirty(l->repo, &l->set->dirty)))
		return err;
	drop_if(runs, !l->set->dirty, INT64_MAX);
	if (l->set->dirty)
		return keep_last_edit(l, runs);
	if (n_dirty && !runs->n)
		gp_notices_add(&l->set->notices,
			       "what is recorded at %s was measured in a "
			       "modified work tree, and is not judged",
			       gp_oid_short(&l->commit.oid, hex));
	return GP_OK;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_testbeds(struct loading *l)
{
	struct gp_series_set *set = l->set;
	size_t n = 0;

	set->testbeds = gp_arena_array(&set->arena, set->runs.n,
				       sizeof(*set->testbeds));
	for (size_t i = 0; i < set->runs.n; i++)
		set->testbeds[i] = set->runs.items[i]->testbed;
	if (set->runs.n)
		qsort(set->testbeds, set->runs.n, sizeof(*set->testbeds),
		      by_name);
	for (size_t i = 0; i < set->runs.n; i++)
		if (!n || strcmp(set->testbeds[n - 1], set->testbeds[i]) != 0)
			set->testbeds[n++] = set->testbeds[i];
	set->n_testbeds = n;
	l->testbeds = (struct gp_testbeds){ set->testbeds, n };
}

static enum gp_err load_current(struct loading *l)
{
	const struct gp_run_filter look = { .untrusted = true };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if (!(err = gp_run_lookup_at(&l->reader, &runs, &l->commit, &look)) &&
	    !(err = choose(l, &runs))) {
		drop_outdone(l, &runs);
		l->set->n_runs = runs.n;
		l->current = (struct gp_measured_commit){ .commit = l->commit,
							  .n = runs.n };
		gp_entries_move(&l->set->runs, &runs);
		list_testbeds(l);
	}
	gp_entries_clear(&runs);
	return err;
}

/* ---- where the baseline begins ---- */

static void tell_unrelated(struct loading *l, const struct gp_base *base)
{
	char hex[GP_OID_HEX];

	gp_oid_short(&l->commit.oid, hex);
	if (gp_walk_shallow(l->reader.walk))
		gp_notices_add(&l->set->notices,
			       "this shallow clone does not reach where %s "
			       "left %s: git fetch --deepen=50",
			       hex, base->name);
	else
		gp_notices_add(&l->set->notices,
			       "%s and %s have no common commit: the baseline "
			       "is drawn from the first parents of %s",
			       hex, base->name, hex);
}

static enum gp_err begin_at(struct loading *l, const struct gp_base *base,
			    struct gp_baseline_start *begin)
{
	enum gp_err err;

	err = gp_baseline_start_find(begin, l->reader.walk, &l->commit, base);
	l->window.cut = begin->cut;
	return err;
}

static enum gp_err go_base(struct loading *l, const struct gp_base *base,
			   struct gp_baseline_start *begin)
{
	struct gp_series_set *set = l->set;
	enum gp_err err;

	set->base_name = gp_arena_strdup(&set->arena, base->name);
	set->on_base = base->on_base;
	if (!base->merge_base.oid.size)
		tell_unrelated(l, base);
	err = begin_at(l, base, begin);
	if (!err && begin->exists && base->merge_base.oid.size)
		set->base = begin->node.commit.oid;
	return err;
}

/* The commit that was named, whatever its relation to the judged one. */
static enum gp_err go_from(struct loading *l, struct gp_baseline_start *begin)
{
	struct gp_series_set *set = l->set;
	struct gp_commit from;
	enum gp_err err;

	if ((err = gp_repo_resolve(l->repo, &from, l->query->from)))
		return err;
	set->base_name = gp_arena_strdup(&set->arena, l->query->from);
	set->base = from.oid;
	/* The same content has the same runs, and differs in nothing. */
	l->same = gp_oid_same(&from.tree, &l->commit.tree);
	begin->exists = true;
	return gp_walk_read(l->reader.walk, &begin->node, &from.oid);
}

static enum gp_err find_start(struct loading *l,
			      struct gp_baseline_start *begin)
{
	const struct gp_base_choice wish = { l->query->base, l->query->branch };
	struct gp_base base = { 0 };
	enum gp_err err;

	if (l->query->from)
		return go_from(l, begin);
	err = gp_base_choose(&base, l->repo, l->reader.walk, &l->commit, &wish);
	if (err == GP_ENOTFOUND && !wish.rev) {
		gp_notices_add(&l->set->notices,
			       "%s; until then the baseline is drawn from "
			       "first parents",
			       gp_error_message());
		gp_error_clear();
		return begin_at(l, NULL, begin);
	}
	if (!err)
		err = go_base(l, &base, begin);
	gp_base_clear(&base);
	return err;
}

/* ---- the baseline ---- */

/* In a modified work tree what HEAD was before is the newest baseline. */
static enum gp_err add_head(struct loading *l)
{
	const struct gp_run_filter look = { .wanted = &l->testbeds };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if (!l->set->dirty)
		return GP_OK;
	err = gp_run_lookup_at(&l->reader, &runs, &l->commit, &look);
	if (!err)
		gp_window_add(&l->window, &l->commit, &runs);
	gp_entries_clear(&runs);
	return err;
}

static void tell_window(struct loading *l)
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

static void open_window(struct loading *l)
{
	const struct gp_history_query *query = l->query;
	struct gp_series_set *set = l->set;

	set->wanted = query->commits;
	set->window =
		query->window > query->commits ? query->window : query->commits;
	gp_window_init(&l->window, &set->runs, &l->testbeds);
	l->window.wanted = set->window;
	l->window.depth = query->depth;
	l->window.judged = l->commit.oid;
}

static enum gp_err load_baseline(struct loading *l)
{
	struct gp_series_set *set = l->set;
	struct gp_baseline_start begin;
	enum gp_err err;

	open_window(l);
	if ((err = find_start(l, &begin)))
		return err;
	if (!l->same)
		gp_window_exclude(&l->window, l->current.from, l->current.n);
	if ((err = add_head(l)))
		return err;
	if (begin.exists && l->testbeds.n &&
	    (err = gp_window_walk(&l->window, &l->reader, &begin.node)))
		return err;
	set->found = l->window.n < set->wanted ? l->window.n : set->wanted;
	if (l->testbeds.n)
		tell_window(l);
	return GP_OK;
}

/* ---- what is said of its commits ---- */

/* An anchor outside the line is a release from before it. */
static void find_places(struct loading *l)
{
	const struct gp_first_parents *line = &l->window.line;

	for (size_t i = 0; i < l->window.n; i++) {
		struct gp_measured_commit *of = &l->window.items[i];

		of->place = gp_first_parents_find(line, &of->commit.oid);
	}
	l->current.place = gp_first_parents_find(line, &l->commit.oid);
}

/* Most repositories have neither, and pay for one look each. */
static enum gp_err load_marks(struct loading *l)
{
	struct gp_run_lookup *reader = &l->reader;
	const struct gp_anchor_search search = {
		.set = l->set,
		.reader = reader,
		.window = &l->window,
		.rev = l->query->anchor,
		.tags = &l->tags,
	};
	bool anchored = !l->query->from;
	enum gp_err err;

	if (!l->testbeds.n)
		return GP_OK;
	if ((err = gp_placed_marks_read(&l->marks, reader)))
		return err;
	if (anchored && !search.rev)
		gp_tags_load(&l->tags, l->repo, reader->walk);
	if (!l->marks.n && !l->tags.n && !search.rev)
		return GP_OK;
	if ((err = gp_first_parents_finish(&l->window.line, reader->walk,
					   &l->commit.oid, l->query->depth)) ||
	    (err = gp_placed_marks_place(&l->marks, &l->set->runs,
					 &l->window.line, reader)))
		return err;
	find_places(l);
	gp_alias_set_init(&l->renames, &l->marks, &l->set->arena,
			  &l->set->notices);
	return anchored ? gp_anchor_find(&l->anchor, &search) : GP_OK;
}

static enum gp_err load(struct loading *l)
{
	enum gp_err err;

	if ((err = gp_repo_resolve(l->repo, &l->commit,
				   l->query->rev ? l->query->rev : "HEAD")) ||
	    (err = gp_run_lookup_open(&l->reader, l->repo, &l->set->notices)))
		return err;
	l->set->commit = l->commit.oid;
	l->set->base_name = l->set->anchor_name = "";
	if ((err = load_current(l)) || (err = load_baseline(l)) ||
	    (err = load_marks(l)))
		return err;
	gp_series_build(l->set,
			&(struct gp_series_input){
				.window = &l->window,
				.current = &l->current,
				.anchor = l->anchor.n ? &l->anchor : NULL,
				.renames = &l->renames,
				.marks = &l->marks,
				.keys = l->query->keys,
				.n_keys = l->query->n_keys,
			});
	return GP_OK;
}

enum gp_err gp_history_load(struct gp_series_set *out, struct gp_repo *repo,
			    const struct gp_history_query *query)
{
	struct gp_series_set set = { .base_name = "", .anchor_name = "" };
	struct loading l = { .set = &set, .repo = repo, .query = query };
	enum gp_err err = load(&l);

	gp_tags_clear(&l.tags);
	gp_alias_set_clear(&l.renames);
	gp_placed_marks_clear(&l.marks);
	gp_window_clear(&l.window);
	gp_run_lookup_close(&l.reader);
	if (err) {
		gp_series_set_clear(&set);
		return err;
	}
	*out = set;
	for (size_t i = 0; i < out->runs.n; i++)
		out->runs.items[i]->arena = &out->runs.arena;
	return GP_OK;
}
