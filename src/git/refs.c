/*
 * Lists refs with the commits that they point to.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/repo.h"

#include "repo.h"

static int by_ref_name(const void *a, const void *b)
{
	return strcmp(((const struct gp_ref *)a)->name,
		      ((const struct gp_ref *)b)->name);
}

/* Skips a ref that cannot be resolved to an id. */
static void add_resolved_ref(struct gp_refs *refs, struct gp_repo *repo,
			     const char *name)
{
	struct gp_ref *ref;
	git_oid id;

	if (git_reference_name_to_id(&id, repo->git, name))
		return;
	refs->items =
		gp_grow(refs->items, refs->n, &refs->cap, sizeof(*refs->items));
	ref = &refs->items[refs->n++];
	ref->name = gp_strdup(name);
	gp_oid_from_git(&ref->commit, &id);
}

enum gp_err gp_repo_refs(struct gp_repo *repo, struct gp_refs *out,
			 const char *pattern)
{
	git_reference_iterator *iterator = NULL;
	const char *name;
	int error;

	memset(out, 0, sizeof(*out));
	error = git_reference_iterator_glob_new(&iterator, repo->git, pattern);
	while (!error && !(error = git_reference_next_name(&name, iterator)))
		add_resolved_ref(out, repo, name);
	git_reference_iterator_free(iterator);
	if (error != GIT_ITEROVER) {
		gp_refs_clear(out);
		return gp_fail_git(GP_EGIT, "cannot list the refs");
	}
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_ref_name);
	return GP_OK;
}

void gp_refs_clear(struct gp_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++)
		free(refs->items[i].name);
	free(refs->items);
	memset(refs, 0, sizeof(*refs));
}

void gp_repo_drop_reflog(struct gp_repo *repo, const char *ref)
{
	git_reflog_delete(repo->git, ref);
}
