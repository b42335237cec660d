/*
 * Comparing a notes tree with another, and with the canonical layout.
 */
#include <stdlib.h>

#include "note_blobs.h"
#include "splice.h"
#include "tree.h"
#include "tree_diff.h"
#include "tree_parts.h"

/* ---- notes that one tree has and another lacks ---- */

/* Compares two trees at the same place; either may not exist. */
static enum gp_err lacking(struct gp_note_blobs *out, struct gp_repo *repo,
			   const struct gp_tree_place *ours,
			   const struct gp_tree_place *theirs);

/* Lists all notes of one byte: in its subtree, and directly in the tree. */
static enum gp_err list_byte(struct gp_note_blobs *out, struct gp_repo *repo,
			     const struct gp_tree_parts *parts, int byte)
{
	struct gp_tree_place at = gp_tree_place_below(parts, byte);
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < parts->notes.n; i++) {
		const struct gp_note_blob *note = &parts->notes.items[i];

		if (note->object.id[parts->depth] == byte)
			gp_note_blobs_add(out, &note->object, &note->blob);
	}
	if (at.exists)
		err = gp_tree_list_at(out, repo, &at);
	gp_note_blobs_sort(out);
	return err;
}

static enum gp_err lacking_listed(struct gp_note_blobs *out,
				  struct gp_repo *repo,
				  const struct gp_tree_parts *ours,
				  const struct gp_tree_parts *theirs, int byte)
{
	struct gp_note_blobs a = { 0 }, b = { 0 };
	enum gp_err err;

	if (!(err = list_byte(&a, repo, ours, byte)) &&
	    !(err = list_byte(&b, repo, theirs, byte)))
		gp_note_blobs_subtract(out, &a, &b);
	gp_note_blobs_clear(&a);
	gp_note_blobs_clear(&b);
	return err;
}

static void mark_notes(bool has_note[256], const struct gp_tree_parts *parts)
{
	for (size_t i = 0; i < parts->notes.n; i++)
		has_note[parts->notes.items[i].object.id[parts->depth]] = true;
}

static enum gp_err lacking_below(struct gp_note_blobs *out,
				 struct gp_repo *repo,
				 const struct gp_tree_parts *ours,
				 const struct gp_tree_parts *theirs)
{
	bool has_note[256] = { false };
	enum gp_err err = GP_OK;

	mark_notes(has_note, ours);
	mark_notes(has_note, theirs);
	for (int b = 0; b < 256 && !err; b++) {
		struct gp_tree_place x = gp_tree_place_below(ours, b);
		struct gp_tree_place y = gp_tree_place_below(theirs, b);

		if (x.exists && y.exists && !has_note[b])
			err = lacking(out, repo, &x, &y);
		else if (y.exists || has_note[b])
			err = lacking_listed(out, repo, ours, theirs, b);
	}
	return err;
}

static enum gp_err lacking(struct gp_note_blobs *out, struct gp_repo *repo,
			   const struct gp_tree_place *ours,
			   const struct gp_tree_place *theirs)
{
	struct gp_tree_parts *a = NULL, *b = NULL;
	enum gp_err err;

	if (git_oid_equal(&ours->tree, &theirs->tree))
		return GP_OK;
	if ((err = gp_note_blobs_budget(out)))
		return err;
	if (!(err = gp_tree_parts_read(&a, repo, ours)) &&
	    !(err = gp_tree_parts_read(&b, repo, theirs)))
		err = lacking_below(out, repo, a, b);
	gp_tree_parts_free(b);
	gp_tree_parts_free(a);
	return err;
}

enum gp_err gp_tree_lacking(struct gp_note_blobs *out, struct gp_repo *repo,
			    const git_oid *ours, const git_oid *theirs)
{
	const struct gp_tree_place b = { .exists = true, .tree = *theirs };
	struct gp_tree_place a = { .exists = ours != NULL };

	if (!ours)
		return gp_tree_list(out, repo, theirs);
	a.tree = *ours;
	return lacking(out, repo, &a, &b);
}

/* ---- the canonical layout ---- */

/* Of one tree: notes in it, notes below it, and subtrees that hold any. */
struct census {
	size_t here, below, fans;
};

static enum gp_err stray(struct gp_note_blobs *out, struct gp_repo *repo,
			 const struct gp_tree_place *at, size_t *total);

static enum gp_err stray_below(struct gp_note_blobs *out, struct gp_repo *repo,
			       const struct gp_tree_parts *parts,
			       struct census *census)
{
	enum gp_err err = GP_OK;

	census->here = parts->notes.n;
	for (int b = 0; b < 256 && !err; b++) {
		struct gp_tree_place below = gp_tree_place_below(parts, b);
		size_t n = 0;

		if (below.exists)
			err = stray(out, repo, &below, &n);
		census->below += n;
		census->fans += n > 0;
	}
	return err;
}

static enum gp_err stray(struct gp_note_blobs *out, struct gp_repo *repo,
			 const struct gp_tree_place *at, size_t *total)
{
	struct census census = { 0 };
	struct gp_tree_parts *parts;
	size_t before = out->n;
	enum gp_err err;

	if ((err = gp_note_blobs_budget(out)) ||
	    (err = gp_tree_parts_read(&parts, repo, at)))
		return err;
	err = stray_below(out, repo, parts, &census);
	*total = census.here + census.below;
	if (err || at->depth + 1 >= GP_DEPTH_MAX)
		goto out;
	if (*total > GP_FAN_MAX) {
		for (size_t i = 0; i < parts->notes.n; i++)
			gp_note_blobs_add(out, &parts->notes.items[i].object,
					  &parts->notes.items[i].blob);
	} else if (census.fans) {
		out->n = before;
		err = gp_tree_list_at(out, repo, at);
	}
out:
	gp_tree_parts_free(parts);
	return err;
}

enum gp_err gp_tree_stray(struct gp_note_blobs *out, struct gp_repo *repo,
			  const git_oid *tree)
{
	const struct gp_tree_place root = { .exists = true, .tree = *tree };
	size_t total;

	return stray(out, repo, &root, &total);
}

/* ---- whether a tree is one of notes ---- */

enum gp_err gp_tree_is_notes(struct gp_repo *repo, const git_oid *tree)
{
	const struct gp_tree_place root = { .exists = true, .tree = *tree };
	struct gp_note_blobs blobs = { 0 };
	struct gp_tree_parts *parts;
	enum gp_err err;

	if ((err = gp_tree_parts_read(&parts, repo, &root)))
		return err;
	if (parts->n_others && !(err = gp_tree_list(&blobs, repo, tree)) &&
	    !blobs.n)
		err = gp_fail(GP_EGIT, "it holds no notes, but '%.*s'",
			      (int)parts->others[0].name.len,
			      parts->others[0].name.data);
	gp_note_blobs_clear(&blobs);
	gp_tree_parts_free(parts);
	return err;
}
