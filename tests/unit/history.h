#ifndef GP_TEST_HISTORY_H
#define GP_TEST_HISTORY_H

#include "repo.h"

#include "gp/history.h"

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

static struct gp_commit commit_of(struct gp_store *store, const char *rev)
{
	struct gp_commit commit;

	if (gp_store_commit(store, &commit, rev))
		fail_msg("%s", gp_error_message());
	return commit;
}

static void fill(struct gp_run *run, const struct gp_commit *commit,
		 const struct sample *s)
{
	static int64_t clock_ms = 1700000000000;
	struct gp_measurement *m;

	assert_int_equal(gp_run_stamp(run), GP_OK);
	run->time_ms = s->time_ms ? s->time_ms : clock_ms++;
	run->commit = commit->oid;
	run->tree = commit->tree;
	run->commit_time = commit->time;
	run->testbed = s->testbed ? s->testbed : "bed";
	run->tool = "test";
	run->dirty = s->dirty;
	m = gp_run_measure(run, gp_span_of(s->benchmark ? s->benchmark : "b"),
			   gp_span_of(s->metric ? s->metric : "value"),
			   gp_span_of(s->unit ? s->unit : "ms"));
	m->better = GP_BETTER_LOWER;
	gp_run_sample(run, m, gp_decimal_real(s->value));
}

/* Records; returns the run's id. */
static struct gp_run_id record_sample(struct sample s)
{
	struct gp_note_add adds[2];
	struct gp_runs runs = { 0 };
	struct gp_store *store;
	struct gp_commit commit;
	struct gp_run *run;
	struct gp_run_id id;

	if (gp_store_open(&store))
		fail_msg("%s", gp_error_message());
	commit = commit_of(store, s.rev ? s.rev : "HEAD");
	run = gp_runs_add(&runs);
	fill(run, &commit, &s);
	id = run->id;
	adds[0] = (struct gp_note_add){ s.at ? commit_of(store, s.at).oid
					     : commit.oid,
					run };
	adds[1] = (struct gp_note_add){ commit.tree, run };
	if (gp_store_add(store, adds, s.at_tree ? 2 : 1, false, "test"))
		fail_msg("%s", gp_error_message());
	gp_runs_clear(&runs);
	gp_store_free(store);
	return id;
}

#define record(r, v, ...)                                                      \
	record_sample((struct sample){ .rev = r, .value = v, __VA_ARGS__ })

/* Forgets a run by a tombstone in the note of `rev`. */
static void forget(const char *rev, struct gp_run_id id)
{
	struct gp_runs runs = { 0 };
	struct gp_store *store;
	struct gp_commit commit;
	struct gp_note_add add;
	struct gp_run *run;

	assert_int_equal(gp_store_open(&store), GP_OK);
	commit = commit_of(store, rev);
	run = gp_runs_add(&runs);
	assert_int_equal(gp_run_stamp(run), GP_OK);
	run->kind = GP_RUN_FORGET;
	run->commit = commit.oid;
	run->tree = commit.tree;
	run->commit_time = commit.time;
	run->targets = &id;
	run->n_targets = 1;
	add = (struct gp_note_add){ commit.oid, run };
	if (gp_store_add(store, &add, 1, false, "test"))
		fail_msg("%s", gp_error_message());
	gp_runs_clear(&runs);
	gp_store_free(store);
}

static bool has_notice(const struct gp_notices *notices, const char *words)
{
	for (size_t i = 0; i < notices->n; i++)
		if (strstr(notices->items[i], words))
			return true;
	return false;
}

#endif /* GP_TEST_HISTORY_H */
