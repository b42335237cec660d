/*
 * Sorting the items of one tree into notes, subtrees and the rest, for the
 * code that compares or rewrites trees.
 */
#include <stdlib.h>

#include "note_blobs.h"
#include "tree.h"
#include "tree_parts.h"

void gp_tree_parts_free(struct gp_tree_parts *parts)
{
	if (!parts)
		return;
	git_odb_object_free(parts->holder);
	gp_note_blobs_clear(&parts->notes);
	free(parts->others);
	free(parts);
}

static void add_tree_item(struct gp_tree_parts *parts,
			  const struct gp_tree_item *item)
{
	git_oid id = parts->prefix, below;

	git_oid_fromraw(&below, item->id);
	switch (gp_tree_item_kind(item, parts->depth, &id)) {
	case GP_TREE_NOTE:
		gp_note_blobs_add(&parts->notes, &id, &below);
		break;
	case GP_TREE_FAN:
		parts->has_fan[id.id[parts->depth]] = true;
		parts->fans[id.id[parts->depth]] = below;
		break;
	case GP_TREE_OTHER:
		parts->others =
			gp_grow(parts->others, parts->n_others,
				&parts->cap_others, sizeof(*parts->others));
		parts->others[parts->n_others++] = *item;
		break;
	}
}

enum gp_err gp_tree_parts_read(struct gp_tree_parts **out, struct gp_repo *repo,
			       const struct gp_tree_place *at)
{
	struct gp_tree_parts *parts = gp_calloc(1, sizeof(*parts));
	struct gp_tree_item item;
	struct gp_span rest;
	enum gp_err err;

	parts->depth = at->depth;
	parts->prefix = at->prefix;
	*out = parts;
	if (!at->exists)
		return GP_OK;
	if ((err = gp_tree_read(&parts->holder, &rest, repo, &at->tree)))
		goto fail;
	while (gp_tree_item_next(&item, &rest))
		add_tree_item(parts, &item);
	if (!rest.len)
		return GP_OK;
	err = gp_fail(GP_EGIT, "tree %s of the notes is malformed",
		      git_oid_tostr_s(&at->tree));
fail:
	gp_tree_parts_free(parts);
	*out = NULL;
	return err;
}

struct gp_tree_place gp_tree_place_below(const struct gp_tree_parts *parts,
					 int byte)
{
	struct gp_tree_place at = { .exists = parts->has_fan[byte],
				    .tree = parts->fans[byte],
				    .depth = parts->depth + 1,
				    .prefix = parts->prefix };

	at.prefix.id[parts->depth] = (unsigned char)byte;
	return at;
}
