/*
 * Which commits a judgement looks at, before any of their notes is here.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "gp/reach.h"
#include "gp/tags.h"
#include "history/base.h"
#include "history/run_lookup.h"
#include "needed.h"

enum { SIDE = 1, BELOW = 2 };

struct wanting {
	struct gp_needed *out;
	struct gp_repo *repo;
	struct gp_walk *walk;
	const struct gp_history_query *query;
	struct gp_commit commit;
	struct gp_base base;
	struct gp_tags tags;
};

void gp_needed_clear(struct gp_needed *wants)
{
	gp_oids_clear(&wants->always);
	gp_oids_clear(&wants->way);
	gp_oids_clear(&wants->ends);
	free(wants->line);
	memset(wants, 0, sizeof(*wants));
}

/* A note may stand on a commit, and on its tree. */
static void want(struct wanting *w, const struct gp_commit *commit)
{
	gp_oids_add(&w->out->always, &commit->oid);
	gp_oids_add(&w->out->always, &commit->tree);
}

/* ---- the line of the baseline ---- */

static void add_to_line(struct wanting *w, const struct gp_commit *commit)
{
	struct gp_needed *out = w->out;

	out->line = gp_grow(out->line, out->n, &out->cap, sizeof(*out->line));
	out->line[out->n++] = (struct gp_needed_commit){
		.commit = *commit,
		.tagged = gp_tags_find(&w->tags, &commit->oid) != NULL,
	};
}

static enum gp_err walk_line(struct wanting *w)
{
	const struct gp_base *base = w->out->has_base ? &w->base : NULL;
	struct gp_baseline_start begin;
	struct gp_node *node = &begin.node;
	enum gp_err err;

	if ((err = gp_baseline_start_find(&begin, w->walk, &w->commit, base)))
		return err;
	if (begin.cut)
		gp_oids_add(&w->out->ends, &w->commit.oid);
	while (begin.exists && w->out->n < w->query->depth) {
		add_to_line(w, &node->commit);
		if (node->cut)
			gp_oids_add(&w->out->ends, &node->commit.oid);
		if (!node->first.size)
			break;
		if ((err = gp_walk_first(w->walk, node)))
			return err;
	}
	return GP_OK;
}

/* ---- the way there ---- */

static bool is_on_line(const struct gp_needed *wants, const struct gp_oid *oid)
{
	for (size_t i = 0; i < wants->n; i++)
		if (gp_oid_same(&wants->line[i].commit.oid, oid))
			return true;
	return false;
}

/* First parents from `from` to the line, or as far as they go. */
static enum gp_err walk_way(struct wanting *w, const struct gp_oid *from)
{
	size_t left = w->query->depth;
	struct gp_node node;
	enum gp_err err;

	if ((err = gp_walk_read(w->walk, &node, from)))
		return err;
	while (left-- && !is_on_line(w->out, &node.commit.oid)) {
		gp_oids_add(&w->out->way, &node.commit.oid);
		if (node.cut && !w->out->related)
			gp_oids_add(&w->out->ends, &node.commit.oid);
		if (!node.first.size)
			break;
		if ((err = gp_walk_first(w->walk, &node)))
			return err;
	}
	return GP_OK;
}

static enum gp_err walk_ways(struct wanting *w)
{
	enum gp_err err;

	if (!w->out->has_base)
		return GP_OK;
	if ((err = walk_way(w, &w->commit.oid)))
		return err;
	return walk_way(w, &w->base.tip.oid);
}

/* ---- what is judged ---- */

/* Merge base..commit, and with a merge what it brought in. */
static enum gp_err paint_branch(struct wanting *w, struct gp_painting *p)
{
	enum gp_err err;

	if ((err = gp_paint(p, &w->commit.oid, SIDE)) ||
	    (err = gp_paint(p, &w->base.merge_base.oid, BELOW)))
		return err;
	while (!err && p->n_live && p->n <= w->query->depth) {
		const struct gp_seen *seen = gp_paint_next(p);

		err = gp_paint_parents(p, seen, seen->paint);
	}
	for (size_t i = 0; !err && i < p->n; i++)
		if (p->seen[i]->paint == SIDE)
			want(w, &p->seen[i]->node.commit);
	return err;
}

/* On the base's own line, where it has no branch: what a merge brought in. */
static enum gp_err paint_merged(struct wanting *w, struct gp_painting *p)
{
	struct gp_node node;
	enum gp_err err;

	if ((err = gp_walk_read(w->walk, &node, &w->commit.oid)) ||
	    !node.first.size)
		return err;
	w->base.merge_base.oid = node.first;
	return paint_branch(w, p);
}

static enum gp_err want_branch(struct wanting *w)
{
	struct gp_painting painting = { .walk = w->walk, .dead = BELOW };
	enum gp_err err;

	want(w, &w->commit);
	if (w->out->related &&
	    !gp_oid_same(&w->base.merge_base.oid, &w->commit.oid))
		err = paint_branch(w, &painting);
	else
		err = paint_merged(w, &painting);
	gp_painting_clear(&painting);
	return err;
}

static void want_anchor(struct wanting *w)
{
	const char *rev = w->query->anchor;
	struct gp_commit anchor;

	if (!rev)
		return;
	if (gp_repo_resolve(w->repo, &anchor, rev))
		gp_error_clear();
	else
		want(w, &anchor);
}

/* ---- all of it ---- */

static enum gp_err find_base(struct wanting *w)
{
	const struct gp_base_choice wish = { w->query->base, w->query->branch };
	enum gp_err err;

	err = gp_base_choose(&w->base, w->repo, w->walk, &w->commit, &wish);
	if (err == GP_ENOTFOUND && !wish.rev) {
		gp_error_clear();
		return GP_OK;
	}
	w->out->has_base = !err;
	w->out->related = w->base.merge_base.oid.size > 0;
	return err;
}

static enum gp_err find(struct wanting *w, const struct gp_beyond *beyond)
{
	const char *rev = w->query->rev;
	enum gp_err err;

	if ((err = gp_repo_resolve(w->repo, &w->commit, rev ? rev : "HEAD")) ||
	    (err = gp_walk_open(&w->walk, w->repo)) ||
	    (beyond && (err = gp_walk_extend(w->walk, beyond))))
		return err;
	if (!w->query->anchor)
		gp_tags_load(&w->tags, w->repo, w->walk);
	gp_oids_add(&w->out->always, gp_notes_project());
	want_anchor(w);
	if ((err = find_base(w)) || (err = walk_line(w)) ||
	    (err = walk_ways(w)))
		return err;
	return want_branch(w);
}

enum gp_err gp_needed_find(struct gp_needed *out, struct gp_repo *repo,
			   const struct gp_history_query *query,
			   const struct gp_beyond *beyond)
{
	struct gp_needed wants = { .n = 0 };
	struct wanting w = { .out = &wants, .repo = repo, .query = query };
	enum gp_err err = find(&w, beyond);

	gp_tags_clear(&w.tags);
	gp_base_clear(&w.base);
	gp_walk_free(w.walk);
	if (err)
		gp_needed_clear(&wants);
	else
		*out = wants;
	return err;
}

/* ---- which of them count ---- */

static enum gp_err counts(bool *out, struct gp_run_lookup *reader,
			  const struct gp_commit *commit)
{
	const struct gp_run_filter look = { .wanted = NULL };
	struct gp_entries runs = { 0 };
	enum gp_err err = gp_run_lookup_at(reader, &runs, commit, &look);

	*out = false;
	for (size_t i = 0; !err && i < runs.n; i++)
		*out = *out || !runs.items[i]->dirty;
	gp_entries_clear(&runs);
	return err;
}

enum gp_err gp_needed_count_measured(size_t *out, struct gp_repo *repo,
				     const struct gp_needed_commit *line,
				     size_t n)
{
	struct gp_notices notices = { 0 };
	struct gp_run_lookup reader;
	size_t found = 0;
	enum gp_err err;
	bool yes;

	if ((err = gp_run_lookup_open(&reader, repo, &notices)))
		return err;
	for (size_t i = 0; !err && i < n; i++) {
		err = counts(&yes, &reader, &line[i].commit);
		found += !err && yes;
	}
	if (!err)
		*out = found;
	gp_run_lookup_close(&reader);
	gp_notices_clear(&notices);
	return err;
}
