/*
 * Looks up the runs that count at a commit, in its own note and in the note of
 * its tree.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/mem.h"
#include "gp/phrase.h"

#include "rewritten.h"
#include "run_lookup.h"

enum gp_err gp_run_lookup_open(struct gp_run_lookup *out, struct gp_repo *repo,
			       struct gp_notices *notices)
{
	struct gp_run_lookup lookup = { .repo = repo, .notices = notices };
	enum gp_err err;

	if ((err = gp_walk_open(&lookup.walk, repo)))
		return err;
	if ((err = gp_notes_open(&lookup.notes, repo))) {
		gp_walk_free(lookup.walk);
		return err;
	}
	*out = lookup;
	return GP_OK;
}

void gp_run_lookup_close(struct gp_run_lookup *lookup)
{
	if (lookup->rewritten)
		gp_rewritten_clear(lookup->rewritten);
	free(lookup->rewritten);
	gp_walk_free(lookup->walk);
	gp_notes_free(lookup->notes);
	memset(lookup, 0, sizeof(*lookup));
}

enum gp_err gp_run_lookup_follow(struct gp_run_lookup *lookup, bool *more)
{
	struct gp_rewritten *rewritten;
	enum gp_err err;

	*more = false;
	if (lookup->rewritten)
		return GP_OK;
	rewritten = gp_calloc(1, sizeof(*rewritten));
	if ((err = gp_rewritten_load(rewritten, lookup))) {
		free(rewritten);
		return err;
	}
	*more = rewritten->notes.n > 0;
	lookup->rewritten = rewritten;
	return GP_OK;
}

static int by_testbed_name(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

size_t gp_testbeds_find(const struct gp_testbeds *testbeds, const char *name)
{
	const char **at = NULL;

	if (testbeds->n)
		at = bsearch(name, testbeds->names, testbeds->n,
			     sizeof(*testbeds->names), by_testbed_name);
	return at ? (size_t)(at - testbeds->names) : SIZE_MAX;
}

static int by_string(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t gp_testbeds_sort(const char **names, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(names, n, sizeof(*names), by_string);
	for (size_t i = 0; i < n; i++)
		if (!kept || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	return kept;
}

/* ---- lists of entries ---- */

bool gp_entries_have_clean_run(const struct gp_entries *entries,
			       const struct gp_testbeds *testbeds)
{
	for (size_t i = 0; i < entries->n; i++) {
		const struct gp_entry *run = entries->items[i];

		if (run->kind == GP_ENTRY_RUN && !run->dirty &&
		    (!testbeds ||
		     gp_testbeds_find(testbeds, run->testbed) != SIZE_MAX))
			return true;
	}
	return false;
}

void gp_entries_drop(struct gp_entries *entries, size_t i)
{
	gp_entry_clear(entries->items[i]);
	entries->items[i] = NULL;
}

void gp_entries_compact(struct gp_entries *entries)
{
	size_t kept = 0;

	for (size_t i = 0; i < entries->n; i++)
		if (entries->items[i])
			entries->items[kept++] = entries->items[i];
	entries->n = kept;
}

void gp_entries_move(struct gp_entries *to, struct gp_entries *from)
{
	if (!from->n) {
		gp_entries_clear(from);
		return;
	}
	for (size_t i = 0; i < from->n; i++) {
		to->items =
			gp_grow(to->items, to->n, &to->cap, sizeof(*to->items));
		to->items[to->n++] = from->items[i];
		from->items[i]->arena = &to->arena;
	}
	gp_arena_adopt(&to->arena, &from->arena);
	from->n = 0;
	gp_entries_clear(from);
}

/* ---- what counts ---- */

/* The entries that the tombstones of one note name. */
struct tombstones {
	struct gp_oid object;
	struct gp_entries entries;
	struct gp_map targets;
};

static void tombstones_clear(struct tombstones *tombstones)
{
	gp_map_clear(&tombstones->targets);
	gp_entries_clear(&tombstones->entries);
	memset(tombstones, 0, sizeof(*tombstones));
}

/* The keys are borrowed from the entries. */
static void list_tombstones(struct gp_map *targets,
			    const struct gp_entries *entries)
{
	for (size_t i = 0; i < entries->n; i++) {
		const struct gp_entry *entry = entries->items[i];

		for (size_t t = 0; t < entry->n_targets; t++)
			if (entry->kind == GP_ENTRY_TOMBSTONE)
				gp_map_put(targets, entry->targets[t].raw,
					   sizeof(entry->targets[t].raw), 0);
	}
}

static bool has_tombstone(const struct gp_map *targets,
			  const struct gp_entry *entry)
{
	size_t unused;

	return gp_map_get(targets, entry->id.raw, sizeof(entry->id.raw),
			  &unused);
}

/* One look-up: the entries of two notes, without those that do not count. */
struct commit_lookup {
	struct gp_run_lookup *lookup;
	const struct gp_run_filter *filter;
	struct gp_commit commit;
	struct gp_entries own, borrowed, former;
	struct gp_oids before;       /* what the commit was before a rewrite */
	struct gp_map forgotten;     /* by the commit's own note */
	struct gp_map carried;       /* ids that the commit had before */
	struct tombstones elsewhere; /* of the last other commit looked up */
	size_t n_foreign; /* runs of other commits with other trees */
};

/* Whether the commit that a run was measured at has since forgotten it. */
static enum gp_err is_forgotten_there(struct commit_lookup *l,
				      const struct gp_entry *entry,
				      bool *forgotten)
{
	struct tombstones *elsewhere = &l->elsewhere;
	enum gp_err err;

	if (!gp_oid_same(&elsewhere->object, &entry->commit)) {
		tombstones_clear(elsewhere);
		if ((err = gp_notes_read(l->lookup->notes, &elsewhere->entries,
					 NULL, &entry->commit, NULL)))
			return err;
		elsewhere->object = entry->commit;
		list_tombstones(&elsewhere->targets, &elsewhere->entries);
	}
	*forgotten = has_tombstone(&elsewhere->targets, entry);
	return GP_OK;
}

/* Whether the commit is this one, or was it before a rewrite. */
static bool is_self(const struct commit_lookup *l, const struct gp_oid *commit)
{
	size_t unused;

	return gp_oid_same(commit, &l->commit.oid) ||
	       gp_map_get(&l->carried, commit->raw, commit->size, &unused);
}

/*
 * Lists what carry-overs of this note lead to this commit, also over several
 * rewrites. One of another commit, in a copied note, leads nowhere.
 */
static void list_carried(struct commit_lookup *l,
			 const struct gp_entries *entries)
{
	size_t found = 1;

	while (found) {
		found = 0;
		for (size_t i = 0; i < entries->n; i++) {
			const struct gp_entry *entry = entries->items[i];

			if (entry->kind != GP_ENTRY_CARRIED ||
			    !is_self(l, &entry->commit) ||
			    is_self(l, &entry->carried->from))
				continue;
			gp_map_put(&l->carried, entry->carried->from.raw,
				   entry->carried->from.size, 0);
			found++;
		}
	}
}

/* A run of the commit itself has the tree; else the commit is read. */
static enum gp_err find_tree(struct commit_lookup *l)
{
	struct gp_node node;
	enum gp_err err;

	for (size_t i = 0; i < l->own.n && !l->commit.tree.size; i++) {
		const struct gp_entry *run = l->own.items[i];

		if (run && gp_oid_same(&run->commit, &l->commit.oid))
			l->commit.tree = run->tree;
	}
	if (l->commit.tree.size)
		return GP_OK;
	if ((err = gp_walk_read(l->lookup->walk, &node, &l->commit.oid)))
		return err;
	l->commit = node.commit;
	return GP_OK;
}

bool gp_entry_is_mark(const struct gp_entry *entry)
{
	const struct gp_entry_kind_info *info = gp_entry_kind_info(entry->kind);

	return info && info->is_mark;
}

static bool matches_filter(const struct commit_lookup *l,
			   const struct gp_entry *entry)
{
	const struct gp_run_filter *filter = l->filter;

	if (filter->marks)
		return gp_entry_is_mark(entry);
	return filter->untrusted ? gp_entry_has_results(entry)
				 : entry->kind == GP_ENTRY_RUN;
}

static enum gp_err does_count(struct commit_lookup *l,
			      const struct gp_entry *entry, bool *yes)
{
	bool forgotten = false;
	enum gp_err err;

	*yes = matches_filter(l, entry) && !has_tombstone(&l->forgotten, entry);
	if (!*yes || gp_oid_same(&entry->commit, &l->commit.oid))
		return GP_OK;
	if (is_self(l, &entry->commit)) {
		/* Marks are made again by a carry-over: gp_remap_apply(). */
		err = is_forgotten_there(l, entry, &forgotten);
		*yes = !forgotten && !l->filter->marks;
		return err;
	}
	if ((err = find_tree(l)))
		return err;
	*yes = entry->tree.size && gp_oid_same(&entry->tree, &l->commit.tree) &&
	       !entry->dirty;
	l->n_foreign += !*yes;
	if (*yes && !(err = is_forgotten_there(l, entry, &forgotten)))
		*yes = !forgotten;
	return err;
}

/* A run of the commit from before a rewrite that changed its content. */
static enum gp_err mark_remapped(struct commit_lookup *l,
				 struct gp_entry *entry)
{
	enum gp_err err;

	if (gp_oid_same(&entry->commit, &l->commit.oid) ||
	    !is_self(l, &entry->commit))
		return GP_OK;
	if (!(err = find_tree(l)))
		entry->remapped = !gp_oid_same(&entry->tree, &l->commit.tree);
	return err;
}

/* Keeps the entries that count, and the tombstones, in their order. */
static enum gp_err drop_uncounted(struct commit_lookup *l,
				  struct gp_entries *entries)
{
	enum gp_err err = GP_OK;
	bool yes;

	for (size_t i = 0; i < entries->n; i++) {
		if ((err = does_count(l, entries->items[i], &yes)) ||
		    (yes && (err = mark_remapped(l, entries->items[i]))))
			break;
		if (!yes && entries->items[i]->kind != GP_ENTRY_TOMBSTONE)
			gp_entries_drop(entries, i);
	}
	gp_entries_compact(entries);
	return err;
}

static bool has_testbed(const struct gp_entries *runs, const char *name)
{
	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		if (run->kind == GP_ENTRY_RUN && !run->dirty &&
		    !strcmp(run->testbed, name))
			return true;
	}
	return false;
}

/* Whether the commit's own note has a run of a testbed, without its results. */
static bool was_passed_over(const struct commit_lookup *l, size_t testbed)
{
	return l->filter->look && l->filter->look->passed[testbed];
}

static bool needs_tree(const struct commit_lookup *l)
{
	const struct gp_testbeds *wanted = l->filter->testbeds;

	if (l->filter->no_tree)
		return false;
	if (!wanted)
		return true;
	for (size_t i = 0; i < wanted->n; i++)
		if (!was_passed_over(l, i) &&
		    !has_testbed(&l->own, wanted->names[i]))
			return true;
	return false;
}

static bool has_entry(const struct gp_entries *entries,
		      const struct gp_entry_id *id)
{
	for (size_t i = 0; i < entries->n; i++)
		if (!memcmp(entries->items[i]->id.raw, id->raw,
			    sizeof(id->raw)))
			return true;
	return false;
}

/* Whether the commit's own note has this run, or others of its testbed. */
static bool is_outranked(const struct commit_lookup *l,
			 const struct gp_entry *entry)
{
	return has_entry(&l->own, &entry->id) ||
	       (!l->filter->marks && has_testbed(&l->own, entry->testbed));
}

/* Reads the tree's note, without what the commit's own note outranks. */
static enum gp_err read_tree_note(struct commit_lookup *l)
{
	struct gp_entries *entries = &l->borrowed;
	enum gp_err err;

	if ((err = find_tree(l)) ||
	    (err = gp_notes_read(l->lookup->notes, entries, NULL,
				 &l->commit.tree, l->lookup->notices)))
		return err;
	for (size_t i = 0; i < entries->n; i++)
		if (is_outranked(l, entries->items[i]))
			gp_entries_drop(entries, i);
	gp_entries_compact(entries);
	return drop_uncounted(l, entries);
}

/* ---- what the commit was before a rewrite ---- */

/* As is_outranked(), and by the note of its tree. */
static bool is_outranked_twice(const struct commit_lookup *l,
			       const struct gp_entry *entry)
{
	return is_outranked(l, entry) || has_entry(&l->borrowed, &entry->id) ||
	       has_testbed(&l->borrowed, entry->testbed);
}

static enum gp_err read_former_note(struct commit_lookup *l,
				    const struct gp_oid *before)
{
	struct gp_entries entries = { 0 };
	enum gp_err err = gp_notes_read(l->lookup->notes, &entries, NULL,
					before, l->lookup->notices);

	if (!err) {
		gp_map_put(&l->carried, before->raw, before->size, 0);
		list_carried(l, &entries);
		err = drop_uncounted(l, &entries);
	}
	for (size_t i = 0; i < entries.n; i++)
		if (is_outranked_twice(l, entries.items[i]))
			gp_entries_drop(&entries, i);
	gp_entries_compact(&entries);
	gp_entries_move(&l->former, &entries);
	return err;
}

/* Only runs: a mark says itself where it takes effect. */
static enum gp_err read_former_notes(struct commit_lookup *l)
{
	struct gp_run_lookup *lookup = l->lookup;
	enum gp_err err;

	if (!lookup->rewritten || l->filter->marks)
		return GP_OK;
	if ((err = find_tree(l)) ||
	    (err = gp_rewritten_find(lookup->rewritten, lookup->walk,
				     lookup->repo, &l->commit, &l->before)))
		return err;
	for (size_t i = 0; i < l->before.n && !err; i++)
		err = read_former_note(l, &l->before.items[i]);
	return err;
}

/* Notes are in the order of their bytes; callers need that of recording. */
static void drop_tombstones_and_sort(struct gp_entries *entries)
{
	for (size_t i = 0; i < entries->n; i++)
		if (entries->items[i]->kind == GP_ENTRY_TOMBSTONE)
			gp_entries_drop(entries, i);
	gp_entries_compact(entries);
	if (entries->n > 1)
		qsort(entries->items, entries->n, sizeof(*entries->items),
		      gp_entry_order);
}

static void report_foreign(const struct commit_lookup *l)
{
	char hex[GP_OID_HEX];

	if (!l->n_foreign)
		return;
	gp_notices_add(l->lookup->notices,
		       "the note on %s has %zu run%s of other commits, which "
		       "%s ignored (a copied note?)",
		       gp_oid_short(&l->commit.oid, hex), l->n_foreign,
		       gp_plural(l->n_foreign),
		       gp_plural_of(l->n_foreign, "is", "are"));
}

/* The one place where runs of notes get the names of their series. */
static void name_new_runs(struct gp_entries *out, size_t from,
			  const struct gp_fact_names *facts)
{
	for (size_t i = from; i < out->n; i++)
		gp_entry_name_series(out->items[i], facts);
}

static void begin_look(struct gp_run_lookup *lookup,
		       const struct gp_run_filter *filter)
{
	const struct gp_run_look *look = filter->look;

	for (size_t i = 0; look && i < filter->testbeds->n; i++)
		look->passed[i] = false;
	gp_notes_look_for(lookup->notes, look);
}

enum gp_err gp_run_lookup_at(struct gp_run_lookup *lookup,
			     struct gp_entries *out,
			     const struct gp_commit *commit,
			     const struct gp_run_filter *filter)
{
	struct commit_lookup l = { .lookup = lookup,
				   .filter = filter,
				   .commit = *commit };
	size_t from = out->n;
	enum gp_err err;

	begin_look(lookup, filter);
	if ((err = gp_notes_read(lookup->notes, &l.own, NULL, &commit->oid,
				 lookup->notices)))
		goto out;
	list_tombstones(&l.forgotten, &l.own);
	list_carried(&l, &l.own);
	if ((err = drop_uncounted(&l, &l.own)) ||
	    (needs_tree(&l) &&
	     ((err = read_tree_note(&l)) || (err = read_former_notes(&l)))))
		goto out;
	report_foreign(&l);
	drop_tombstones_and_sort(&l.own);
	drop_tombstones_and_sort(&l.borrowed);
	drop_tombstones_and_sort(&l.former);
	gp_entries_move(out, &l.own);
	gp_entries_move(out, &l.borrowed);
	gp_entries_move(out, &l.former);
	name_new_runs(out, from, lookup->facts);
out:
	gp_notes_look_for(lookup->notes, NULL);
	tombstones_clear(&l.elsewhere);
	gp_map_clear(&l.forgotten);
	gp_map_clear(&l.carried);
	gp_entries_clear(&l.own);
	gp_entries_clear(&l.borrowed);
	gp_entries_clear(&l.former);
	gp_oids_clear(&l.before);
	return err;
}

/* ---- one commit, for show and status ---- */

enum gp_err gp_history_at(struct gp_entries *out, struct gp_repo *repo,
			  const struct gp_commit *commit,
			  const struct gp_fact_names *facts,
			  struct gp_notices *notices)
{
	const struct gp_run_filter filter = { .untrusted = true };
	struct gp_run_lookup lookup;
	size_t before = out->n;
	bool more = false;
	enum gp_err err;

	if ((err = gp_run_lookup_open(&lookup, repo, notices)))
		return err;
	lookup.facts = facts;
	err = gp_run_lookup_at(&lookup, out, commit, &filter);
	if (!err && out->n == before &&
	    !(err = gp_run_lookup_follow(&lookup, &more)) && more)
		err = gp_run_lookup_at(&lookup, out, commit, &filter);
	gp_run_lookup_close(&lookup);
	return err;
}

enum gp_err gp_history_marks(struct gp_entries *out, struct gp_repo *repo,
			     const struct gp_commit *commit,
			     struct gp_notices *notices)
{
	const struct gp_run_filter filter = { .marks = true };
	struct gp_run_lookup lookup;
	enum gp_err err;

	if ((err = gp_run_lookup_open(&lookup, repo, notices)))
		return err;
	err = gp_run_lookup_at(&lookup, out, commit, &filter);
	gp_run_lookup_close(&lookup);
	if (!err)
		drop_tombstones_and_sort(out);
	return err;
}
