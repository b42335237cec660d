#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "store/git.h"

#include "tags.h"

#define PREFIX "refs/tags/"

/*
 * Packed references know what annotated tags lead to. For the others the
 * object must be asked what it is, unless the commit-graph knows it.
 */
static bool peel(struct gp_oid *out, struct gp_store *store,
		 const struct gp_walk *walk, const git_reference *ref)
{
	const git_oid *id = git_reference_target_peel(ref);
	git_object *commit = NULL;
	git_object_t type;
	size_t size;

	if (!id)
		id = git_reference_target(ref);
	if (!id)
		return false;
	gp_oid_from_git(out, id);
	if (git_reference_target_peel(ref) || gp_walk_knows(walk, out))
		return true;
	if (git_odb_read_header(&size, &type, gp_store_odb(store), id))
		return false;
	if (type != GIT_OBJECT_TAG)
		return type == GIT_OBJECT_COMMIT;
	if (git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT))
		return false;
	gp_oid_from_git(out, git_object_id(commit));
	git_object_free(commit);
	return true;
}

static void add(struct gp_tags *out, const char *name, const struct gp_oid *oid)
{
	out->items =
		gp_grow(out->items, out->n, &out->cap, sizeof(*out->items));
	out->items[out->n++] =
		(struct gp_tag){ gp_arena_strdup(&out->arena, name), *oid };
}

static int by_name(const void *a, const void *b)
{
	const struct gp_tag *x = a, *y = b;

	return strcmp(x->name, y->name);
}

void gp_tags_load(struct gp_tags *out, struct gp_store *store,
		  const struct gp_walk *walk)
{
	git_reference_iterator *it = NULL;
	git_reference *ref;
	struct gp_oid oid;

	if (git_reference_iterator_glob_new(&it, gp_store_git(store),
					    PREFIX "*"))
		return;
	while (!git_reference_next(&ref, it)) {
		if (peel(&oid, store, walk, ref))
			add(out, git_reference_name(ref) + strlen(PREFIX),
			    &oid);
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_name);
	for (size_t i = 0; i < out->n; i++)
		gp_map_put(&out->by_commit, out->items[i].commit.raw,
			   out->items[i].commit.size, i);
}

void gp_tags_clear(struct gp_tags *tags)
{
	gp_map_clear(&tags->by_commit);
	free(tags->items);
	gp_arena_clear(&tags->arena);
	memset(tags, 0, sizeof(*tags));
}

const char *gp_tags_find(const struct gp_tags *tags, const struct gp_oid *oid)
{
	size_t i;

	if (!gp_map_get(&tags->by_commit, oid->raw, oid->size, &i))
		return NULL;
	return tags->items[i].name;
}
