#ifndef GP_TEST_STORE_H
#define GP_TEST_STORE_H

#include "repo.h"

#include "gp/codec.h"
#include "gp/store.h"

#include "store/edit.h"
#include "store/note.h"
#include "store/transact.h"
#include "store/visible.h"

/* Writing lines into notes, without runs. */

#define NONE ((struct gp_write){ GP_NOTES_REF, "test", false })
#define SYNC ((struct gp_write){ GP_NOTES_REF, "test", true })

static struct gp_repo *open_store(void)
{
	struct gp_repo *repo = NULL;

	if (gp_repo_open(&repo))
		fail_msg("%s", gp_error_message());
	return repo;
}

static void assert_ok(enum gp_err err)
{
	if (err)
		fail_msg("%s", gp_error_message());
}

/* Ids that are spread like real ones, and the same in every run. */
static git_oid object_of(unsigned number)
{
	git_oid id;

	assert_int_equal(
		git_odb_hash(&id, &number, sizeof(number), GIT_OBJECT_BLOB), 0);
	return id;
}

static void write_line(struct gp_repo *repo, const struct gp_write *how,
		       const git_oid *object, const char *line, bool drop)
{
	struct gp_edits edits = { 0 };
	struct gp_edit *edit = gp_edits_at(&edits, object);

	gp_lines_add(drop ? &edit->drop : &edit->add, gp_span_of(line));
	assert_ok(gp_notes_edit(repo, &edits, how));
	gp_edits_clear(&edits);
}

static void add_number(struct gp_repo *repo, unsigned number)
{
	git_oid id = object_of(number);
	char line[32];

	snprintf(line, sizeof(line), "x %u", number);
	write_line(repo, &NONE, &id, line, false);
}

static void add_text(struct gp_repo *repo, const char *rev, const char *line)
{
	struct gp_commit commit;
	git_oid id;

	assert_ok(gp_repo_resolve(repo, &commit, rev));
	assert_true(gp_oid_to_git(&id, &commit.oid));
	write_line(repo, &NONE, &id, line, false);
}

static void add_many(struct gp_repo *repo, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++)
		add_number(repo, i);
}

static int order_edits(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct gp_edit *)a)->object,
			   &((const struct gp_edit *)b)->object);
}

/* All of them in one commit. */
static void add_batch(struct gp_repo *repo, const struct gp_write *how,
		      unsigned from, unsigned to)
{
	static char lines[2000][16];
	struct gp_edits edits = { 0 };

	for (unsigned i = from; i < to; i++) {
		git_oid id = object_of(i);

		snprintf(lines[i], sizeof(lines[i]), "x %u", i);
		gp_lines_add(&gp_edits_at(&edits, &id)->add,
			     gp_span_of(lines[i]));
	}
	qsort(edits.items, edits.n, sizeof(*edits.items), order_edits);
	assert_ok(gp_notes_edit(repo, &edits, how));
	gp_edits_clear(&edits);
}

static char *tree(void)
{
	return sh_out("git rev-parse refs/notes/perf^{tree}");
}

static void assert_healthy(void)
{
	sh("git fsck --strict --no-dangling 2>&1 | tee ../fsck; "
	   "test ! -s ../fsck");
}

static enum gp_err try_line(struct gp_repo *repo, const struct gp_write *how)
{
	git_oid id = object_of(1);
	struct gp_edits edits = { 0 };
	enum gp_err err;

	gp_lines_add(&gp_edits_at(&edits, &id)->add, gp_span_of("x"));
	err = gp_notes_edit(repo, &edits, how);
	gp_edits_clear(&edits);
	return err;
}

#endif /* GP_TEST_STORE_H */
