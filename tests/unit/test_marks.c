/*
 * Acceptances and aliases: where they take effect.
 */
#include "history.h"

/* ---- marks of one commit ---- */

static void marks_are(const char *rev, const char *wanted)
{
	struct gp_notices notices = { 0 };
	struct gp_buf got = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	struct gp_repo *repo;
	struct gp_commit commit;

	if (gp_repo_open(&repo))
		fail_msg("%s", gp_error_message());
	commit = commit_of(repo, rev);
	if (gp_history_marks(&runs, repo, &commit, &notices))
		fail_msg("%s", gp_error_message());
	for (size_t i = 0; i < runs.n; i++) {
		const struct gp_entry *run = runs.items[i];

		gp_buf_puts(&got, i ? " " : "");
		if (run->kind == GP_ENTRY_ACCEPTANCE)
			gp_buf_puts(&got, run->accept->pattern);
		else
			gp_buf_printf(&got, "%s>%s", run->alias->from,
				      run->alias->to);
	}
	assert_string_equal(gp_buf_str(&got), wanted);
	assert_int_equal(notices.n, 0);
	gp_buf_clear(&got);
	gp_entries_clear(&runs);
	gp_repo_free(repo);
}

static void marks_of_a_commit_are_listed(void **state)
{
	(void)state;
	squash_topic();
	record("topic", 10, .at_tree = true);
	accept_it("topic", "b", .off = true);
	alias_it("topic", "old", "b", .off = true);
	accept_it("main~1", "a*");
	forget("main~1", accept_it("main~1", "undone"));
	marks_are("topic", "b old>b");
	/* the squash has the tree of the topic */
	marks_are("main", "b old>b");
	accept_it("main", "c");
	marks_are("main", "b old>b c");
	marks_are("main~1", "a*");
	marks_are("main~2", "");
}

/* ---- acceptances ---- */

/* "pattern@subject/2 pattern@subject/3!": where each begins to count; the
   mark of the judged commits is a "!". */
static void accepted_is(const struct gp_series *s, const char *wanted)
{
	struct gp_buf got = GP_BUF_INIT;
	char hex[GP_OID_HEX], *subject;

	for (size_t i = 0; i < s->n_accepted; i++) {
		const struct gp_accepted *a = &s->accepted[i];

		subject = sh_out("git show -s --format=%%s %s",
				 gp_oid_hex(&a->commit, hex));
		gp_buf_printf(&got, "%s%s@%s/%zu%s", i ? " " : "",
			      a->run->accept->pattern, subject, a->from,
			      a->on_branch ? "!" : "");
		free(subject);
	}
	assert_string_equal(gp_buf_str(&got), wanted);
	gp_buf_clear(&got);
}

static void only_accepted_is(struct gp_history_query query, const char *wanted)
{
	struct gp_series_set set = load(query);

	assert_int_equal(set.n, 1);
	accepted_is(&set.items[0], wanted);
	assert_int_equal(set.notices.n, 0);
	gp_series_set_clear(&set);
}

/* Commits a to f on main, measured but for c. */
static void line_of_six(void)
{
	sh(MK "for i in a b c d e f; do mk $i; done");
	record("main~5", 1);
	record("main~4", 2);
	record("main~2", 4);
	record("main~1", 5);
	record("main", 6);
}

static void acceptances_have_a_place(void **state)
{
	struct gp_entry_id undone;

	(void)state;
	line_of_six();
	only_accepted_is(QUERY(0), "");
	accept_it("main~2", "b");
	only_accepted_is(QUERY(0), "b@d/2");
	/* at a commit that was not measured: from the next one on */
	accept_it("main~3", "b:value");
	only_accepted_is(QUERY(0), "b:value@c/2 b@d/2");
	accept_it("main", "*");
	only_accepted_is(QUERY(0), "b:value@c/2 b@d/2 *@f/4!");
	undone = accept_it("main~5", "b");
	only_accepted_is(QUERY(0), "b@a/0 b:value@c/2 b@d/2 *@f/4!");
	forget_project(undone);
	only_accepted_is(QUERY(0), "b:value@c/2 b@d/2 *@f/4!");
	/* what is newer than the judged commit is not there yet */
	only_accepted_is(QUERY(.rev = "main~1"), "b:value@c/2 b@d/2");
	only_accepted_is(QUERY(.rev = "main~2"), "b:value@c/2 b@d/2!");
	/* nor is what is older than the window */
	only_accepted_is(QUERY(.commits = 1), "*@f/1!");
}

static void acceptances_match(void **state)
{
	(void)state;
	line_of_six();
	accept_it("main~2", "other");
	accept_it("main~2", "b", .testbed = "other");
	only_accepted_is(QUERY(0), "");
	accept_it("main~2", "v*", .testbed = "bed");
	only_accepted_is(QUERY(0), "v*@d/2");
}

static void branches_carry_acceptances(void **state)
{
	(void)state;
	sh(MK "mk a; mk b; git checkout -q -b topic; mk t; mk u;"
	      "git checkout -q main; mk c; git checkout -q topic");
	record("main~2", 1);
	record("main~1", 2);
	record("topic", 10);
	accept_it("topic~1", "b", .off = true);
	only_accepted_is(QUERY(0), "b@t/2!");
	accept_it("main", "b");
	only_accepted_is(QUERY(0), "b@t/2!");
	accept_it("main~1", "b");
	only_accepted_is(QUERY(0), "b@b/1 b@t/2!");
}

static void squashes_carry_acceptances(void **state)
{
	(void)state;
	squash_topic();
	sh(MK "mk z");
	record("main~1", 10);
	record("main", 11);
	accept_it("topic", "b", .off = true);
	only_accepted_is(QUERY(0), "b@squashed/1");
	only_accepted_is(QUERY(.rev = "main~1"), "b@squashed/1!");
	/* without the branch too */
	sh("git branch -q -D topic; git reflog expire --expire=now --all;"
	   "git gc -q --prune=now");
	only_accepted_is(QUERY(0), "b@squashed/1");
	/* of commits with one tree the oldest that can be a squash */
	sh(MK "git revert --no-edit main >/dev/null; step;"
	      "git commit -q --amend --no-edit --date=now; mk y");
	record("main", 12);
	only_accepted_is(QUERY(0), "b@squashed/1");
}

static void reverts_are_no_squashes(void **state)
{
	(void)state;
	sh(MK "mk a; git checkout -q -b topic; step;"
	      "git commit -q --allow-empty -m t; git checkout -q main; mk c");
	record("main~1", 1);
	record("main", 2);
	/* the tree is that of a, which is older than t */
	accept_it("topic", "b", .off = true);
	only_accepted_is(QUERY(0), "");
}

/* main: a b M c N d, with M and N merges; t in M, u (of v, of t) in N. */
static void two_merges(void)
{
	sh(MK "mk a; git checkout -q -b topic; mk t; git checkout -q main;"
	      "mk b; step; git merge -q --no-ff -m M topic;"
	      "git checkout -q topic; mk v; mk u; git checkout -q main; mk c;"
	      "step; git merge -q --no-ff -m N topic; mk d");
	record("main~5", 1);
	record("main~4", 2);
	record("main~3", 3);
	record("main~2", 4);
	record("main~1", 5);
	record("main", 6);
}

static void merges_carry_acceptances(void **state)
{
	(void)state;
	two_merges();
	for (int graph = 0; graph < 2; graph++) {
		struct gp_entry_id t = accept_it("topic~2", "b", .off = true);
		struct gp_entry_id u;

		only_accepted_is(QUERY(0), "b@M/2");
		only_accepted_is(QUERY(.rev = "main~3"), "b@M/2!");
		only_accepted_is(QUERY(.rev = "main~4"), "");
		u = accept_it("topic", "*", .off = true);
		only_accepted_is(QUERY(0), "b@M/2 *@N/4");
		/* M is below this window, and t with it */
		only_accepted_is(QUERY(.commits = 2), "*@N/1");
		only_accepted_is(QUERY(.commits = 1), "*@N/0");
		/* on the branch that was merged */
		only_accepted_is(QUERY(.rev = "main~1"), "b@M/2 *@N/4!");
		forget_project(t);
		forget_project(u);
		sh("git commit-graph write --reachable");
	}
}

/* A branch that took main in: its first parents do not meet the merge base. */
static void branches_that_merged_the_base(void **state)
{
	(void)state;
	sh(MK "mk a; git checkout -q -b topic; mk t; git checkout -q main;"
	      "mk b; mk c; git checkout -q topic; step;"
	      "git merge -q -m back main; mk u");
	record("main~2", 1);
	record("main~1", 2);
	record("main", 3);
	record("topic", 10);
	only_series_is(QUERY(0), "1 2 3 | 10");
	accept_it("topic~2", "b", .off = true);
	accept_it("main~1", "*");
	only_accepted_is(QUERY(0), "*@b/1 b@t/3!");
}

static void a_dirty_work_tree_has_its_heads_marks(void **state)
{
	(void)state;
	line_of_six();
	accept_it("main", "b");
	sh("echo edit >>a");
	record("main", 60, .dirty = true);
	only_accepted_is(QUERY(0), "b@f/4");
}

/* ---- aliases ---- */

/* "bench:metric 1 2 | 3; …": every series. */
static void set_is(struct gp_history_query query, const char *wanted)
{
	struct gp_series_set set = load(query);
	struct gp_buf got = GP_BUF_INIT;

	for (size_t i = 0; i < set.n; i++) {
		const struct gp_series *s = &set.items[i];

		gp_buf_printf(&got, "%s%s:%s%s ", i ? "; " : "", s->benchmark,
			      s->metric,
			      s->absence == GP_ABSENCE_MISSING ? "!" : "");
		describe(&got, s);
	}
	assert_string_equal(gp_buf_str(&got), wanted);
	gp_buf_clear(&got);
	gp_series_set_clear(&set);
}

static void renamed_benchmarks_keep_their_history(void **state)
{
	(void)state;
	sh(MK "for i in a b c d; do mk $i; done");
	record("main~3", 1, .benchmark = "old");
	record("main~2", 2, .benchmark = "old");
	record("main~1", 3, .benchmark = "new");
	record("main", 4, .benchmark = "new");
	set_is(QUERY(0), "new:value 3 | 4; old:value! 1 2 |");
	alias_it("main~1", "old", "new");
	set_is(QUERY(0), "new:value 1 2 3 | 4");
	set_is(QUERY(.rev = "main~1"), "new:value 1 2 | 3");
	/* the old commits have the old name */
	set_is(QUERY(.rev = "main~2"), "old:value 1 | 2");
	/* who accepted it by its old name */
	accept_it("main~2", "old");
	{
		struct gp_series_set set = load(QUERY(0));

		accepted_is(&set.items[0], "old@b/1");
		gp_series_set_clear(&set);
	}
}

static void an_old_name_is_not_missing(void **state)
{
	(void)state;
	sh(MK "mk a; mk b");
	record("main~1", 1, .benchmark = "old");
	record("main", 2, .benchmark = "new");
	set_is(QUERY(0), "new:value | 2; old:value! 1 |");
	alias_it("main", "old", "new");
	set_is(QUERY(0), "new:value 1 | 2");
}

static void keys_are_renamed(void **state)
{
	(void)state;
	sh(MK "mk a; mk b");
	record("main~1", 1, .benchmark = "x", .metric = "p99");
	record("main~1", 2, .benchmark = "x", .metric = "p50");
	record("main", 3, .benchmark = "y:z", .metric = "tail");
	record("main", 4, .benchmark = "x", .metric = "p50");
	alias_it("main", "x:p99", "y:z:tail");
	set_is(QUERY(0), "x:p50 2 | 4; y:z:tail 1 | 3");
	/* the benchmark goes before */
	alias_it("main", "x", "w");
	set_is(QUERY(0), "w:p50 2 | 4; w:p99! 1 |; y:z:tail | 3");
}

static void aliases_form_chains(void **state)
{
	(void)state;
	sh(MK "for i in a b c d; do mk $i; done");
	record("main~3", 1, .benchmark = "one");
	record("main~2", 2, .benchmark = "two");
	record("main~1", 3, .benchmark = "three");
	record("main", 4, .benchmark = "three");
	alias_it("main~1", "two", "three");
	alias_it("main~2", "one", "two");
	set_is(QUERY(0), "three:value 1 2 3 | 4");
	/* said at once, and in any order */
	sh("git update-ref -d refs/notes/perf");
	record("main~3", 1, .benchmark = "one");
	record("main~2", 2, .benchmark = "two");
	record("main", 4, .benchmark = "three");
	alias_it("main", "two", "three");
	alias_it("main", "one", "two");
	set_is(QUERY(0), "three:value 1 2 | 4");
	/* and back again */
	sh("git update-ref -d refs/notes/perf");
	record("main~3", 1, .benchmark = "one");
	record("main~2", 2, .benchmark = "two");
	record("main", 4, .benchmark = "one");
	alias_it("main~2", "one", "two");
	alias_it("main", "two", "one");
	set_is(QUERY(0), "one:value 1 2 | 4");
}

static void circles_are_named(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk b");
	record("main~1", 1, .benchmark = "one");
	record("main~1", 2, .benchmark = "three");
	record("main", 3, .benchmark = "two");
	record("main", 4, .benchmark = "four");
	alias_it("main", "one", "two");
	alias_it("main", "two", "one");
	alias_it("main", "three", "four");
	alias_it("main", "self", "self");
	set_is(QUERY(0), "four:value 2 | 4; one:value! 1 |; two:value | 3");
	set = load(QUERY(0));
	assert_int_equal(set.notices.n, 2);
	assert_true(has_notice(&set.notices, "from 'one' to 'two' form a "
					     "circle, and are ignored"));
	assert_true(has_notice(&set.notices, "from 'self' to 'self'"));
	gp_series_set_clear(&set);
	/* of benchmarks and keys: it ends */
	alias_it("main", "p", "q");
	alias_it("main", "q:value", "p:value");
	record("main", 5, .benchmark = "p");
	set = load(QUERY(0));
	assert_int_equal(set.n, 4);
	gp_series_set_clear(&set);
}

static void the_last_alias_of_a_name_counts(void **state)
{
	(void)state;
	sh(MK "mk a; mk b");
	record("main~1", 1, .benchmark = "old");
	record("main", 2, .benchmark = "new");
	alias_it("main", "old", "elsewhere");
	alias_it("main", "old", "new");
	set_is(QUERY(0), "new:value 1 | 2");
}

static void a_name_that_is_taken_counts_first(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk b; mk c");
	record("main~2", 1, .benchmark = "old");
	record("main~1", 9, .benchmark = "old");
	record("main~1", 2, .benchmark = "new");
	record("main~1", 8, .benchmark = "old");
	record("main", 3, .benchmark = "new");
	alias_it("main", "old", "new");
	set = load(QUERY(0));
	assert_int_equal(set.n, 1);
	series_is(&set.items[0], "1 2 | 3");
	assert_true(has_notice(&set.notices,
			       "new:value and old:value are both new:value"));
	gp_series_set_clear(&set);
}

static void aliases_come_by_merges_and_squashes(void **state)
{
	(void)state;
	two_merges();
	record("main", 7, .benchmark = "new");
	record("main~1", 6, .benchmark = "new");
	alias_it("topic", "b", "new", .off = true);
	/* up to N, where the alias came in, new has the name itself */
	set_is(QUERY(.rev = "main~2"), "b:value 1 2 3 | 4");
	set_is(QUERY(0), "b:value | 6; new:value 1 2 3 4 6 | 7");
}

/* ---- the anchor ---- */

static void anchor_is(struct gp_history_query query, const char *name,
		      double value)
{
	struct gp_series_set set = load(query);
	const struct gp_point *p;

	assert_string_equal(set.anchor_name, name);
	assert_int_equal(set.anchor.named.size, *name ? 20 : 0);
	assert_true(set.n > 0);
	p = &set.items[0].anchor;
	assert_int_equal(p->n_readings, value != 0);
	if (value != 0) {
		assert_true(gp_oid_same(&p->commit, &set.anchor.commit));
		assert_true(gp_decimal_double(p->readings[0].m->samples[0]) *
				    p->readings[0].scale ==
			    value);
	}
	assert_int_equal(set.notices.n, 0);
	gp_series_set_clear(&set);
}

static void the_last_measured_tag_is_the_anchor(void **state)
{
	(void)state;
	line_of_six();
	anchor_is(QUERY(0), "", 0);
	sh("git tag v1 main~5; git tag -a -m two v2 main~4;"
	   "git tag v3 main~3; git tag v6 main; git tag blob main:a;"
	   "git tag -a -m three v2-b main~4");
	for (int packed = 0; packed < 3; packed++) {
		anchor_is(QUERY(0), "v2", 2);
		anchor_is(QUERY(.commits = 1), "v2", 2);
		anchor_is(QUERY(.rev = "main~4"), "v1", 1);
		/* the commits walked are all that is looked at */
		anchor_is(QUERY(.commits = 1, .depth = 3), "", 0);
		anchor_is(QUERY(.commits = 1, .depth = 4), "v2", 2);
		sh(packed ? "git commit-graph write --reachable"
			  : "git pack-refs --all");
	}
	anchor_is(QUERY(.from = "main~1"), "", 0);
	record("main", 7, .benchmark = "a");
	anchor_is(QUERY(0), "v2", 0);
}

static void an_anchor_is_scaled_and_renamed(void **state)
{
	(void)state;
	sh(MK "mk a; mk b; mk c; git tag v1 main~2");
	record("main~2", 1000, .benchmark = "old", .unit = "us");
	record("main~1", 2);
	record("main", 3);
	alias_it("main~1", "old", "b");
	anchor_is(QUERY(0), "v1", 1);
	anchor_is(QUERY(.commits = 1), "v1", 1);
}

static void an_anchor_can_be_named(void **state)
{
	struct gp_series_set set;

	(void)state;
	sh(MK "mk a; mk b; git checkout -q --detach; mk x; git tag off;"
	      "git checkout -q main; mk c; git tag v2 main~1");
	record("main~1", 2);
	record("main", 3);
	record("off", 9);
	anchor_is(QUERY(.anchor = "off"), "off", 9);
	anchor_is(QUERY(.anchor = "main"), "", 0);
	set = load(QUERY(.anchor = "nowhere"));
	assert_string_equal(set.anchor_name, "");
	assert_true(has_notice(&set.notices, "perf.anchor: 'nowhere'"));
	gp_series_set_clear(&set);
	set = load(QUERY(.anchor = "main~2"));
	assert_true(has_notice(&set.notices,
			       "perf.anchor: nothing was measured at"));
	gp_series_set_clear(&set);
}

static void tags_of_other_testbeds_are_passed(void **state)
{
	(void)state;
	line_of_six();
	sh("git tag v1 main~5; git tag v3 main~3; git tag v4 main~2");
	record("main~3", 30, .testbed = "other");
	sh("git tag -d v4 >/dev/null");
	anchor_is(QUERY(0), "v1", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(marks_of_a_commit_are_listed),
		trash_test(acceptances_have_a_place),
		trash_test(acceptances_match),
		trash_test(branches_carry_acceptances),
		trash_test(squashes_carry_acceptances),
		trash_test(reverts_are_no_squashes),
		trash_test(merges_carry_acceptances),
		trash_test(branches_that_merged_the_base),
		trash_test(a_dirty_work_tree_has_its_heads_marks),
		trash_test(renamed_benchmarks_keep_their_history),
		trash_test(an_old_name_is_not_missing),
		trash_test(keys_are_renamed),
		trash_test(aliases_form_chains),
		trash_test(circles_are_named),
		trash_test(the_last_alias_of_a_name_counts),
		trash_test(a_name_that_is_taken_counts_first),
		trash_test(aliases_come_by_merges_and_squashes),
		trash_test(the_last_measured_tag_is_the_anchor),
		trash_test(an_anchor_is_scaled_and_renamed),
		trash_test(an_anchor_can_be_named),
		trash_test(tags_of_other_testbeds_are_passed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
