/*
 * Walks the measured commits of a range, oldest first.
 *
 * git rev-list gives the order, and only its output and the ids of all notes
 * are kept in memory. Notes are read in the order of commits, in which they
 * were written: in the order of ids, git would unpack every delta chain again
 * and again.
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

/* A commit of the range whose own note exists. */
struct noted_commit {
	int64_t time;
	uint32_t note;  /* index */
	uint32_t order; /* in the list; no more than LIST_MAX */
};

struct range_walk {
	struct gp_repo *repo;
	const struct gp_history_range *range;
	struct gp_run_lookup lookup;
	gp_history_fn *fn;
	void *ctx;
	struct gp_buf list; /* of rev-list: lines "<time> <id>" */
	size_t n_commits;
	struct noted_commit *noted; /* those of the list with a note */
	size_t n_noted, cap_noted;
	struct gp_oid *notes; /* every object with a note, by id */
	bool *reached; /* for each note: whether the range has its object */
	size_t n_notes, n_reached;
	size_t project; /* index of a note to ignore; SIZE_MAX: none */
	uint32_t *fan;  /* where ids with the same first two bytes begin */
	bool use_trees; /* trees may have notes with runs */
	struct gp_map borrowed; /* ids of reported runs of other commits */
	struct gp_arena ids;
	struct gp_aliased aliased;
};

/* ---- git's order ---- */

/* As with git log --since, these end the walk, and do not only hide commits. */
struct time_bounds {
	char since[40], until[40];
};

static void write_bounds(struct time_bounds *out,
			 const struct gp_history_range *range)
{
	int64_t until = range->until > 0 ? range->until : 0;

	snprintf(out->since, sizeof(out->since), "--max-age=%lld",
		 (long long)range->since);
	snprintf(out->until, sizeof(out->until), "--min-age=%lld",
		 (long long)until);
}

static void add_rev_list_arguments(const char **argv,
				   const struct range_walk *w,
				   const struct time_bounds *bounds,
				   bool has_head)
{
	static const char *const all[] = { "--branches", "--tags",
					   "--remotes" };
	const struct gp_history_range *range = w->range;
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

static enum gp_err run_rev_list(struct range_walk *w, bool has_head)
{
	/* git-replace(1) does not apply, as everywhere else here */
	static const char *const env[] = { "GIT_NO_REPLACE_OBJECTS=1", NULL };
	const char **argv = gp_calloc(w->range->n_revs + 16, sizeof(*argv));
	const struct gp_process git = { .argv = argv,
					.env = env,
					.max_bytes = LIST_MAX };
	struct gp_buf errors = GP_BUF_INIT;
	struct gp_span line, rest;
	struct time_bounds bounds;
	enum gp_err err;
	int status;

	write_bounds(&bounds, w->range);
	add_rev_list_arguments(argv, w, &bounds, has_head);
	err = gp_process_run_err(&w->list, &errors, &status, &git);
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

static enum gp_err list_commits(struct range_walk *w)
{
	struct gp_commit head;
	bool has_head = true;
	enum gp_err err;

	if (!w->range->n_revs) {
		err = gp_repo_resolve(w->repo, &head, "HEAD");
		if (err && (err != GP_ENOTFOUND || !w->range->all))
			return err;
		has_head = !err;
	}
	return run_rev_list(w, has_head);
}

/* Parses the next commit, without its tree. */
static bool next_listed(struct gp_commit *out, struct gp_span *rest)
{
	struct gp_span line, word;

	if (!gp_span_line(&line, rest) || !gp_span_word(&word, &line))
		return false;
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < word.len && i < 18; i++)
		out->time = out->time * 10 + (word.data[i] - '0');
	return gp_span_word(&word, &line) && gp_oid_parse(&out->oid, word);
}

/* ---- notes on commits of the range ---- */

#define PREFIXES 65536

static size_t prefix_of(const struct gp_oid *oid)
{
	return (size_t)oid->raw[0] << 8 | oid->raw[1];
}

/* Ids are uniform: after two bytes, of 100,000 one or two are left. */
static void index_notes(struct range_walk *w)
{
	w->fan = gp_calloc(PREFIXES + 1, sizeof(*w->fan));
	for (size_t i = 0; i < w->n_notes; i++)
		w->fan[prefix_of(&w->notes[i]) + 1]++;
	for (size_t i = 0; i < PREFIXES; i++)
		w->fan[i + 1] += w->fan[i];
}

/* Index of the note on `oid`, or SIZE_MAX. */
static size_t find_note(const struct range_walk *w, const struct gp_oid *oid)
{
	size_t from = w->fan[prefix_of(oid)], to = w->fan[prefix_of(oid) + 1];
	const struct gp_oid *at = NULL;

	if (from < to)
		at = bsearch(oid, w->notes + from, to - from, sizeof(*oid),
			     gp_oid_order);
	return at ? (size_t)(at - w->notes) : SIZE_MAX;
}

static void add_noted(struct range_walk *w, const struct gp_commit *commit,
		      size_t note)
{
	if (w->reached[note])
		return;
	w->reached[note] = true;
	w->n_reached++;
	w->noted =
		gp_grow(w->noted, w->n_noted, &w->cap_noted, sizeof(*w->noted));
	w->noted[w->n_noted++] =
		(struct noted_commit){ commit->time, (uint32_t)note,
				       (uint32_t)w->n_commits };
}

static void list_noted(struct range_walk *w)
{
	struct gp_span rest = gp_buf_view(&w->list);
	struct gp_commit commit;
	bool cut = false;
	size_t note;

	for (; next_listed(&commit, &rest); w->n_commits++) {
		cut = cut || gp_walk_cuts(w->lookup.walk, &commit.oid);
		note = find_note(w, &commit.oid);
		if (note != SIZE_MAX)
			add_noted(w, &commit, note);
	}
	if (cut)
		gp_notices_add(w->lookup.notices,
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

/* Whether the note is on a tree, whose commits can use its runs. */
static bool is_tree_note(const struct range_walk *w, const struct gp_oid *oid)
{
	git_object_t type;
	size_t size;
	git_oid id;

	return gp_oid_to_git(&id, oid) &&
	       !git_odb_read_header(&size, &type, w->repo->odb, &id) &&
	       type == GIT_OBJECT_TREE;
}

/*
 * Marks of the whole project are in the note of the empty tree. If it has no
 * runs, as usual, that note is ignored. `others` is the number of other notes
 * on no commit of the range.
 */
static enum gp_err ignore_project_note(struct range_walk *w, size_t *others)
{
	size_t note = find_note(w, gp_notes_project());
	struct gp_entries runs = { 0 };
	enum gp_err err;

	*others = w->n_notes - w->n_reached;
	if (note == SIZE_MAX || w->reached[note])
		return GP_OK;
	err = gp_notes_read(w->lookup.notes, &runs, NULL, gp_notes_project(),
			    NULL);
	if (!err && !has_measured(&runs)) {
		w->project = note;
		--*others;
	}
	gp_entries_clear(&runs);
	return err;
}

/*
 * Trees are looked up only if that can find runs: without a commit-graph, to
 * read the tree of every commit costs more than to read all notes.
 */
static enum gp_err decide_trees(struct range_walk *w)
{
	enum gp_err err;
	size_t others;

	if ((err = ignore_project_note(w, &others)) || !others ||
	    (err = gp_run_lookup_follow(&w->lookup, &w->use_trees)) ||
	    w->use_trees)
		return err;
	w->use_trees = gp_walk_has_graph(w->lookup.walk) ||
		       others > w->n_commits - w->n_reached;
	for (size_t i = 0; i < w->n_notes && !w->use_trees; i++)
		w->use_trees = !w->reached[i] && i != w->project &&
			       is_tree_note(w, &w->notes[i]);
	return GP_OK;
}

/* ---- today's names ---- */

static enum gp_err open_aliases(struct range_walk *w)
{
	struct gp_first_parents *line = &w->aliased.line;
	struct gp_span rest = gp_buf_view(&w->list);
	struct gp_commit commit;

	if (!w->range->first_parent)
		return GP_OK;
	while (next_listed(&commit, &rest))
		gp_first_parents_add(line, &commit);
	for (size_t i = 0, k = line->n; i + 1 < k; i++) {
		commit = line->items[i];
		line->items[i] = line->items[--k];
		line->items[k] = commit;
	}
	return gp_aliased_open(&w->aliased, &w->lookup);
}

/* ---- reporting ---- */

/* Whether a run of another commit has not been reported, and will not be. */
static bool is_first_borrower(struct range_walk *w,
			      const struct gp_entry *walk_range)
{
	size_t own = find_note(w, &walk_range->commit), before = w->borrowed.n;
	char *id;

	if (own != SIZE_MAX && w->reached[own])
		return false;
	id = gp_arena_strndup(&w->ids, (const char *)walk_range->id.raw,
			      sizeof(walk_range->id.raw));
	gp_map_put(&w->borrowed, id, sizeof(walk_range->id.raw), 0);
	return w->borrowed.n > before;
}

static enum gp_err report_runs(struct range_walk *w,
			       const struct gp_commit *commit,
			       struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (!gp_oid_same(&runs->items[i]->commit, &commit->oid) &&
		    !is_first_borrower(w, runs->items[i]))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	gp_aliased_apply(&w->aliased, &commit->oid, runs);
	return runs->n ? w->fn(w->ctx, commit, runs) : GP_OK;
}

static enum gp_err report_commit(struct range_walk *w,
				 const struct gp_commit *commit)
{
	const struct gp_run_filter filter = { .no_tree = !w->use_trees };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if (!(err = gp_run_lookup_at(&w->lookup, &runs, commit, &filter)))
		err = report_runs(w, commit, &runs);
	gp_entries_clear(&runs);
	return err;
}

static enum gp_err report_all(struct range_walk *w)
{
	struct gp_span rest = gp_buf_view(&w->list);
	struct gp_commit commit;
	enum gp_err err = GP_OK;

	for (size_t n = 0; !err && next_listed(&commit, &rest); n++) {
		commit.order = n;
		err = report_commit(w, &commit);
	}
	return err;
}

/* Without trees only commits with notes matter, and the list is freed. */
static enum gp_err report_noted(struct range_walk *w)
{
	enum gp_err err = GP_OK;

	gp_buf_clear(&w->list);
	for (size_t i = 0; i < w->n_noted && !err; i++) {
		const struct gp_commit commit = {
			.oid = w->notes[w->noted[i].note],
			.time = w->noted[i].time,
			.order = w->noted[i].order
		};

		err = report_commit(w, &commit);
	}
	return err;
}

/* ---- commits that no ref reaches ---- */

/* Reads the runs of a note that were measured at its own commit. */
static enum gp_err read_own_runs(struct range_walk *w, struct gp_entries *runs,
				 const struct gp_oid *oid)
{
	enum gp_err err = gp_notes_read(w->lookup.notes, runs, NULL, oid,
					w->lookup.notices);

	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->kind != GP_ENTRY_RUN ||
		    !gp_oid_same(&runs->items[i]->commit, oid))
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
	for (size_t i = 0; i < runs->n; i++)
		gp_entry_name_series(runs->items[i], w->range->facts);
	return err;
}

static int by_commit_time(const void *a, const void *b)
{
	const struct gp_commit *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return gp_oid_order(&x->oid, &y->oid);
}

static bool is_within(const struct gp_history_range *range, int64_t time)
{
	return (!range->since || time >= range->since) &&
	       (!range->until || time <= range->until);
}

/* The commits may be deleted: time and tree come from their runs. */
static enum gp_err list_unreached(struct range_walk *w, struct gp_commit *out,
				  size_t *n)
{
	struct gp_entries runs = { 0 };
	enum gp_err err = GP_OK;

	*n = 0;
	for (size_t i = 0; i < w->n_notes && !err; i++) {
		if (w->reached[i])
			continue;
		err = read_own_runs(w, &runs, &w->notes[i]);
		if (!err && runs.n &&
		    is_within(w->range, runs.items[0]->commit_time))
			out[(*n)++] = (struct gp_commit){
				runs.items[0]->commit, runs.items[0]->tree,
				runs.items[0]->commit_time, SIZE_MAX
			};
		gp_entries_clear(&runs);
	}
	if (*n)
		qsort(out, *n, sizeof(*out), by_commit_time);
	return err;
}

static enum gp_err report_unreached(struct range_walk *w)
{
	struct gp_commit *commits =
		gp_calloc(w->n_notes - w->n_reached, sizeof(*commits));
	struct gp_entries runs = { 0 };
	enum gp_err err;
	size_t n;

	err = list_unreached(w, commits, &n);
	for (size_t i = 0; i < n && !err; i++) {
		size_t note = find_note(w, &commits[i].oid);

		if (!(err = read_own_runs(w, &runs, &commits[i].oid)))
			err = w->fn(w->ctx, &commits[i], &runs);
		gp_entries_clear(&runs);
		w->reached[note] = true; /* no other commit may report these */
	}
	free(commits);
	return err;
}

/* ---- all ---- */

static enum gp_err walk_range(struct range_walk *w, struct gp_notices *notices)
{
	enum gp_err err;

	if ((err = list_commits(w)) ||
	    (err = gp_run_lookup_open(&w->lookup, w->repo, notices)) ||
	    (err = gp_notes_list(w->lookup.notes, &w->notes, &w->n_notes)))
		return err;
	w->lookup.facts = w->range->facts;
	if (w->n_notes > UINT32_MAX)
		return gp_fail(GP_ELIMIT, "there are too many notes");
	w->reached = gp_calloc(w->n_notes, sizeof(*w->reached));
	index_notes(w);
	list_noted(w);
	if ((err = open_aliases(w)) || (err = decide_trees(w)))
		return err;
	if (w->range->all && (err = report_unreached(w)))
		return err;
	return w->use_trees ? report_all(w) : report_noted(w);
}

enum gp_err gp_history_range(struct gp_repo *repo,
			     const struct gp_history_range *range,
			     gp_history_fn *fn, void *ctx,
			     struct gp_notices *notices)
{
	struct range_walk w = {
		.repo = repo,
		.range = range,
		.fn = fn,
		.ctx = ctx,
		.project = SIZE_MAX,
	};
	enum gp_err err = walk_range(&w, notices);

	gp_buf_clear(&w.list);
	free(w.notes);
	free(w.reached);
	free(w.noted);
	free(w.fan);
	gp_map_clear(&w.borrowed);
	gp_arena_clear(&w.ids);
	gp_aliased_close(&w.aliased);
	gp_run_lookup_close(&w.lookup);
	return err;
}
