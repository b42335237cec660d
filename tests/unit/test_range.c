/*
 * Every measured commit of a range: order, reach, borrowing.
 */
#include "history.h"

struct seen {
	struct gp_buf text;
	size_t fail_after;
};

/* "subject=1,2 ", the values of a commit's runs behind its subject. */
static enum gp_err see(void *ctx, const struct gp_commit *commit,
		       const struct gp_entries *runs)
{
	struct seen *seen = ctx;
	char hex[GP_OID_HEX], *subject;

	if (seen->fail_after && !--seen->fail_after)
		return gp_fail(GP_EIO, "enough");
	subject = sh_out("git show -s --format=%%s %s 2>/dev/null || echo gone",
			 gp_oid_hex(&commit->oid, hex));
	gp_buf_printf(&seen->text, "%s%s=", seen->text.len ? " " : "", subject);
	for (size_t i = 0; i < runs->n; i++)
		gp_buf_printf(&seen->text, "%s%g", i ? "," : "",
			      gp_decimal_double(
				      runs->items[i]->results[0].samples[0]));
	free(subject);
	assert_true(commit->time > 0);
	return GP_OK;
}

static struct gp_notices each(struct seen *seen,
			      const struct gp_history_range *range)
{
	struct gp_notices notices = { 0 };
	struct gp_repo *repo;

	if (gp_repo_open(&repo) ||
	    gp_history_range(repo, range, see, seen, &notices))
		fail_msg("%s", gp_error_message());
	gp_repo_free(repo);
	return notices;
}

static void range_is(struct gp_history_range range, const char *wanted)
{
	struct seen seen = { .text = GP_BUF_INIT };
	struct gp_notices notices = each(&seen, &range);

	assert_string_equal(gp_buf_str(&seen.text), wanted);
	gp_notices_clear(&notices);
	gp_buf_clear(&seen.text);
}

#define HEAD_ONLY ((struct gp_history_range){ .n_revs = 0 })
#define ALL       ((struct gp_history_range){ .all = true })
#define LINE(...)                                                              \
	((struct gp_history_range){ .first_parent = true, __VA_ARGS__ })
#define REVS(...)                                                              \
	((struct gp_history_range){                                            \
		.revs = (const char *const[]){ __VA_ARGS__ },                  \
		.n_revs = sizeof((const char *const[]){ __VA_ARGS__ }) /       \
			  sizeof(const char *) })

static void ranges_are_gits(void **state)
{
	(void)state;
	sh(MK "mk a; git checkout -q -b topic; mk b; mk c;"
	      "git checkout -q main; mk d; step;"
	      "git merge -q --no-ff -m m topic; mk e");
	record("main~3", 1);
	record("topic~1", 2);
	record("topic", 3);
	record("main~2", 4);
	record("main~1", 5);
	record("main~1", 5.5);
	range_is(HEAD_ONLY, "a=1 b=2 c=3 d=4 m=5,5.5");
	range_is(REVS("main", "^topic"), "d=4 m=5,5.5");
	range_is(REVS("main~2..topic"), "b=2 c=3");
	range_is(REVS("main~3"), "a=1");
	sh("git commit-graph write --reachable");
	range_is(HEAD_ONLY, "a=1 b=2 c=3 d=4 m=5,5.5");
}

static void first_parents_are_a_line(void **state)
{
	(void)state;
	sh(MK "mk a; git checkout -q -b topic; mk b; mk c;"
	      "git checkout -q main; mk d; step;"
	      "git merge -q --no-ff -m m topic; mk e");
	record("main~3", 1);
	record("topic~1", 2);
	record("topic", 3);
	record("main~2", 4);
	record("main~1", 5);
	record("main", 6);
	range_is(LINE(0), "a=1 d=4 m=5 e=6");
	range_is(LINE(.revs = (const char *const[]){ "topic..main" },
		      .n_revs = 1),
		 "d=4 m=5 e=6");
	range_is(LINE(.revs = (const char *const[]){ "main..topic" },
		      .n_revs = 1),
		 "");
	range_is(LINE(.revs = (const char *const[]){ "main~3..topic" },
		      .n_revs = 1),
		 "b=2 c=3");
}

/* The first commit of MK is at 1700000060, each next a minute later. */
static void times_bound_a_range(void **state)
{
	char *lost;

	(void)state;
	sh(MK "mk a; mk b; mk c; mk d; git checkout -q --detach; mk x");
	lost = sh_out("git rev-parse HEAD");
	sh("git checkout -q main");
	record("main~3", 1);
	record("main~2", 2);
	record("main~1", 3);
	record("main", 4);
	record(lost, 5);
	free(lost);
	range_is(LINE(.since = 1700000120), "b=2 c=3 d=4");
	range_is(LINE(.until = 1700000120), "a=1 b=2");
	range_is(LINE(.since = 1700000120, .until = 1700000180), "b=2 c=3");
	range_is(LINE(.since = 1700000121, .until = 1700000179), "");
	range_is(LINE(.until = -1), "");
	range_is(LINE(.all = true, .since = 1700000240), "x=5 d=4");
	range_is(LINE(.all = true, .until = 1700000060), "a=1");
}

static void dirty_runs_are_told(void **state)
{
	(void)state;
	sh(MK "mk a");
	record("HEAD", 1);
	record("HEAD", 2, .dirty = true);
	range_is(HEAD_ONLY, "a=1,2");
}

static void unreached_commits_come_first(void **state)
{
	(void)state;
	sh(MK "mk a; mk b; git checkout -q --detach; mk x; mk y");
	record("HEAD", 20);
	record("HEAD~1", 10);
	record("main", 2);
	record("main~1", 1);
	sh("git checkout -q main");
	range_is(HEAD_ONLY, "a=1 b=2");
	range_is(ALL, "x=10 y=20 a=1 b=2");
	sh("git reflog expire --expire=now --all && git gc -q --prune=now");
	range_is(ALL, "gone=10 gone=20 a=1 b=2");
	sh(MK "git checkout -q -b topic main~1; mk t");
	record("topic", 3);
	sh("git checkout -q main");
	range_is(HEAD_ONLY, "a=1 b=2");
	range_is(ALL, "gone=10 gone=20 a=1 b=2 t=3");
}

static void squash(void)
{
	sh(MK "mk a; git checkout -q -b topic; mk t; mk t;"
	      "git checkout -q main; git merge -q --squash topic; step;"
	      "git commit -qm squashed; step;"
	      "git commit -q --allow-empty -m same");
}

static void runs_are_borrowed_once(void **state)
{
	(void)state;
	squash();
	record("topic", 10, .at_tree = true);
	for (int graph = 0; graph < 2; graph++) {
		range_is(HEAD_ONLY, "squashed=10");
		range_is(ALL, "t=10");
		range_is(REVS("topic", "main"), "t=10");
		sh("git commit-graph write --reachable");
	}
	sh("git branch -q -D topic");
	range_is(HEAD_ONLY, "squashed=10");
	range_is(ALL, "t=10");
	record("main", 20);
	range_is(HEAD_ONLY, "squashed=10 same=20");
}

/* The empty tree's note is about the project; a lender all the same. */
static void empty_trees_can_lend(void **state)
{
	(void)state;
	sh(MK "git checkout -q --orphan empty; git rm -qrf .;"
	      "step; git commit -q --allow-empty -m one;"
	      "git checkout -q -b topic; step;"
	      "git commit -q --allow-empty -m lost;"
	      "git checkout -q empty; step;"
	      "git commit -q --allow-empty -m two");
	record("empty~1", 1);
	record("topic", 2, .at_tree = true);
	range_is(HEAD_ONLY, "one=1 two=2");
}

static void copied_notes_are_left_out(void **state)
{
	struct seen seen = { .text = GP_BUF_INIT };
	struct gp_notices notices;

	(void)state;
	sh(MK "mk a; mk b");
	record("HEAD~1", 1);
	record("HEAD~1", 2, .at = "HEAD");
	notices = each(&seen, &HEAD_ONLY);
	assert_string_equal(gp_buf_str(&seen.text), "a=1");
	assert_true(has_notice(&notices, "1 run of other commits"));
	gp_notices_clear(&notices);
	gp_buf_clear(&seen.text);
}

static void shallow_clones_are_told(void **state)
{
	const struct trash *trash = *state;
	struct seen seen = { .text = GP_BUF_INIT };
	struct gp_notices notices;
	char path[128];

	sh(MK "mk a; mk b; mk c");
	record("HEAD~2", 1);
	record("HEAD~1", 2);
	record("HEAD", 3);
	sh("git clone -q --depth 2 \"file://$PWD\" ../shallow;"
	   "git -C ../shallow fetch -q origin"
	   " refs/notes/perf:refs/notes/perf");
	snprintf(path, sizeof(path), "%s/shallow", trash->dir);
	assert_int_equal(chdir(path), 0);
	notices = each(&seen, &HEAD_ONLY);
	assert_string_equal(gp_buf_str(&seen.text), "b=2 c=3");
	assert_true(has_notice(&notices, "git fetch --unshallow"));
	gp_notices_clear(&notices);
	gp_buf_clear(&seen.text);
}

static void failures_are_handed_up(void **state)
{
	struct seen seen = { .fail_after = 2 };
	struct gp_notices notices = { 0 };
	struct gp_repo *repo;

	(void)state;
	sh(MK "mk a; mk b");
	record("HEAD~1", 1);
	record("HEAD", 2);
	assert_int_equal(gp_repo_open(&repo), GP_OK);
	assert_int_equal(
		gp_history_range(repo, &HEAD_ONLY, see, &seen, &notices),
		GP_EIO);
	assert_string_equal(gp_buf_str(&seen.text), "a=1");
	assert_int_equal(
		gp_history_range(repo, &REVS("nowhere"), see, &seen, &notices),
		GP_ENOTFOUND);
	assert_non_null(strstr(gp_error_message(), "nowhere"));
	assert_int_equal(
		gp_history_range(repo, &REVS("--all"), see, &seen, &notices),
		GP_ENOTFOUND);
	gp_repo_free(repo);
	gp_notices_clear(&notices);
	gp_buf_clear(&seen.text);
}

static void unborn_branches_have_all(void **state)
{
	(void)state;
	sh(MK "mk a");
	record("HEAD", 1);
	sh("git checkout -q --orphan unborn");
	range_is(ALL, "a=1");
	{
		struct seen seen = { .fail_after = 0 };
		struct gp_notices notices = { 0 };
		struct gp_repo *repo;

		assert_int_equal(gp_repo_open(&repo), GP_OK);
		assert_int_equal(gp_history_range(repo, &HEAD_ONLY, see, &seen,
						  &notices),
				 GP_ENOTFOUND);
		gp_repo_free(repo);
		gp_notices_clear(&notices);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(ranges_are_gits),
		trash_test(first_parents_are_a_line),
		trash_test(times_bound_a_range),
		trash_test(dirty_runs_are_told),
		trash_test(unreached_commits_come_first),
		trash_test(runs_are_borrowed_once),
		trash_test(empty_trees_can_lend),
		trash_test(copied_notes_are_left_out),
		trash_test(shallow_clones_are_told),
		trash_test(failures_are_handed_up),
		trash_test(unborn_branches_have_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
