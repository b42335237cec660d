/* fsck finds damage, and quarantine moves it without losing a byte. */
#include "store.h"

struct said {
	struct gp_buf text;
};

static void note_problem(void *ctx, const struct gp_fsck_problem *problem)
{
	struct said *said = ctx;
	char hex[GP_OID_HEX];

	gp_buf_printf(&said->text, "%s %zu %s\n",
		      problem->object.size ? gp_oid_hex(&problem->object, hex)
					   : "ref",
		      problem->line, problem->what);
}

static struct gp_fsck_counts check(struct gp_repo *repo, const char *words)
{
	struct gp_fsck_counts counts = { 0 };
	struct said said = { 0 };

	assert_ok(gp_notes_fsck(repo, &counts, note_problem, &said));
	if (!strstr(gp_buf_str(&said.text), words))
		fail_msg("'%s' lacks '%s'", gp_buf_str(&said.text), words);
	if (!*words)
		assert_string_equal(gp_buf_str(&said.text), "");
	gp_buf_clear(&said.text);
	return counts;
}

static void test_nothing_there(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_fsck_counts counts = check(repo, "");

	(void)state;
	assert_int_equal(counts.notes, 0);
	gp_repo_free(repo);
}

static void test_damaged_lines(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_fsck_counts counts;
	size_t moved = 0;

	(void)state;
	add_text(repo, "HEAD", "1 !!!!");
	add_text(repo, "HEAD", "1 AAAA");
	add_text(repo, "HEAD", "7 newer");
	add_text(repo, "HEAD", "another tool");
	counts = check(repo, " 1 not base64\n");
	assert_int_equal(counts.notes, 1);
	assert_int_equal(counts.lines, 4);
	assert_int_equal(counts.unknown, 2);
	assert_int_equal(counts.damaged, 2);
	assert_int_equal(counts.problems, 2);

	assert_ok(gp_notes_quarantine(repo, &moved));
	assert_int_equal(moved, 2);
	assert_sh("7 newer\nanother tool", "git notes --ref=perf show");
	assert_sh("1 !!!!\n1 AAAA", "git notes --ref=perf-quarantine show");
	counts = check(repo, "");
	assert_int_equal(counts.unknown, 2);
	assert_ok(gp_notes_quarantine(repo, &moved));
	assert_int_equal(moved, 0);
	assert_healthy();
	gp_repo_free(repo);
}

static void test_large_note(void **state)
{
	struct gp_repo *repo = open_store();
	size_t moved = 0;

	(void)state;
	sh("head -c 100000000 /dev/zero >../big && git notes --ref=perf add "
	   "-C $(git hash-object -w ../big)");
	assert_int_equal(check(repo, " 0 100000000 bytes").damaged, 1);
	assert_ok(gp_notes_quarantine(repo, &moved));
	assert_int_equal(moved, 1);
	assert_sh("", "git notes --ref=perf list");
	assert_sh("100000000", "git cat-file -s $(git notes "
			       "--ref=perf-quarantine list HEAD)");
	/* a second one has no place there, and stays where it is */
	sh("echo x >>../big && git notes --ref=perf add -C "
	   "$(git hash-object -w ../big)");
	assert_int_equal(gp_notes_quarantine(repo, &moved), GP_EGIT);
	assert_sh("1", "git notes --ref=perf list | wc -l");
	gp_repo_free(repo);
}

static void test_missing_objects(void **state)
{
	struct gp_repo *repo = open_store();
	char *blob;

	(void)state;
	add_batch(repo, &NONE, 0, 300);
	gp_repo_free(repo);
	sh("mv .git/objects/pack/*.pack .. && rm -f .git/objects/pack/* && "
	   "cat ../*.pack | git unpack-objects -q");
	repo = open_store();
	blob = sh_out("git notes --ref=perf list | head -1 | cut -c1-40");
	sh("cd .git/objects && rm $(echo %s | sed 's,..,&/,')", blob);
	assert_int_equal(check(repo, "missing").notes, 300);
	free(blob);
	blob = sh_out(
		"git ls-tree refs/notes/perf | sed -n '1s/.*tree //;1s/\t.*//p'");
	sh("cd .git/objects && rm $(echo %s | sed 's,..,&/,')", blob);
	gp_repo_free(repo);
	repo = open_store();
	assert_true(check(repo, "ref 0 a tree of the notes is missing").notes <
		    300);
	free(blob);
	gp_repo_free(repo);
}

/* Everything that zlib would let pass. */
static void test_swapped_blob(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	add_text(repo, "HEAD", "a");
	gp_repo_free(repo);
	sh("cd .git/objects && a=$(git notes --ref=perf list HEAD) && "
	   "b=$(echo b | git hash-object -w --stdin) && "
	   "mv -f $(echo $b | sed 's,..,&/,') $(echo $a | sed 's,..,&/,')");
	repo = open_store();
	assert_int_equal(check(repo, "hash").problems, 1);
	gp_repo_free(repo);
}

static void test_ref_is_no_commit(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("mkdir -p .git/refs/notes && "
	   "git hash-object -w file >.git/refs/notes/perf");
	assert_int_equal(check(repo, "ref 0 refs/notes/perf").notes, 0);
	gp_repo_free(repo);
}

static void test_malformed_tree(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	sh("t=$(printf '100644 x\\0short' | "
	   "git hash-object -w --literally -t tree --stdin) && "
	   "git update-ref refs/notes/perf $(printf 'tree '$t'\\n"
	   "author a <b> 1 +0000\\ncommitter a <b> 1 +0000\\n\\nx\\n' | "
	   "git hash-object -w --literally -t commit --stdin)");
	assert_int_equal(check(repo, "malformed").notes, 0);
	gp_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(test_nothing_there),
		trash_test(test_damaged_lines),
		trash_test(test_large_note),
		trash_test(test_missing_objects),
		trash_test(test_swapped_blob),
		trash_test(test_ref_is_no_commit),
		trash_test(test_malformed_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
