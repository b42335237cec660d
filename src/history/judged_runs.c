/*
 * Which runs of the judged commit are judged: those of a modified work tree or
 * the clean ones, and untrusted ones only if there are no others.
 */
#include <string.h>

#include "gp/edited.h"
#include "gp/phrase.h"

#include "judged_runs.h"
#include "run_lookup.h"

static bool is_head(const char *rev)
{
	return !rev || !strcmp(rev, "HEAD") || !strcmp(rev, "@");
}

static size_t count_dirty(const struct gp_entries *runs)
{
	size_t n = 0;

	for (size_t i = 0; i < runs->n; i++)
		n += runs->items[i]->dirty;
	return n;
}

static void drop_runs_before(struct gp_entries *runs, bool dirty,
			     int64_t before_ms)
{
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->dirty == dirty &&
		    runs->items[i]->time_ms < before_ms)
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
}

/*
 * One commit may have dirty runs of several edits. Those from before the last
 * edit measured content that is gone; if there are no others, all are kept.
 */
static enum gp_err keep_last_edit(const struct gp_judged *judged,
				  struct gp_entries *runs)
{
	int64_t edit_ms, newest = 0;
	enum gp_err err;

	if (runs->n < 2)
		return GP_OK;
	if ((err = gp_last_edit(&edit_ms, judged->repo)))
		return err;
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->time_ms > newest)
			newest = runs->items[i]->time_ms;
	if (newest >= edit_ms)
		drop_runs_before(runs, true, edit_ms);
	else
		gp_notices_add(&judged->set->notices,
			       "a file was written after the last run: measure "
			       "again to judge it");
	return GP_OK;
}

/* ---- untrusted runs ---- */

static bool has_trusted_run(const struct gp_entries *runs, const char *testbed)
{
	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		if (run && run->kind == GP_ENTRY_RUN &&
		    !strcmp(run->testbed, testbed))
			return true;
	}
	return false;
}

/* Untrusted runs are judged only on testbeds that have no others. */
static void drop_outranked(const struct gp_judged *judged,
			   struct gp_entries *runs)
{
	size_t before = runs->n;

	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->kind == GP_ENTRY_UNTRUSTED &&
		    has_trusted_run(runs, runs->items[i]->testbed))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	if (runs->n < before)
		gp_notices_add(&judged->set->notices,
			       "%zu untrusted run%s ignored: the testbed has "
			       "trusted ones",
			       before - runs->n, gp_plural(before - runs->n));
}

enum gp_err gp_judged_keep(struct gp_entries *runs,
			   const struct gp_judged *judged)
{
	size_t n_dirty = count_dirty(runs);
	char hex[GP_OID_HEX];
	enum gp_err err;

	if (n_dirty && is_head(judged->query->rev) && !judged->query->from &&
	    (err = gp_repo_is_dirty(judged->repo, &judged->set->dirty)))
		return err;
	drop_runs_before(runs, !judged->set->dirty, INT64_MAX);
	if (judged->set->dirty && (err = keep_last_edit(judged, runs)))
		return err;
	if (!judged->set->dirty && n_dirty && !runs->n)
		gp_notices_add(
			&judged->set->notices,
			"%s has only runs of a modified work tree, which "
			"are not judged",
			gp_oid_short(&judged->commit->oid, hex));
	drop_outranked(judged, runs);
	return GP_OK;
}
