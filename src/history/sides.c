/*
 * Chooses the results that a comparison of two commits uses: those of a commit,
 * or of its nearest measured ancestor.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "nearest.h"

struct sides {
	const struct gp_sides_query *query;
	struct gp_run_lookup lookup;
	struct gp_tags tags;
	struct gp_entries new_runs;
	const char **testbeds; /* of the new side, sorted */
	size_t n_testbeds;
};

/* Whether the user named a tag, as git does. */
static bool is_tag_name(const struct gp_tags *tags, const char *name)
{
	struct gp_span span = gp_span_of(name);

	if (gp_span_starts(span, "refs/"))
		name += strlen("refs/");
	if (gp_span_starts(gp_span_of(name), "tags/"))
		name += strlen("tags/");
	for (size_t i = 0; i < tags->n; i++)
		if (!strcmp(tags->items[i].name, name))
			return true;
	return false;
}

/* Runs of a modified work tree are not compared. */
static void list_new_testbeds(struct sides *s)
{
	s->testbeds = gp_calloc(s->new_runs.n, sizeof(*s->testbeds));
	for (size_t i = 0; i < s->new_runs.n; i++)
		if (!s->new_runs.items[i]->dirty)
			s->testbeds[s->n_testbeds++] =
				s->new_runs.items[i]->testbed;
	s->n_testbeds = gp_testbeds_sort(s->testbeds, s->n_testbeds);
}

/* Untrusted runs are compared, too, if there are no others. */
static enum gp_err read_new_side(struct sides *s, const struct gp_oid *oid)
{
	const struct gp_run_filter filter = { .untrusted = true };
	const struct gp_commit commit = { .oid = *oid };
	enum gp_err err;

	gp_entries_clear(&s->new_runs);
	free(s->testbeds);
	s->n_testbeds = 0;
	err = gp_run_lookup_at(&s->lookup, &s->new_runs, &commit, &filter);
	list_new_testbeds(s);
	return err;
}

static enum gp_err find_new_side(struct sides *s, struct gp_nearest *new,
				 struct gp_nearest_search *search)
{
	const struct gp_commit *commit = &s->query->new;
	enum gp_err err;

	*new = (struct gp_nearest){ .named = commit->oid,
				    .commit = commit->oid };
	if ((err = read_new_side(s, &commit->oid)) || s->n_testbeds ||
	    !is_tag_name(&s->tags, s->query->new_name))
		return err;
	search->stop = s->query->old.oid;
	if ((err = gp_nearest_find(new, search, commit)) || !new->distance)
		return err;
	return read_new_side(s, &new->commit);
}

/* They are reported; the results of an ancestor do not take their place. */
static enum gp_err has_untrusted(struct sides *s,
				 const struct gp_commit *commit,
				 const struct gp_testbeds *testbeds, bool *yes)
{
	const struct gp_run_filter filter = { .untrusted = true };
	struct gp_entries runs = { 0 };
	enum gp_err err = gp_run_lookup_at(&s->lookup, &runs, commit, &filter);

	*yes = false;
	for (size_t i = 0; i < runs.n && !err; i++)
		*yes |= runs.items[i]->kind == GP_ENTRY_UNTRUSTED &&
			gp_testbeds_find(testbeds, runs.items[i]->testbed) !=
				SIZE_MAX;
	gp_entries_clear(&runs);
	return err;
}

static enum gp_err find_old_side(struct sides *s, struct gp_nearest *old,
				 const struct gp_nearest *new,
				 struct gp_nearest_search *search)
{
	const struct gp_testbeds testbeds = { s->testbeds, s->n_testbeds };
	enum gp_err err;
	bool untrusted;

	*old = (struct gp_nearest){ .named = s->query->old.oid,
				    .commit = s->query->old.oid };
	if (!testbeds.n || gp_oid_same(&old->named, &new->named))
		return GP_OK;
	if ((err = has_untrusted(s, &s->query->old, &testbeds, &untrusted)) ||
	    untrusted)
		return err;
	search->stop = new->commit;
	search->testbeds = &testbeds;
	return gp_nearest_find(old, search, &s->query->old);
}

enum gp_err gp_history_sides(struct gp_nearest *old, struct gp_nearest *new,
			     struct gp_repo *repo,
			     const struct gp_sides_query *query,
			     struct gp_arena *arena)
{
	struct gp_notices unused = { 0 }; /* told when they are loaded */
	struct sides s = { .query = query };
	struct gp_nearest_search search = { .lookup = &s.lookup,
					    .tags = &s.tags,
					    .depth = query->depth,
					    .arena = arena };
	enum gp_err err;

	if ((err = gp_run_lookup_open(&s.lookup, repo, &unused)))
		return err;
	gp_tags_load(&s.tags, repo, s.lookup.walk);
	if (!(err = find_new_side(&s, new, &search)))
		err = find_old_side(&s, old, new, &search);
	free(s.testbeds);
	gp_entries_clear(&s.new_runs);
	gp_tags_clear(&s.tags);
	gp_run_lookup_close(&s.lookup);
	gp_notices_clear(&unused);
	return err;
}
