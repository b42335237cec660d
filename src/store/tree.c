/*
 * Reading notes trees: items, look-up and listing, whatever fan-out git or
 * another tool chose.
 */
#include <stdlib.h>
#include <string.h>

#include "note_blobs.h"
#include "tree.h"

/* ---- one tree ---- */

bool gp_tree_item_next(struct gp_tree_item *out, struct gp_span *rest)
{
	const char *space, *nul;
	size_t head;

	space = rest->len ? memchr(rest->data, ' ', rest->len) : NULL;
	if (!space)
		return false;
	head = (size_t)(space - rest->data);
	nul = memchr(space, '\0', rest->len - head);
	if (!nul)
		return false;
	out->mode = gp_span_make(rest->data, head);
	out->name = gp_span_make(space + 1, (size_t)(nul - space) - 1);
	head = (size_t)(nul - rest->data) + 1;
	if (rest->len - head < GIT_OID_RAWSZ)
		return false;
	out->id = (const unsigned char *)nul + 1;
	*rest = gp_span_sub(*rest, head + GIT_OID_RAWSZ, rest->len);
	return true;
}

/* Lower case only, as all tools write it, so that an id has one name. */
static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static bool unhex(unsigned char *out, struct gp_span hex)
{
	for (size_t i = 0; i + 1 < hex.len; i += 2) {
		int high = digit(hex.data[i]), low = digit(hex.data[i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i / 2] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static bool is_tree(struct gp_span mode)
{
	return gp_span_eq(mode, "40000") || gp_span_eq(mode, "040000");
}

static bool is_file(struct gp_span mode)
{
	return gp_span_starts(mode, "100");
}

enum gp_tree_item_kind gp_tree_item_kind(const struct gp_tree_item *item,
					 unsigned depth, git_oid *id)
{
	size_t left = 2 * (GIT_OID_RAWSZ - (size_t)depth);

	if (item->name.len == left && is_file(item->mode) &&
	    unhex(id->id + depth, item->name))
		return GP_TREE_NOTE;
	if (item->name.len == 2 && left > 2 && is_tree(item->mode) &&
	    unhex(id->id + depth, item->name))
		return GP_TREE_FAN;
	return GP_TREE_OTHER;
}

enum gp_err gp_tree_read(git_odb_object **out, struct gp_span *raw,
			 struct gp_repo *repo, const git_oid *id)
{
	git_odb_object *object;
	enum gp_err err;

	if ((err = gp_object_read(&object, repo, id)))
		return gp_fail_at(err == GP_ENOTFOUND ? GP_EGIT : err,
				  "a tree of the notes is missing");
	if (git_odb_object_type(object) != GIT_OBJECT_TREE) {
		git_odb_object_free(object);
		return gp_fail(GP_EGIT, "%s in the notes is not a tree",
			       git_oid_tostr_s(id));
	}
	*out = object;
	*raw = gp_span_make(git_odb_object_data(object),
			    git_odb_object_size(object));
	return GP_OK;
}

/* ---- finding the note of one object ---- */

static enum gp_err malformed(const git_oid *id)
{
	return gp_fail(GP_EGIT, "tree %s of the notes is malformed",
		       git_oid_tostr_s(id));
}

/* The items of one tree for an object: notes, and the subtree to search. */
struct lookup {
	struct gp_note_blobs *out;
	const git_oid *object;
	git_oid fan;
	bool deeper;
};

static void look_at(struct lookup *l, const struct gp_tree_item *item,
		    unsigned depth)
{
	git_oid id = *l->object, blob;
	enum gp_tree_item_kind kind = gp_tree_item_kind(item, depth, &id);

	if (kind == GP_TREE_NOTE && git_oid_equal(&id, l->object)) {
		git_oid_fromraw(&blob, item->id);
		gp_note_blobs_add(l->out, l->object, &blob);
	} else if (kind == GP_TREE_FAN &&
		   id.id[depth] == l->object->id[depth]) {
		git_oid_fromraw(&l->fan, item->id);
		l->deeper = true;
	}
}

/* Checks all items of a tree, which may be mixed. */
static enum gp_err scan(struct lookup *l, const git_oid *tree,
			struct gp_span raw, unsigned depth)
{
	struct gp_tree_item item;

	while (gp_tree_item_next(&item, &raw))
		look_at(l, &item, depth);
	return raw.len ? malformed(tree) : GP_OK;
}

/*
 * A tree that holds only notes or only subtrees, as most do, has items of one
 * size, sorted by name, so eight probes replace four hundred steps. Returns
 * false, without a failure, if the tree is not like that.
 */
static bool bisect(struct lookup *l, struct gp_span raw, unsigned depth)
{
	struct gp_span rest = raw;
	struct gp_tree_item item;
	size_t size, low = 0, high;

	if (!gp_tree_item_next(&item, &rest))
		return false;
	size = raw.len - rest.len;
	if (raw.len % size)
		return false;
	for (high = raw.len / size; low < high;) {
		size_t middle = low + (high - low) / 2;
		git_oid id = *l->object;
		int order;

		rest = gp_span_sub(raw, middle * size, size);
		if (!gp_tree_item_next(&item, &rest) || rest.len ||
		    gp_tree_item_kind(&item, depth, &id) == GP_TREE_OTHER)
			return false;
		order = git_oid_cmp(&id, l->object);
		if (!order) {
			look_at(l, &item, depth);
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return true;
}

static enum gp_err find_below(struct gp_note_blobs *out, struct gp_repo *repo,
			      const git_oid *tree, unsigned depth,
			      const git_oid *object)
{
	struct lookup l = { .out = out, .object = object };
	enum gp_err err = GP_OK;
	git_odb_object *holder;
	struct gp_span raw;

	if (out->missing &&
	    !git_odb_exists_ext(repo->odb, tree, GIT_ODB_LOOKUP_NO_REFRESH)) {
		gp_note_blobs_add(out->missing, object, tree);
		return GP_OK;
	}
	if ((err = gp_tree_read(&holder, &raw, repo, tree)))
		return err;
	if (raw.len && !bisect(&l, raw, depth))
		err = scan(&l, tree, raw, depth);
	git_odb_object_free(holder);
	if (err || !l.deeper)
		return err;
	return find_below(out, repo, &l.fan, depth + 1, object);
}

enum gp_err gp_tree_find(struct gp_note_blobs *out, struct gp_repo *repo,
			 const git_oid *tree, const git_oid *object)
{
	return find_below(out, repo, tree, 0, object);
}

static enum gp_err list(struct gp_note_blobs *out, struct gp_repo *repo,
			const git_oid *tree, unsigned depth, git_oid *prefix);

static enum gp_err list_below(struct gp_note_blobs *out, struct gp_repo *repo,
			      const git_oid *tree, unsigned depth,
			      git_oid *prefix)
{
	enum gp_err err = list(out, repo, tree, depth, prefix);

	if (err == GP_OK || err == GP_ELIMIT || !out->broken)
		return err;
	out->broken(out->ctx);
	return GP_OK;
}

static enum gp_err list(struct gp_note_blobs *out, struct gp_repo *repo,
			const git_oid *tree, unsigned depth, git_oid *prefix)
{
	git_odb_object *holder;
	struct gp_span rest;
	struct gp_tree_item item;
	enum gp_err err;
	git_oid id = *prefix, below;

	if ((err = gp_note_blobs_budget(out)) ||
	    (err = gp_tree_read(&holder, &rest, repo, tree)))
		return err;
	while (!err && gp_tree_item_next(&item, &rest)) {
		git_oid_fromraw(&below, item.id);
		switch (gp_tree_item_kind(&item, depth, &id)) {
		case GP_TREE_NOTE:
			gp_note_blobs_add(out, &id, &below);
			break;
		case GP_TREE_FAN:
			err = list_below(out, repo, &below, depth + 1, &id);
			break;
		case GP_TREE_OTHER:
			break;
		}
	}
	git_odb_object_free(holder);
	if (!err && rest.len)
		return malformed(tree);
	return err;
}

enum gp_err gp_tree_list(struct gp_note_blobs *out, struct gp_repo *repo,
			 const git_oid *tree)
{
	git_oid prefix = { { 0 } };

	return list_below(out, repo, tree, 0, &prefix);
}

enum gp_err gp_tree_list_at(struct gp_note_blobs *out, struct gp_repo *repo,
			    const struct gp_tree_place *at)
{
	git_oid prefix = at->prefix;

	return list_below(out, repo, &at->tree, at->depth, &prefix);
}
