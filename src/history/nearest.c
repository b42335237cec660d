/*
 * Finds the nearest measured ancestor of a commit that has no results, and the
 * tags on the way there: a release is often tagged on a commit that nobody
 * measured.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "nearest.h"

struct nearest_walk {
	const struct gp_nearest_search *search;
	struct gp_nearest found;
	size_t cap_tags;
	const char **tags; /* grown, then copied */
	bool measured;
};

/* ---- one commit ---- */

static enum gp_err try_nearest(struct nearest_walk *w,
			       const struct gp_commit *commit)
{
	const struct gp_testbeds *testbeds = w->search->testbeds;
	const struct gp_run_filter filter = { .testbeds = testbeds };
	struct gp_entries runs = { 0 };
	enum gp_err err =
		gp_run_lookup_at(w->search->lookup, &runs, commit, &filter);

	w->measured = !err && gp_entries_have_clean_run(&runs, testbeds);
	gp_entries_clear(&runs);
	return err;
}

static void note_tag(struct nearest_walk *w, const struct gp_oid *commit)
{
	struct gp_nearest *found = &w->found;
	const char *name = gp_tags_find(w->search->tags, commit);

	found->at_tag = name != NULL;
	if (!name)
		return;
	w->tags =
		gp_grow(w->tags, found->n_tags, &w->cap_tags, sizeof(*w->tags));
	w->tags[found->n_tags++] = name;
}

/* ---- the walk ---- */

static enum gp_err walk_ancestors(struct nearest_walk *w,
				  const struct gp_commit *commit)
{
	const struct gp_nearest_search *s = w->search;
	struct gp_node node;
	bool more = false;
	enum gp_err err;

	if ((err = try_nearest(w, commit)) || w->measured ||
	    (err = gp_run_lookup_follow(s->lookup, &more)) ||
	    (more && (err = try_nearest(w, commit))) || w->measured ||
	    (err = gp_walk_read(s->lookup->walk, &node, &commit->oid)))
		return err;
	while (!w->measured && node.first.size &&
	       w->found.distance < s->depth &&
	       !gp_oid_same(&node.first, &s->stop)) {
		if ((err = gp_walk_first(s->lookup->walk, &node)) ||
		    (err = try_nearest(w, &node.commit)))
			return err;
		w->found.distance++;
		note_tag(w, &node.commit.oid);
	}
	if (w->measured)
		w->found.commit = node.commit.oid;
	return GP_OK;
}

static void copy_tags(struct nearest_walk *w)
{
	struct gp_nearest *found = &w->found;
	struct gp_arena *arena = w->search->arena;
	const char **tags = gp_arena_array(arena, found->n_tags, sizeof(*tags));

	for (size_t i = 0; i < found->n_tags; i++)
		tags[i] = gp_arena_strdup(arena, w->tags[i]);
	found->tags = tags;
}

enum gp_err gp_nearest_find(struct gp_nearest *out,
			    const struct gp_nearest_search *search,
			    const struct gp_commit *commit)
{
	const struct gp_nearest itself = { .named = commit->oid,
					   .commit = commit->oid };
	struct nearest_walk w = { .search = search, .found = itself };
	enum gp_err err = walk_ancestors(&w, commit);

	if (!w.measured)
		w.found = itself;
	copy_tags(&w);
	free(w.tags);
	if (!err)
		*out = w.found;
	return err;
}
