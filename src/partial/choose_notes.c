/*
 * Which notes a partial pull fetches: it looks for notes on the needed commits
 * in the remote's notes trees, and fetches those trees only as far as the ids
 * of the commits lead.
 */
#include "gp/mem.h"

#include "choose_notes.h"

/* Levels of trees that the ids of objects can lead down. */
#define LEVELS_MAX 20

/* Notes that are chosen on the paths to a line without results. */
#define PATH_NOTES 8

/* ---- notes on objects ---- */

static enum gp_err find_notes(struct gp_partial_pull *p,
			      struct gp_partial_notes *out,
			      const struct gp_oids *objects)
{
	enum gp_err err;

	for (int level = 0; level <= LEVELS_MAX; level++) {
		gp_partial_notes_clear(out);
		if ((err = gp_notes_find_partial(p->repo, out, &p->tips,
						 objects)))
			return err;
		gp_partial_notes_sort_unique(out);
		if (!out->missing.n)
			return GP_OK;
		if (!p->has_scratch)
			break;
		if ((err = gp_scratch_repo_fetch_objects(&p->scratch,
							 &out->missing)))
			return err;
	}
	return gp_fail(GP_EGIT, "a tree of the notes is missing");
}

static void append_notes(struct gp_partial_notes *to,
			 const struct gp_partial_notes *from)
{
	for (size_t i = 0; i < from->n; i++) {
		to->items =
			gp_grow(to->items, to->n, &to->cap, sizeof(*to->items));
		to->items[to->n++] = from->items[i];
	}
}

/* Chooses the notes on one object; false if there are none. */
static bool choose_on_object(struct gp_partial_pull *p,
			     const struct gp_partial_notes *found,
			     const struct gp_oid *object)
{
	struct gp_partial_notes on_object = { 0 };

	for (size_t i = 0; i < found->n; i++) {
		if (!gp_oid_same(&found->items[i].object, object))
			continue;
		if (!on_object.n)
			on_object.items = found->items + i;
		on_object.n++;
	}
	append_notes(&p->chosen, &on_object);
	return on_object.n > 0;
}

/* ---- notes on commits ---- */

/* A note can be on the commit or on its tree. */
static void add_commit_objects(struct gp_oids *out,
			       const struct gp_commit *commit)
{
	gp_oids_add(out, &commit->oid);
	gp_oids_add(out, &commit->tree);
}

static bool choose_on_commit(struct gp_partial_pull *p,
			     const struct gp_partial_notes *found,
			     const struct gp_commit *commit)
{
	bool on_commit = choose_on_object(p, found, &commit->oid);
	bool on_tree = choose_on_object(p, found, &commit->tree);

	return on_commit || on_tree;
}

/*
 * Chooses the notes on commits of line[from..to) until enough commits have
 * one. The objects that always count are looked up together with the first of
 * them, so that one request serves both.
 */
static enum gp_err choose_on_line(struct gp_partial_pull *p, size_t from,
				  size_t to)
{
	const struct gp_needed *needed = &p->needed;
	struct gp_oids objects = { 0 };
	struct gp_partial_notes found = { 0 };
	enum gp_err err;

	for (size_t i = 0; !from && i < needed->always.n; i++)
		gp_oids_add(&objects, &needed->always.items[i]);
	for (size_t i = 0; !from && i < needed->anchor.n && i < 2; i++)
		gp_oids_add(&objects, &needed->anchor.items[i]);
	for (size_t i = from; i < to; i++)
		add_commit_objects(&objects, &needed->line[i].commit);
	err = find_notes(p, &found, &objects);
	for (size_t i = 0; !err && !from && i < needed->always.n; i++)
		choose_on_object(p, &found, &needed->always.items[i]);
	for (size_t i = from; !err && i < to && p->n_noted < p->n_asked; i++) {
		if (!choose_on_commit(p, &found, &needed->line[i].commit))
			continue;
		p->n_noted++;
		p->n_line = i + 1;
	}
	gp_oids_clear(&objects);
	gp_partial_notes_clear(&found);
	return err;
}

/* Chooses the notes on the first pair of a commit and its tree with any. */
static enum gp_err choose_on_first_pair(struct gp_partial_pull *p,
					const struct gp_oids *pairs,
					bool *chosen)
{
	struct gp_partial_notes found = { 0 };
	enum gp_err err = find_notes(p, &found, pairs);

	*chosen = false;
	for (size_t i = 0; !err && i < pairs->n && !*chosen; i += 2) {
		*chosen = choose_on_object(p, &found, &pairs->items[i]);
		*chosen |= choose_on_object(p, &found, &pairs->items[i + 1]);
	}
	gp_partial_notes_clear(&found);
	return err;
}

/* perf.anchor, which is usually measured, or its nearest ancestor that is. */
static enum gp_err choose_on_set_anchor(struct gp_partial_pull *p)
{
	const struct gp_oids *all = &p->needed.anchor;
	const struct gp_oids itself = { .items = all->items, .n = 2 };
	bool chosen;
	enum gp_err err = choose_on_first_pair(p, &itself, &chosen);

	return err || chosen ? err : choose_on_first_pair(p, all, &chosen);
}

/* Slow changes are measured against the newest release before the window. */
static enum gp_err choose_on_newest_tag(struct gp_partial_pull *p)
{
	const struct gp_needed *needed = &p->needed;
	struct gp_oids objects = { 0 };
	struct gp_partial_notes found = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = p->n_line; i < needed->n; i++)
		if (needed->line[i].tagged)
			add_commit_objects(&objects, &needed->line[i].commit);
	if (objects.n)
		err = find_notes(p, &found, &objects);
	for (size_t i = p->n_line; !err && i < needed->n; i++)
		if (needed->line[i].tagged &&
		    choose_on_commit(p, &found, &needed->line[i].commit))
			break;
	gp_oids_clear(&objects);
	gp_partial_notes_clear(&found);
	return err;
}

/*
 * If the line has no results at all, the base branch may have newer ones, and
 * then those of the judged commit are not the first: check --allow-new.
 */
static enum gp_err choose_on_paths(struct gp_partial_pull *p)
{
	const struct gp_oids *paths = &p->needed.paths;
	struct gp_partial_notes found = { 0 };
	size_t n = 0;
	enum gp_err err;

	if (p->n_noted || !paths->n)
		return GP_OK;
	err = find_notes(p, &found, paths);
	for (size_t i = 0; !err && i < paths->n && n < PATH_NOTES; i++)
		n += choose_on_object(p, &found, &paths->items[i]);
	gp_partial_notes_clear(&found);
	return err;
}

enum gp_err gp_partial_find_commits(struct gp_partial_pull *p,
				    const struct gp_beyond *beyond)
{
	gp_needed_clear(&p->needed);
	gp_partial_notes_clear(&p->chosen);
	p->n_line = p->n_noted = 0;
	return gp_needed_find(&p->needed, p->repo, p->query, beyond);
}

enum gp_err gp_partial_choose(struct gp_partial_pull *p,
			      const struct gp_beyond *beyond)
{
	size_t step = 2 * p->n_asked + 16, from = 0;
	enum gp_err err;

	if ((err = gp_partial_find_commits(p, beyond)))
		return err;
	/* In steps: most commits of a long line need no look-up. */
	do {
		size_t left = p->needed.n - from;
		size_t to = from + (left < step ? left : step);

		if ((err = choose_on_line(p, from, to)))
			return err;
		from = to;
		step *= 2;
	} while (from < p->needed.n && p->n_noted < p->n_asked);
	if ((err = choose_on_paths(p)))
		return err;
	return p->needed.anchor.n ? choose_on_set_anchor(p)
				  : choose_on_newest_tag(p);
}

/* A run on a tree does not count if its own commit's note has a tombstone. */
enum gp_err gp_partial_choose_owners(struct gp_partial_pull *p,
				     struct gp_partial_notes *added)
{
	struct gp_oids owners = { 0 };
	enum gp_err err;

	if (!(err = gp_notes_measured_commits(p->repo, &owners, &p->chosen)) &&
	    owners.n && !(err = find_notes(p, added, &owners)))
		append_notes(&p->chosen, added);
	gp_oids_clear(&owners);
	return err;
}
