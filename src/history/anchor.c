/*
 * Finds the anchor: the commit, usually the last release, that slow changes are
 * measured against.
 */
#include <string.h>

#include "gp/mem.h"

#include "anchor.h"
#include "nearest.h"

/* Makes a commit the anchor, if it has runs on these testbeds. */
static enum gp_err use_commit(struct gp_measured_commit *out,
			      const struct gp_anchor_search *s,
			      const struct gp_commit *commit, const char *name)
{
	const struct gp_run_filter filter = { .testbeds =
						      &s->window->testbeds };
	struct gp_series_set *set = s->set;
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if ((err = gp_run_lookup_at(s->lookup, &runs, commit, &filter)))
		goto out;
	for (size_t i = 0; i < runs.n; i++)
		if (runs.items[i]->dirty ||
		    gp_testbeds_find(filter.testbeds, runs.items[i]->testbed) ==
			    SIZE_MAX)
			gp_entries_drop(&runs, i);
	gp_entries_compact(&runs);
	if (!runs.n)
		goto out;
	*out = (struct gp_measured_commit){ .commit = *commit,
					    .from = set->runs.n,
					    .n = runs.n };
	gp_entries_move(&set->runs, &runs);
	set->anchor = (struct gp_nearest){ .named = commit->oid,
					   .commit = commit->oid };
	set->anchor_name = gp_arena_strdup(&set->arena, name);
out:
	gp_entries_clear(&runs);
	return err;
}

/* ---- perf.anchor ---- */

/* The commit was not measured: its nearest measured ancestor is the anchor. */
static enum gp_err use_nearest(struct gp_measured_commit *out,
			       const struct gp_anchor_search *s,
			       const struct gp_commit *named)
{
	struct gp_tags tags = { 0 };
	const struct gp_nearest_search search = {
		.lookup = s->lookup,
		.testbeds = &s->window->testbeds,
		.tags = &tags,
		.depth = s->window->depth,
		.stop = s->set->commit,
		.arena = &s->set->arena,
	};
	struct gp_nearest nearest = { 0 };
	struct gp_node node;
	enum gp_err err;

	gp_tags_load(&tags, s->lookup->repo, s->lookup->walk);
	err = gp_nearest_find(&nearest, &search, named);
	if (!err && nearest.distance &&
	    !(err = gp_walk_read(s->lookup->walk, &node, &nearest.commit)) &&
	    !(err = use_commit(out, s, &node.commit, s->rev)))
		s->set->anchor = nearest;
	gp_tags_clear(&tags);
	return err;
}

static enum gp_err use_rev(struct gp_measured_commit *out,
			   const struct gp_anchor_search *s)
{
	struct gp_notices *notices = &s->set->notices;
	struct gp_commit commit;
	enum gp_err err;

	if (gp_repo_resolve(s->lookup->repo, &commit, s->rev)) {
		gp_notices_add(notices, "perf.anchor: %s", gp_error_message());
		gp_error_clear();
		return GP_OK;
	}
	if (gp_oid_same(&commit.oid, &s->set->commit))
		return GP_OK;
	if ((err = use_commit(out, s, &commit, s->rev)) ||
	    (!out->n && (err = use_nearest(out, s, &commit))))
		return err;
	if (!out->n)
		gp_notices_add(notices,
			       "perf.anchor: nothing was measured at '%s', nor "
			       "before it, on the testbeds of this commit",
			       s->rev);
	return GP_OK;
}

/* ---- the newest tag with runs ---- */

static bool in_window(const struct gp_window *window, const struct gp_oid *oid)
{
	for (size_t i = 0; i < window->n; i++)
		if (gp_oid_same(&window->items[i].commit.oid, oid))
			return true;
	return false;
}

static enum gp_err use_tag(struct gp_measured_commit *out,
			   const struct gp_anchor_search *s,
			   const struct gp_commit *commit)
{
	const char *name = gp_tags_find(s->tags, &commit->oid);

	if (!name || gp_oid_same(&commit->oid, &s->set->commit))
		return GP_OK;
	return use_commit(out, s, commit, name);
}

/* Commits that the window walked have runs only if it has them. */
static enum gp_err search_tags_on_line(struct gp_measured_commit *out,
				       const struct gp_anchor_search *s)
{
	const struct gp_first_parents *line = &s->window->line;
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < line->n && !out->n && !err; i++)
		if (i < line->n_branch ||
		    in_window(s->window, &line->items[i].oid))
			err = use_tag(out, s, &line->items[i]);
	return err;
}

static enum gp_err search_tags_beyond(struct gp_measured_commit *out,
				      const struct gp_anchor_search *s)
{
	const struct gp_first_parents *line = &s->window->line;
	struct gp_walk *walk = s->lookup->walk;
	size_t walked = line->n - line->n_branch;
	struct gp_node node;
	enum gp_err err;

	if (!walked)
		return GP_OK;
	if ((err = gp_walk_read(walk, &node, &line->items[line->n - 1].oid)))
		return err;
	for (; walked < s->window->depth && node.first.size && !out->n;
	     walked++)
		if ((err = gp_walk_first(walk, &node)) ||
		    (err = use_tag(out, s, &node.commit)))
			return err;
	return GP_OK;
}

enum gp_err gp_anchor_find(struct gp_measured_commit *out,
			   const struct gp_anchor_search *search)
{
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if (!search->window->testbeds.n)
		return GP_OK;
	if (search->rev)
		err = use_rev(out, search);
	else if (!search->tags->n)
		return GP_OK;
	else if (!(err = search_tags_on_line(out, search)) && !out->n)
		err = search_tags_beyond(out, search);
	if (!err && out->n)
		out->place = gp_first_parents_find(&search->window->line,
						   &out->commit.oid);
	return err;
}
