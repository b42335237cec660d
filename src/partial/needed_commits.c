/*
 * Finds the commits that a check needs, before any of their notes is here. It
 * walks as gp_history_load() does, but without looking at notes.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/reach.h"
#include "gp/tags.h"

#include "git/base.h"
#include "history/run_lookup.h"
#include "needed_commits.h"

enum { SIDE = 1, BELOW = 2 };

struct needed_search {
	struct gp_needed *out;
	struct gp_repo *repo;
	struct gp_walk *walk;
	const struct gp_history_query *query;
	struct gp_commit commit;
	struct gp_base base;
	struct gp_tags tags;
};

void gp_needed_clear(struct gp_needed *needed)
{
	gp_oids_clear(&needed->always);
	gp_oids_clear(&needed->paths);
	gp_oids_clear(&needed->cuts);
	gp_oids_clear(&needed->anchor);
	free(needed->line);
	memset(needed, 0, sizeof(*needed));
}

/* A note can be on the commit or on its tree. */
static void need_commit(struct needed_search *s, const struct gp_commit *commit)
{
	gp_oids_add(&s->out->always, &commit->oid);
	gp_oids_add(&s->out->always, &commit->tree);
}

/* ---- the line of the baseline ---- */

static void add_to_line(struct needed_search *s, const struct gp_commit *commit)
{
	struct gp_needed *out = s->out;

	out->line = gp_grow(out->line, out->n, &out->cap, sizeof(*out->line));
	out->line[out->n++] = (struct gp_needed_commit){
		.commit = *commit,
		.tagged = gp_tags_find(&s->tags, &commit->oid) != NULL,
	};
}

static enum gp_err walk_line(struct needed_search *s)
{
	const struct gp_base *base = s->out->has_base ? &s->base : NULL;
	struct gp_baseline_start begin;
	struct gp_node *node = &begin.node;
	enum gp_err err;

	if ((err = gp_baseline_start_find(&begin, s->walk, &s->commit, base)))
		return err;
	if (begin.cut)
		gp_oids_add(&s->out->cuts, &s->commit.oid);
	while (begin.exists && s->out->n < s->query->depth) {
		add_to_line(s, &node->commit);
		if (node->cut)
			gp_oids_add(&s->out->cuts, &node->commit.oid);
		if (!node->first.size)
			break;
		if ((err = gp_walk_first(s->walk, node)))
			return err;
	}
	return GP_OK;
}

/* ---- the paths to that line ---- */

static bool is_on_line(const struct gp_needed *needed, const struct gp_oid *oid)
{
	for (size_t i = 0; i < needed->n; i++)
		if (gp_oid_same(&needed->line[i].commit.oid, oid))
			return true;
	return false;
}

/* Walks first parents from `from` to the line, or to the end of history. */
static enum gp_err walk_path(struct needed_search *s, const struct gp_oid *from)
{
	size_t left = s->query->depth;
	struct gp_node node;
	enum gp_err err;

	if ((err = gp_walk_read(s->walk, &node, from)))
		return err;
	while (left-- && !is_on_line(s->out, &node.commit.oid)) {
		gp_oids_add(&s->out->paths, &node.commit.oid);
		if (node.cut && !s->out->has_merge_base)
			gp_oids_add(&s->out->cuts, &node.commit.oid);
		if (!node.first.size)
			break;
		if ((err = gp_walk_first(s->walk, &node)))
			return err;
	}
	return GP_OK;
}

static enum gp_err walk_paths(struct needed_search *s)
{
	enum gp_err err;

	if (!s->out->has_base)
		return GP_OK;
	if ((err = walk_path(s, &s->commit.oid)))
		return err;
	return walk_path(s, &s->base.tip.oid);
}

/* ---- the commits of the judged branch ---- */

/* merge-base..commit, including the commits that a merge brought in. */
static enum gp_err mark_branch(struct needed_search *s, struct gp_reach *p)
{
	enum gp_err err;

	if ((err = gp_reach_mark(p, &s->commit.oid, SIDE)) ||
	    (err = gp_reach_mark(p, &s->base.merge_base.oid, BELOW)))
		return err;
	while (!err && p->n_live && p->n <= s->query->depth) {
		const struct gp_reached *seen = gp_reach_next(p);

		err = gp_reach_mark_parents(p, seen, seen->colours);
	}
	for (size_t i = 0; !err && i < p->n; i++)
		if (p->seen[i]->colours == SIDE)
			need_commit(s, &p->seen[i]->node.commit);
	return err;
}

/* The commit is on the base branch: only what its merge brought in. */
static enum gp_err mark_merged(struct needed_search *s, struct gp_reach *p)
{
	struct gp_node node;
	enum gp_err err;

	if ((err = gp_walk_read(s->walk, &node, &s->commit.oid)) ||
	    !node.first.size)
		return err;
	s->base.merge_base.oid = node.first;
	return mark_branch(s, p);
}

static enum gp_err need_branch(struct needed_search *s)
{
	struct gp_reach reach = { .walk = s->walk, .dead = BELOW };
	enum gp_err err;

	need_commit(s, &s->commit);
	if (s->out->has_merge_base &&
	    !gp_oid_same(&s->base.merge_base.oid, &s->commit.oid))
		err = mark_branch(s, &reach);
	else
		err = mark_merged(s, &reach);
	gp_reach_clear(&reach);
	return err;
}

/* The anchor, or its nearest measured ancestor. */
static enum gp_err need_anchor(struct needed_search *s)
{
	const char *rev = s->query->anchor;
	size_t left = s->query->depth;
	struct gp_commit anchor;
	struct gp_node node;
	enum gp_err err;

	if (!rev)
		return GP_OK;
	if (gp_repo_resolve(s->repo, &anchor, rev)) {
		gp_error_clear();
		return GP_OK;
	}
	if ((err = gp_walk_read(s->walk, &node, &anchor.oid)))
		return err;
	for (;; left--) {
		gp_oids_add(&s->out->anchor, &node.commit.oid);
		gp_oids_add(&s->out->anchor, &node.commit.tree);
		if (!left || !node.first.size)
			return GP_OK;
		if ((err = gp_walk_first(s->walk, &node)))
			return err;
	}
}

/* ---- all of it ---- */

static enum gp_err find_needed_base(struct needed_search *s)
{
	const struct gp_base_choice wish = { s->query->base, s->query->branch };
	enum gp_err err;

	err = gp_base_choose(&s->base, s->repo, s->walk, &s->commit, &wish);
	if (err == GP_ENOTFOUND && !wish.rev) {
		gp_error_clear();
		return GP_OK;
	}
	s->out->has_base = !err;
	s->out->has_merge_base = s->base.merge_base.oid.size > 0;
	return err;
}

static enum gp_err find_needed(struct needed_search *s,
			       const struct gp_beyond *beyond)
{
	const char *rev = s->query->rev;
	enum gp_err err;

	if ((err = gp_repo_resolve(s->repo, &s->commit, rev ? rev : "HEAD")) ||
	    (err = gp_walk_open(&s->walk, s->repo)) ||
	    (beyond && (err = gp_walk_extend(s->walk, beyond))))
		return err;
	if (!s->query->anchor)
		gp_tags_load(&s->tags, s->repo, s->walk);
	gp_oids_add(&s->out->always, gp_notes_project());
	if ((err = need_anchor(s)) || (err = find_needed_base(s)) ||
	    (err = walk_line(s)) || (err = walk_paths(s)))
		return err;
	return need_branch(s);
}

enum gp_err gp_needed_find(struct gp_needed *out, struct gp_repo *repo,
			   const struct gp_history_query *query,
			   const struct gp_beyond *beyond)
{
	struct gp_needed needed = { .n = 0 };
	struct needed_search s = { .out = &needed,
				   .repo = repo,
				   .query = query };
	enum gp_err err = find_needed(&s, beyond);

	gp_tags_clear(&s.tags);
	gp_base_clear(&s.base);
	gp_walk_free(s.walk);
	if (err)
		gp_needed_clear(&needed);
	else
		*out = needed;
	return err;
}
