/*
 * The laws of merging: union is commutative, associative and idempotent, and
 * the same set has the same tree in whatever order it came together.
 */
#include "store.h"

#include "gp/merge.h"

/* xorshift64*: the same sets in every run. */
static uint64_t seed = 20261121;

static unsigned roll(unsigned sides)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (unsigned)((seed * UINT64_C(2685821657736338717)) >> 33) % sides;
}

/* ---- lines ---- */

#define POOL   12
#define ROUNDS 33400 /* of three sets each */

/* Four runs, a tombstone for each of three, one for a tombstone, and text. */
static void fill_pool(struct gp_buf pool[POOL])
{
	for (unsigned i = 0; i < POOL; i++) {
		struct gp_entries runs = { 0 };
		struct gp_entry *run = gp_entries_add(&runs);
		struct gp_entry_id target;

		memset(run->id.raw, (int)i + 1, sizeof(run->id.raw));
		run->time_ms = 1000 + i;
		memset(run->commit.raw, 7, 20);
		run->commit.size = 20;
		if (i >= 4 && i < 8) {
			memset(target.raw, (int)i - 3 + (i == 7), 16);
			run->kind = GP_ENTRY_TOMBSTONE;
			run->targets = &target;
			run->n_targets = 1;
		}
		if (i < 8)
			assert_ok(gp_entry_line_encode(&pool[i], run));
		else
			gp_buf_printf(&pool[i],
				      i == 8 ? "1 not base64 %u" : "text %u",
				      i);
		gp_entries_clear(&runs);
	}
}

/* A set is a bit for each line of the pool. */
static void text_of(struct gp_buf *out, struct gp_buf pool[POOL], unsigned set)
{
	struct gp_lines lines = { 0 };

	for (unsigned i = 0; i < POOL; i++)
		if (set >> i & 1)
			gp_lines_add(&lines, gp_buf_view(&pool[i]));
	gp_lines_sort_unique(&lines);
	gp_lines_write(out, &lines);
	gp_lines_clear(&lines);
}

/* What the merge of notes makes of two texts, to `a`. */
static void unite_text(struct gp_buf *a, const struct gp_buf *b)
{
	const struct gp_visibility none = { .horizons = { .n = 0 } };
	struct gp_lines lines = { 0 };
	struct gp_buf out = GP_BUF_INIT;

	gp_lines_split(&lines, gp_buf_view(a));
	gp_lines_split(&lines, gp_buf_view(b));
	gp_lines_sort_unique(&lines);
	gp_lines_apply(&lines, &none);
	gp_lines_write(&out, &lines);
	gp_lines_clear(&lines);
	gp_buf_clear(a);
	*a = out;
}

/* Joins the three in an order, some of them twice. */
static void unite_three(struct gp_buf *out, struct gp_buf texts[3])
{
	unsigned from = roll(3), step = 1 + roll(2);

	for (unsigned i = 0; i < 3; i++) {
		unite_text(out, &texts[(from + i * step) % 3]);
		if (!roll(4))
			unite_text(out, &texts[(from + roll(3)) % 3]);
	}
	for (unsigned i = 0; i < 3; i++)
		if (!roll(3))
			unite_text(out, &texts[i]);
}

static void test_lines(void **state)
{
	struct gp_buf pool[POOL] = { GP_BUF_INIT };

	(void)state;
	fill_pool(pool);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct gp_buf texts[3] = { GP_BUF_INIT }, a = GP_BUF_INIT,
			      b = GP_BUF_INIT;

		for (unsigned i = 0; i < 3; i++)
			text_of(&texts[i], pool,
				roll(1U << POOL) & roll(1U << POOL));
		unite_three(&a, texts);
		/* (x + y) + z against x + (y + z), in another order */
		unite_text(&texts[1], &texts[roll(3)]);
		unite_three(&b, texts);
		assert_string_equal(gp_buf_str(&a), gp_buf_str(&b));
		for (unsigned i = 0; i < 3; i++)
			gp_buf_clear(&texts[i]);
		gp_buf_clear(&a);
		gp_buf_clear(&b);
	}
	for (unsigned i = 0; i < POOL; i++)
		gp_buf_clear(&pool[i]);
}

/* ---- trees ---- */

#define REFS 3

static struct gp_oid commit_of(struct gp_repo *repo, const char *ref)
{
	struct gp_refs refs;
	struct gp_oid id = { .size = 0 };

	assert_ok(gp_repo_refs(repo, &refs, ref));
	if (refs.n)
		id = refs.items[0].commit;
	gp_refs_clear(&refs);
	return id;
}

/* A ref with a share of 600 notes, so that some have 256 and some more. */
static void make_ref(struct gp_repo *repo, const char *ref, unsigned percent)
{
	static const char *const lines[] = { "x 0", "x 1", "x 2" };
	const struct gp_write how = { ref, "test", false };
	struct gp_edits edits = { 0 };

	for (unsigned i = 0; i < 600; i++) {
		git_oid id = object_of(i);

		if (roll(100) < percent)
			gp_lines_add(&gp_edits_at(&edits, &id)->add,
				     gp_span_of(lines[roll(3)]));
	}
	qsort(edits.items, edits.n, sizeof(*edits.items), order_edits);
	assert_ok(gp_notes_edit(repo, &edits, &how));
	gp_edits_clear(&edits);
}

static struct gp_merge_result unite(struct gp_repo *repo, const char *into,
				    const struct gp_oid *commits, size_t n,
				    bool onto_first)
{
	static const char *const names[REFS] = { "a", "b", "c" };
	const struct gp_merge_request what = { .ref = into,
					       .commits = commits,
					       .names = names,
					       .n = n,
					       .onto_first = onto_first,
					       .message = "test" };
	struct gp_merge_result united;

	assert_ok(gp_notes_merge(repo, &united, &what));
	return united;
}

static void test_trees(void **state)
{
	static const char *const refs[REFS] = { "refs/notes/a", "refs/notes/b",
						"refs/notes/c" };
	struct gp_repo *repo = open_store();

	(void)state;
	for (unsigned round = 0; round < 20; round++) {
		struct gp_oid from[REFS], turned[REFS];
		struct gp_merge_result one, other;
		unsigned turn = roll(REFS);

		sh("git for-each-ref --format='delete %%(refname)' refs/notes "
		   "| git update-ref --stdin");
		for (unsigned i = 0; i < REFS; i++) {
			make_ref(repo, refs[i], 10 + roll(60));
			from[i] = commit_of(repo, refs[i]);
		}
		for (unsigned i = 0; i < REFS; i++)
			turned[i] = from[(i + turn) % REFS];
		/* all at once, against one after the other in another order */
		one = unite(repo, "refs/notes/x", from, REFS, roll(2));
		for (unsigned i = 0; i < REFS; i++)
			other = unite(repo, "refs/notes/y", &turned[i], 1,
				      roll(2));
		assert_true(gp_oid_same(&one.tree, &other.tree));
		/* nothing is left to unite */
		other = unite(repo, "refs/notes/x", turned, REFS, false);
		assert_false(other.moved);
		other = unite(repo, "refs/notes/y", &one.commit, 1, true);
		assert_true(gp_oid_same(&one.commit, &other.commit));
	}
	assert_sh("", "git fsck --no-dangling 2>&1");
	gp_repo_free(repo);
}

static void test_foreign_layout(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_oid commits[2];
	struct gp_merge_result a, b;

	(void)state;
	/* all in one tree, where ours has a subtree for each first byte */
	sh("x=$(echo x | git hash-object -w --stdin); "
	   "for i in $(seq 300); do "
	   "printf '100644 blob %%s\\t%%s\\n' $x "
	   "$(echo $i | git hash-object -w --stdin); done >entries; "
	   "git update-ref refs/notes/git "
	   "$(git commit-tree -m x $(git mktree <entries))");
	sh("git notes --ref=more add -m y $(head -1 entries | cut -f 2)");
	commits[0] = commit_of(repo, "refs/notes/git");
	commits[1] = commit_of(repo, "refs/notes/more");
	a = unite(repo, "refs/notes/x", commits, 2, true);
	b = unite(repo, "refs/notes/y", &commits[1], 1, true);
	b = unite(repo, "refs/notes/y", &commits[0], 1, false);
	assert_true(gp_oid_same(&a.tree, &b.tree));
	assert_sh("300", "git notes --ref=x list | wc -l");
	gp_repo_free(repo);
}

/* ---- ahead ---- */

static void test_ahead(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_oid commits[2], part;
	struct gp_unshared ahead;
	char hex[GP_OID_HEX];

	(void)state;
	for (unsigned i = 0; i < 5; i++)
		add_number(repo, i);
	commits[0] = commit_of(repo, GP_NOTES_REF);
	for (unsigned i = 5; i < 8; i++)
		add_number(repo, i);
	commits[1] = commit_of(repo, GP_NOTES_REF);
	assert_ok(gp_notes_unshared(repo, &ahead, &commits[1], commits, 1));
	assert_int_equal(ahead.entries.total, 3);
	assert_int_equal(ahead.n_objects, 3);
	assert_ok(gp_notes_extract(repo, &part, &commits[1], &ahead));
	gp_unshared_clear(&ahead);
	sh("git update-ref refs/notes/part %s", gp_oid_hex(&part, hex));
	assert_sh("3", "git notes --ref=part list | wc -l");
	/* what one of several has is not ahead */
	commits[1] = commit_of(repo, "refs/notes/part");
	commits[0] = commit_of(repo, GP_NOTES_REF);
	assert_ok(gp_notes_unshared(repo, &ahead, &commits[0], &commits[1], 1));
	assert_int_equal(ahead.entries.total, 5);
	gp_unshared_clear(&ahead);
	/* a line that stands in two notes, of a commit and of its tree */
	add_text(repo, "HEAD", "x 8");
	add_number(repo, 8);
	commits[1] = commit_of(repo, GP_NOTES_REF);
	assert_ok(gp_notes_unshared(repo, &ahead, &commits[1], commits, 1));
	assert_int_equal(ahead.entries.total, 1);
	assert_int_equal(ahead.n_objects, 2);
	gp_unshared_clear(&ahead);
	gp_repo_free(repo);
}

/* ---- horizons ---- */

/* A note with a run of a commit of that time. */
static void add_run_of(struct gp_repo *repo, unsigned number, int64_t time)
{
	struct gp_entries runs = { 0 };
	struct gp_entry *run = gp_entries_add(&runs);
	struct gp_buf line = GP_BUF_INIT;
	git_oid id = object_of(number);

	assert_ok(gp_entry_stamp(run));
	gp_oid_from_git(&run->commit, &id);
	run->commit_time = time;
	assert_ok(gp_entry_line_encode(&line, run));
	write_line(repo, &NONE, &id, gp_buf_str(&line), false);
	gp_buf_clear(&line);
	gp_entries_clear(&runs);
}

static void test_horizon(void **state)
{
	struct gp_repo *repo = open_store();
	struct gp_entries runs = { 0 };
	struct gp_entry *run = gp_entries_add(&runs);
	struct gp_horizon horizon = { .before_s = 2000 };
	const struct gp_merge_request what = { .ref = GP_NOTES_REF,
					       .fold = true,
					       .horizon = run,
					       .message = "test" };
	struct gp_merge_result united;

	(void)state;
	for (unsigned i = 0; i < 5; i++)
		add_run_of(repo, i, i < 3 ? 1000 : 3000);
	assert_ok(gp_entry_stamp(run));
	run->kind = GP_ENTRY_HORIZON;
	run->horizon = &horizon;
	assert_ok(gp_notes_merge(repo, &united, &what));
	assert_int_equal(united.lost, 3);
	assert_true(united.folded);
	assert_sh("3", "git notes --ref=perf list | wc -l");
	gp_entries_clear(&runs);
	gp_repo_free(repo);
}

/* ---- hostile ---- */

static void assert_refused(struct gp_repo *repo, const char *ref,
			   const char *wanted)
{
	const struct gp_oid commit = commit_of(repo, ref);
	const char *const names[] = { "theirs" };
	const struct gp_merge_request what = { .ref = GP_NOTES_REF,
					       .commits = &commit,
					       .names = names,
					       .n = 1,
					       .onto_first = true,
					       .message = "test" };
	struct gp_merge_result united;

	assert_int_equal(gp_notes_merge(repo, &united, &what), GP_EGIT);
	assert_string_equal(gp_error_message(), wanted);
	gp_error_clear();
}

static void test_hostile(void **state)
{
	struct gp_repo *repo = open_store();

	(void)state;
	add_number(repo, 1);
	sh("git rev-parse refs/notes/perf >before; "
	   "git update-ref refs/notes/source HEAD; "
	   "git update-ref refs/notes/blob $(git hash-object -w file)");
	assert_refused(repo, "refs/notes/source",
		       "theirs: it holds no notes, but 'file'");
	assert_sh("", "git rev-parse refs/notes/perf | cmp - before");
	gp_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),    trash_test(test_trees),
		trash_test(test_foreign_layout), trash_test(test_ahead),
		trash_test(test_horizon),        trash_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
