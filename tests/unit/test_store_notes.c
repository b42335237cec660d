/* Reading runs: any fan-out, tombstones, doubles, damage, hostile notes. */
#include "store.h"

/* A run with an id and a time that the test chooses. */
static void make(struct gp_entry *run, struct gp_arena *arena,
		 const struct gp_commit *commit, unsigned char id,
		 int64_t time_ms)
{
	gp_entry_init(run, arena);
	memset(run->id.raw, id, sizeof(run->id.raw));
	run->time_ms = time_ms;
	run->commit = commit->oid;
	run->tree = commit->tree;
	run->testbed = "bed";
	run->tool = "value";
}

static void measure(struct gp_entry *run, int64_t value)
{
	gp_entry_sample(run,
			gp_entry_measurement(run, gp_span_of("b"),
					     gp_span_of("m"), gp_span_of("ms")),
			gp_decimal_int(value));
}

static void add_run(struct gp_repo *repo, const struct gp_oid *object,
		    const struct gp_entry *run)
{
	const struct gp_note_add add = { .object = *object, .entry = run };

	assert_ok(gp_notes_add(repo, &add, 1, false, "test"));
}

static struct gp_commit commit_at(struct gp_repo *repo, const char *rev)
{
	struct gp_commit commit;

	assert_ok(gp_repo_resolve(repo, &commit, rev));
	return commit;
}

/* Records a measured run, or a tombstone for `target` if that is not 0. */
static void record(struct gp_repo *repo, const struct gp_commit *commit,
		   unsigned char id, int64_t time_ms, unsigned char target)
{
	struct gp_arena arena = { 0 };
	struct gp_entry_id targets[1];
	struct gp_entry run;

	make(&run, &arena, commit, id, time_ms);
	if (target) {
		memset(targets[0].raw, target, sizeof(targets[0].raw));
		run.kind = GP_ENTRY_TOMBSTONE;
		run.targets = targets;
		run.n_targets = 1;
	} else {
		measure(&run, id);
	}
	add_run(repo, &commit->oid, &run);
	gp_entry_clear(&run);
	gp_arena_clear(&arena);
}

/* The first bytes of the ids that count at HEAD, sorted, as text. */
static void assert_ids(struct gp_repo *repo, const char *wanted,
		       struct gp_note_info *info, struct gp_notices *notices)
{
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_buf text = GP_BUF_INIT;
	struct gp_notes *notes = NULL;
	struct gp_entries runs = { 0 };
	bool seen[256] = { 0 };

	assert_ok(gp_notes_open(&notes, repo));
	assert_ok(gp_notes_read(notes, &runs, info, &commit.oid, notices));
	for (size_t i = 0; i < runs.n; i++) {
		assert_false(seen[runs.items[i]->id.raw[0]]);
		seen[runs.items[i]->id.raw[0]] = true;
	}
	for (int i = 0; i < 256; i++)
		if (seen[i])
			gp_buf_printf(&text, "%s%d", text.len ? " " : "", i);
	assert_string_equal(gp_buf_str(&text), wanted);
	gp_buf_clear(&text);
	gp_entries_clear(&runs);
	gp_notes_free(notes);
}

static void test_no_notes(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_note_info info = { .found = true };
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	size_t n = 1;

	(void)state;
	assert_ids(repo, "", &info, NULL);
	assert_false(info.found);
	assert_ok(gp_notes_open(&notes, repo));
	assert_ok(gp_notes_list(notes, &objects, &n));
	assert_int_equal(n, 0);
	free(objects);
	gp_notes_free(notes);
	/* reading writes nothing */
	assert_sh("", "git for-each-ref refs/notes; ls .git/perf 2>/dev/null "
		      "|| true");
	gp_repo_free(repo);
}

static void test_round_trip(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_notes *notes = NULL;
	struct gp_entries runs = { 0 };
	struct gp_note_info info;

	(void)state;
	record(repo, &commit, 1, 1000, 0);
	record(repo, &commit, 2, 2000, 0);
	assert_ok(gp_notes_open(&notes, repo));
	assert_ok(gp_notes_read(notes, &runs, &info, &commit.oid, NULL));
	assert_true(info.found);
	assert_int_equal(info.lines, 2);
	assert_int_equal(runs.n, 2);
	assert_true(gp_oid_same(&runs.items[0]->commit, &commit.oid));
	assert_int_equal(runs.items[0]->n_results, 1);
	assert_string_equal(runs.items[0]->results[0].unit, "ms");
	gp_entries_clear(&runs);
	gp_notes_free(notes);
	gp_repo_free(repo);
}

/* ---- tombstones ---- */

static void test_tombstones(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_note_info info;

	(void)state;
	record(repo, &commit, 1, 1000, 0);
	record(repo, &commit, 2, 1000, 0);
	record(repo, &commit, 10, 2000, 1);
	assert_ids(repo, "2 10", &info, NULL);
	assert_int_equal(info.forgotten, 0);
	assert_int_equal(info.lines, 2);
	/* a tombstone is final: neither another one nor time takes it back */
	record(repo, &commit, 11, 3000, 10);
	assert_ids(repo, "2 10 11", NULL, NULL);
	record(repo, &commit, 1, 9000, 0);
	assert_ids(repo, "2 10 11", &info, NULL);
	assert_int_equal(info.forgotten, 1);
	assert_int_equal(info.lines, 4);
	/* itself, and nobody */
	record(repo, &commit, 12, 4000, 12);
	record(repo, &commit, 13, 4000, 99);
	assert_ids(repo, "2 10 11 12 13", NULL, NULL);
	/* a run that comes later */
	record(repo, &commit, 99, 9000, 0);
	assert_ids(repo, "2 10 11 12 13", NULL, NULL);
	gp_repo_free(repo);
}

/* ---- damage ---- */

static void test_two_lines_with_one_id(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_notices notices = { 0 };
	struct gp_notes *notes = NULL;
	struct gp_entries runs = { 0 };
	struct gp_note_info info;
	struct gp_buf lines[2] = { GP_BUF_INIT, GP_BUF_INIT };
	int64_t smaller;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct gp_arena arena = { 0 };
		struct gp_entry run;

		make(&run, &arena, &commit, 1, 1000);
		measure(&run, 40 + i);
		add_run(repo, &commit.oid, &run);
		assert_ok(gp_entry_line_encode(&lines[i], &run));
		gp_entry_clear(&run);
		gp_arena_clear(&arena);
	}
	smaller = gp_span_order(gp_buf_view(&lines[0]),
				gp_buf_view(&lines[1])) < 0
			  ? 40
			  : 41;
	assert_ok(gp_notes_open(&notes, repo));
	assert_ok(gp_notes_read(notes, &runs, &info, &commit.oid, &notices));
	assert_int_equal(runs.n, 1);
	assert_int_equal(runs.items[0]->results[0].samples[0].digits, smaller);
	assert_int_equal(info.damaged, 1);
	assert_int_equal(notices.n, 1);
	assert_non_null(
		strstr(notices.items[0], "another line has the same id"));
	/* both stay */
	assert_sh("2", "git notes --ref=perf show | wc -l");
	gp_notices_clear(&notices);
	gp_entries_clear(&runs);
	gp_notes_free(notes);
	gp_buf_clear(&lines[0]);
	gp_buf_clear(&lines[1]);
	gp_repo_free(repo);
}

static void test_one_damaged_line_costs_one_line(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_notices notices = { 0 };
	struct gp_note_info info;

	(void)state;
	record(repo, &commit, 1, 1000, 0);
	record(repo, &commit, 2, 1000, 0);
	/* as another tool might leave it: unsorted, blank, CR, no last LF */
	sh("{ printf '1 !damaged\\n\\n'; git notes --ref=perf show | "
	   "sed 's/$/\\r/'; printf '  \\n3 newer\\n1 gqJ4\\n1 A\\0B\\n"
	   "1 3f////8=\\n1 3d////8=\\nother\\n1'; } >../note && "
	   "git notes --ref=perf add -f -C $(git hash-object -w ../note)");
	assert_ids(repo, "1 2", &info, &notices);
	assert_int_equal(info.lines, 10);
	assert_int_equal(info.damaged, 5);
	assert_int_equal(info.unknown, 3);
	assert_int_equal(notices.n, 5);
	for (size_t i = 0; i < notices.n; i++)
		assert_non_null(strstr(notices.items[i], "is damaged"));
	gp_notices_clear(&notices);
	/* and nothing is lost where a run is added */
	record(repo, &commit, 3, 1000, 0);
	assert_ids(repo, "1 2 3", &info, NULL);
	assert_int_equal(info.lines, 11);
	gp_repo_free(repo);
}

static void test_large_note_costs_itself(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_notices notices = { 0 };
	struct gp_note_info info;

	(void)state;
	sh("head -c 100000000 /dev/zero >../big && git notes --ref=perf add "
	   "-C $(git hash-object -w ../big)");
	assert_ids(repo, "", &info, &notices);
	assert_int_equal(info.damaged, 1);
	assert_int_equal(notices.n, 1);
	assert_non_null(strstr(notices.items[0], "is not read"));
	gp_notices_clear(&notices);
	gp_repo_free(repo);
}

/* A million lines that each claim to be ours. */
static void test_million_lines(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_notices notices = { 0 };
	struct gp_note_info info;

	(void)state;
	sh("seq -f '1 %%08.0f' 1000000 >../many && git notes --ref=perf add "
	   "-C $(git hash-object -w ../many)");
	assert_ids(repo, "", &info, &notices);
	assert_int_equal(info.damaged, 1000000);
	assert_in_range(notices.n, 1, 100);
	gp_notices_clear(&notices);
	gp_repo_free(repo);
}

static void test_note_is_missing(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_notes *notes = NULL;
	struct gp_entries runs = { 0 };

	(void)state;
	record(repo, &commit, 1, 1000, 0);
	sh("b=$(git notes --ref=perf list HEAD) && "
	   "rm .git/objects/$(echo $b | sed 's,..,&/,')");
	gp_repo_free(repo);
	repo = open_store();
	assert_ok(gp_notes_open(&notes, repo));
	assert_int_equal(gp_notes_read(notes, &runs, NULL, &commit.oid, NULL),
			 GP_EGIT);
	assert_non_null(strstr(gp_error_message(), "--no-filter"));
	gp_entries_clear(&runs);
	gp_notes_free(notes);
	gp_repo_free(repo);
}

static void test_note_is_no_blob(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_notes *notes = NULL;
	struct gp_entries runs = { 0 };

	(void)state;
	sh("t=$(printf '100644 blob %%s\\t%%s\\n' $(git rev-parse HEAD^{tree}) "
	   "$(git rev-parse HEAD) | git mktree --missing 2>/dev/null || "
	   "{ printf '100644 '$(git rev-parse HEAD)'\\0'; "
	   "git rev-parse HEAD^{tree} | xxd -r -p; } | "
	   "git hash-object -w --literally -t tree --stdin) && "
	   "git update-ref refs/notes/perf $(git commit-tree -m x $t)");
	assert_ok(gp_notes_open(&notes, repo));
	assert_int_equal(gp_notes_read(notes, &runs, NULL, &commit.oid, NULL),
			 GP_EGIT);
	gp_notes_free(notes);
	gp_entries_clear(&runs);
	gp_repo_free(repo);
}

/* ---- any fan-out ---- */

static void assert_all_found(struct gp_repo *repo, unsigned n)
{
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	struct gp_note_info info;
	struct gp_entries runs = { 0 };
	struct gp_oid object;
	size_t listed;
	git_oid id;

	assert_ok(gp_notes_open(&notes, repo));
	/* one by one; then, beyond a tenth, from the whole */
	for (unsigned i = 0; i < n; i++) {
		id = object_of(i);
		gp_oid_from_git(&object, &id);
		assert_ok(gp_notes_read(notes, &runs, &info, &object, NULL));
		assert_true(info.found);
		assert_int_equal(info.unknown, 1);
	}
	id = object_of(n);
	gp_oid_from_git(&object, &id);
	assert_ok(gp_notes_read(notes, &runs, &info, &object, NULL));
	assert_false(info.found);
	assert_ok(gp_notes_list(notes, &objects, &listed));
	assert_int_equal(listed, n);
	for (size_t i = 1; i < listed; i++)
		assert_true(memcmp(objects[i - 1].raw, objects[i].raw,
				   GIT_OID_RAWSZ) < 0);
	free(objects);
	gp_entries_clear(&runs);
	gp_notes_free(notes);
}

/*
 * The same 300 notes flat, in our layout, divided once and twice, and mixed.
 * An index makes the trees from paths.
 */
static void test_any_fan_out(void **state)
{
	const char *const layouts[] = {
		"s,^,&,",                             /* flat */
		"s,^..,&/,",                          /* 2/38 */
		"s,^..,&/,;s,/..,&/,",                /* 2/2/36 */
		"/^[0-7]/s,^..,&/,;/^[4-7]/s,/..,&/," /* mixed */
	};
	struct gp_repo *repo = open_store();

	(void)state;
	add_batch(repo, &NONE, 0, 300);
	assert_all_found(repo, 300);
	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		sh("git notes --ref=perf list | awk '{ print $2, $1 }' | "
		   "sed '%s' | awk '{ print \"100644 \" $2 \"\\t\" $1 }' "
		   ">../entries && rm -f ../index && "
		   "GIT_INDEX_FILE=../index git update-index --index-info "
		   "<../entries && git update-ref refs/notes/perf $("
		   "GIT_INDEX_FILE=../index git write-tree | "
		   "xargs git commit-tree -m x)",
		   layouts[i]);
		assert_all_found(repo, 300);
	}
	gp_repo_free(repo);
}

static void test_snapshot(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_notes *notes = NULL;
	struct gp_note_info info;
	struct gp_entries runs = { 0 };

	(void)state;
	assert_ok(gp_notes_open(&notes, repo));
	record(repo, &commit, 1, 1000, 0);
	assert_ok(gp_notes_read(notes, &runs, &info, &commit.oid, NULL));
	assert_false(info.found);
	gp_notes_free(notes);
	gp_entries_clear(&runs);
	gp_repo_free(repo);
}

static void test_adding_nothing_and_many(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_commit commit = commit_at(repo, "HEAD");
	struct gp_arena arena = { 0 };
	struct gp_note_add adds[2];
	struct gp_entry run;
	struct gp_oid odd = commit.oid;

	(void)state;
	assert_ok(gp_notes_add(repo, NULL, 0, true, "none"));
	assert_sh("", "git for-each-ref refs/notes");
	make(&run, &arena, &commit, 1, 1000);
	measure(&run, 1);
	/* the same line at the commit and at its tree, in one commit */
	adds[0] = (struct gp_note_add){ commit.oid, &run };
	adds[1] = (struct gp_note_add){ commit.tree, &run };
	assert_ok(gp_notes_add(repo, adds, 2, true, "two"));
	assert_sh("1", "git rev-list --count refs/notes/perf");
	assert_sh("1", "git notes --ref=perf list | cut -c1-40 | sort -u | "
		       "wc -l");
	assert_sh("two", "git log -1 --format=%%s refs/notes/perf");
	odd.size = 32;
	adds[1].object = odd;
	assert_int_equal(gp_notes_add(repo, adds, 2, true, "odd"), GP_EGIT);
	gp_entry_clear(&run);
	gp_arena_clear(&arena);
	gp_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(test_no_notes),
		trash_test(test_round_trip),
		trash_test(test_tombstones),
		trash_test(test_two_lines_with_one_id),
		trash_test(test_one_damaged_line_costs_one_line),
		trash_test(test_large_note_costs_itself),
		trash_test(test_million_lines),
		trash_test(test_note_is_missing),
		trash_test(test_note_is_no_blob),
		trash_test(test_any_fan_out),
		trash_test(test_snapshot),
		trash_test(test_adding_nothing_and_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
