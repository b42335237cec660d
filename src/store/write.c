/*
 * Editing notes: lines in, one commit of the notes ref out.
 *
 *	tip -> edited blobs -> spliced tree -> commit -> pack -> move the ref
 *
 * and from the start where somebody else moved it meanwhile.
 */
#include <errno.h>
#include <fcntl.h>
#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gp/buf.h"

#include "internal.h"

/* One pack beats loose objects from about this many notes on. */
#define PACK_FROM 10
/* How long a lock may stand in our way. */
#define LOCK_MS 2000
/* How long others may be faster. */
#define RACE_MS 60000
/* Objects that are younger may be in the page cache alone. */
#define UNSYNCED_S 300

/* ---- edits ---- */

struct gp_edit *gp_edits_at(struct gp_edits *edits, const git_oid *object)
{
	struct gp_edit *last = edits->items + edits->n;

	if (edits->n && git_oid_equal(&last[-1].object, object))
		return last - 1;
	edits->items = gp_grow(edits->items, edits->n, &edits->cap,
			       sizeof(*edits->items));
	last = &edits->items[edits->n++];
	memset(last, 0, sizeof(*last));
	last->object = *object;
	return last;
}

void gp_edits_clear(struct gp_edits *edits)
{
	for (size_t i = 0; i < edits->n; i++) {
		gp_lines_clear(&edits->items[i].add);
		gp_lines_clear(&edits->items[i].drop);
	}
	free(edits->items);
	memset(edits, 0, sizeof(*edits));
}

/* ---- one attempt ---- */

/* What one attempt to write gathers. */
struct attempt {
	struct gp_store *store;
	const struct gp_write *write;
	struct gp_batch batch;
	struct gp_tip tip;
	struct gp_change *changes;
	size_t n;
};

/* Fills `out` with what is to be there; false where all of that is. */
static bool apply(struct gp_lines *out, struct gp_edit *edit,
		  const struct gp_lines *there)
{
	bool changed = false;

	gp_lines_settle(&edit->add);
	gp_lines_settle(&edit->drop);
	for (size_t i = 0; i < there->n; i++) {
		if (gp_lines_have(&edit->drop, there->items[i]))
			changed = true;
		else
			gp_lines_add(out, there->items[i]);
	}
	for (size_t i = 0; i < edit->add.n; i++) {
		if (gp_lines_have(there, edit->add.items[i]))
			continue;
		changed = true;
		gp_lines_add(out, edit->add.items[i]);
	}
	gp_lines_settle(out);
	return changed;
}

static enum gp_err put_lines(struct attempt *a, struct gp_change *change,
			     const struct gp_lines *lines)
{
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err;

	if (!lines->n) {
		change->how = GP_CHANGE_REMOVE;
		return GP_OK;
	}
	gp_lines_write(&text, lines);
	if (text.len > GP_NOTE_MAX)
		err = gp_fail(GP_ELIMIT, "it would be larger than %zu MiB",
			      GP_NOTE_MAX >> 20);
	else
		err = gp_batch_write(&a->batch, &change->blob, GIT_OBJECT_BLOB,
				     gp_buf_view(&text));
	gp_buf_clear(&text);
	return err;
}

static enum gp_err edit_lines(struct attempt *a, struct gp_edit *edit,
			      const struct gp_founds *there)
{
	struct gp_change *change = &a->changes[a->n];
	struct gp_lines lines = { 0 };
	struct gp_note note = { 0 };
	enum gp_err err;

	if ((err = gp_note_read(&note, a->store, there->items, there->n)))
		return err;
	if (apply(&lines, edit, &note.lines)) {
		err = put_lines(a, change, &lines);
		a->n++;
	}
	gp_lines_clear(&lines);
	gp_note_clear(&note);
	return err;
}

static enum gp_err take_blob(struct attempt *a, const struct gp_edit *edit,
			     const struct gp_founds *there)
{
	if (!there->n) {
		a->n++;
		return GP_OK;
	}
	if (git_oid_equal(&there->items[0].blob, &edit->take))
		return GP_OK;
	return gp_fail(GP_EGIT,
		       "it has a note in %s already: move that one first",
		       a->write->ref);
}

static enum gp_err edit_one(struct attempt *a, struct gp_edit *edit)
{
	struct gp_change *change = &a->changes[a->n];
	struct gp_founds there = { 0 };
	enum gp_err err = GP_OK;

	if (a->tip.exists)
		err = gp_tree_find(&there, a->store, &a->tip.tree,
				   &edit->object);
	change->object = edit->object;
	change->blob = edit->take;
	change->how = edit->remove ? GP_CHANGE_REMOVE : GP_CHANGE_PUT;
	if (err)
		goto out;
	if (edit->remove)
		a->n += there.n > 0;
	else if (!git_oid_is_zero(&edit->take))
		err = take_blob(a, edit, &there);
	else
		err = edit_lines(a, edit, &there);
	if (err)
		err = gp_fail_at(err, "the note on %s",
				 git_oid_tostr_s(&edit->object));
out:
	gp_founds_clear(&there);
	return err;
}

static enum gp_err write_commit(git_oid *out, struct attempt *a,
				const git_oid *tree)
{
	struct gp_buf who = GP_BUF_INIT, text = GP_BUF_INIT;
	enum gp_err err;

	gp_identity(&who, a->store);
	gp_buf_printf(&text, "tree %s\n", git_oid_tostr_s(tree));
	if (a->tip.exists)
		gp_buf_printf(&text, "parent %s\n",
			      git_oid_tostr_s(&a->tip.commit));
	gp_buf_printf(&text, "author %s\ncommitter %s\n\n%s\n",
		      gp_buf_str(&who), gp_buf_str(&who), a->write->message);
	err = gp_batch_write(&a->batch, out, GIT_OBJECT_COMMIT,
			     gp_buf_view(&text));
	gp_buf_clear(&who);
	gp_buf_clear(&text);
	return err;
}

static enum gp_err busy(struct attempt *a)
{
	return gp_fail(GP_EBUSY,
		       "%s/%s.lock is in the way: another git process holds "
		       "it, or died; if none is running, remove that file and "
		       "try again",
		       a->store->common_dir, a->tip.ref);
}

/* Moves the ref, waiting for whoever holds its lock. */
static enum gp_err move(enum gp_moved *out, struct attempt *a,
			const git_oid *commit)
{
	int64_t until = gp_clock_ms() + LOCK_MS;
	enum gp_err err;

	for (;;) {
		/* Cleared by somebody who took us for dead: start again. */
		if (!gp_batch_kept(&a->batch)) {
			*out = GP_RACED;
			return GP_OK;
		}
		err = gp_tip_move(out, a->store, &a->tip, commit,
				  a->write->message);
		if (err || *out != GP_LOCKED)
			return err;
		if (gp_clock_ms() > until)
			return busy(a);
		gp_sleep_jitter(30);
	}
}

static enum gp_err commit(enum gp_moved *out, struct attempt *a)
{
	git_oid tree, id;
	enum gp_err err;

	*out = GP_MOVED;
	if (!a->n)
		return GP_OK;
	if ((err = gp_splice(&tree, &a->batch,
			     a->tip.exists ? &a->tip.tree : NULL, a->changes,
			     a->n)) ||
	    (err = write_commit(&id, a, &tree)) ||
	    (err = gp_batch_settle(&a->batch)))
		return err;
	return move(out, a, &id);
}

/* A compaction and a gc may have taken away what we were reading. */
static bool has_moved(const struct attempt *a)
{
	git_oid now;

	return a->tip.exists &&
	       !git_reference_name_to_id(&now, a->store->repo, a->tip.ref) &&
	       !git_oid_equal(&now, &a->tip.commit);
}

static enum gp_err attempt(enum gp_moved *out, struct gp_store *store,
			   struct gp_edits *edits, const struct gp_write *write)
{
	struct attempt a = { .store = store, .write = write };
	bool packed = write->durable || edits->n >= PACK_FROM;
	enum gp_err err;

	if ((err = gp_batch_init(&a.batch, store, packed, write->durable)))
		return err;
	a.changes = gp_calloc(edits->n, sizeof(*a.changes));
	err = gp_tip_read(&a.tip, store, write->ref);
	for (size_t i = 0; !err && i < edits->n; i++)
		err = edit_one(&a, &edits->items[i]);
	if (!err)
		err = commit(out, &a);
	if (err == GP_EGIT && has_moved(&a)) {
		gp_error_clear();
		*out = GP_RACED;
		err = GP_OK;
	}
	free(a.changes);
	gp_batch_clear(&a.batch);
	return err;
}

/* ---- durability ---- */

/*
 * libgit2 looks at this option when it opens a refdb, not when it writes. It
 * stays off otherwise: packs are synced once by pack.c, where libgit2 would
 * sync their temporary folder as well.
 */
static enum gp_err set_durable(struct gp_store *store, bool durable)
{
	git_refdb *refdb = NULL;
	int error;

	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, (int)durable);
	error = git_refdb_open(&refdb, store->repo);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
	if (error)
		return gp_fail_git(GP_EGIT, "cannot open the refs");
	git_repository_set_refdb(store->repo, refdb);
	git_refdb_free(refdb);
	return GP_OK;
}

/*
 * Git does not sync loose objects, nor do we where that was not asked for. A
 * durable commit on top of such a one needs it on disk as well.
 */
static void sync_tip(struct gp_store *store, const char *ref)
{
	struct gp_buf path = GP_BUF_INIT;
	struct stat st;
	git_oid tip;
	int fd;

	if (git_reference_name_to_id(&tip, store->repo, ref))
		return;
	gp_buf_printf(&path, "%s/%.2s/%s", store->objects_dir,
		      git_oid_tostr_s(&tip), git_oid_tostr_s(&tip) + 2);
	if (stat(gp_buf_str(&path), &st) ||
	    time(NULL) - st.st_mtime > UNSYNCED_S)
		goto out;
	fd = open(store->objects_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		syncfs(fd);
		close(fd);
	}
out:
	gp_buf_clear(&path);
}

/*
 * libgit2 syncs the folder of a ref, but not the one above it, where the
 * ref's own folder may be new.
 */
static enum gp_err sync_refs(struct gp_store *store)
{
	struct gp_buf path = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&path, "%s/refs", store->common_dir);
	err = gp_dir_fsync(gp_buf_str(&path));
	gp_buf_clear(&path);
	return err;
}

static bool has_notes_dir(struct gp_store *store)
{
	struct gp_buf path = GP_BUF_INIT;
	bool there;

	gp_buf_printf(&path, "%s/refs/notes", store->common_dir);
	there = !access(gp_buf_str(&path), F_OK);
	gp_buf_clear(&path);
	return there;
}

/* ---- writing ---- */

static enum gp_err check_writable(struct gp_store *store)
{
	if (getenv("GIT_QUARANTINE_PATH"))
		return gp_fail(GP_EDENIED,
			       "git moves no refs while it receives a push: "
			       "record from the post-receive hook");
	if (faccessat(AT_FDCWD, store->objects_dir, W_OK, AT_EACCESS))
		return gp_fail(GP_EIO,
			       "cannot write to '%s': %s: results are kept in "
			       "the repository, which must be writable",
			       store->objects_dir, strerror(errno));
	return GP_OK;
}

static enum gp_err attempts(struct gp_store *store, struct gp_edits *edits,
			    const struct gp_write *write)
{
	int64_t until = gp_clock_ms() + RACE_MS;
	enum gp_moved moved;
	enum gp_err err;

	do {
		err = attempt(&moved, store, edits, write);
		if (err || moved == GP_MOVED)
			return err;
		gp_sleep_jitter(50);
	} while (gp_clock_ms() < until);
	return gp_fail(GP_EBUSY,
		       "others kept moving %s for a minute: try again",
		       write->ref);
}

enum gp_err gp_store_write(struct gp_store *store, struct gp_edits *edits,
			   const struct gp_write *write)
{
	bool durable = write->durable, had_dir;
	enum gp_err err;
	int queue;

	if ((err = check_writable(store)) ||
	    (err = set_durable(store, durable)))
		return err;
	queue = gp_queue_enter(store);
	had_dir = has_notes_dir(store);
	if (durable)
		sync_tip(store, write->ref);
	err = attempts(store, edits, write);
	if (!err && durable && !had_dir)
		err = sync_refs(store);
	if (queue >= 0)
		close(queue);
	if (!err && durable)
		gp_packs_tidy(store);
	return err;
}

/* ---- runs ---- */

static int by_object(const void *a, const void *b)
{
	const struct gp_note_add *x = *(const struct gp_note_add *const *)a;
	const struct gp_note_add *y = *(const struct gp_note_add *const *)b;

	return memcmp(x->object.raw, y->object.raw, GIT_OID_RAWSZ);
}

static enum gp_err edits_of(struct gp_edits *out, struct gp_arena *arena,
			    const struct gp_note_add **adds, size_t n)
{
	struct gp_buf line = GP_BUF_INIT;
	enum gp_err err = GP_OK;
	git_oid object;

	for (size_t i = 0; i < n; i++) {
		struct gp_edit *edit;

		if (!gp_oid_to_git(&object, &adds[i]->object)) {
			err = gp_fail(GP_EGIT, "not a SHA-1 object id");
			break;
		}
		gp_buf_reset(&line);
		if ((err = gp_line_encode(&line, adds[i]->run)))
			break;
		edit = gp_edits_at(out, &object);
		gp_lines_add(&edit->add,
			     gp_span_make(gp_arena_strndup(arena, line.data,
							   line.len),
					  line.len));
	}
	gp_buf_clear(&line);
	return err;
}

enum gp_err gp_store_add(struct gp_store *store, const struct gp_note_add *adds,
			 size_t n, bool durable, const char *message)
{
	const struct gp_write write = { GP_NOTES_REF, message, durable };
	const struct gp_note_add **sorted;
	struct gp_edits edits = { 0 };
	struct gp_arena arena = { 0 };
	enum gp_err err;

	if (!n)
		return GP_OK;
	sorted = gp_calloc(n, sizeof(*sorted));
	for (size_t i = 0; i < n; i++)
		sorted[i] = &adds[i];
	qsort(sorted, n, sizeof(*sorted), by_object);
	if (!(err = edits_of(&edits, &arena, sorted, n)))
		err = gp_store_write(store, &edits, &write);
	gp_edits_clear(&edits);
	gp_arena_clear(&arena);
	free(sorted);
	return err;
}
