/*
 * Merging notes: the union of their lines, note by note.
 *
 *	others -> what the base lacks -> changes -> spliced tree -> commit
 *
 * The base is what a new commit stands on, so that the work is what is new to
 * it.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/merge.h"

#include "batch.h"
#include "note.h"
#include "note_blobs.h"
#include "splice.h"
#include "transact.h"
#include "tree.h"
#include "tree_diff.h"
#include "visible.h"

struct uniting {
	struct gp_repo *repo;
	const struct gp_merge_request *what;
	struct gp_merge_result *out;
	struct gp_batch batch;
	struct gp_tip tip;        /* of the ref that moves */
	struct gp_tip *tips;      /* of the others */
	const git_oid *base;      /* the tree that changes; NULL: none */
	struct gp_note_blobs new; /* what the base lacks, in order */
	struct gp_visibility rules;
	bool raised; /* a horizon is new to the base */
	git_oid project;
	struct gp_buf horizon; /* the line to add */
	struct gp_note_change *changes;
	size_t n, cap;
};

/* ---- what is there ---- */

enum gp_err gp_tip_of(struct gp_tip *out, struct gp_repo *repo,
		      const struct gp_oid *id)
{
	git_commit *commit = NULL;

	memset(out, 0, sizeof(*out));
	if (!gp_oid_to_git(&out->commit, id) ||
	    git_commit_lookup(&commit, repo->git, &out->commit))
		return gp_fail_git(GP_EGIT, "it is no commit");
	git_oid_cpy(&out->tree, git_commit_tree_id(commit));
	git_commit_free(commit);
	out->exists = true;
	return GP_OK;
}

static enum gp_err look(struct uniting *u)
{
	const struct gp_merge_request *what = u->what;
	enum gp_err err;

	if ((err = gp_tip_read(&u->tip, u->repo, what->ref)))
		return err;
	u->tips = gp_calloc(what->n, sizeof(*u->tips));
	for (size_t i = 0; i < what->n; i++)
		if ((err = gp_tip_of(&u->tips[i], u->repo,
				     &what->commits[i])) ||
		    (err = gp_tree_is_notes(u->repo, &u->tips[i].tree)))
			return gp_fail_at(err, "%s", what->names[i]);
	if (what->n && (what->onto_first || !u->tip.exists))
		u->base = &u->tips[0].tree;
	else if (u->tip.exists)
		u->base = &u->tip.tree;
	return GP_OK;
}

static enum gp_err gather(struct uniting *u)
{
	enum gp_err err = GP_OK;

	if (u->tip.exists)
		err = gp_tree_lacking(&u->new, u->repo, u->base, &u->tip.tree);
	for (size_t i = 0; !err && i < u->what->n; i++) {
		err = gp_tree_lacking(&u->new, u->repo, u->base,
				      &u->tips[i].tree);
		if (err)
			err = gp_fail_at(err, "%s", u->what->names[i]);
	}
	return err;
}

/* ---- the rules ---- */

/* Appends the blobs of the project's note: the base's, or the new ones. */
static enum gp_err find_project(struct gp_note_blobs *out, struct uniting *u,
				bool new)
{
	if (!new)
		return gp_tree_find(out, u->repo, u->base, &u->project);
	for (size_t i = 0; i < u->new.n; i++)
		if (git_oid_equal(&u->new.items[i].object, &u->project))
			gp_note_blobs_add(out, &u->project,
					  &u->new.items[i].blob);
	return GP_OK;
}

static enum gp_err read_rules(struct gp_visibility *rules, struct uniting *u,
			      bool new)
{
	struct gp_note_blobs found = { 0 };
	struct gp_note note = { 0 };
	enum gp_err err;

	if (!(err = find_project(&found, u, new)) &&
	    !(err = gp_note_read(&note, u->repo, found.items, found.n))) {
		if (new && u->horizon.len)
			gp_lines_add(&note.lines, gp_buf_view(&u->horizon));
		gp_visibility_read(rules, &note.lines);
	}
	gp_note_clear(&note);
	gp_note_blobs_clear(&found);
	return err;
}

/* A horizon that the base has not seen drops some of what the base has. */
static enum gp_err know_rules(struct uniting *u)
{
	struct gp_visibility old = { 0 };
	enum gp_err err;

	gp_oid_to_git(&u->project, gp_notes_project());
	if (u->what->horizon &&
	    (err = gp_entry_line_encode(&u->horizon, u->what->horizon)))
		return err;
	if (!(err = read_rules(&old, u, false)) &&
	    !(err = read_rules(&u->rules, u, true))) {
		u->raised = !gp_visibility_within(&u->rules, &old);
		err = read_rules(&u->rules, u, false);
	}
	gp_visibility_clear(&old);
	if (!err && u->raised)
		err = gp_tree_list(&u->new, u->repo, u->base);
	/* In case the project has no note yet: no blob has the id of a tree. */
	if (!err && u->horizon.len)
		gp_note_blobs_add(&u->new, &u->project, &u->project);
	gp_note_blobs_sort(&u->new);
	return err;
}

/* ---- what becomes of one note ---- */

static void change(struct uniting *u, const git_oid *object,
		   const git_oid *blob, enum gp_note_change_how how)
{
	u->changes = gp_grow(u->changes, u->n, &u->cap, sizeof(*u->changes));
	u->changes[u->n++] = (struct gp_note_change){ *object, *blob, how };
}

/* What becomes of a note; `left` is false where nothing is. */
static enum gp_err write_union(git_oid *out, bool *left, struct uniting *u,
			       const struct gp_note_blobs *blobs, bool project)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_note note = { 0 };
	enum gp_err err;

	if ((err = gp_note_read(&note, u->repo, blobs->items, blobs->n)))
		return err;
	if (project && u->horizon.len)
		gp_lines_add(&note.lines, gp_buf_view(&u->horizon));
	gp_lines_sort_unique(&note.lines);
	gp_lines_apply(&note.lines, &u->rules);
	*left = note.lines.n > 0;
	gp_lines_write(&text, &note.lines);
	if (text.len > GP_NOTE_MAX)
		err = gp_fail(GP_ELIMIT,
			      "both sides together are larger than %zu MiB",
			      GP_NOTE_MAX >> 20);
	else if (*left)
		err = gp_batch_write(&u->batch, out, GIT_OBJECT_BLOB,
				     gp_buf_view(&text));
	gp_buf_clear(&text);
	gp_note_clear(&note);
	return err;
}

/* `blobs` holds what the base has, and then what it lacks. */
static enum gp_err unite_blobs(struct uniting *u, struct gp_note_blobs *blobs,
			       const struct gp_note_blobs *theirs)
{
	const git_oid *object = &theirs->items[0].object;
	bool project = git_oid_equal(object, &u->project), left = true;
	git_oid blob;
	size_t there;
	enum gp_err err;

	if ((err = gp_tree_find(blobs, u->repo, u->base, object)))
		return err;
	there = blobs->n;
	for (size_t i = 0; i < theirs->n; i++)
		if (!git_oid_equal(&theirs->items[i].blob, &u->project))
			gp_note_blobs_add(blobs, object,
					  &theirs->items[i].blob);
	if (blobs->n == 1 && !u->rules.horizons.n && !project)
		blob = blobs->items[0].blob;
	else if ((err = write_union(&blob, &left, u, blobs, project)))
		return err;
	if (!left && there)
		change(u, object, &blob, GP_NOTE_REMOVE);
	/* Where the base has all of it, nothing changes. */
	else if (left &&
		 (there != 1 || !git_oid_equal(&blob, &blobs->items[0].blob)))
		change(u, object, &blob, GP_NOTE_PUT);
	return GP_OK;
}

static enum gp_err unite_note(struct uniting *u,
			      const struct gp_note_blobs *theirs)
{
	struct gp_note_blobs blobs = { 0 };
	enum gp_err err = unite_blobs(u, &blobs, theirs);

	if (err)
		err = gp_fail_at(err, "the note on %s",
				 git_oid_tostr_s(&theirs->items[0].object));
	gp_note_blobs_clear(&blobs);
	return err;
}

static enum gp_err unite_notes(struct uniting *u)
{
	enum gp_err err = GP_OK;

	for (size_t from = 0, to; !err && from < u->new.n; from = to) {
		struct gp_note_blobs one = { .items = u->new.items + from };

		for (to = from; to < u->new.n; to++, one.n++)
			if (!git_oid_equal(&u->new.items[to].object,
					   &u->new.items[from].object))
				break;
		err = unite_note(u, &one);
	}
	return err;
}

/* ---- the layout ---- */

static int by_object(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct gp_note_change *)a)->object,
			   &((const struct gp_note_change *)b)->object);
}

/*
 * Other programs lay the tree out as they like. A note that is put again
 * takes the place that it has in ours.
 */
static enum gp_err straighten(struct uniting *u)
{
	struct gp_note_blobs strays = { 0 };
	size_t united = u->n;
	enum gp_err err;

	err = gp_tree_stray(&strays, u->repo, u->base);
	gp_note_blobs_sort(&strays);
	for (size_t i = 0; !err && i < strays.n; i++) {
		const struct gp_note_blob *at = &strays.items[i];
		const struct gp_note_change key = { .object = at->object };

		if (i && git_oid_equal(&at[-1].object, &at->object))
			continue;
		if (!united ||
		    !bsearch(&key, u->changes, united, sizeof(key), by_object))
			change(u, &at->object, &at->blob, GP_NOTE_MERGE);
	}
	if (u->n > united)
		qsort(u->changes, u->n, sizeof(*u->changes), by_object);
	gp_note_blobs_clear(&strays);
	return err;
}

/* ---- the commit ---- */

/* The commit that a new one stands on; NULL: none. */
static const git_oid *parent_of(const struct uniting *u)
{
	if (u->what->n && u->what->onto_first)
		return &u->tips[0].commit;
	return u->tip.exists ? &u->tip.commit : NULL;
}

/* Whether the ref may stay where it is. */
static bool may_stay(const struct uniting *u)
{
	git_commit *commit = NULL;
	const git_oid *parent;
	bool yes;

	if (!u->what->on_top)
		return true;
	if (git_commit_lookup(&commit, u->repo->git, &u->tip.commit))
		return false;
	parent = git_commit_parent_id(commit, 0);
	yes = parent && git_oid_equal(parent, &u->tips[0].commit);
	git_commit_free(commit);
	return yes;
}

static enum gp_err move_to(enum gp_moved *out, struct uniting *u,
			   git_oid *commit)
{
	/* Nothing is new: there is no pack to keep. */
	const struct gp_batch none = { .repo = u->repo };
	const struct gp_commit_plan plan = { .commit = commit,
					     .message = u->what->message };

	gp_oid_from_git(&u->out->commit, commit);
	if (u->tip.exists && git_oid_equal(&u->tip.commit, commit)) {
		*out = GP_MOVED;
		return GP_OK;
	}
	u->out->moved = true;
	return gp_tip_move_wait(out, &none, &u->tip, &plan);
}

static enum gp_err commit(enum gp_moved *out, struct uniting *u,
			  const git_oid *tree)
{
	git_oid id;
	bool fold = u->what->fold && u->raised;
	const struct gp_commit_plan plan = {
		.commit = &id,
		.tree = tree,
		.parent = fold ? NULL : parent_of(u),
		.message = u->what->message,
	};
	enum gp_err err;

	gp_oid_from_git(&u->out->tree, tree);
	if (u->what->n && u->what->onto_first &&
	    git_oid_equal(tree, &u->tips[0].tree))
		return move_to(out, u, &u->tips[0].commit);
	if (u->tip.exists && git_oid_equal(tree, &u->tip.tree) && may_stay(u))
		return move_to(out, u, &u->tip.commit);
	if ((err = gp_commit_write(&u->batch, &plan)) ||
	    (err = gp_batch_finish(&u->batch)))
		return err;
	gp_oid_from_git(&u->out->commit, &id);
	u->out->moved = true;
	u->out->folded = fold;
	return gp_tip_move_wait(out, &u->batch, &u->tip, &plan);
}

static enum gp_err unite(enum gp_moved *out, struct uniting *u)
{
	git_oid tree;
	enum gp_err err;

	*out = GP_MOVED;
	if ((err = look(u)) || !u->base)
		return err;
	tree = *u->base;
	if ((err = gather(u)) || (err = know_rules(u)) ||
	    (err = unite_notes(u)) || (err = straighten(u)) ||
	    (u->n &&
	     (err = gp_splice(&tree, &u->batch, u->base, u->changes, u->n))))
		return err;
	return commit(out, u, &tree);
}

static void uniting_clear(struct uniting *u)
{
	gp_batch_clear(&u->batch);
	gp_note_blobs_clear(&u->new);
	gp_visibility_clear(&u->rules);
	gp_buf_clear(&u->horizon);
	free(u->changes);
	free(u->tips);
}

/* What gp_notes_merge() was given. */
struct call {
	struct gp_repo *repo;
	const struct gp_merge_request *what;
	struct gp_merge_result *out;
	struct gp_tip before;
};

static enum gp_err attempt(void *ctx, enum gp_moved *out)
{
	struct call *call = ctx;
	struct uniting u = { .repo = call->repo,
			     .what = call->what,
			     .out = call->out };
	enum gp_err err;

	memset(call->out, 0, sizeof(*call->out));
	if ((err = gp_batch_init(&u.batch, u.repo, true, u.what->durable)))
		return err;
	err = unite(out, &u);
	call->before = u.tip;
	if (err == GP_EGIT && gp_tip_has_moved(u.repo, &u.tip)) {
		gp_error_clear();
		*out = GP_RACED;
		err = GP_OK;
	}
	uniting_clear(&u);
	return err;
}

static size_t count_objects(struct gp_note_blobs *founds)
{
	size_t n = 0;

	gp_note_blobs_sort(founds);
	for (size_t i = 0; i < founds->n; i++)
		n += !i || !git_oid_equal(&founds->items[i - 1].object,
					  &founds->items[i].object);
	return n;
}

/* The project's note is left out: the horizon was added to it. */
static enum gp_err count_lost(struct call *call, const git_oid *tree)
{
	struct gp_note_blobs founds = { 0 };
	git_oid project;
	size_t n = 0;
	enum gp_err err;

	if (!call->what->horizon || !call->before.exists)
		return GP_OK;
	gp_oid_to_git(&project, gp_notes_project());
	err = gp_tree_lacking(&founds, call->repo, tree, &call->before.tree);
	for (size_t i = 0; i < founds.n; i++)
		if (!git_oid_equal(&founds.items[i].object, &project))
			founds.items[n++] = founds.items[i];
	founds.n = n;
	call->out->lost = count_objects(&founds);
	gp_note_blobs_clear(&founds);
	return err;
}

static enum gp_err count_notes(struct call *call)
{
	struct gp_note_blobs founds = { 0 };
	enum gp_err err;
	git_oid tree;

	if (!call->out->moved || !gp_oid_to_git(&tree, &call->out->tree))
		return GP_OK;
	err = gp_tree_lacking(&founds, call->repo,
			      call->before.exists ? &call->before.tree : NULL,
			      &tree);
	call->out->notes = count_objects(&founds);
	gp_note_blobs_clear(&founds);
	return err ? err : count_lost(call, &tree);
}

enum gp_err gp_notes_merge(struct gp_repo *repo, struct gp_merge_result *out,
			   const struct gp_merge_request *what)
{
	const struct gp_write write = { what->ref, what->message,
					what->durable };
	struct call call = { .repo = repo, .what = what, .out = out };
	enum gp_err err;

	git_odb_refresh(repo->odb); /* git may have fetched meanwhile */
	if ((err = gp_notes_transact(repo, &write, attempt, &call)))
		return err;
	return count_notes(&call);
}
