/*
 * Whether results without any baseline are the first ones: looks for results
 * on the base branch, and for what can hide them.
 *
 * The tree of the notes lists the commits that have one, so that only few
 * notes are read, and commits beyond perf.depth cost no more than the walk.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/partial_notes.h"

#include "git/base.h"

#include "first_results.h"

/* The commits that are walked at most. */
#define WALK_MAX 200000

struct first_search {
	struct gp_series_set *set;
	struct gp_run_lookup *lookup;
	const struct gp_history_query *query;
	const struct gp_commit *commit;
	const struct gp_base *base; /* NULL: there is none */
	struct gp_base chosen;      /* if the query does not have it */
	struct gp_oid *noted;       /* sorted */
	size_t n_noted;
	size_t n_others; /* of those, without the judged commit's */
	size_t depth;    /* commits of the line walked so far */
};

static bool has_note(const struct first_search *s, const struct gp_oid *object)
{
	return object->size && s->n_noted &&
	       bsearch(object, s->noted, s->n_noted, sizeof(*object),
		       gp_oid_order);
}

static bool may_have_runs(const struct first_search *s,
			  const struct gp_commit *commit)
{
	return has_note(s, &commit->oid) || has_note(s, &commit->tree);
}

static enum gp_err list_noted_commits(struct first_search *s)
{
	struct gp_oid own[3] = { s->commit->oid, s->commit->tree,
				 *gp_notes_project() };
	enum gp_err err;

	if ((err = gp_notes_list(s->lookup->notes, &s->noted, &s->n_noted)))
		return err;
	s->n_others = s->n_noted;
	for (size_t i = 0; i < 3; i++)
		if (has_note(s, &own[i]) &&
		    (i < 2 || !gp_oid_same(&own[1], &own[2])))
			s->n_others--;
	return GP_OK;
}

/* ---- results on the line ---- */

static bool is_of_set(const struct first_search *s, const char *testbed)
{
	for (size_t i = 0; i < s->set->n_testbeds; i++)
		if (!strcmp(s->set->testbeds[i], testbed))
			return true;
	return false;
}

/* The note of the tree may have results of the judged commit, too. */
static void note_measured(struct first_search *s, const struct gp_entries *runs)
{
	struct gp_first_results *first = &s->set->first;

	for (size_t i = 0; i < runs->n && !first->same_testbed; i++) {
		const struct gp_entry *run = runs->items[i];

		if (run->dirty || gp_oid_same(&run->commit, &s->commit->oid))
			continue;
		first->same_testbed = is_of_set(s, run->testbed);
		if (!first->measured || first->same_testbed)
			first->measured =
				gp_arena_strdup(&s->set->arena, run->testbed);
	}
}

static void look_at_commit(struct first_search *s,
			   const struct gp_commit *commit)
{
	const struct gp_run_filter filter = { .testbeds = NULL };
	struct gp_first_results *first = &s->set->first;
	struct gp_entries runs = { 0 };

	if (gp_oid_same(&commit->oid, &s->commit->oid) ||
	    !may_have_runs(s, commit))
		return;
	if (gp_run_lookup_at(s->lookup, &runs, commit, &filter)) {
		gp_error_clear();
		first->cut |= GP_CUT_NOTES;
	}
	note_measured(s, &runs);
	if (first->same_testbed && s->depth > s->query->depth)
		first->cut |= GP_CUT_DEPTH;
	gp_entries_clear(&runs);
}

/* If all notes are here, perf.depth hides nothing: the walk goes on. */
static bool ends_at_depth(const struct first_search *s)
{
	if (s->depth < s->query->depth)
		return false;
	return s->depth >= WALK_MAX || gp_partial_any(s->lookup->repo);
}

/* The depth counts from the first commit of the baseline, `start`. */
static enum gp_err walk_base_line(struct first_search *s, struct gp_node *node,
				  const struct gp_oid *start)
{
	struct gp_first_results *first = &s->set->first;
	bool counts = false;
	enum gp_err err;

	while (!first->same_testbed) {
		counts = counts || gp_oid_same(&node->commit.oid, start);
		s->depth += counts;
		look_at_commit(s, &node->commit);
		if (node->cut && s->n_others)
			first->cut |= GP_CUT_SHALLOW;
		if (!node->first.size || first->same_testbed)
			break;
		if (ends_at_depth(s)) {
			first->cut |= GP_CUT_DEPTH;
			break;
		}
		if ((err = gp_walk_first(s->lookup->walk, node)))
			return err;
	}
	return GP_OK;
}

/* ---- the base branch ---- */

static enum gp_err choose_first_base(struct first_search *s)
{
	const struct gp_base_choice wish = { s->query->base, s->query->branch };
	enum gp_err err;

	s->base = s->query->found;
	if (s->base)
		return GP_OK;
	err = gp_base_choose(&s->chosen, s->lookup->repo, s->lookup->walk,
			     s->commit, &wish);
	if (!err)
		s->base = &s->chosen;
	if (err != GP_ENOTFOUND || wish.rev)
		return err;
	gp_error_clear();
	return GP_OK;
}

/* Without a base branch, the line is that of the judged commit itself. */
static enum gp_err search_line(struct first_search *s)
{
	struct gp_first_results *first = &s->set->first;
	const struct gp_oid *tip =
		s->base ? &s->base->tip.oid : &s->commit->oid;
	struct gp_baseline_start start;
	struct gp_node node;
	enum gp_err err;

	if ((err = gp_baseline_start_find(&start, s->lookup->walk, s->commit,
					  s->base)) ||
	    (err = gp_walk_read(s->lookup->walk, &node, tip)))
		return err;
	first->unrelated =
		s->n_others && (!s->base || !s->base->merge_base.oid.size);
	if (start.cut && s->n_others)
		first->cut |= GP_CUT_SHALLOW;
	if (gp_partial_any(s->lookup->repo) &&
	    (!start.exists ||
	     gp_partial_lacks(s->lookup->repo, &start.node.commit.oid)))
		first->cut |= GP_CUT_PARTIAL;
	return walk_base_line(s, &node,
			      start.exists ? &start.node.commit.oid : tip);
}

/* After a rewrite with other content nothing counts, and all looks new. */
static enum gp_err search_lost(struct first_search *s)
{
	struct gp_lost_notes lost;
	enum gp_err err;

	if (s->set->first.measured)
		return GP_OK;
	if ((err = gp_history_lost(&lost, s->lookup->repo)))
		return err;
	s->set->first.lost = lost.absent || lost.unreached;
	return GP_OK;
}

static enum gp_err search_first(struct first_search *s)
{
	enum gp_err err;

	if ((err = list_noted_commits(s)))
		return err;
	if (!s->n_others && !gp_partial_any(s->lookup->repo))
		return GP_OK;
	if ((err = choose_first_base(s)))
		return err;
	err = search_line(s);
	return err ? err : search_lost(s);
}

/* Whether the commit has results, and none of them has a baseline. */
static bool has_no_baseline(const struct gp_series_set *set)
{
	bool measured = false;

	for (size_t i = 0; i < set->n; i++) {
		if (!set->items[i].current.n_readings)
			continue;
		if (set->items[i].n_baseline)
			return false;
		measured = true;
	}
	return measured;
}

enum gp_err gp_first_results_find(struct gp_series_set *set,
				  struct gp_run_lookup *lookup,
				  const struct gp_history_query *query,
				  const struct gp_commit *commit)
{
	struct first_search s = {
		.set = set, .lookup = lookup, .query = query, .commit = commit
	};
	enum gp_err err;

	if (query->from || !has_no_baseline(set))
		return GP_OK;
	set->first.known = true;
	err = search_first(&s);
	gp_base_clear(&s.chosen);
	free(s.noted);
	return err;
}
