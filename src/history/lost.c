/*
 * Counts the notes of commits that are in no history here, after a rewrite for
 * example, and of which of them the results count elsewhere.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/remotes.h"

#include "rewritten.h"

/* First parents of HEAD that are looked at for the old commits' content. */
#define LINE_MAX_COMMITS 20000

struct lost_count {
	struct gp_lost_notes *out;
	struct gp_run_lookup lookup;
	struct gp_rewritten rewritten;
	struct gp_oid *notes; /* every object with a note, by id */
	size_t n_notes;
	bool has_remote;
	struct gp_map followed; /* ids of old commits */
	struct gp_arena arena;  /* keys of `followed` */
};

/* ---- commits that took over the results ---- */

static void note_followed(struct lost_count *c, const struct gp_oids *before)
{
	for (size_t i = 0; i < before->n; i++) {
		const struct gp_oid *oid = &before->items[i];
		char *key = gp_arena_strndup(&c->arena, (const char *)oid->raw,
					     oid->size);

		gp_map_put(&c->followed, key, oid->size, 0);
	}
}

static enum gp_err follow_line(struct lost_count *c)
{
	struct gp_walk *walk = c->lookup.walk;
	struct gp_oids before = { 0 };
	struct gp_commit head;
	struct gp_node node;
	enum gp_err err;

	if (gp_repo_resolve(c->lookup.repo, &head, NULL)) {
		gp_error_clear();
		return GP_OK;
	}
	err = gp_walk_read(walk, &node, &head.oid);
	for (size_t i = 0; i < LINE_MAX_COMMITS && !err; i++) {
		err = gp_rewritten_find(&c->rewritten, walk, c->lookup.repo,
					&node.commit, &before);
		if (err || !node.first.size)
			break;
		err = gp_walk_first(walk, &node);
	}
	note_followed(c, &before);
	gp_oids_clear(&before);
	return err;
}

/* Off the base branch a run is kept at its tree, too. */
static bool has_tree_note(const struct lost_count *c, const struct gp_oid *tree)
{
	return tree->size && !gp_oid_same(tree, gp_notes_project()) &&
	       bsearch(tree, c->notes, c->n_notes, sizeof(*tree), gp_oid_order);
}

static bool was_carried(const struct gp_entries *entries,
			const struct gp_oid *commit)
{
	for (size_t i = 0; i < entries->n; i++)
		if (entries->items[i]->kind == GP_ENTRY_CARRIED &&
		    gp_oid_same(&entries->items[i]->carried->from, commit))
			return true;
	return false;
}

/* ---- counting ---- */

static size_t count_note_runs(const struct gp_entries *entries,
			      const struct gp_oid *commit)
{
	size_t n = 0;

	for (size_t i = 0; i < entries->n; i++)
		n += gp_entry_has_results(entries->items[i]) &&
		     gp_oid_same(&entries->items[i]->commit, commit);
	return n;
}

static void count_note(struct lost_count *c,
		       const struct gp_unreached_note *note,
		       const struct gp_entries *entries)
{
	const struct gp_oid *oid = &note->commit.oid;
	size_t runs = count_note_runs(entries, oid), unused;

	if (!runs)
		return;
	if (note->tagged) {
		c->out->reached++;
	} else if (was_carried(entries, oid) ||
		   has_tree_note(c, &note->commit.tree) ||
		   gp_map_get(&c->followed, oid->raw, oid->size, &unused)) {
		c->out->followed++;
	} else if (note->absent && c->has_remote &&
		   note->commit.time > c->rewritten.notes.newest) {
		c->out->newer++;
	} else {
		c->out->absent += note->absent;
		c->out->unreached += !note->absent;
		c->out->runs += runs;
	}
}

static enum gp_err count_lost_notes(struct lost_count *c)
{
	struct gp_unreached *notes = &c->rewritten.notes;
	struct gp_entries entries = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < notes->n && !err; i++) {
		err = gp_notes_read(c->lookup.notes, &entries, NULL,
				    &notes->items[i].commit.oid, NULL);
		if (!err)
			count_note(c, &notes->items[i], &entries);
		gp_entries_clear(&entries);
	}
	return err;
}

/* Without one there is nothing to fetch. */
static bool has_any_remote(struct gp_repo *repo)
{
	struct gp_remotes remotes = { 0 };
	bool any;

	gp_remotes_load(&remotes, repo);
	any = remotes.n > 0;
	gp_remotes_clear(&remotes);
	return any;
}

static enum gp_err count_all_lost(struct lost_count *c)
{
	enum gp_err err;

	if ((err = gp_rewritten_load(&c->rewritten, &c->lookup)))
		return err;
	c->out->reached = c->rewritten.notes.n_reached;
	if (!c->rewritten.notes.n)
		return GP_OK;
	c->has_remote = has_any_remote(c->lookup.repo);
	if ((err = gp_notes_list(c->lookup.notes, &c->notes, &c->n_notes)) ||
	    (err = gp_unreached_find_tagged(&c->rewritten.notes)) ||
	    (err = follow_line(c)))
		return err;
	return count_lost_notes(c);
}

enum gp_err gp_history_lost(struct gp_lost_notes *out, struct gp_repo *repo)
{
	struct gp_notices unused = { 0 };
	struct lost_count c = { .out = out };
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if ((err = gp_run_lookup_open(&c.lookup, repo, &unused)))
		return err;
	err = count_all_lost(&c);
	free(c.notes);
	gp_map_clear(&c.followed);
	gp_arena_clear(&c.arena);
	gp_rewritten_clear(&c.rewritten);
	gp_run_lookup_close(&c.lookup);
	gp_notices_clear(&unused);
	return err;
}
