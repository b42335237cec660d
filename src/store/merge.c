/*
 * Merging notes: the union of their lines, note by note.
 *
 *	others -> what the base lacks -> changes -> spliced tree -> commit
 *
 * The base is the tree of the new commit's parent, so that only the notes that
 * are new to it have to be read.
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

struct merging {
	struct gp_repo *repo;
	const struct gp_merge_request *what;
	struct gp_merge_result *out;
	struct gp_batch batch;
	struct gp_tip tip;        /* of the ref that moves */
	struct gp_tip *tips;      /* of the others */
	const git_oid *base;      /* the tree that changes; NULL: none */
	struct gp_note_blobs new; /* what the base lacks, sorted */
	struct gp_visibility rules;
	bool raised; /* there is a horizon that the base lacks */
	git_oid project;
	struct gp_buf horizon; /* the line to add */
	struct gp_note_change *changes;
	size_t n, cap;
};

/* ---- reading the tips ---- */

enum gp_err gp_tip_of(struct gp_tip *out, struct gp_repo *repo,
		      const struct gp_oid *id)
{
	git_commit *commit = NULL;

	memset(out, 0, sizeof(*out));
	if (!gp_oid_to_git(&out->commit, id) ||
	    git_commit_lookup(&commit, repo->git, &out->commit))
		return gp_fail_git(GP_EGIT, "it is not a commit");
	git_oid_cpy(&out->tree, git_commit_tree_id(commit));
	git_commit_free(commit);
	out->exists = true;
	return GP_OK;
}

static enum gp_err read_tips(struct merging *m)
{
	const struct gp_merge_request *what = m->what;
	enum gp_err err;

	if ((err = gp_tip_read(&m->tip, m->repo, what->ref)))
		return err;
	m->tips = gp_calloc(what->n, sizeof(*m->tips));
	for (size_t i = 0; i < what->n; i++)
		if ((err = gp_tip_of(&m->tips[i], m->repo,
				     &what->commits[i])) ||
		    (err = gp_tree_is_notes(m->repo, &m->tips[i].tree)))
			return gp_fail_at(err, "%s", what->names[i]);
	if (what->n && (what->onto_first || !m->tip.exists))
		m->base = &m->tips[0].tree;
	else if (m->tip.exists)
		m->base = &m->tip.tree;
	return GP_OK;
}

static enum gp_err list_new_blobs(struct merging *m)
{
	enum gp_err err = GP_OK;

	if (m->tip.exists)
		err = gp_tree_lacking(&m->new, m->repo, m->base, &m->tip.tree);
	for (size_t i = 0; !err && i < m->what->n; i++) {
		err = gp_tree_lacking(&m->new, m->repo, m->base,
				      &m->tips[i].tree);
		if (err)
			err = gp_fail_at(err, "%s", m->what->names[i]);
	}
	return err;
}

/* ---- the horizons ---- */

/* Appends the blobs of the project's note: the base's, or the new ones. */
static enum gp_err find_project(struct gp_note_blobs *out, struct merging *m,
				bool new)
{
	if (!new)
		return gp_tree_find(out, m->repo, m->base, &m->project);
	for (size_t i = 0; i < m->new.n; i++)
		if (git_oid_equal(&m->new.items[i].object, &m->project))
			gp_note_blobs_add(out, &m->project,
					  &m->new.items[i].blob);
	return GP_OK;
}

static enum gp_err read_rules(struct gp_visibility *rules, struct merging *m,
			      bool new)
{
	struct gp_note_blobs found = { 0 };
	struct gp_note note = { 0 };
	enum gp_err err;

	if (!(err = find_project(&found, m, new)) &&
	    !(err = gp_note_read(&note, m->repo, found.items, found.n))) {
		if (new && m->horizon.len)
			gp_lines_add(&note.lines, gp_buf_view(&m->horizon));
		gp_visibility_read(rules, &note.lines);
	}
	gp_note_clear(&note);
	gp_note_blobs_clear(&found);
	return err;
}

/*
 * Reads the horizons. One that the base lacks may drop entries of any note of
 * the base, so that all notes have to be merged again.
 */
static enum gp_err know_rules(struct merging *m)
{
	struct gp_visibility old = { 0 };
	enum gp_err err;

	gp_oid_to_git(&m->project, gp_notes_project());
	if (m->what->horizon &&
	    (err = gp_entry_line_encode(&m->horizon, m->what->horizon)))
		return err;
	if (!(err = read_rules(&old, m, false)) &&
	    !(err = read_rules(&m->rules, m, true))) {
		m->raised = !gp_visibility_within(&m->rules, &old);
		err = read_rules(&m->rules, m, false);
	}
	gp_visibility_clear(&old);
	if (!err && m->raised)
		err = gp_tree_list(&m->new, m->repo, m->base);
	/* In case the project has no note yet. The id of a tree means "no
	   blob" here: merge_blobs() skips it. */
	if (!err && m->horizon.len)
		gp_note_blobs_add(&m->new, &m->project, &m->project);
	gp_note_blobs_sort(&m->new);
	return err;
}

/* ---- merging one note ---- */

static void change(struct merging *m, const git_oid *object,
		   const git_oid *blob, enum gp_note_change_how how)
{
	m->changes = gp_grow(m->changes, m->n, &m->cap, sizeof(*m->changes));
	m->changes[m->n++] = (struct gp_note_change){ *object, *blob, how };
}

/* Writes the union of the blobs; `*left` is false if no line is left. */
static enum gp_err write_union(git_oid *out, bool *left, struct merging *m,
			       const struct gp_note_blobs *blobs, bool project)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_note note = { 0 };
	enum gp_err err;

	if ((err = gp_note_read(&note, m->repo, blobs->items, blobs->n)))
		return err;
	if (project && m->horizon.len)
		gp_lines_add(&note.lines, gp_buf_view(&m->horizon));
	gp_lines_sort_unique(&note.lines);
	gp_lines_apply(&note.lines, &m->rules);
	*left = note.lines.n > 0;
	gp_lines_write(&text, &note.lines);
	if (text.len > GP_NOTE_MAX)
		err = gp_fail(GP_ELIMIT,
			      "the merged note would be larger than %zu MiB",
			      GP_NOTE_MAX >> 20);
	else if (*left)
		err = gp_batch_write(&m->batch, out, GIT_OBJECT_BLOB,
				     gp_buf_view(&text));
	gp_buf_clear(&text);
	gp_note_clear(&note);
	return err;
}

/* Sets `blobs` to those of the base, followed by those that it lacks. */
static enum gp_err merge_blobs(struct merging *m, struct gp_note_blobs *blobs,
			       const struct gp_note_blobs *theirs)
{
	const git_oid *object = &theirs->items[0].object;
	bool project = git_oid_equal(object, &m->project), left = true;
	git_oid blob;
	size_t there;
	enum gp_err err;

	if ((err = gp_tree_find(blobs, m->repo, m->base, object)))
		return err;
	there = blobs->n;
	for (size_t i = 0; i < theirs->n; i++)
		if (!git_oid_equal(&theirs->items[i].blob, &m->project))
			gp_note_blobs_add(blobs, object,
					  &theirs->items[i].blob);
	if (blobs->n == 1 && !m->rules.horizons.n && !project)
		blob = blobs->items[0].blob;
	else if ((err = write_union(&blob, &left, m, blobs, project)))
		return err;
	if (!left && there)
		change(m, object, &blob, GP_NOTE_REMOVE);
	/* If the base has all lines, nothing changes. */
	else if (left &&
		 (there != 1 || !git_oid_equal(&blob, &blobs->items[0].blob)))
		change(m, object, &blob, GP_NOTE_PUT);
	return GP_OK;
}

static enum gp_err merge_note(struct merging *m,
			      const struct gp_note_blobs *theirs)
{
	struct gp_note_blobs blobs = { 0 };
	enum gp_err err = merge_blobs(m, &blobs, theirs);

	if (err)
		err = gp_fail_at(err, "the note on %s",
				 git_oid_tostr_s(&theirs->items[0].object));
	gp_note_blobs_clear(&blobs);
	return err;
}

static enum gp_err merge_notes(struct merging *m)
{
	enum gp_err err = GP_OK;

	for (size_t from = 0, to; !err && from < m->new.n; from = to) {
		struct gp_note_blobs one = { .items = m->new.items + from };

		for (to = from; to < m->new.n; to++, one.n++)
			if (!git_oid_equal(&m->new.items[to].object,
					   &m->new.items[from].object))
				break;
		err = merge_note(m, &one);
	}
	return err;
}

/* ---- the layout ---- */

static int changes_by_object(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct gp_note_change *)a)->object,
			   &((const struct gp_note_change *)b)->object);
}

/*
 * Other programs may use another layout of the tree. Writing a note again
 * moves it to its place in ours.
 */
static enum gp_err straighten(struct merging *m)
{
	struct gp_note_blobs strays = { 0 };
	size_t n_merged = m->n;
	enum gp_err err;

	err = gp_tree_stray(&strays, m->repo, m->base);
	gp_note_blobs_sort(&strays);
	for (size_t i = 0; !err && i < strays.n; i++) {
		const struct gp_note_blob *at = &strays.items[i];
		const struct gp_note_change key = { .object = at->object };

		if (i && git_oid_equal(&at[-1].object, &at->object))
			continue;
		if (!n_merged || !bsearch(&key, m->changes, n_merged,
					  sizeof(key), changes_by_object))
			change(m, &at->object, &at->blob, GP_NOTE_MERGE);
	}
	if (m->n > n_merged)
		qsort(m->changes, m->n, sizeof(*m->changes), changes_by_object);
	gp_note_blobs_clear(&strays);
	return err;
}

/* ---- the commit ---- */

/* The parent of the new commit; NULL: none. */
static const git_oid *parent_of(const struct merging *m)
{
	if (m->what->n && m->what->onto_first)
		return &m->tips[0].commit;
	return m->tip.exists ? &m->tip.commit : NULL;
}

/* Whether the ref may stay where it is. */
static bool may_stay(const struct merging *m)
{
	git_commit *commit = NULL;
	const git_oid *parent;
	bool yes;

	if (!m->what->on_top)
		return true;
	if (git_commit_lookup(&commit, m->repo->git, &m->tip.commit))
		return false;
	parent = git_commit_parent_id(commit, 0);
	yes = parent && git_oid_equal(parent, &m->tips[0].commit);
	git_commit_free(commit);
	return yes;
}

static enum gp_err move_to(enum gp_moved *out, struct merging *m,
			   git_oid *commit)
{
	/* There are no new objects, so there is no pack to keep. */
	const struct gp_batch none = { .repo = m->repo };
	const struct gp_commit_plan plan = { .commit = commit,
					     .message = m->what->message };

	gp_oid_from_git(&m->out->commit, commit);
	if (m->tip.exists && git_oid_equal(&m->tip.commit, commit)) {
		*out = GP_MOVED;
		return GP_OK;
	}
	m->out->moved = true;
	return gp_tip_move_wait(out, &none, &m->tip, &plan);
}

static enum gp_err commit_merge(enum gp_moved *out, struct merging *m,
				const git_oid *tree)
{
	git_oid id;
	bool fold = m->what->fold && m->raised;
	const struct gp_commit_plan plan = {
		.commit = &id,
		.tree = tree,
		.parent = fold ? NULL : parent_of(m),
		.message = m->what->message,
	};
	enum gp_err err;

	gp_oid_from_git(&m->out->tree, tree);
	if (m->what->n && m->what->onto_first &&
	    git_oid_equal(tree, &m->tips[0].tree))
		return move_to(out, m, &m->tips[0].commit);
	if (m->tip.exists && git_oid_equal(tree, &m->tip.tree) && may_stay(m))
		return move_to(out, m, &m->tip.commit);
	if ((err = gp_commit_write(&m->batch, &plan)) ||
	    (err = gp_batch_finish(&m->batch)))
		return err;
	gp_oid_from_git(&m->out->commit, &id);
	m->out->moved = true;
	m->out->folded = fold;
	return gp_tip_move_wait(out, &m->batch, &m->tip, &plan);
}

static enum gp_err merge_all(enum gp_moved *out, struct merging *m)
{
	git_oid tree;
	enum gp_err err;

	*out = GP_MOVED;
	if ((err = read_tips(m)) || !m->base)
		return err;
	tree = *m->base;
	if ((err = list_new_blobs(m)) || (err = know_rules(m)) ||
	    (err = merge_notes(m)) || (err = straighten(m)) ||
	    (m->n &&
	     (err = gp_splice(&tree, &m->batch, m->base, m->changes, m->n))))
		return err;
	return commit_merge(out, m, &tree);
}

static void merging_clear(struct merging *m)
{
	gp_batch_clear(&m->batch);
	gp_note_blobs_clear(&m->new);
	gp_visibility_clear(&m->rules);
	gp_buf_clear(&m->horizon);
	free(m->changes);
	free(m->tips);
}

/* The arguments of gp_notes_merge(), and the tip before the merge. */
struct call {
	struct gp_repo *repo;
	const struct gp_merge_request *what;
	struct gp_merge_result *out;
	struct gp_tip before;
};

static enum gp_err try_merge(void *ctx, enum gp_moved *out)
{
	struct call *call = ctx;
	struct merging m = { .repo = call->repo,
			     .what = call->what,
			     .out = call->out };
	enum gp_err err;

	memset(call->out, 0, sizeof(*call->out));
	if ((err = gp_batch_init(&m.batch, m.repo, true, m.what->durable)))
		return err;
	err = merge_all(out, &m);
	call->before = m.tip;
	if (err == GP_EGIT && gp_tip_has_moved(m.repo, &m.tip)) {
		gp_error_clear();
		*out = GP_RACED;
		err = GP_OK;
	}
	merging_clear(&m);
	return err;
}

static size_t count_objects(struct gp_note_blobs *blobs)
{
	size_t n = 0;

	gp_note_blobs_sort(blobs);
	for (size_t i = 0; i < blobs->n; i++)
		n += !i || !git_oid_equal(&blobs->items[i - 1].object,
					  &blobs->items[i].object);
	return n;
}

/* Does not count the project's note, because the horizon was added to it. */
static enum gp_err count_lost(struct call *call, const git_oid *tree)
{
	struct gp_note_blobs blobs = { 0 };
	git_oid project;
	size_t n = 0;
	enum gp_err err;

	if (!call->what->horizon || !call->before.exists)
		return GP_OK;
	gp_oid_to_git(&project, gp_notes_project());
	err = gp_tree_lacking(&blobs, call->repo, tree, &call->before.tree);
	for (size_t i = 0; i < blobs.n; i++)
		if (!git_oid_equal(&blobs.items[i].object, &project))
			blobs.items[n++] = blobs.items[i];
	blobs.n = n;
	call->out->lost = count_objects(&blobs);
	gp_note_blobs_clear(&blobs);
	return err;
}

static enum gp_err count_notes(struct call *call)
{
	struct gp_note_blobs blobs = { 0 };
	enum gp_err err;
	git_oid tree;

	if (!call->out->moved || !gp_oid_to_git(&tree, &call->out->tree))
		return GP_OK;
	err = gp_tree_lacking(&blobs, call->repo,
			      call->before.exists ? &call->before.tree : NULL,
			      &tree);
	call->out->notes = count_objects(&blobs);
	gp_note_blobs_clear(&blobs);
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
	if ((err = gp_notes_transact(repo, &write, try_merge, &call)))
		return err;
	return count_notes(&call);
}
