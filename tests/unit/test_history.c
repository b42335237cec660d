/*
 * Which runs are judged, and which commits they are compared with.
 */
#include "history.h"

/* ---- the window ---- */

static void a_line_is_walked(void **state)
{
	struct gp_series_set set;
	struct gp_repo *repo;

	(void)state;
	sh(MK "mk a; mk a; mk a; mk a");
	record("HEAD~3", 1);
	record("HEAD~3", 1.5);
	record("HEAD~2", 2);
	record("HEAD", 4);
	set = load(QUERY(0));
	assert_int_equal(set.n, 1);
	series_is(&set.items[0], "1,1.5 2 | 4");
	assert_string_equal(set.items[0].benchmark, "b");
	assert_string_equal(set.items[0].unit, "ms");
	assert_int_equal(set.items[0].better, GP_BETTER_LOWER);
	assert_int_equal(set.items[0].absence, GP_ABSENCE_NONE);
	assert_true(set.on_base);
	assert_string_equal(set.base_name, "main");
	assert_int_equal(set.n_runs, 1);
	assert_int_equal(set.wanted, 30);
	assert_int_equal(set.found, 2);
	assert_int_equal(set.n_testbeds, 1);
	assert_string_equal(set.testbeds[0], "bed");
	assert_int_equal(set.notices.n, 0);
	assert_int_equal(gp_repo_open(&repo), GP_OK);
	{
		struct gp_commit parent = commit_of(repo, "HEAD~1");
		struct gp_commit oldest = commit_of(repo, "HEAD~3");

		assert_true(gp_oid_same(&set.base, &parent.oid));
		assert_true(gp_oid_same(&set.items[0].baseline[0].commit,
					&oldest.oid));
		assert_int_equal(set.items[0].baseline[0].commit_time,
				 oldest.time);
		assert_int_equal(set.items[0].baseline[0].measured_as.size, 0);
	}
	gp_repo_free(repo);
	gp_series_set_clear(&set);
}

static void the_window_is_measured_commits(void **state)
{
	(void)state;
	sh(MK "for i in 1 2 3 4 5 6 7 8; do mk a; done");
	record("HEAD~7", 1);
	record("HEAD~5", 3);
	record("HEAD~4", 4);
	record("HEAD~1", 7);
	record("HEAD", 8);
	only_series_is(QUERY(.commits = 3), "3 4 7 | 8");
	only_series_is(QUERY(.commits = 2), "4 7 | 8");
	only_series_is(QUERY(.commits = 2, .window = 3), "3 4 7 | 8");
	only_series_is(QUERY(.commits = 2, .window = 1), "4 7 | 8");
	only_series_is(QUERY(.depth = 4), "4 7 | 8");
	only_series_is(QUERY(.rev = "HEAD~1"), "1 3 4 | 7");
}

static void branches_begin_at_the_merge_base(void **state)
{
	(void)state;
	sh(MK "mk a; mk a; git checkout -q -b topic; mk t; mk t;"
	      "git checkout -q main; mk a; git checkout -q topic");
	record("main~2", 1);
	record("main~1", 2);
	record("main", 3);
	record("topic~1", 10);
	record("topic", 11);
	{
		struct gp_series_set set = load(QUERY(0));

		series_is(&set.items[0], "1 2 | 11");
		assert_false(set.on_base);
		gp_series_set_clear(&set);
	}
	only_series_is(QUERY(.base = "topic~1"), "1 2 10 | 11");
	only_series_is(QUERY(.rev = "main"), "1 2 | 3");
}

/* One commit of the branch and one of main have no results. */
static void points_know_their_places(void **state)
{
	struct gp_series_set set;
	const struct gp_series *s;

	(void)state;
	sh(MK "mk a; mk a; mk a; git checkout -qb topic; mk b; mk b");
	record("main~2", 1);
	record("main~1", 2);
	record("topic", 3);
	set = load(QUERY(0));
	assert_int_equal(set.n, 1);
	s = &set.items[0];
	assert_int_equal(s->current.place, 0);
	assert_int_equal(s->n_baseline, 2);
	assert_int_equal(s->baseline[1].place, 3);
	assert_int_equal(s->baseline[0].place, 4);
	gp_series_set_clear(&set);
}

static void merges_follow_the_first_parent(void **state)
{
	(void)state;
	sh(MK "mk a; git checkout -q -b topic; mk t; git checkout -q main;"
	      "mk a; step; git merge -q --no-ff -m m topic; mk a");
	record("topic", 10);
	record("main~3", 1);
	record("main~2", 2);
	record("main~1", 3);
	record("main", 4);
	only_series_is(QUERY(0), "1 2 3 | 4");
	/* of a merged branch: what it left */
	only_series_is(QUERY(.rev = "topic"), "1 | 10");
}

static void no_base_is_no_obstacle(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "git branch -m trunk; mk a; mk a");
	record("HEAD~1", 1);
	record("HEAD", 2);
	set = load(QUERY(0));
	series_is(&set.items[0], "1 | 2");
	assert_true(has_notice(&set.notices, "no base branch"));
	assert_string_equal(set.base_name, "");
	assert_int_equal(set.base.size, 0);
	gp_series_set_clear(&set);
}

static void two_commits_are_compared(void **state)
{
	struct gp_series_set set;
	struct gp_repo *repo;

	(void)state;
	sh(MK "mk a; mk a; mk a; git checkout -q -b topic HEAD~1; mk t; mk t;"
	      "git checkout -q main; echo edit >>a");
	record("main~2", 1);
	record("main~1", 2);
	record("main", 3);
	record("topic~1", 10);
	record("topic", 11);
	record("main", 99, .dirty = true);
	only_series_is(QUERY(.from = "topic"), "1 2 10 11 | 3");
	only_series_is(QUERY(.from = "main~1"), "1 2 | 3");
	only_series_is(QUERY(.from = "main~1", .commits = 1), "2 | 3");
	/* backwards: the walk comes by the judged commit */
	only_series_is(QUERY(.from = "main", .rev = "main~1"), "1 3 | 2");
	only_series_is(QUERY(.from = "main"), "1 2 | 3");
	set = load(QUERY(.from = "topic"));
	assert_string_equal(set.base_name, "topic");
	assert_int_equal(gp_repo_open(&repo), GP_OK);
	{
		struct gp_commit topic = commit_of(repo, "topic");

		assert_true(gp_oid_same(&set.base, &topic.oid));
	}
	gp_repo_free(repo);
	gp_series_set_clear(&set);
	/* nothing in common */
	sh(MK "git stash -q; git checkout -q --orphan apart; mk x");
	record("apart", 20);
	only_series_is(QUERY(.from = "main", .rev = "apart"), "1 2 3 | 20");
}

/* ---- testbeds ---- */

static void testbeds_are_apart(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "for i in 1 2 3 4 5; do mk a; done");
	record("HEAD~4", 1);
	record("HEAD~4", 100, .testbed = "other");
	record("HEAD~3", 2);
	record("HEAD~2", 300, .testbed = "other");
	record("HEAD~1", 400, .testbed = "third");
	record("HEAD", 5);
	only_series_is(QUERY(.commits = 2), "1 2 | 5");
	record("HEAD", 500, .testbed = "other");
	set = load(QUERY(.commits = 1));
	assert_int_equal(set.n, 2);
	assert_string_equal(set.items[0].testbed, "bed");
	series_is(&set.items[0], "2 | 5");
	assert_string_equal(set.items[1].testbed, "other");
	series_is(&set.items[1], "300 | 500");
	assert_int_equal(set.n_testbeds, 2);
	gp_series_set_clear(&set);
}

static void a_forked_testbed_is_named(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a");
	record("HEAD~1", 1, .testbed = "old");
	record("HEAD", 2, .testbed = "new");
	set = load(QUERY(0));
	assert_true(has_notice(&set.notices, "no baseline on testbed 'new'"));
	assert_true(has_notice(&set.notices, "measured on 'old'"));
	gp_series_set_clear(&set);
}

/* ---- series ---- */

static void series_are_sorted_and_missing_ones_known(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a; mk a");
	record("HEAD~2", 1, .benchmark = "gone");
	record("HEAD~2", 2, .benchmark = "z");
	record("HEAD~1", 3, .benchmark = "z");
	record("HEAD~1", 4, .benchmark = "missing");
	record("HEAD", 5, .benchmark = "z");
	record("HEAD", 6, .benchmark = "a", .metric = "y");
	record("HEAD", 7, .benchmark = "a", .metric = "x");
	set = load(QUERY(0));
	assert_int_equal(set.n, 5);
	assert_string_equal(set.items[0].metric, "x");
	assert_string_equal(set.items[1].metric, "y");
	assert_string_equal(set.items[2].benchmark, "gone");
	/* measured once, which is no gap */
	assert_int_equal(set.items[2].absence, GP_ABSENCE_MISSING);
	assert_int_equal(set.items[2].absent_for, 2);
	assert_int_equal(set.items[2].longest_gap, 0);
	series_is(&set.items[2], "1 |");
	assert_string_equal(set.items[3].benchmark, "missing");
	assert_int_equal(set.items[3].absence, GP_ABSENCE_MISSING);
	series_is(&set.items[4], "2 3 | 5");
	gp_series_set_clear(&set);
}

static void keys_filter(void **state)
{
	static const char *const keys[] = { "parse*:p99", "exact" };
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a");
	record("HEAD", 1, .benchmark = "parse/8", .metric = "p99");
	record("HEAD", 2, .benchmark = "parse/8", .metric = "p50");
	record("HEAD", 3, .benchmark = "exact");
	record("HEAD", 4, .benchmark = "other");
	set = load(QUERY(.keys = keys, .n_keys = 2));
	assert_int_equal(set.n, 2);
	assert_string_equal(set.items[0].benchmark, "exact");
	assert_string_equal(set.items[1].metric, "p99");
	gp_series_set_clear(&set);
}

static void units_are_the_newest(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "for i in 1 2 3 4; do mk a; done");
	record("HEAD~3", 9, .unit = "B");
	record("HEAD~2", 2000000, .unit = "ns");
	record("HEAD~1", 3000, .unit = "us");
	record("HEAD", 4, .unit = "ms");
	set = load(QUERY(0));
	series_is(&set.items[0], "2 3 | 4");
	assert_true(has_notice(&set.notices, "b:value was measured in 'B'"));
	gp_series_set_clear(&set);
}

/* ---- what does not count ---- */

static void dirty_runs_stay_out(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a; mk a");
	record("HEAD~2", 1);
	record("HEAD~1", 99, .dirty = true);
	record("HEAD", 3);
	record("HEAD", 98, .dirty = true);
	only_series_is(QUERY(0), "1 | 3");
	set = load(QUERY(.rev = "HEAD~1"));
	assert_int_equal(set.n_runs, 0);
	assert_true(has_notice(&set.notices, "modified work tree"));
	gp_series_set_clear(&set);
}

static void a_dirty_work_tree_is_judged(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a; mk a");
	record("HEAD~1", 1);
	record("HEAD", 2);
	record("HEAD", 2.5);
	record("HEAD", 50, .dirty = true, .testbed = "other");
	sh("echo edit >>a");
	record("HEAD", 9, .dirty = true);
	set = load(QUERY(0));
	assert_true(set.dirty);
	assert_int_equal(set.n, 2);
	series_is(&set.items[0], "1 2,2.5 | 9");
	gp_series_set_clear(&set);
	sh("git checkout -q a");
	only_series_is(QUERY(0), "1 | 2 2.5");
	sh("echo edit >>a");
	only_series_is(QUERY(.rev = "HEAD~1"), "| 1");
}

static void only_the_last_edit_is_judged(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a");
	sh("echo edit >>a && touch -d @1700000500 a");
	record("HEAD~1", 1);
	record("HEAD", 50, .dirty = true, .time_ms = 1700000499000);
	record("HEAD", 9, .dirty = true, .time_ms = 1700000501000);
	record("HEAD", 8, .dirty = true, .time_ms = 1700000502000);
	only_series_is(QUERY(0), "1 | 9 8");
	sh("touch -d @1700000600 a");
	set = load(QUERY(0));
	series_is(&set.items[0], "1 | 50 9 8");
	assert_true(has_notice(&set.notices, "measure again"));
	gp_series_set_clear(&set);
}

static void copied_notes_do_not_count(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a; mk a");
	record("HEAD~2", 1);
	record("HEAD~2", 77, .at = "HEAD~1");
	record("HEAD", 3);
	record("HEAD~2", 88, .at = "HEAD");
	set = load(QUERY(0));
	series_is(&set.items[0], "1 | 3");
	assert_true(has_notice(&set.notices, "1 run of other commits"));
	gp_series_set_clear(&set);
}

/* ---- following content ---- */

static void squashed_commits_borrow(void **state)
{
	struct gp_series_set set;
	struct gp_repo *repo;

	(void)state;
	squash_topic();
	record("topic", 10, .at_tree = true);
	set = load(QUERY(0));
	series_is(&set.items[0], "1 | 10");
	assert_int_equal(set.n_runs, 1);
	assert_int_equal(gp_repo_open(&repo), GP_OK);
	{
		struct gp_commit as = commit_of(repo, "topic");

		assert_true(gp_oid_same(&set.items[0].current.measured_as,
					&as.oid));
	}
	gp_repo_free(repo);
	gp_series_set_clear(&set);
	/* in a baseline too, once; and its own run is worth more */
	sh(MK "mk a");
	record("main", 20);
	only_series_is(QUERY(0), "1 10 | 20");
	record("main~1", 11);
	only_series_is(QUERY(0), "1 11 | 20");
	record("main~1", 12, .testbed = "other");
	record("main", 21, .testbed = "third");
}

static void borrowed_runs_are_not_their_own_baseline(void **state)
{
	(void)state;
	squash_topic();
	record("topic", 10, .at_tree = true);
	/* the same tree again: both commits would find the run */
	sh(MK "step; git commit -q --allow-empty -m same");
	only_series_is(QUERY(0), "1 | 10");
	sh(MK "mk a");
	record("main", 20);
	only_series_is(QUERY(0), "1 10 | 20");
}

static void forgotten_runs_are_not_borrowed(void **state)
{
	struct gp_entry_id id;
	struct gp_series_set set;

	(void)state;
	squash_topic();
	id = record("topic", 10, .at_tree = true);
	forget("topic", id);
	set = load(QUERY(0));
	assert_int_equal(set.n_runs, 0);
	gp_series_set_clear(&set);
}

static void other_testbeds_are_borrowed_beside(void **state)
{
	struct gp_series_set set;

	(void)state;
	squash_topic();
	record("main~1", 100, .testbed = "ci");
	record("topic", 110, .testbed = "ci", .at_tree = true);
	record("topic", 10, .at_tree = true);
	record("main", 9);
	set = load(QUERY(0));
	assert_int_equal(set.n, 2);
	series_is(&set.items[0], "1 | 9");
	series_is(&set.items[1], "100 | 110");
	gp_series_set_clear(&set);
}

/* ---- odd repositories ---- */

static void go(const struct trash *trash, const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", trash->dir, name);
	assert_int_equal(chdir(path), 0);
}

static void shallow_clones_say_where_they_end(void **state)
{
	struct gp_series_set set;

	sh(MK "for i in 1 2 3 4 5; do mk a; done");
	for (int i = 5; i-- > 0;)
		record_sample((struct sample){
			.rev = (const char *const[]){ "HEAD", "HEAD~1",
						      "HEAD~2", "HEAD~3",
						      "HEAD~4" }[i],
			.value = 5 - i });
	sh("git clone -q --depth 3 \"file://$PWD\" ../shallow;"
	   "git clone -q --depth 1 \"file://$PWD\" ../one;"
	   "for r in shallow one; do git -C ../$r fetch -q origin"
	   " refs/notes/perf:refs/notes/perf; done");
	go(*state, "shallow");
	set = load(QUERY(0));
	series_is(&set.items[0], "3 4 | 5");
	assert_true(has_notice(&set.notices,
			       "history ends at the shallow boundary (2 of 30 "
			       "commits): git fetch --deepen=50"));
	gp_series_set_clear(&set);
	set = load(QUERY(.commits = 2, .window = 100));
	assert_int_equal(set.notices.n, 0);
	assert_int_equal(set.wanted, 2);
	assert_int_equal(set.window, 100);
	assert_int_equal(set.found, 2);
	gp_series_set_clear(&set);
	go(*state, "one");
	set = load(QUERY(0));
	series_is(&set.items[0], "| 5");
	assert_true(has_notice(&set.notices, "(0 of 30 commits)"));
	gp_series_set_clear(&set);
}

static void detached_and_bare_work(void **state)
{
	sh(MK "mk a; mk a; git checkout -q --detach");
	record("HEAD~1", 1);
	record("HEAD", 2);
	only_series_is(QUERY(0), "1 | 2");
	sh("git clone -q --bare . ../bare;"
	   "git -C ../bare fetch -q \"$PWD\" refs/notes/perf:refs/notes/perf");
	go(*state, "bare");
	only_series_is(QUERY(.rev = "main"), "1 | 2");
}

/* GitHub checks out a merge that exists nowhere else, and no branch. */
static void a_pull_requests_checkout_has_a_baseline(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk a; git checkout -q -b topic HEAD~1; mk t;"
	      "git checkout -q --detach main; step;"
	      "git merge -q --no-ff -m ephemeral topic");
	record("main~1", 1);
	record("main", 2);
	record("HEAD", 3);
	only_series_is(QUERY(0), "1 2 | 3");
	sh("git branch -q -D topic; git branch -m main elsewhere;"
	   "git update-ref -d refs/heads/elsewhere");
	set = load(QUERY(0));
	series_is(&set.items[0], "1 2 | 3");
	assert_true(has_notice(&set.notices, "no base branch"));
	gp_series_set_clear(&set);
}

static void nothing_recorded_is_empty(void **state)
{
	struct gp_series_set set;

	(void)state;
	set = load(QUERY(0));
	assert_int_equal(set.n, 0);
	assert_int_equal(set.n_runs, 0);
	assert_int_equal(set.n_testbeds, 0);
	gp_series_set_clear(&set);
	sh(MK "mk a");
	record("HEAD~1", 1);
	set = load(QUERY(0));
	assert_int_equal(set.n, 0);
	gp_series_set_clear(&set);
}

static void failures_leave_nothing(void **state)
{
	struct gp_series_set set = { .n = 42 };
	struct gp_history_query query = QUERY(.rev = "nowhere");
	struct gp_repo *repo;

	(void)state;
	assert_int_equal(gp_repo_open(&repo), GP_OK);
	assert_int_equal(gp_history_load(&set, repo, &query), GP_ENOTFOUND);
	query = QUERY(.from = "nowhere");
	assert_int_equal(gp_history_load(&set, repo, &query), GP_ENOTFOUND);
	query = QUERY(.base = "nowhere");
	assert_int_equal(gp_history_load(&set, repo, &query), GP_ENOTFOUND);
	assert_int_equal(set.n, 42);
	gp_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(a_line_is_walked),
		trash_test(the_window_is_measured_commits),
		trash_test(branches_begin_at_the_merge_base),
		trash_test(points_know_their_places),
		trash_test(merges_follow_the_first_parent),
		trash_test(no_base_is_no_obstacle),
		trash_test(two_commits_are_compared),
		trash_test(testbeds_are_apart),
		trash_test(a_forked_testbed_is_named),
		trash_test(series_are_sorted_and_missing_ones_known),
		trash_test(keys_filter),
		trash_test(units_are_the_newest),
		trash_test(dirty_runs_stay_out),
		trash_test(a_dirty_work_tree_is_judged),
		trash_test(only_the_last_edit_is_judged),
		trash_test(copied_notes_do_not_count),
		trash_test(squashed_commits_borrow),
		trash_test(borrowed_runs_are_not_their_own_baseline),
		trash_test(forgotten_runs_are_not_borrowed),
		trash_test(other_testbeds_are_borrowed_beside),
		trash_test(shallow_clones_say_where_they_end),
		trash_test(detached_and_bare_work),
		trash_test(a_pull_requests_checkout_has_a_baseline),
		trash_test(nothing_recorded_is_empty),
		trash_test(failures_leave_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
