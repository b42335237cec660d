/*
 * Every measured commit of a range, oldest first.
 *
 * The order is git's own: rev-list prints it, and only that text and the
 * ids of all notes are held. Blobs are read in the order of commits, in
 * which they were written: in the order of ids every delta chain would be
 * unpacked again and again.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/libgit2.h"
#include "gp/map.h"
#include "gp/mem.h"
#include "gp/process.h"

#include "aliased.h"
#include "run_lookup.h"

/* More commits than any repository has, at 53 bytes each. */
#define LIST_MAX ((size_t)1 << 30)

/* A commit of the range that has a note. */
struct stop {
	int64_t time;
	uint32_t note; /* index */
};

struct each {
	struct gp_repo *repo;
	const struct gp_history_range *range;
	struct gp_run_lookup reader;
	gp_history_fn *fn;
	void *ctx;
	struct gp_buf list; /* rev-list's: "<time> <id>" a line */
	size_t n_commits;
	struct stop *stops; /* those of the list that have a note */
	size_t n_stops, cap_stops;
	struct gp_oid *notes; /* every annotated object, by id */
	bool *reached;        /* of each: the range has it */
	size_t n_notes, n_reached;
	size_t passed; /* a note that is about no commit; SIZE_MAX: none */
	uint32_t *fan; /* where ids with the same first two bytes begin */
	bool trees;    /* trees may have notes: commits can borrow */
	struct gp_map borrowed; /* ids of runs that a commit has borrowed */
	struct gp_arena ids;
	struct gp_aliased named;
};

/* ---- git's order ---- */

/* What ends the walk, and not only hides commits: as git log --since. */
struct bounds {
	char since[40], until[40];
};

static void write_bounds(struct bounds *out,
			 const struct gp_history_range *range)
{
	int64_t until = range->until > 0 ? range->until : 0;

	snprintf(out->since, sizeof(out->since), "--max-age=%lld",
		 (long long)range->since);
	snprintf(out->until, sizeof(out->until), "--min-age=%lld",
		 (long long)until);
}

static void add_args(const char **argv, const struct each *e,
		     const struct bounds *bounds, bool has_head)
{
	static const char *const all[] = { "--branches", "--tags",
					   "--remotes" };
	const struct gp_history_range *range = e->range;
	size_t n = 0;

	argv[n++] = "git";
	argv[n++] = "rev-list";
	argv[n++] = "--reverse";
	argv[n++] = "--timestamp";
	if (range->first_parent)
		argv[n++] = "--first-parent";
	if (range->since > 0)
		argv[n++] = bounds->since;
	if (range->until)
		argv[n++] = bounds->until;
	for (size_t i = 0; range->all && i < 3; i++)
		argv[n++] = all[i];
	argv[n++] = "--end-of-options";
	for (size_t i = 0; i < range->n_revs; i++)
		argv[n++] = range->revs[i];
	if (!range->n_revs && has_head)
		argv[n++] = "HEAD";
	argv[n++] = "--";
	argv[n] = NULL;
}

static enum gp_err rev_list(struct each *e, bool has_head)
{
	/* as everywhere else here, objects are read as they are */
	static const char *const env[] = { "GIT_NO_REPLACE_OBJECTS=1", NULL };
	const char **argv = gp_calloc(e->range->n_revs + 16, sizeof(*argv));
	const struct gp_process git = { .argv = argv,
					.env = env,
					.max_bytes = LIST_MAX };
	struct gp_buf errors = GP_BUF_INIT;
	struct gp_span line, rest;
	struct bounds bounds;
	enum gp_err err;
	int status;

	write_bounds(&bounds, e->range);
	add_args(argv, e, &bounds, has_head);
	err = gp_process_run_err(&e->list, &errors, &status, &git);
	rest = gp_span_trim(gp_buf_view(&errors));
	if (!err && status && gp_span_line(&line, &rest))
		err = gp_fail(GP_ENOTFOUND, "git rev-list: %.*s", (int)line.len,
			      line.data);
	else if (!err && status)
		err = gp_fail(GP_EGIT, "git rev-list failed");
	gp_buf_clear(&errors);
	free(argv);
	return err;
}

static enum gp_err order(struct each *e)
{
	struct gp_commit head;
	bool has_head = true;
	enum gp_err err;

	if (!e->range->n_revs) {
		err = gp_repo_resolve(e->repo, &head, "HEAD");
		if (err && (err != GP_ENOTFOUND || !e->range->all))
			return err;
		has_head = !err;
	}
	return rev_list(e, has_head);
}

/* Cuts the next commit off; its tree is left out. */
static bool next_commit(struct gp_commit *out, struct gp_span *rest)
{
	struct gp_span line, word;

	if (!gp_span_line(&line, rest) || !gp_span_word(&word, &line))
		return false;
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < word.len && i < 18; i++)
		out->time = out->time * 10 + (word.data[i] - '0');
	return gp_span_word(&word, &line) && gp_oid_parse(&out->oid, word);
}

/* ---- which notes belong to the range ---- */

static int by_id(const void *a, const void *b)
{
	const struct gp_oid *x = a, *y = b;

	return memcmp(x->raw, y->raw, sizeof(x->raw));
}

#define PREFIXES 65536

static size_t prefix_of(const struct gp_oid *oid)
{
	return (size_t)oid->raw[0] << 8 | oid->raw[1];
}

/* Ids are uniform: two bytes leave one or two of 100,000 to search. */
static void index_notes(struct each *e)
{
	e->fan = gp_calloc(PREFIXES + 1, sizeof(*e->fan));
	for (size_t i = 0; i < e->n_notes; i++)
		e->fan[prefix_of(&e->notes[i]) + 1]++;
	for (size_t i = 0; i < PREFIXES; i++)
		e->fan[i + 1] += e->fan[i];
}

/* Index of the note on `oid`, or SIZE_MAX. */
static size_t find_note(const struct each *e, const struct gp_oid *oid)
{
	size_t from = e->fan[prefix_of(oid)], to = e->fan[prefix_of(oid) + 1];
	const struct gp_oid *at = NULL;

	if (from < to)
		at = bsearch(oid, e->notes + from, to - from, sizeof(*oid),
			     by_id);
	return at ? (size_t)(at - e->notes) : SIZE_MAX;
}

static void reach(struct each *e, const struct gp_commit *commit, size_t note)
{
	if (e->reached[note])
		return;
	e->reached[note] = true;
	e->n_reached++;
	e->stops =
		gp_grow(e->stops, e->n_stops, &e->cap_stops, sizeof(*e->stops));
	e->stops[e->n_stops++] = (struct stop){ commit->time, (uint32_t)note };
}

static void mark_reached(struct each *e)
{
	struct gp_span rest = gp_buf_view(&e->list);
	struct gp_commit commit;
	bool cut = false;
	size_t note;

	for (; next_commit(&commit, &rest); e->n_commits++) {
		cut = cut || gp_walk_cuts(e->reader.walk, &commit.oid);
		note = find_note(e, &commit.oid);
		if (note != SIZE_MAX)
			reach(e, &commit, note);
	}
	if (cut)
		gp_notices_add(e->reader.notices,
			       "history ends at the shallow boundary: git "
			       "fetch --unshallow");
}

static bool has_measured(const struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->kind == GP_ENTRY_RUN)
			return true;
	return false;
}

/* Whether a note is on a tree that commits could borrow from. */
static bool is_tree(const struct each *e, const struct gp_oid *oid)
{
	git_object_t type;
	size_t size;
	git_oid id;

	return gp_oid_to_git(&id, oid) &&
	       !git_odb_read_header(&size, &type, e->repo->odb, &id) &&
	       type == GIT_OBJECT_TREE;
}

/* The empty tree's note holds what is said of the whole project, and seldom
   more: it is then nobody's, as if it were reached. */
static enum gp_err pass_project(struct each *e, size_t *others)
{
	size_t note = find_note(e, gp_notes_project());
	struct gp_entries runs = { 0 };
	enum gp_err err;

	*others = e->n_notes - e->n_reached;
	if (note == SIZE_MAX || e->reached[note])
		return GP_OK;
	err = gp_notes_read(e->reader.notes, &runs, NULL, gp_notes_project(),
			    NULL);
	if (!err && !has_measured(&runs)) {
		e->passed = note;
		--*others;
	}
	gp_entries_clear(&runs);
	return err;
}

/*
 * Trees are looked up only if it can be of use: to know the tree of every
 * commit costs more than all notes do where there is no commit-graph.
 */
static enum gp_err find_lenders(struct each *e)
{
	enum gp_err err;
	size_t others;

	if ((err = pass_project(e, &others)) || !others)
		return err;
	e->trees = gp_walk_has_graph(e->reader.walk) ||
		   others > e->n_commits - e->n_reached;
	for (size_t i = 0; i < e->n_notes && !e->trees; i++)
		e->trees = !e->reached[i] && i != e->passed &&
			   is_tree(e, &e->notes[i]);
	return GP_OK;
}

/* ---- today's names ---- */

static enum gp_err find_names(struct each *e)
{
	struct gp_first_parents *line = &e->named.line;
	struct gp_span rest = gp_buf_view(&e->list);
	struct gp_commit commit;

	if (!e->range->first_parent)
		return GP_OK;
	while (next_commit(&commit, &rest))
		gp_first_parents_add(line, &commit);
	for (size_t i = 0, k = line->n; i + 1 < k; i++) {
		commit = line->items[i];
		line->items[i] = line->items[--k];
		line->items[k] = commit;
	}
	return gp_aliased_open(&e->named, &e->reader);
}

/* ---- telling ---- */

/* Whether nobody else tells of a run that belongs to another commit. */
static bool is_first(struct each *e, const struct gp_entry *run)
{
	size_t own = find_note(e, &run->commit), before = e->borrowed.n;
	char *id;

	if (own != SIZE_MAX && e->reached[own])
		return false;
	id = gp_arena_strndup(&e->ids, (const char *)run->id.raw,
			      sizeof(run->id.raw));
	gp_map_put(&e->borrowed, id, sizeof(run->id.raw), 0);
	return e->borrowed.n > before;
}

static enum gp_err tell(struct each *e, const struct gp_commit *commit,
			struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (!gp_oid_same(&runs->items[i]->commit, &commit->oid) &&
		    !is_first(e, runs->items[i]))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	gp_aliased_apply(&e->named, &commit->oid, runs);
	return runs->n ? e->fn(e->ctx, commit, runs) : GP_OK;
}

static enum gp_err tell_commit(struct each *e, const struct gp_commit *commit)
{
	const struct gp_run_filter look = { .no_tree = !e->trees };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if (!(err = gp_run_lookup_at(&e->reader, &runs, commit, &look)))
		err = tell(e, commit, &runs);
	gp_entries_clear(&runs);
	return err;
}

static enum gp_err tell_all(struct each *e)
{
	struct gp_span rest = gp_buf_view(&e->list);
	struct gp_commit commit;
	enum gp_err err = GP_OK;

	while (!err && next_commit(&commit, &rest))
		err = tell_commit(e, &commit);
	return err;
}

/* Without trees only commits with notes matter, and the list can go. */
static enum gp_err tell_stops(struct each *e)
{
	enum gp_err err = GP_OK;

	gp_buf_clear(&e->list);
	for (size_t i = 0; i < e->n_stops && !err; i++) {
		const struct gp_commit commit = {
			.oid = e->notes[e->stops[i].note],
			.time = e->stops[i].time
		};

		err = tell_commit(e, &commit);
	}
	return err;
}

/* ---- what no ref reaches ---- */

/* The runs of a note that belong to its own object, and to no tree. */
static enum gp_err read_own(struct each *e, struct gp_entries *runs,
			    const struct gp_oid *oid)
{
	enum gp_err err = gp_notes_read(e->reader.notes, runs, NULL, oid,
					e->reader.notices);

	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->kind != GP_ENTRY_RUN ||
		    !gp_oid_same(&runs->items[i]->commit, oid))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	return err;
}

static int by_time(const void *a, const void *b)
{
	const struct gp_commit *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return by_id(&x->oid, &y->oid);
}

static bool is_within(const struct gp_history_range *range, int64_t time)
{
	return (!range->since || time >= range->since) &&
	       (!range->until || time <= range->until);
}

/* The commits may be long gone: their runs know their time and tree. */
static enum gp_err list_unreached(struct each *e, struct gp_commit *out,
				  size_t *n)
{
	struct gp_entries runs = { 0 };
	enum gp_err err = GP_OK;

	*n = 0;
	for (size_t i = 0; i < e->n_notes && !err; i++) {
		if (e->reached[i])
			continue;
		err = read_own(e, &runs, &e->notes[i]);
		if (!err && runs.n &&
		    is_within(e->range, runs.items[0]->commit_time))
			out[(*n)++] = (struct gp_commit){
				runs.items[0]->commit, runs.items[0]->tree,
				runs.items[0]->commit_time
			};
		gp_entries_clear(&runs);
	}
	if (*n)
		qsort(out, *n, sizeof(*out), by_time);
	return err;
}

static enum gp_err tell_unreached(struct each *e)
{
	struct gp_commit *commits =
		gp_calloc(e->n_notes - e->n_reached, sizeof(*commits));
	struct gp_entries runs = { 0 };
	enum gp_err err;
	size_t n;

	err = list_unreached(e, commits, &n);
	for (size_t i = 0; i < n && !err; i++) {
		size_t note = find_note(e, &commits[i].oid);

		if (!(err = read_own(e, &runs, &commits[i].oid)))
			err = e->fn(e->ctx, &commits[i], &runs);
		gp_entries_clear(&runs);
		e->reached[note] = true; /* nobody may borrow these */
	}
	free(commits);
	return err;
}

/* ---- all ---- */

static enum gp_err run(struct each *e, struct gp_notices *notices)
{
	enum gp_err err;

	if ((err = order(e)) ||
	    (err = gp_run_lookup_open(&e->reader, e->repo, notices)) ||
	    (err = gp_notes_list(e->reader.notes, &e->notes, &e->n_notes)))
		return err;
	if (e->n_notes > UINT32_MAX)
		return gp_fail(GP_ELIMIT, "there are too many notes");
	e->reached = gp_calloc(e->n_notes, sizeof(*e->reached));
	index_notes(e);
	mark_reached(e);
	if ((err = find_names(e)) || (err = find_lenders(e)))
		return err;
	if (e->range->all && (err = tell_unreached(e)))
		return err;
	return e->trees ? tell_all(e) : tell_stops(e);
}

enum gp_err gp_history_range(struct gp_repo *repo,
			     const struct gp_history_range *range,
			     gp_history_fn *fn, void *ctx,
			     struct gp_notices *notices)
{
	struct each e = {
		.repo = repo,
		.range = range,
		.fn = fn,
		.ctx = ctx,
		.passed = SIZE_MAX,
	};
	enum gp_err err = run(&e, notices);

	gp_buf_clear(&e.list);
	free(e.notes);
	free(e.reached);
	free(e.stops);
	free(e.fan);
	gp_map_clear(&e.borrowed);
	gp_arena_clear(&e.ids);
	gp_aliased_close(&e.named);
	gp_run_lookup_close(&e.reader);
	return err;
}
