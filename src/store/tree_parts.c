/*
 * One tree of the notes, taken apart.
 */
#include <stdlib.h>

#include "note_blobs.h"
#include "tree.h"
#include "tree_parts.h"

void gp_tree_parts_free(struct gp_tree_parts *branch)
{
	if (!branch)
		return;
	git_odb_object_free(branch->holder);
	gp_note_blobs_clear(&branch->notes);
	free(branch->others);
	free(branch);
}

static void take(struct gp_tree_parts *branch, const struct gp_tree_item *item)
{
	git_oid id = branch->prefix, below;

	git_oid_fromraw(&below, item->id);
	switch (gp_tree_item_kind(item, branch->depth, &id)) {
	case GP_TREE_NOTE:
		gp_note_blobs_add(&branch->notes, &id, &below);
		break;
	case GP_TREE_FAN:
		branch->has_fan[id.id[branch->depth]] = true;
		branch->fans[id.id[branch->depth]] = below;
		break;
	case GP_TREE_OTHER:
		branch->others =
			gp_grow(branch->others, branch->n_others,
				&branch->cap_others, sizeof(*branch->others));
		branch->others[branch->n_others++] = *item;
		break;
	}
}

enum gp_err gp_tree_parts_read(struct gp_tree_parts **out, struct gp_repo *repo,
			       const struct gp_tree_place *at)
{
	struct gp_tree_parts *branch = gp_calloc(1, sizeof(*branch));
	struct gp_tree_item item;
	struct gp_span rest;
	enum gp_err err;

	branch->depth = at->depth;
	branch->prefix = at->prefix;
	*out = branch;
	if (!at->exists)
		return GP_OK;
	if ((err = gp_tree_read(&branch->holder, &rest, repo, &at->tree)))
		goto fail;
	while (gp_tree_item_next(&item, &rest))
		take(branch, &item);
	if (!rest.len)
		return GP_OK;
	err = gp_fail(GP_EGIT, "tree %s of the notes is malformed",
		      git_oid_tostr_s(&at->tree));
fail:
	gp_tree_parts_free(branch);
	*out = NULL;
	return err;
}

struct gp_tree_place gp_tree_place_below(const struct gp_tree_parts *branch,
					 int byte)
{
	struct gp_tree_place at = { .exists = branch->has_fan[byte],
				    .tree = branch->fans[byte],
				    .depth = branch->depth + 1,
				    .prefix = branch->prefix };

	at.prefix.id[branch->depth] = (unsigned char)byte;
	return at;
}
