/* The layout of the notes tree, and what it keeps. */
#include "store.h"

/* ---- layout ---- */

static void test_layout_splits_beyond_256(void **state)
{
	struct gp_repo *repo = open_store();
	git_oid last = object_of(256);
	char *before, *after;

	(void)state;
	add_batch(repo, &NONE, 0, 255);
	add_number(repo, 255);
	assert_sh("256", "git ls-tree refs/notes/perf | grep -c blob");
	before = tree();
	add_number(repo, 256);
	assert_sh("0", "git ls-tree refs/notes/perf | grep -c blob || true");
	assert_sh("257", "git ls-tree -r refs/notes/perf | wc -l");
	assert_sh("257", "git notes --ref=perf list | wc -l");
	/* and comes back */
	write_line(repo, &NONE, &last, "x 256", true);
	after = tree();
	assert_string_equal(before, after);
	assert_healthy();
	free(before);
	free(after);
	gp_repo_free(repo);
}

static void test_layout_is_the_same_in_any_order(void **state)
{
	struct gp_repo *repo = open_store();
	char *one, *two, *three;

	(void)state;
	add_many(repo, 0, 300);
	one = tree();
	sh("git update-ref -d refs/notes/perf");
	for (unsigned i = 300; i-- > 0;)
		add_number(repo, i);
	two = tree();
	sh("git update-ref -d refs/notes/perf");
	add_batch(repo, &NONE, 0, 300);
	three = tree();
	assert_string_equal(one, two);
	assert_string_equal(one, three);
	assert_healthy();
	free(one);
	free(two);
	free(three);
	gp_repo_free(repo);
}

/* Object ids that share their first bytes split as deep as they must. */
static void test_layout_splits_deeper(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_edits edits = { 0 };
	git_oid id = object_of(0);

	(void)state;
	for (int i = 0; i < 300; i++) {
		id.id[18] = (unsigned char)(i >> 8);
		id.id[19] = (unsigned char)i;
		gp_lines_add(&gp_edits_at(&edits, &id)->add, gp_span_of("x"));
	}
	assert_ok(gp_notes_edit(repo, &edits, &NONE));
	gp_edits_clear(&edits);
	assert_sh("300", "git notes --ref=perf list | wc -l");
	assert_sh("256", "git ls-tree -rt refs/notes/perf | awk '{ print $4 }' "
			 "| grep -c '/00/[0-9a-f][0-9a-f]$'");
	write_line(repo, &NONE, &id, "x", true);
	assert_sh("299", "git notes --ref=perf list | wc -l");
	assert_healthy();
	gp_repo_free(repo);
}

/*
 * Git divides at about 80 notes already. A path becomes canonical, and no
 * note is lost.
 */
static void test_layout_of_git(void **state)
{
	struct gp_repo *repo = open_store();
	char *ours, *git;

	(void)state;
	sh("for i in $(seq 150); do echo commit refs/heads/m; "
	   "echo 'committer T <t@example.com> '$i' +0000'; "
	   "printf 'data 3\\n%%03d\\n' $i; done | "
	   "git fast-import --quiet && "
	   "git rev-list m | while read c; do "
	   "git notes --ref=perf add -m x $c; done");
	assert_sh("0", "git ls-tree refs/notes/perf | grep -c blob || true");
	add_text(repo, "m", "y");
	assert_sh("150", "git ls-tree refs/notes/perf | grep -c blob");
	assert_sh("150", "git notes --ref=perf list | wc -l");
	assert_sh("x\ny", "git notes --ref=perf show m");
	ours = tree();
	/* git rewrites it all; we come back to the same */
	sh("git notes --ref=perf add -f -m z m && "
	   "git notes --ref=perf add -f -m x m");
	git = tree();
	assert_string_not_equal(ours, git);
	add_text(repo, "m", "y");
	free(git);
	git = tree();
	assert_string_equal(ours, git);
	assert_healthy();
	free(ours);
	free(git);
	gp_repo_free(repo);
}

/* Files that are no notes stay where they are, at any depth. */
static void test_layout_keeps_strangers(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("b=$(echo x | git hash-object -w --stdin) && "
	   "h=$(git rev-parse HEAD) && a=${h%%${h#??}} && "
	   "export GIT_INDEX_FILE=../index && "
	   "git update-index --add --cacheinfo 100644,$b,README "
	   "--cacheinfo 100644,$b,docs/a --cacheinfo 100644,$b,$a/stranger "
	   "--cacheinfo 100644,$b,$a/${h#??} && git update-ref refs/notes/perf "
	   "$(git commit-tree -m x $(git write-tree))");
	add_text(repo, "HEAD", "y");
	assert_sh("x\ny", "git notes --ref=perf show");
	assert_sh("README\ndocs/a",
		  "git ls-tree -r --name-only refs/notes/perf | "
		  "grep -E 'README|docs'");
	assert_sh("1", "git ls-tree -r refs/notes/perf | grep -c stranger");
	assert_sh("1", "git ls-tree refs/notes/perf | "
		       "grep -c $(git rev-parse HEAD)");
	assert_healthy();
	gp_repo_free(repo);
}

/* A note both here and in a subtree is the union of the two. */
static void test_layout_unites_doubles(void **state)
{
	struct gp_repo *repo = open_store();
	git_oid other = object_of(7);

	(void)state;
	sh("a=$(echo a | git hash-object -w --stdin) && "
	   "b=$(echo b | git hash-object -w --stdin) && "
	   "h=$(git rev-parse HEAD) && d=${h%%${h#??}} && "
	   "export GIT_INDEX_FILE=../index && "
	   "git update-index --add --cacheinfo 100644,$a,$h "
	   "--cacheinfo 100644,$b,$d/${h#??} && git update-ref refs/notes/perf "
	   "$(git commit-tree -m x $(git write-tree))");
	write_line(repo, &NONE, &other, "c", false);
	assert_sh("a\nb", "git notes --ref=perf show");
	assert_sh("2", "git ls-tree -r refs/notes/perf | wc -l");
	gp_repo_free(repo);
}

static void test_tree_bomb(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	/* 2^18 paths through 18 trees, and not one note */
	sh("t=$(git mktree </dev/null) && for i in $(seq 18); do "
	   "t=$(printf '040000 tree %%s\\taa\\n040000 tree %%s\\tbb\\n' "
	   "$t $t | git mktree); done && "
	   "git update-ref refs/notes/perf $(git commit-tree -m x $t)");
	assert_int_equal(try_line(repo, &NONE), GP_ELIMIT);
	gp_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(test_layout_splits_beyond_256),
		trash_test(test_layout_is_the_same_in_any_order),
		trash_test(test_layout_splits_deeper),
		trash_test(test_layout_of_git),
		trash_test(test_layout_keeps_strangers),
		trash_test(test_layout_unites_doubles),
		trash_test(test_tree_bomb),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
