/*
 * Taking a part of what others shared: the results that judging one commit
 * takes, which are few of many.
 *
 *	commits -> notes on them -> their text -> the part's ref -> our notes
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/partial.h"

#include "pull_last.h"

/* Levels of trees that the ids of objects can lead down. */
#define LEVELS_MAX 20

/* How often notes may turn out to hold nothing that counts. */
#define ROUNDS_MAX 5

static void taking_clear(struct gp_partial_pull *t)
{
	if (t->beside)
		gp_scratch_repo_close(&t->aside);
	gp_oids_clear(&t->tips);
	gp_needed_clear(&t->wants);
	gp_part_clear(&t->part);
	gp_remote_clear(&t->remote);
}

/* ---- notes on objects ---- */

static enum gp_err seek(struct gp_partial_pull *t, struct gp_part *out,
			const struct gp_oids *objects)
{
	enum gp_err err;

	for (int level = 0; level <= LEVELS_MAX; level++) {
		gp_part_clear(out);
		if ((err = gp_notes_find_partial(t->repo, out, &t->tips,
						 objects)))
			return err;
		gp_part_settle(out);
		if (!out->missing.n)
			return GP_OK;
		if (!t->beside)
			break;
		if ((err = gp_scratch_repo_fetch_objects(&t->aside,
							 &out->missing)))
			return err;
	}
	return gp_fail(GP_EGIT, "a tree of the notes is missing");
}

static void add_all(struct gp_part *to, const struct gp_part *from)
{
	for (size_t i = 0; i < from->n; i++) {
		to->items =
			gp_grow(to->items, to->n, &to->cap, sizeof(*to->items));
		to->items[to->n++] = from->items[i];
	}
}

/* Adds the notes on one object; false where there are none. */
static bool add_on(struct gp_part *to, const struct gp_part *found,
		   const struct gp_oid *object)
{
	struct gp_part some = { 0 };

	for (size_t i = 0; i < found->n; i++) {
		if (!gp_oid_same(&found->items[i].object, object))
			continue;
		some.items = some.n ? some.items : found->items + i;
		some.n++;
	}
	add_all(to, &some);
	return some.n > 0;
}

/* ---- which of them ---- */

static void list(struct gp_oids *out, const struct gp_commit *commit)
{
	gp_oids_add(out, &commit->oid);
	gp_oids_add(out, &commit->tree);
}

/* Adds the notes on a commit and on its tree. */
static bool take_note(struct gp_partial_pull *t, const struct gp_part *found,
		      const struct gp_commit *commit)
{
	bool own = add_on(&t->part, found, &commit->oid);
	bool of_tree = add_on(&t->part, found, &commit->tree);

	return own || of_tree;
}

/*
 * Takes commits of line[from..to) that have notes, until there are enough; and
 * with the first of them what is taken in any case: one request for all.
 */
static enum gp_err choose(struct gp_partial_pull *t, size_t from, size_t to)
{
	const struct gp_needed *wants = &t->wants;
	struct gp_oids objects = { 0 };
	struct gp_part found = { 0 };
	enum gp_err err;

	for (size_t i = 0; !from && i < wants->always.n; i++)
		gp_oids_add(&objects, &wants->always.items[i]);
	for (size_t i = from; i < to; i++)
		list(&objects, &wants->line[i].commit);
	err = seek(t, &found, &objects);
	for (size_t i = 0; !err && !from && i < wants->always.n; i++)
		add_on(&t->part, &found, &wants->always.items[i]);
	for (size_t i = from; !err && i < to && t->noted < t->asked; i++) {
		if (!take_note(t, &found, &wants->line[i].commit))
			continue;
		t->noted++;
		t->needed = i + 1;
	}
	gp_oids_clear(&objects);
	gp_part_clear(&found);
	return err;
}

/* Slow changes are measured against the newest release before. */
static enum gp_err choose_anchor(struct gp_partial_pull *t)
{
	const struct gp_needed *wants = &t->wants;
	struct gp_oids objects = { 0 };
	struct gp_part found = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = t->needed; i < wants->n; i++)
		if (wants->line[i].tagged)
			list(&objects, &wants->line[i].commit);
	if (objects.n)
		err = seek(t, &found, &objects);
	for (size_t i = t->needed; !err && i < wants->n; i++)
		if (wants->line[i].tagged &&
		    take_note(t, &found, &wants->line[i].commit))
			break;
	gp_oids_clear(&objects);
	gp_part_clear(&found);
	return err;
}

enum gp_err gp_partial_find_commits(struct gp_partial_pull *t,
				    const struct gp_beyond *beyond)
{
	gp_needed_clear(&t->wants);
	gp_part_clear(&t->part);
	t->needed = t->noted = 0;
	return gp_needed_find(&t->wants, t->repo, t->query, beyond);
}

enum gp_err gp_partial_choose(struct gp_partial_pull *t,
			      const struct gp_beyond *beyond)
{
	size_t step = 2 * t->asked + 16, from = 0;
	enum gp_err err;

	if ((err = gp_partial_find_commits(t, beyond)))
		return err;
	/* Not all at once: of a long line most need not be looked up. */
	do {
		size_t left = t->wants.n - from;
		size_t to = from + (left < step ? left : step);

		if ((err = choose(t, from, to)))
			return err;
		from = to;
		step *= 2;
	} while (from < t->wants.n && t->noted < t->asked);
	return choose_anchor(t);
}

/* ---- bringing them ---- */

static enum gp_err bring(struct gp_partial_pull *t, const struct gp_part *part)
{
	struct gp_oids blobs = { 0 };
	enum gp_err err;

	for (size_t i = 0; i < part->n; i++)
		gp_oids_add(&blobs, &part->items[i].blob);
	err = gp_scratch_repo_fetch_objects(&t->aside, &blobs);
	gp_oids_clear(&blobs);
	return err;
}

/* A run on a tree counts unless the commit that it is of has forgotten it. */
static enum gp_err bring_owners(struct gp_partial_pull *t)
{
	struct gp_oids owners = { 0 };
	struct gp_part found = { 0 };
	enum gp_err err;

	if (!(err = gp_notes_measured_commits(t->repo, &owners, &t->part)) &&
	    owners.n && !(err = seek(t, &found, &owners)))
		err = bring(t, &found);
	if (!err)
		add_all(&t->part, &found);
	gp_oids_clear(&owners);
	gp_part_clear(&found);
	return err;
}

/* The part first: what is ours and not in it would count as not pushed. */
static enum gp_err unite(struct gp_partial_pull *t)
{
	const char *ref = gp_buf_str(&t->remote.part_ref);
	const char *name = gp_buf_str(&t->remote.label);
	struct gp_unite what = { .ref = GP_NOTES_REF,
				 .names = &name,
				 .n = 1,
				 .durable = t->sync->durable,
				 .message = "perf: merge" };
	struct gp_united united;
	struct gp_oid commit;
	enum gp_err err;

	gp_part_settle(&t->part);
	if (!t->part.n)
		return GP_OK;
	if ((err = gp_notes_add_partial(t->repo, &commit, &t->part, ref,
					t->sync->durable)))
		return err;
	what.commits = &commit;
	err = gp_notes_merge(t->repo, &united, &what);
	if (!err)
		t->out->notes += united.notes;
	return err;
}

/* ---- all of it ---- */

static enum gp_err take_chosen(struct gp_partial_pull *t)
{
	enum gp_err err;

	if (!t->beside)
		return GP_OK;
	if ((err = bring(t, &t->part)) || (err = bring_owners(t)))
		return err;
	return unite(t);
}

/* Where the line is too short, notes on it are asked for once it is not. */
static enum gp_err look_here(struct gp_partial_pull *t)
{
	enum gp_err err;

	if ((err = gp_partial_find_commits(t, NULL)))
		return err;
	if (t->wants.has_base && t->wants.ends.n && t->wants.n < t->asked)
		return GP_OK;
	return gp_partial_choose(t, NULL);
}

/*
 * A note need not hold a run that counts: it may be forgotten, or of a modified
 * work tree. That shows only once it is here, and then others are taken.
 */
static enum gp_err take_enough(struct gp_partial_pull *t)
{
	size_t wanted = t->query->commits, n = 0;
	enum gp_err err;

	t->asked = wanted;
	for (int round = 0; round < ROUNDS_MAX; round++) {
		if ((err = look_here(t)) || (err = gp_partial_deepen(t)) ||
		    (err = take_chosen(t)) ||
		    (err = gp_needed_count_measured(&n, t->repo, t->wants.line,
						    t->needed)))
			return err;
		if (n >= wanted || t->noted < t->asked || t->out->trouble.len)
			break;
		t->asked += 2 * (wanted - n);
	}
	t->out->counted = true;
	t->out->measured = n < wanted ? n : wanted;
	return GP_OK;
}

static enum gp_err take_part(struct gp_partial_pull *t)
{
	enum gp_err err;

	err = gp_scratch_repo_open(&t->aside, t->repo, &t->remote, t->sync);
	t->beside = true;
	if (err || (err = gp_scratch_repo_fetch_notes(&t->aside, &t->tips)))
		return err;
	t->out->any = t->tips.n > 0;
	t->out->inboxes = t->aside.inboxes;
	if (!t->out->any)
		return GP_OK;
	if ((err = take_enough(t)))
		return err;
	t->out->part = true;
	return GP_OK;
}

/* Everything, which needs no more than a server that is one. */
static enum gp_err take_all(struct gp_partial_pull *t)
{
	struct gp_refs refs;
	enum gp_err err;

	if (t->beside)
		gp_scratch_repo_close(&t->aside);
	t->beside = false;
	gp_oids_clear(&t->tips);
	gp_pulled_clear(t->out);
	if ((err = gp_sync_pull(t->repo, t->out, t->sync)) ||
	    (err = gp_repo_refs(t->repo, &refs, GP_NOTES_REF)))
		return err;
	for (size_t i = 0; i < refs.n; i++)
		gp_oids_add(&t->tips, &refs.items[i].commit);
	gp_refs_clear(&refs);
	return t->tips.n ? take_enough(t) : GP_OK;
}

static enum gp_err take(struct gp_partial_pull *t)
{
	enum gp_err err;

	if (t->remote.has_ref)
		return gp_sync_pull(t->repo, t->out, t->sync);
	if ((err = take_part(t))) {
		gp_error_clear();
		return take_all(t);
	}
	gp_buf_puts(&t->out->remote, gp_buf_str(&t->remote.name));
	gp_remote_set_time(&t->remote, t->repo, GP_REMOTE_SYNCED);
	return GP_OK;
}

enum gp_err gp_pull_last(struct gp_repo *repo, struct gp_pulled *out,
			 const struct gp_sync *sync,
			 const struct gp_history_query *query)
{
	struct gp_partial_pull t = {
		.repo = repo, .out = out, .sync = sync, .query = query
	};
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	err = gp_remote_find(&t.remote, repo, sync->remote, GP_SYNC_PULL);
	if (!err)
		err = take(&t);
	taking_clear(&t);
	return err;
}
