/*
 * Lists the notes on commits that no branch reaches. git rev-list says which
 * ones are reached; usually a short walk from HEAD shows that all of them are.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/libgit2.h"
#include "gp/mem.h"
#include "gp/process.h"

#include "unreached.h"

/* More commits than any repository has, at 53 bytes each. */
#define LIST_MAX ((size_t)1 << 30)

/* Commits that are walked before git is asked; with a commit-graph all are. */
#define WALK_MAX 2000

struct unreached_search {
	struct gp_unreached *out;
	struct gp_run_lookup *lookup;
	struct gp_oid *notes; /* by id */
	bool *settled;        /* reached by a branch, or on no commit */
	size_t n, n_left;
	bool has_head;
	bool shallow;
	int64_t newest_cut; /* time of the newest commit that a clone ends at */
};

void gp_unreached_clear(struct gp_unreached *unreached)
{
	free(unreached->items);
	memset(unreached, 0, sizeof(*unreached));
}

static void settle(struct unreached_search *s, const struct gp_oid *oid)
{
	const struct gp_oid *at =
		bsearch(oid, s->notes, s->n, sizeof(*oid), gp_oid_order);
	size_t i = at ? (size_t)(at - s->notes) : SIZE_MAX;

	if (!at || s->settled[i])
		return;
	s->settled[i] = true;
	s->n_left--;
	s->out->n_reached++;
}

/* ---- notes that a short walk finds ---- */

static enum gp_err settle_near_head(struct unreached_search *s)
{
	struct gp_walk *walk = s->lookup->walk;
	size_t left = gp_walk_has_graph(walk) ? SIZE_MAX : WALK_MAX;
	struct gp_commit head;
	struct gp_node node;
	enum gp_err err;

	s->has_head = !gp_repo_resolve(s->lookup->repo, &head, NULL);
	if (!s->has_head) {
		gp_error_clear();
		return GP_OK;
	}
	if ((err = gp_walk_read(walk, &node, &head.oid)))
		return err;
	settle(s, &node.commit.oid);
	for (; left && s->n_left && node.first.size; left--) {
		if ((err = gp_walk_first(walk, &node)))
			return err;
		settle(s, &node.commit.oid);
	}
	return GP_OK;
}

/* ---- notes on other objects ---- */

/* Whether the object of a note is a commit, or is not here. */
static bool may_be_commit(struct unreached_search *s, const struct gp_oid *oid,
			  bool *absent)
{
	git_object_t type;
	size_t size;
	git_oid id;

	*absent = false;
	if (!gp_oid_to_git(&id, oid))
		return false;
	*absent = git_odb_read_header(&size, &type, s->lookup->repo->odb, &id);
	return *absent || type == GIT_OBJECT_COMMIT;
}

/* Off the base branch a run is on its tree as well. */
static void settle_trees(struct unreached_search *s)
{
	bool absent;

	if (s->n_left > WALK_MAX) /* then git is faster */
		return;
	for (size_t i = 0; i < s->n && s->n_left; i++) {
		if (s->settled[i] || may_be_commit(s, &s->notes[i], &absent))
			continue;
		s->settled[i] = true;
		s->n_left--;
	}
}

/* ---- all commits of branches ---- */

/* Parses a line "<time> <id>" of git rev-list. */
static bool parse_listed(int64_t *time, struct gp_oid *oid, struct gp_span line)
{
	struct gp_span word;

	*time = 0;
	if (!gp_span_word(&word, &line))
		return false;
	for (size_t i = 0; i < word.len && i < 18; i++)
		*time = *time * 10 + (word.data[i] - '0');
	return gp_span_word(&word, &line) && gp_oid_parse(oid, word);
}

static void settle_listed(struct unreached_search *s, struct gp_span list)
{
	struct gp_span line;
	struct gp_oid oid;
	int64_t time;

	s->shallow = gp_walk_shallow(s->lookup->walk);
	while (gp_span_line(&line, &list)) {
		if (!parse_listed(&time, &oid, line))
			continue;
		settle(s, &oid);
		if (time > s->out->newest)
			s->out->newest = time;
		if (s->shallow && time > s->newest_cut &&
		    gp_walk_cuts(s->lookup->walk, &oid))
			s->newest_cut = time;
	}
}

static enum gp_err run_list(struct gp_buf *list, const char *const *argv)
{
	static const char *const env[] = { "GIT_NO_REPLACE_OBJECTS=1", NULL };
	const struct gp_process git = {
		.argv = argv, .env = env, .max_bytes = LIST_MAX, .quiet = true
	};
	int status = 0;
	enum gp_err err = gp_process_run(list, &status, &git);

	return err || !status ? err : gp_fail(GP_EGIT, "git rev-list failed");
}

static enum gp_err settle_branches(struct unreached_search *s)
{
	const char *const argv[] = { "git",         "rev-list",
				     "--timestamp", "--branches",
				     "--remotes",   s->has_head ? "HEAD" : "--",
				     NULL };
	struct gp_buf list = GP_BUF_INIT;
	enum gp_err err = run_list(&list, argv);

	if (!err)
		settle_listed(s, gp_buf_view(&list));
	gp_buf_clear(&list);
	return err;
}

static int by_id_of_unreached(const void *key, const void *note)
{
	return gp_oid_order(
		key, &((const struct gp_unreached_note *)note)->commit.oid);
}

enum gp_err gp_unreached_find_tagged(struct gp_unreached *unreached)
{
	static const char *const argv[] = { "git",         "rev-list",
					    "--timestamp", "--tags",
					    "--not",       "--branches",
					    "--remotes",   NULL };
	struct gp_buf list = GP_BUF_INIT;
	struct gp_span line, rest;
	enum gp_err err = unreached->n ? run_list(&list, argv) : GP_OK;

	rest = gp_buf_view(&list);
	while (!err && gp_span_line(&line, &rest)) {
		struct gp_unreached_note *note = NULL;
		struct gp_oid oid;
		int64_t time;

		if (parse_listed(&time, &oid, line))
			note = bsearch(&oid, unreached->items, unreached->n,
				       sizeof(*note), by_id_of_unreached);
		if (note)
			note->tagged = true;
	}
	gp_buf_clear(&list);
	return err;
}

/* ---- the rest ---- */

/* The runs of a note say what its commit was like. */
static enum gp_err describe_absent(struct unreached_search *s,
				   struct gp_unreached_note *note,
				   bool *measured)
{
	struct gp_commit *commit = &note->commit;
	struct gp_entries runs = { 0 };
	enum gp_err err = gp_notes_read(s->lookup->notes, &runs, NULL,
					&commit->oid, NULL);

	*measured = false;
	for (size_t i = 0; i < runs.n && !*measured; i++) {
		const struct gp_entry *run = runs.items[i];

		if (!gp_entry_has_results(run) ||
		    !gp_oid_same(&run->commit, &commit->oid))
			continue;
		commit->tree = run->tree;
		commit->time = run->commit_time;
		note->recorded_ms = run->time_ms;
		*measured = true;
	}
	gp_entries_clear(&runs);
	return err;
}

static enum gp_err add_unreached(struct unreached_search *s,
				 const struct gp_oid *oid)
{
	struct gp_unreached *out = s->out;
	struct gp_unreached_note note = { .commit = { .oid = *oid } };
	bool measured = true;
	struct gp_node node;
	enum gp_err err;

	if (!may_be_commit(s, oid, &note.absent))
		return GP_OK;
	if (note.absent) {
		err = describe_absent(s, &note, &measured);
	} else if (!(err = gp_walk_read(s->lookup->walk, &node, oid))) {
		note.commit = node.commit;
	}
	if (err || !measured ||
	    (note.absent && s->shallow && note.commit.time <= s->newest_cut))
		return err;
	out->items =
		gp_grow(out->items, out->n, &out->cap, sizeof(*out->items));
	out->items[out->n++] = note;
	return GP_OK;
}

static enum gp_err search_unreached(struct unreached_search *s)
{
	enum gp_err err;

	if ((err = settle_near_head(s)))
		return err;
	settle_trees(s);
	if (!s->n_left)
		return GP_OK;
	if ((err = settle_branches(s)))
		return err;
	for (size_t i = 0; i < s->n && s->n_left && !err; i++)
		if (!s->settled[i])
			err = add_unreached(s, &s->notes[i]);
	return err;
}

enum gp_err gp_unreached_list(struct gp_unreached *out,
			      struct gp_run_lookup *lookup)
{
	struct unreached_search s = { .out = out, .lookup = lookup };
	enum gp_err err;

	if ((err = gp_notes_list(lookup->notes, &s.notes, &s.n)))
		return err;
	s.n_left = s.n;
	s.settled = gp_calloc(s.n, sizeof(*s.settled));
	err = search_unreached(&s);
	if (err)
		gp_unreached_clear(out);
	free(s.settled);
	free(s.notes);
	return err;
}
