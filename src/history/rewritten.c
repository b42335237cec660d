/*
 * Finds which commit another one was before the history was rewritten.
 *
 * Equal trees are not enough: an empty commit has the tree of its parent, and a
 * revert that of an older commit.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/libgit2.h"
#include "gp/mem.h"

#include "rewritten.h"

/* Commits walked to look for an older one with the same tree. */
#define OLDER_MAX 1000

void gp_rewritten_clear(struct gp_rewritten *rewritten)
{
	gp_unreached_clear(&rewritten->notes);
	gp_map_clear(&rewritten->by_tree);
	gp_map_clear(&rewritten->depths);
	gp_arena_clear(&rewritten->arena);
	free(rewritten->next);
	memset(rewritten, 0, sizeof(*rewritten));
}

enum gp_err gp_rewritten_load(struct gp_rewritten *out,
			      struct gp_run_lookup *lookup)
{
	struct gp_unreached *notes = &out->notes;
	enum gp_err err;

	if ((err = gp_unreached_list(notes, lookup)))
		return err;
	out->next = gp_calloc(notes->n, sizeof(*out->next));
	for (size_t i = notes->n; i-- > 0;) {
		const struct gp_oid *tree = &notes->items[i].commit.tree;
		size_t *first =
			gp_map_put(&out->by_tree, tree->raw, tree->size, i);

		out->next[i] = *first == i ? SIZE_MAX : *first;
		*first = i;
	}
	return GP_OK;
}

/* What a commit was: among the old commits that have its tree. */
struct rewritten_search {
	struct gp_rewritten *r;
	struct gp_walk *walk;
	const struct gp_repo *repo;
	const struct gp_commit *commit;
	size_t first; /* index of the first note of the tree */
	struct gp_oids *out;
};

/* Whether only one old commit has the tree. */
static bool is_alone(const struct rewritten_search *s)
{
	return s->r->next[s->first] == SIZE_MAX;
}

/* ---- older commits with the same tree ---- */

/* Counts older commits of the line, since `time`, that have the tree, too. */
static enum gp_err count_older(const struct rewritten_search *s, int64_t time,
			       size_t *n)
{
	struct gp_node node;
	enum gp_err err;

	*n = 0;
	if ((err = gp_walk_read(s->walk, &node, &s->commit->oid)))
		return err;
	for (size_t i = 0; i < OLDER_MAX && node.first.size; i++) {
		if ((err = gp_walk_first(s->walk, &node)) ||
		    node.commit.time < time)
			return err;
		*n += gp_oid_same(&node.commit.tree, &s->commit->tree);
	}
	return GP_OK;
}

/* ---- the old commit is still here ---- */

/* How many first parents a commit has: a rewrite of messages keeps it. */
static enum gp_err find_depth(const struct rewritten_search *s,
			      const git_commit *commit, size_t *out)
{
	struct gp_rewritten *r = s->r;
	struct gp_node node;
	struct gp_oid oid;
	struct gp_oids path = { 0 };
	size_t known = 0;
	enum gp_err err;

	gp_oid_from_git(&oid, git_commit_id(commit));
	err = gp_walk_read(s->walk, &node, &oid);
	while (!err) {
		const struct gp_oid *at = &node.commit.oid;

		if (gp_map_get(&r->depths, at->raw, at->size, &known))
			break;
		gp_oids_add(&path, at);
		if (!node.first.size)
			break;
		err = gp_walk_first(s->walk, &node);
	}
	for (size_t i = path.n; i-- > 0 && !err;) {
		char *key = gp_arena_strndup(&r->arena,
					     (const char *)path.items[i].raw,
					     path.items[i].size);

		gp_map_put(&r->depths, key, path.items[i].size, ++known);
	}
	gp_oids_clear(&path);
	*out = known;
	return err;
}

static bool same_first_parent(const git_commit *a, const git_commit *b)
{
	const git_oid *x, *y;

	if (!git_commit_parentcount(a) || !git_commit_parentcount(b))
		return git_commit_parentcount(a) == git_commit_parentcount(b);
	x = git_commit_parent_id(a, 0);
	y = git_commit_parent_id(b, 0);
	return git_oid_equal(x, y);
}

static bool same_author_date(const git_commit *a, const git_commit *b)
{
	return git_commit_author(a)->when.time ==
	       git_commit_author(b)->when.time;
}

/* The same content, author's date and place: only messages were changed. */
static enum gp_err is_reworded(const struct rewritten_search *s,
			       const git_commit *before,
			       const git_commit *after, bool *yes)
{
	size_t old_depth, new_depth;
	enum gp_err err;

	*yes = false;
	if (!same_author_date(before, after))
		return GP_OK;
	*yes = same_first_parent(before, after) ||
	       (is_alone(s) && !strcmp(git_commit_message_raw(before),
				       git_commit_message_raw(after)));
	if (*yes)
		return GP_OK;
	if ((err = find_depth(s, before, &old_depth)) ||
	    (err = find_depth(s, after, &new_depth)))
		return err;
	*yes = old_depth == new_depth;
	return GP_OK;
}

static enum gp_err find_present(const struct rewritten_search *s,
				const git_commit *after)
{
	const struct gp_unreached_note *notes = s->r->notes.items;
	enum gp_err err = GP_OK;

	for (size_t i = s->first; i != SIZE_MAX && !err; i = s->r->next[i]) {
		git_commit *before = NULL;
		bool yes = false;
		git_oid id;

		if (notes[i].absent ||
		    !gp_oid_to_git(&id, &notes[i].commit.oid) ||
		    git_oid_equal(&id, git_commit_id(after)) ||
		    git_commit_lookup(&before, s->repo->git, &id))
			continue;
		err = is_reworded(s, before, after, &yes);
		if (!err && yes)
			gp_oids_add(s->out, &notes[i].commit.oid);
		git_commit_free(before);
	}
	return err;
}

/* ---- it is not ---- */

/* Old commits with one tree, by age. */
struct absent_notes {
	const struct gp_unreached_note **items;
	size_t n;
};

static int by_age_of_note(const void *a, const void *b)
{
	const struct gp_unreached_note *x =
		*(const struct gp_unreached_note *const *)a;
	const struct gp_unreached_note *y =
		*(const struct gp_unreached_note *const *)b;

	if (x->commit.time != y->commit.time)
		return x->commit.time < y->commit.time ? -1 : 1;
	if (x->recorded_ms != y->recorded_ms)
		return x->recorded_ms < y->recorded_ms ? -1 : 1;
	return gp_oid_order(&x->commit.oid, &y->commit.oid);
}

static void list_absent(struct absent_notes *out,
			const struct rewritten_search *s)
{
	const struct gp_unreached_note *notes = s->r->notes.items;
	size_t n = 0;

	for (size_t i = s->first; i != SIZE_MAX; i = s->r->next[i])
		n += notes[i].absent;
	out->items = gp_calloc(n, sizeof(*out->items));
	for (size_t i = s->first; i != SIZE_MAX; i = s->r->next[i])
		if (notes[i].absent)
			out->items[out->n++] = &notes[i];
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_age_of_note);
}

/*
 * Of several old commits with the tree the n-th becomes the n-th commit of the
 * line that has it, since the first of them was made.
 */
static enum gp_err find_absent(const struct rewritten_search *s)
{
	struct absent_notes old = { 0 };
	size_t older;
	enum gp_err err = GP_OK;

	list_absent(&old, s);
	if (old.n && s->commit->time >= old.items[0]->commit.time &&
	    !(err = count_older(s, old.items[0]->commit.time, &older)) &&
	    older < old.n)
		gp_oids_add(s->out, &old.items[older]->commit.oid);
	free(old.items);
	return err;
}

/* ---- all of a tree ---- */

/* The only old commit with the tree, and the first of the line that has it. */
static enum gp_err find_made_anew(const struct rewritten_search *s)
{
	const struct gp_oid *old = &s->r->notes.items[s->first].commit.oid;
	size_t older;
	enum gp_err err;

	if (!is_alone(s) || gp_oid_same(old, &s->commit->oid))
		return GP_OK;
	if (!(err = count_older(s, INT64_MIN, &older)) && !older)
		gp_oids_add(s->out, old);
	return err;
}

enum gp_err gp_rewritten_find(struct gp_rewritten *rewritten,
			      struct gp_walk *walk, const struct gp_repo *repo,
			      const struct gp_commit *commit,
			      struct gp_oids *out)
{
	struct rewritten_search s = { rewritten, walk, repo, commit, 0, out };
	const struct gp_oid *tree = &commit->tree;
	git_commit *after = NULL;
	size_t found = out->n;
	enum gp_err err = GP_OK;
	git_oid id;

	if (!gp_map_get(&rewritten->by_tree, tree->raw, tree->size, &s.first))
		return GP_OK;
	if (gp_oid_to_git(&id, &commit->oid) &&
	    !git_commit_lookup(&after, repo->git, &id))
		err = find_present(&s, after);
	if (!err && out->n == found)
		err = find_absent(&s);
	if (!err && out->n == found)
		err = find_made_anew(&s);
	git_commit_free(after);
	return err;
}

static int by_id_of_note(const void *key, const void *note)
{
	return gp_oid_order(
		key, &((const struct gp_unreached_note *)note)->commit.oid);
}

const struct gp_commit *gp_rewritten_commit(
	const struct gp_rewritten *rewritten, const struct gp_oid *oid)
{
	const struct gp_unreached *notes = &rewritten->notes;
	const struct gp_unreached_note *at = NULL;

	if (notes->n)
		at = bsearch(oid, notes->items, notes->n, sizeof(*notes->items),
			     by_id_of_note);
	return at ? &at->commit : NULL;
}
