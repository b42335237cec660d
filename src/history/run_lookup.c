#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/mem.h"
#include "gp/phrase.h"

#include "run_lookup.h"

enum gp_err gp_run_lookup_open(struct gp_run_lookup *out, struct gp_repo *repo,
			       struct gp_notices *notices)
{
	struct gp_run_lookup reader = { .repo = repo, .notices = notices };
	enum gp_err err;

	if ((err = gp_walk_open(&reader.walk, repo)))
		return err;
	if ((err = gp_notes_open(&reader.notes, repo))) {
		gp_walk_free(reader.walk);
		return err;
	}
	*out = reader;
	return GP_OK;
}

void gp_run_lookup_close(struct gp_run_lookup *reader)
{
	gp_walk_free(reader->walk);
	gp_notes_free(reader->notes);
	memset(reader, 0, sizeof(*reader));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

size_t gp_testbeds_find(const struct gp_testbeds *testbeds, const char *name)
{
	const char **at = NULL;

	if (testbeds->n)
		at = bsearch(name, testbeds->names, testbeds->n,
			     sizeof(*testbeds->names), by_name);
	return at ? (size_t)(at - testbeds->names) : SIZE_MAX;
}

/* ---- lists of runs ---- */

void gp_entries_drop(struct gp_entries *runs, size_t i)
{
	gp_entry_clear(runs->items[i]);
	runs->items[i] = NULL;
}

void gp_entries_compact(struct gp_entries *runs)
{
	size_t kept = 0;

	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i])
			runs->items[kept++] = runs->items[i];
	runs->n = kept;
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

/* What the tombstones of one note name. */
struct graves {
	struct gp_oid object;
	struct gp_entries runs;
	struct gp_map targets;
};

static void graves_clear(struct graves *graves)
{
	gp_map_clear(&graves->targets);
	gp_entries_clear(&graves->runs);
	memset(graves, 0, sizeof(*graves));
}

/* The ids are lent by the runs. */
static void dig(struct gp_map *targets, const struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		for (size_t t = 0; t < run->n_targets; t++)
			if (run->kind == GP_ENTRY_TOMBSTONE)
				gp_map_put(targets, run->targets[t].raw,
					   sizeof(run->targets[t].raw), 0);
	}
}

static bool forgets(const struct gp_map *targets, const struct gp_entry *run)
{
	size_t unused;

	return gp_map_get(targets, run->id.raw, sizeof(run->id.raw), &unused);
}

/* One look-up: the raw notes, of which what does not count is dropped. */
struct look {
	struct gp_run_lookup *reader;
	const struct gp_run_filter *options;
	struct gp_commit commit;
	struct gp_entries own, borrowed;
	struct gp_map forgotten; /* by the commit's own note */
	struct graves there;     /* the last other commit that was asked */
	size_t n_foreign;        /* runs of other commits with other trees */
};

/* Whether the commit that a run was measured at has since forgotten it. */
static enum gp_err is_forgotten(struct look *look, const struct gp_entry *run,
				bool *forgotten)
{
	struct graves *there = &look->there;
	enum gp_err err;

	if (!gp_oid_same(&there->object, &run->commit)) {
		graves_clear(there);
		if ((err = gp_notes_read(look->reader->notes, &there->runs,
					 NULL, &run->commit, NULL)))
			return err;
		there->object = run->commit;
		dig(&there->targets, &there->runs);
	}
	*forgotten = forgets(&there->targets, run);
	return GP_OK;
}

/* A run of the commit itself knows the tree; else the commit is asked. */
static enum gp_err need_tree(struct look *look)
{
	struct gp_node node;
	enum gp_err err;

	for (size_t i = 0; i < look->own.n && !look->commit.tree.size; i++) {
		const struct gp_entry *run = look->own.items[i];

		if (run && gp_oid_same(&run->commit, &look->commit.oid))
			look->commit.tree = run->tree;
	}
	if (look->commit.tree.size)
		return GP_OK;
	if ((err = gp_walk_read(look->reader->walk, &node, &look->commit.oid)))
		return err;
	look->commit = node.commit;
	return GP_OK;
}

bool gp_entry_is_mark(const struct gp_entry *run)
{
	return run->kind == GP_ENTRY_ACCEPTANCE || run->kind == GP_ENTRY_ALIAS;
}

static bool is_asked_for(const struct look *look, const struct gp_entry *run)
{
	const struct gp_run_filter *options = look->options;

	if (options->marks)
		return gp_entry_is_mark(run);
	return options->untrusted ? gp_entry_has_results(run)
				  : run->kind == GP_ENTRY_RUN;
}

static enum gp_err counts(struct look *look, const struct gp_entry *run,
			  bool *yes)
{
	bool forgotten = false;
	enum gp_err err;

	*yes = is_asked_for(look, run) && !forgets(&look->forgotten, run);
	if (!*yes || gp_oid_same(&run->commit, &look->commit.oid))
		return GP_OK;
	if ((err = need_tree(look)))
		return err;
	*yes = run->tree.size && gp_oid_same(&run->tree, &look->commit.tree) &&
	       !run->dirty;
	look->n_foreign += !*yes;
	if (*yes && !(err = is_forgotten(look, run, &forgotten)))
		*yes = !forgotten;
	return err;
}

/* Leaves the runs that count, and the tombstones, in their order. */
static enum gp_err sift(struct look *look, struct gp_entries *runs)
{
	enum gp_err err = GP_OK;
	bool yes;

	for (size_t i = 0; i < runs->n; i++) {
		if ((err = counts(look, runs->items[i], &yes)))
			break;
		if (!yes && runs->items[i]->kind != GP_ENTRY_TOMBSTONE)
			gp_entries_drop(runs, i);
	}
	gp_entries_compact(runs);
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

static bool wants_tree(const struct look *look)
{
	const struct gp_testbeds *wanted = look->options->wanted;

	if (look->options->no_tree)
		return false;
	if (!wanted)
		return true;
	for (size_t i = 0; i < wanted->n; i++)
		if (!has_testbed(&look->own, wanted->names[i]))
			return true;
	return false;
}

static bool has_run(const struct gp_entries *runs, const struct gp_entry_id *id)
{
	for (size_t i = 0; i < runs->n; i++)
		if (!memcmp(runs->items[i]->id.raw, id->raw, sizeof(id->raw)))
			return true;
	return false;
}

/* Whether the commit's own note has this, or better. */
static bool has_better(const struct look *look, const struct gp_entry *run)
{
	return has_run(&look->own, &run->id) ||
	       (!look->options->marks && has_testbed(&look->own, run->testbed));
}

/* The tree's note, without what the commit's own note has better. */
static enum gp_err borrow(struct look *look)
{
	struct gp_entries *runs = &look->borrowed;
	enum gp_err err;

	if ((err = need_tree(look)) ||
	    (err = gp_notes_read(look->reader->notes, runs, NULL,
				 &look->commit.tree, look->reader->notices)))
		return err;
	for (size_t i = 0; i < runs->n; i++)
		if (has_better(look, runs->items[i]))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	return sift(look, runs);
}

static int by_time(const void *a, const void *b)
{
	const struct gp_entry *x = *(const struct gp_entry *const *)a;
	const struct gp_entry *y = *(const struct gp_entry *const *)b;

	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	return memcmp(x->id.raw, y->id.raw, sizeof(x->id.raw));
}

/* What is left are the runs asked for, in the order in which they were recorded
   and not in that of their bytes. */
static void settle(struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->kind == GP_ENTRY_TOMBSTONE)
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	if (runs->n > 1)
		qsort(runs->items, runs->n, sizeof(*runs->items), by_time);
}

static void tell_foreign(const struct look *look)
{
	char hex[GP_OID_HEX];

	if (!look->n_foreign)
		return;
	gp_notices_add(look->reader->notices,
		       "the note on %s holds %zu run%s of other commits, which "
		       "%s not count there (a copied note?)",
		       gp_oid_short(&look->commit.oid, hex), look->n_foreign,
		       gp_plural(look->n_foreign),
		       gp_plural_of(look->n_foreign, "does", "do"));
}

enum gp_err gp_run_lookup_at(struct gp_run_lookup *reader,
			     struct gp_entries *out,
			     const struct gp_commit *commit,
			     const struct gp_run_filter *options)
{
	struct look look = { .reader = reader,
			     .options = options,
			     .commit = *commit };
	enum gp_err err;

	if ((err = gp_notes_read(reader->notes, &look.own, NULL, &commit->oid,
				 reader->notices)))
		goto out;
	dig(&look.forgotten, &look.own);
	if ((err = sift(&look, &look.own)) ||
	    (wants_tree(&look) && (err = borrow(&look))))
		goto out;
	tell_foreign(&look);
	settle(&look.own);
	settle(&look.borrowed);
	gp_entries_move(out, &look.own);
	gp_entries_move(out, &look.borrowed);
out:
	graves_clear(&look.there);
	gp_map_clear(&look.forgotten);
	gp_entries_clear(&look.own);
	gp_entries_clear(&look.borrowed);
	return err;
}

/* ---- one commit, for show and status ---- */

static enum gp_err look_at(struct gp_entries *out, struct gp_repo *repo,
			   const struct gp_commit *commit,
			   const struct gp_run_filter *look,
			   struct gp_notices *notices)
{
	struct gp_run_lookup reader;
	enum gp_err err;

	if ((err = gp_run_lookup_open(&reader, repo, notices)))
		return err;
	err = gp_run_lookup_at(&reader, out, commit, look);
	gp_run_lookup_close(&reader);
	return err;
}

enum gp_err gp_history_at(struct gp_entries *out, struct gp_repo *repo,
			  const struct gp_commit *commit,
			  struct gp_notices *notices)
{
	const struct gp_run_filter look = { .untrusted = true };

	return look_at(out, repo, commit, &look, notices);
}

enum gp_err gp_history_marks(struct gp_entries *out, struct gp_repo *repo,
			     const struct gp_commit *commit,
			     struct gp_notices *notices)
{
	const struct gp_run_filter look = { .marks = true };
	enum gp_err err = look_at(out, repo, commit, &look, notices);

	if (!err)
		settle(out);
	return err;
}
