/*
 * The steps that all changes of a notes ref share: wait for other writers,
 * sync, write the commit, move the ref, and start again if another process
 * moved it first.
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
#include "gp/clock.h"

#include "batch.h"
#include "pack.h"
#include "queue.h"
#include "small_packs.h"
#include "transact.h"

/* How long to wait for the lock of a ref. */
#define LOCK_MS 2000
/* How long to try again after lost races. */
#define RACE_MS 60000
/* Younger objects may be in the page cache only. */
#define UNSYNCED_S 300

/* ---- the commit ---- */

enum gp_err gp_commit_write(struct gp_batch *batch,
			    const struct gp_commit_plan *plan)
{
	struct gp_buf who = GP_BUF_INIT, text = GP_BUF_INIT;
	enum gp_err err;

	gp_identity(&who, batch->repo);
	gp_buf_printf(&text, "tree %s\n", git_oid_tostr_s(plan->tree));
	if (plan->parent)
		gp_buf_printf(&text, "parent %s\n",
			      git_oid_tostr_s(plan->parent));
	gp_buf_printf(&text, "author %s\ncommitter %s\n\n%s\n",
		      gp_buf_str(&who), gp_buf_str(&who), plan->message);
	err = gp_batch_write(batch, plan->commit, GIT_OBJECT_COMMIT,
			     gp_buf_view(&text));
	gp_buf_clear(&who);
	gp_buf_clear(&text);
	return err;
}

static enum gp_err busy(const struct gp_repo *repo, const char *ref)
{
	return gp_fail(GP_EBUSY,
		       "%s/%s.lock exists: another git process holds it, or "
		       "died; if none is running, remove that file and try "
		       "again",
		       repo->common_dir, ref);
}

enum gp_err gp_tip_move_wait(enum gp_moved *out, const struct gp_batch *batch,
			     const struct gp_tip *tip,
			     const struct gp_commit_plan *plan)
{
	int64_t until = gp_clock_ms() + LOCK_MS;
	enum gp_err err;

	for (;;) {
		/* Another process thought us dead and removed our .keep file:
		   start again. */
		if (!gp_batch_kept(batch)) {
			*out = GP_RACED;
			return GP_OK;
		}
		err = gp_tip_move(out, batch->repo, tip, plan->commit,
				  plan->message);
		if (err || *out != GP_LOCKED)
			return err;
		if (gp_clock_ms() > until)
			return busy(batch->repo, tip->ref);
		gp_sleep_jitter(30);
	}
}

/* A horizon and a gc may have removed the objects that we were reading. */
bool gp_tip_has_moved(struct gp_repo *repo, const struct gp_tip *tip)
{
	git_oid now;

	return tip->exists &&
	       !git_reference_name_to_id(&now, repo->git, tip->ref) &&
	       !git_oid_equal(&now, &tip->commit);
}

/* ---- durability ---- */

/*
 * libgit2 reads this option when it opens a refdb, not when it writes. It is
 * off otherwise: pack.c syncs packs once, whereas libgit2 would sync their
 * temporary folder as well.
 */
static enum gp_err set_durable(struct gp_repo *repo, bool durable)
{
	git_refdb *refdb = NULL;
	int error;

	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, (int)durable);
	error = git_refdb_open(&refdb, repo->git);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
	if (error)
		return gp_fail_git(GP_EGIT, "cannot open the refs");
	git_repository_set_refdb(repo->git, refdb);
	git_refdb_free(refdb);
	return GP_OK;
}

/*
 * Git does not sync loose objects, nor do we if a write need not be durable. If
 * the next write is durable, the commits below it must be on disk as well.
 */
static void sync_tip(struct gp_repo *repo, const char *ref)
{
	struct gp_buf path = GP_BUF_INIT;
	struct stat st;
	git_oid tip;
	int fd;

	if (git_reference_name_to_id(&tip, repo->git, ref))
		return;
	gp_buf_printf(&path, "%s/%.2s/%s", repo->objects_dir,
		      git_oid_tostr_s(&tip), git_oid_tostr_s(&tip) + 2);
	if (stat(gp_buf_str(&path), &st) ||
	    time(NULL) - st.st_mtime > UNSYNCED_S)
		goto out;
	fd = open(repo->objects_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		syncfs(fd);
		close(fd);
	}
out:
	gp_buf_clear(&path);
}

/*
 * libgit2 syncs the folder of a ref, but not the folder above, which is needed
 * if the folder of the ref is new.
 */
static enum gp_err sync_refs(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&path, "%s/refs", repo->common_dir);
	err = gp_dir_fsync(gp_buf_str(&path));
	gp_buf_clear(&path);
	return err;
}

static bool has_notes_dir(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	bool there;

	gp_buf_printf(&path, "%s/refs/notes", repo->common_dir);
	there = !access(gp_buf_str(&path), F_OK);
	gp_buf_clear(&path);
	return there;
}

/* ---- the transaction ---- */

static enum gp_err check_writable(struct gp_repo *repo)
{
	if (getenv("GIT_QUARANTINE_PATH"))
		return gp_fail(GP_EDENIED,
			       "git does not allow ref updates while it "
			       "receives a push: record from the post-receive "
			       "hook instead");
	if (faccessat(AT_FDCWD, repo->objects_dir, W_OK, AT_EACCESS))
		return gp_fail(GP_EIO,
			       "cannot write to '%s': %s: results are kept in "
			       "the repository, which must be writable",
			       repo->objects_dir, strerror(errno));
	return GP_OK;
}

static enum gp_err attempts(const struct gp_write *write,
			    gp_attempt_fn *attempt, void *ctx)
{
	int64_t until = gp_clock_ms() + RACE_MS;
	enum gp_moved moved;
	enum gp_err err;

	do {
		err = attempt(ctx, &moved);
		if (err || moved == GP_MOVED)
			return err;
		gp_sleep_jitter(50);
	} while (gp_clock_ms() < until);
	return gp_fail(GP_EBUSY,
		       "%s keeps changing (concurrent writers); try again",
		       write->ref);
}

enum gp_err gp_notes_transact(struct gp_repo *repo,
			      const struct gp_write *write,
			      gp_attempt_fn *attempt, void *ctx)
{
	bool durable = write->durable, had_dir;
	enum gp_err err;
	int queue;

	if ((err = check_writable(repo)) || (err = set_durable(repo, durable)))
		return err;
	queue = gp_queue_enter(repo);
	had_dir = has_notes_dir(repo);
	if (durable)
		sync_tip(repo, write->ref);
	err = attempts(write, attempt, ctx);
	if (!err && durable && !had_dir)
		err = sync_refs(repo);
	if (queue >= 0)
		close(queue);
	if (!err && durable)
		gp_packs_tidy(repo);
	return err;
}
