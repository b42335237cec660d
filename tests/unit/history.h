#ifndef GP_TEST_HISTORY_H
#define GP_TEST_HISTORY_H

#include "repo.h"

#include "gp/history.h"
#include "gp/store.h"

/*
 * Commits with times of their own, and runs recorded at them.
 */

/* `mk NAME` commits a new content of the file NAME, a minute later. */
#define MK                                                                     \
	"step() { n=$(cat ../n 2>/dev/null || echo 0); n=$((n + 1));"          \
	" echo $n >../n; "                                                     \
	" GIT_COMMITTER_DATE=\"$((1700000000 + n * 60)) +0000\";"              \
	" export GIT_COMMITTER_DATE; };"                                       \
	"mk() { step; echo \"$1$n\" >\"$1\"; git add .;"                       \
	" git commit -qm \"$1\"; };"

struct sample {
	const char *rev;
	double value;
	const char *benchmark; /* "b" */
	const char *metric;    /* "value" */
	const char *unit;      /* "ms" */
	const char *testbed;   /* "bed" */
	bool dirty;
	bool at_tree;    /* also in the note of the tree */
	const char *at;  /* in this commit's note instead */
	int64_t time_ms; /* a running number */
};

static struct gp_commit commit_of(struct gp_repo *repo, const char *rev)
{
	struct gp_commit commit;

	if (gp_repo_resolve(repo, &commit, rev))
		fail_msg("%s", gp_error_message());
	return commit;
}

static void fill(struct gp_entry *run, const struct gp_commit *commit,
		 const struct sample *s)
{
	static int64_t clock_ms = 1700000000000;
	struct gp_measurement *m;

	assert_int_equal(gp_entry_stamp(run), GP_OK);
	run->time_ms = s->time_ms ? s->time_ms : clock_ms++;
	run->commit = commit->oid;
	run->tree = commit->tree;
	run->commit_time = commit->time;
	run->testbed = s->testbed ? s->testbed : "bed";
	run->tool = "test";
	run->dirty = s->dirty;
	m = gp_entry_measurement(run,
				 gp_span_of(s->benchmark ? s->benchmark : "b"),
				 gp_span_of(s->metric ? s->metric : "value"),
				 gp_span_of(s->unit ? s->unit : "ms"));
	m->better = GP_BETTER_LOWER;
	gp_entry_sample(run, m, gp_decimal_real(s->value));
}

/* Records; returns the run's id. */
static struct gp_entry_id record_sample(struct sample s)
{
	struct gp_note_add adds[2];
	struct gp_entries runs = { 0 };
	struct gp_repo *repo;
	struct gp_commit commit;
	struct gp_entry *run;
	struct gp_entry_id id;

	if (gp_repo_open(&repo))
		fail_msg("%s", gp_error_message());
	commit = commit_of(repo, s.rev ? s.rev : "HEAD");
	run = gp_entries_add(&runs);
	fill(run, &commit, &s);
	id = run->id;
	adds[0] = (struct gp_note_add){ s.at ? commit_of(repo, s.at).oid
					     : commit.oid,
					run };
	adds[1] = (struct gp_note_add){ commit.tree, run };
	if (gp_notes_add(repo, adds, s.at_tree ? 2 : 1, false, "test"))
		fail_msg("%s", gp_error_message());
	gp_entries_clear(&runs);
	gp_repo_free(repo);
	return id;
}

#define record(r, v, ...)                                                      \
	record_sample((struct sample){ .rev = r, .value = v, __VA_ARGS__ })

/* Forgets a run by a tombstone in the note of `rev`. */
static void forget(const char *rev, struct gp_entry_id id)
{
	struct gp_entries runs = { 0 };
	struct gp_repo *repo;
	struct gp_commit commit;
	struct gp_note_add add;
	struct gp_entry *run;

	assert_int_equal(gp_repo_open(&repo), GP_OK);
	commit = commit_of(repo, rev);
	run = gp_entries_add(&runs);
	assert_int_equal(gp_entry_stamp(run), GP_OK);
	run->kind = GP_ENTRY_TOMBSTONE;
	run->commit = commit.oid;
	run->tree = commit.tree;
	run->commit_time = commit.time;
	run->targets = &id;
	run->n_targets = 1;
	add = (struct gp_note_add){ commit.oid, run };
	if (gp_notes_add(repo, &add, 1, false, "test"))
		fail_msg("%s", gp_error_message());
	gp_entries_clear(&runs);
	gp_repo_free(repo);
}

/* A mark as `git perf accept` and `alias` leave them. */
struct mark {
	const char *rev;
	const char *accept;    /* a pattern; or */
	const char *from, *to; /* an alias */
	const char *testbed;   /* "": any */
	const char *reason;    /* "" */
	bool off;              /* off the base: by its tree too */
	const char *at;        /* in this commit's note only */
};

static void mark_run(struct gp_entry *run, const struct gp_commit *commit,
		     const struct mark *m)
{
	static int64_t clock_ms = 1800000000000;

	assert_int_equal(gp_entry_stamp(run), GP_OK);
	run->time_ms = clock_ms++;
	run->commit = commit->oid;
	run->commit_time = commit->time;
	if (m->off)
		run->tree = commit->tree;
	run->testbed = m->testbed ? m->testbed : "";
	if (m->accept) {
		run->kind = GP_ENTRY_ACCEPTANCE;
		run->accept = gp_arena_alloc(run->arena, sizeof(*run->accept));
		*run->accept =
			(struct gp_accept){ m->accept, "",
					    m->reason ? m->reason : "", "" };
		return;
	}
	run->kind = GP_ENTRY_ALIAS;
	run->alias = gp_arena_alloc(run->arena, sizeof(*run->alias));
	*run->alias = (struct gp_alias){ m->from, m->to, "" };
}

static struct gp_entry_id mark_it(struct mark m)
{
	struct gp_note_add adds[3];
	struct gp_entries runs = { 0 };
	struct gp_repo *repo;
	struct gp_commit commit;
	struct gp_entry *run;
	struct gp_entry_id id;
	size_t n = 0;

	if (gp_repo_open(&repo))
		fail_msg("%s", gp_error_message());
	commit = commit_of(repo, m.rev ? m.rev : "HEAD");
	run = gp_entries_add(&runs);
	mark_run(run, &commit, &m);
	id = run->id;
	adds[n++] = (struct gp_note_add){ m.at ? commit_of(repo, m.at).oid
					       : commit.oid,
					  run };
	if (m.off)
		adds[n++] = (struct gp_note_add){ commit.tree, run };
	if (!m.at)
		adds[n++] = (struct gp_note_add){ *gp_notes_project(), run };
	if (gp_notes_add(repo, adds, n, false, "test"))
		fail_msg("%s", gp_error_message());
	gp_entries_clear(&runs);
	gp_repo_free(repo);
	return id;
}

#define accept_it(r, p, ...)                                                   \
	mark_it((struct mark){ .rev = r, .accept = p, __VA_ARGS__ })
#define alias_it(r, old, new, ...)                                             \
	mark_it((struct mark){ .rev = r, .from = old, .to = new, __VA_ARGS__ })

/* Undoes a mark for all that read the project's note. */
static void forget_project(struct gp_entry_id id)
{
	struct gp_entries runs = { 0 };
	struct gp_repo *repo;
	struct gp_note_add add;
	struct gp_entry *run;

	assert_int_equal(gp_repo_open(&repo), GP_OK);
	run = gp_entries_add(&runs);
	assert_int_equal(gp_entry_stamp(run), GP_OK);
	run->kind = GP_ENTRY_TOMBSTONE;
	run->commit = commit_of(repo, "HEAD").oid;
	run->targets = &id;
	run->n_targets = 1;
	add = (struct gp_note_add){ *gp_notes_project(), run };
	if (gp_notes_add(repo, &add, 1, false, "test"))
		fail_msg("%s", gp_error_message());
	gp_entries_clear(&runs);
	gp_repo_free(repo);
}

static bool has_notice(const struct gp_notices *notices, const char *words)
{
	for (size_t i = 0; i < notices->n; i++)
		if (strstr(notices->items[i], words))
			return true;
	return false;
}

/* ---- what is loaded ---- */

#define QUERY(...) ((struct gp_history_query){ __VA_ARGS__ })

static struct gp_series_set load(struct gp_history_query query)
{
	struct gp_series_set set;
	struct gp_repo *repo;

	query.commits = query.commits ? query.commits : 30;
	query.depth = query.depth ? query.depth : 1000;
	if (gp_repo_open(&repo) || gp_history_load(&set, repo, &query))
		fail_msg("%s", gp_error_message());
	gp_repo_free(repo);
	return set;
}

/* "10 20 30 | 40": the baseline's first values, and the judged ones. */
static void describe(struct gp_buf *out, const struct gp_series *s)
{
	for (size_t i = 0; i < s->n_baseline; i++) {
		const struct gp_point *p = &s->baseline[i];

		for (size_t k = 0; k < p->n_readings; k++) {
			const struct gp_reading *r = &p->readings[k];

			gp_buf_printf(out, "%s%g", k ? "," : "",
				      gp_decimal_double(r->m->samples[0]) *
					      r->scale);
		}
		gp_buf_putc(out, ' ');
	}
	gp_buf_putc(out, '|');
	for (size_t k = 0; k < s->current.n_readings; k++) {
		const struct gp_reading *r = &s->current.readings[k];

		gp_buf_printf(out, " %g",
			      gp_decimal_double(r->m->samples[0]) * r->scale);
	}
}

static void series_is(const struct gp_series *s, const char *wanted)
{
	struct gp_buf got = GP_BUF_INIT;

	describe(&got, s);
	assert_string_equal(gp_buf_str(&got), wanted);
	gp_buf_clear(&got);
}

/* The one series that `query` loads. */
static void only_series_is(struct gp_history_query query, const char *wanted)
{
	struct gp_series_set set = load(query);

	assert_int_equal(set.n, 1);
	series_is(&set.items[0], wanted);
	gp_series_set_clear(&set);
}

/* A branch of two commits lands on main as one with the same tree. */
static void squash_topic(void)
{
	sh(MK "mk a; git checkout -q -b topic; mk t; mk t;"
	      "git checkout -q main; git merge -q --squash topic; step;"
	      "git commit -qm squashed");
	record("main~1", 1);
}

#endif /* GP_TEST_HISTORY_H */
