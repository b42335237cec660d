/* Writing notes: lines, git's own tools, durability, refusals. */
#include "store.h"

/* ---- lines ---- */

static void test_lines_are_a_sorted_set(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	add_text(repo, "HEAD", "b");
	add_text(repo, "HEAD", "a");
	add_text(repo, "HEAD", "b");
	add_text(repo, "HEAD", "a b");
	assert_sh("a\na b\nb", "git notes --ref=perf show");
	/* a line that is there makes no commit */
	assert_sh("3", "git rev-list --count refs/notes/perf");
	assert_healthy();
	gp_repo_free(repo);
}

/* Whatever stands in a note stays: other tools' lines, CR, NUL, Latin-1. */
static void test_lines_stay_verbatim(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("printf '2 future\\n\\n  \\n1 !damage\\nCR\\r\\nA\\0B\\n\\351\\nend' "
	   ">../note && git notes --ref=perf add -C $(git hash-object -w "
	   "../note) HEAD");
	add_text(repo, "HEAD", "1 new");
	sh("printf '  \\n1 !damage\\n1 new\\n2 future\\nA\\0B\\nCR\\r\\nend\\n"
	   "\\351\\n' >../wanted && "
	   "git notes --ref=perf list HEAD | git cat-file --batch | "
	   "sed 1d | head -c -1 | cmp - ../wanted");
	gp_repo_free(repo);
}

static void test_dropping_lines(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit;
	git_oid id;

	(void)state;
	assert_ok(gp_repo_resolve(repo, &commit, "HEAD"));
	assert_true(gp_oid_to_git(&id, &commit.oid));
	add_text(repo, "HEAD", "a");
	add_text(repo, "HEAD", "b");
	write_line(repo, &NONE, &id, "a", true);
	assert_sh("b", "git notes --ref=perf show");
	write_line(repo, &NONE, &id, "b", true);
	assert_sh("", "git notes --ref=perf list");
	assert_sh("", "git ls-tree -r refs/notes/perf");
	assert_healthy();
	gp_repo_free(repo);
}

/* ---- git's own tools ---- */

static void test_git_stays_happy(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("git commit -q --allow-empty -m two");
	add_text(repo, "HEAD", "a");
	add_text(repo, "HEAD~1", "b");
	sh("git notes --ref=perf copy -f HEAD HEAD~1");
	assert_sh("a", "git notes --ref=perf show HEAD~1");
	sh("git notes --ref=perf append -m c HEAD");
	assert_sh("a\n\nc", "git notes --ref=perf show HEAD");
	add_text(repo, "HEAD", "b");
	assert_sh("a\nb\nc", "git notes --ref=perf show HEAD");
	add_number(repo, 1);
	sh("git notes --ref=perf prune && git gc -q && git pack-refs --all");
	add_text(repo, "HEAD", "d");
	assert_sh("a\nb\nc\nd", "git notes --ref=perf show HEAD");
	assert_sh("2", "git notes --ref=perf list | wc -l");
	assert_healthy();
	gp_repo_free(repo);
}

static void assert_who(const char *wanted)
{
	struct gp_repo *repo = open_store();
	struct gp_buf who = GP_BUF_INIT;

	gp_repo_committer(repo, &who);
	assert_string_equal(gp_buf_str(&who), wanted);
	gp_buf_clear(&who);
	gp_repo_free(repo);
}

static void test_who(void **state)
{
	(void)state;
	unsetenv("EMAIL");
	assert_who("T <t@example.com>");
	sh("git config user.name ' T U. '");
	assert_who("T U <t@example.com>");
	setenv("GIT_COMMITTER_NAME", "Bot", 1);
	assert_who("Bot <t@example.com>");
	unsetenv("GIT_COMMITTER_NAME");
	sh("git config user.name ' '");
	assert_who("");
	sh("git config --unset user.name; "
	   "git config --global --unset user.name");
	assert_who("");
}

static void test_project_is_the_empty_tree(void **state)
{
	char hex[GP_OID_HEX];

	(void)state;
	assert_sh(gp_oid_hex(gp_notes_project(), hex),
		  "git hash-object -t tree /dev/null");
}

static void test_no_identity(void **state)
{
	struct gp_repo *repo;

	(void)state;
	sh("git config --global --unset user.name; "
	   "git config --global --unset user.email");
	unsetenv("EMAIL");
	repo = open_store();
	add_text(repo, "HEAD", "a");
	assert_sh("git perf <git-perf@localhost>",
		  "git log -1 --format='%%cn <%%ce>' refs/notes/perf");
	gp_repo_free(repo);
	sh("git config user.name ' <> ' && git config user.email ''");
	repo = open_store();
	add_text(repo, "HEAD", "b");
	gp_repo_free(repo);
	setenv("GIT_COMMITTER_NAME", "Bot", 1);
	setenv("GIT_COMMITTER_EMAIL", "bot@example.com", 1);
	repo = open_store();
	add_text(repo, "HEAD", "c");
	assert_sh("Bot <bot@example.com>",
		  "git log -1 --format='%%an <%%ae>' refs/notes/perf");
	unsetenv("GIT_COMMITTER_NAME");
	unsetenv("GIT_COMMITTER_EMAIL");
	assert_healthy();
	gp_repo_free(repo);
}

static void test_other_worktrees_and_bare(void **state)
{
	struct gp_repo *repo;

	(void)state;
	sh("git worktree add -q ../linked -b side");
	assert_int_equal(chdir("../linked"), 0);
	repo = open_store();
	add_text(repo, "HEAD", "a");
	gp_repo_free(repo);
	assert_int_equal(chdir("../repo"), 0);
	assert_sh("a", "git notes --ref=perf show");
	sh("git clone -q --bare . ../bare.git");
	assert_int_equal(chdir("../bare.git"), 0);
	repo = open_store();
	add_text(repo, "HEAD", "b");
	assert_sh("b", "git notes --ref=perf show HEAD");
	gp_repo_free(repo);
}

/* Where hooks and alternates put objects, there ours go as well. */
static void test_object_directory(void **state)
{
	struct gp_repo *repo;
	git_oid id = object_of(1);

	(void)state;
	sh("mkdir -p ../elsewhere/pack");
	setenv("GIT_OBJECT_DIRECTORY", "../elsewhere", 1);
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", ".git/objects", 1);
	repo = open_store();
	add_text(repo, "HEAD", "a");
	write_line(repo, &SYNC, &id, "b", false);
	assert_sh("1", "ls ../elsewhere/pack/*.pack | wc -l");
	assert_sh("2", "git notes --ref=perf list | wc -l");
	assert_sh("a", "git notes --ref=perf show HEAD");
	unsetenv("GIT_OBJECT_DIRECTORY");
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	gp_repo_free(repo);
}

static void test_symbolic_ref(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("git symbolic-ref refs/notes/perf refs/notes/real");
	add_text(repo, "HEAD", "a");
	add_text(repo, "HEAD", "b");
	assert_sh("a\nb", "git notes --ref=real show");
	assert_sh("refs/notes/real", "git symbolic-ref refs/notes/perf");
	gp_repo_free(repo);
}

/* ---- durable ---- */

static void test_durable_is_one_pack(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("git gc -q");
	add_batch(repo, &SYNC, 0, 300);
	assert_sh("2", "ls .git/objects/pack/*.pack | wc -l");
	assert_sh("0", "find .git/objects -name '*.keep' | wc -l");
	assert_sh("0", "find .git/objects -name 'tmp_*' | wc -l");
	assert_sh("0 objects, 0 kilobytes", "git count-objects");
	assert_sh("300", "git notes --ref=perf list | wc -l");
	assert_healthy();
	gp_repo_free(repo);
}

static void test_durable_packs_are_folded(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	for (unsigned i = 0; i < 45; i++) {
		git_oid id = object_of(i);

		write_line(repo, &SYNC, &id, "x", false);
	}
	/* 21 become one, twice */
	assert_sh("5", "ls .git/objects/pack/*.pack | wc -l");
	assert_sh("5", "wc -l <.git/perf/packs");
	assert_sh("45", "git notes --ref=perf list | wc -l");
	assert_sh("45", "git rev-list --count refs/notes/perf");
	assert_healthy();
	gp_repo_free(repo);
}

/* Packs of others, kept ones, and those of a multi-pack index stay. */
static void test_folding_spares_others(void **state)
{
	struct gp_repo *repo = open_store();
	char *kept;

	(void)state;
	sh("git gc -q");
	write_line(repo, &SYNC, &(git_oid){ { 1 } }, "x", false);
	kept = sh_out("cat .git/perf/packs");
	sh("touch .git/objects/pack/%s.keep", kept);
	for (unsigned i = 0; i < 25; i++) {
		git_oid id = object_of(i);

		write_line(repo, &SYNC, &id, "x", false);
	}
	sh("test -f .git/objects/pack/%s.pack", kept);
	assert_sh("7", "ls .git/objects/pack/*.pack | wc -l");
	sh("git multi-pack-index write");
	for (unsigned i = 0; i < 25; i++) {
		git_oid id = object_of(100 + i);

		write_line(repo, &SYNC, &id, "x", false);
	}
	assert_sh("32", "ls .git/objects/pack/*.pack | wc -l");
	assert_healthy();
	free(kept);
	gp_repo_free(repo);
}

static void test_litter_is_cleared(void **state)
{
	struct gp_repo *repo = open_store();
	git_oid id = object_of(1);

	(void)state;
	sh("cd .git/objects && mkdir -p pack tmp_objdir-git-perf-old "
	   "tmp_objdir-git-perf-new tmp_objdir-git-else && "
	   "touch tmp_objdir-git-perf-old/pack-1.pack && "
	   "echo 'git-perf 1 is writing' >pack/pack-aa.keep && "
	   "echo 'git-perf 1 is writing' >pack/pack-bb.keep && "
	   "echo 'mine' >pack/pack-cc.keep && "
	   "touch -d '3 hours ago' tmp_objdir-git-perf-old tmp_objdir-git-else "
	   "pack/pack-aa.keep pack/pack-cc.keep");
	write_line(repo, &SYNC, &id, "x", false);
	assert_sh("pack-bb.keep\npack-cc.keep",
		  "cd .git/objects/pack && ls *.keep");
	assert_sh("tmp_objdir-git-else\ntmp_objdir-git-perf-new",
		  "cd .git/objects && ls -d tmp*");
	gp_repo_free(repo);
}

/* ---- refusals ---- */

static void test_stale_lock_is_named(void **state)
{
	struct gp_repo *repo = open_store();
	git_oid id = object_of(2);

	(void)state;
	write_line(repo, &SYNC, &id, "x", false);
	sh("touch .git/refs/notes/perf.lock");
	assert_int_equal(try_line(repo, &SYNC), GP_EBUSY);
	assert_non_null(
		strstr(gp_error_message(), ".git/refs/notes/perf.lock exists"));
	assert_int_equal(try_line(repo, &NONE), GP_EBUSY);
	assert_sh("0", "find .git/objects -name '*.keep' | wc -l");
	sh("rm .git/refs/notes/perf.lock");
	assert_ok(try_line(repo, &SYNC));
	gp_repo_free(repo);
}

static void test_first_note_and_lock(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("mkdir -p .git/refs/notes && touch .git/refs/notes/perf.lock");
	assert_int_equal(try_line(repo, &NONE), GP_EBUSY);
	gp_repo_free(repo);
}

static void test_push_in_progress(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	setenv("GIT_QUARANTINE_PATH", "x", 1);
	assert_int_equal(try_line(repo, &NONE), GP_EDENIED);
	unsetenv("GIT_QUARANTINE_PATH");
	gp_repo_free(repo);
}

static void test_ref_is_no_commit(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("mkdir -p .git/refs/notes && "
	   "git hash-object -w file >.git/refs/notes/perf");
	assert_int_equal(try_line(repo, &NONE), GP_EGIT);
	assert_non_null(strstr(gp_error_message(), "refs/notes/perf"));
	gp_repo_free(repo);
}

/* Written past the limit, a note could not be read any more. */
static void test_note_too_large(void **state)
{
	struct gp_repo *repo = open_store();
	git_oid id;
	struct gp_commit commit;
	struct gp_edits edits = { 0 };

	(void)state;
	sh("head -c 70000000 /dev/zero >../big && git notes --ref=perf add "
	   "-C $(git hash-object -w ../big)");
	assert_ok(gp_repo_resolve(repo, &commit, "HEAD"));
	assert_true(gp_oid_to_git(&id, &commit.oid));
	gp_lines_add(&gp_edits_at(&edits, &id)->add, gp_span_of("x"));
	assert_int_equal(gp_notes_edit(repo, &edits, &NONE), GP_ELIMIT);
	gp_edits_clear(&edits);
	gp_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(test_lines_are_a_sorted_set),
		trash_test(test_lines_stay_verbatim),
		trash_test(test_dropping_lines),
		trash_test(test_git_stays_happy),
		trash_test(test_who),
		trash_test(test_project_is_the_empty_tree),
		trash_test(test_no_identity),
		trash_test(test_other_worktrees_and_bare),
		trash_test(test_object_directory),
		trash_test(test_symbolic_ref),
		trash_test(test_durable_is_one_pack),
		trash_test(test_durable_packs_are_folded),
		trash_test(test_folding_spares_others),
		trash_test(test_litter_is_cleared),
		trash_test(test_stale_lock_is_named),
		trash_test(test_first_note_and_lock),
		trash_test(test_push_in_progress),
		trash_test(test_ref_is_no_commit),
		trash_test(test_note_too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
