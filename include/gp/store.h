#ifndef GP_STORE_H
#define GP_STORE_H

#include <stdbool.h>

#include "gp/error.h"
#include "gp/notices.h"
#include "gp/run.h"

/**
 * @file
 * Runs in a repository: refs/notes/perf, read and written.
 *
 * docs/FORMAT.md is the specification of what is written. Reading never
 * writes. Writing is durable unless asked otherwise, retries races by
 * itself, and leaves either the old notes or the new.
 */

#define GP_NOTES_REF      "refs/notes/perf"
#define GP_QUARANTINE_REF "refs/notes/perf-quarantine"

struct gp_store; /**< One opened repository. */

/**
 * Opens the repository of the working directory, as git finds it (GIT_DIR,
 * GIT_WORK_TREE, GIT_COMMON_DIR, linked worktrees, bare). GP_EGIT in one
 * line for SHA-256, reftable, unknown extensions, or a foreign owner that git
 * refuses; GP_ENOTFOUND where there is no repository.
 */
GP_CHECK enum gp_err gp_store_open(struct gp_store **out);
void gp_store_free(struct gp_store *store);

/** Warnings of opening: replace refs, grafts, stale locks; lent. */
const struct gp_notices *gp_store_notices(const struct gp_store *store);

/* Paths, lent, without a trailing slash. */
const char *gp_store_git_dir(const struct gp_store *store);
const char *gp_store_common_dir(const struct gp_store *store);
/** NULL in a bare repository. */
const char *gp_store_work_tree(const struct gp_store *store);

struct gp_commit {
	struct gp_oid oid;
	struct gp_oid tree;
	int64_t time; /**< Committer time, seconds. */
};

/**
 * Resolves a revision (as git rev-parse does) to its commit. GP_ENOTFOUND
 * says what to do on an unborn HEAD, an unknown name, or a shallow boundary.
 */
GP_CHECK enum gp_err gp_store_commit(struct gp_store *store,
				     struct gp_commit *out, const char *rev);

/** The checked out branch's short name in `out`, empty when detached. */
GP_CHECK enum gp_err gp_store_branch(struct gp_store *store,
				     struct gp_buf *out);

/**
 * Appends "Name <mail>" of who commits here, as git has it configured; nothing
 * where it is not.
 */
void gp_store_who(struct gp_store *store, struct gp_buf *out);

/** Whether tracked files differ from HEAD; false in a bare repository. */
GP_CHECK enum gp_err gp_store_dirty(struct gp_store *store, bool *dirty);

/* ---- writing ---- */

/** One line to add: `run`, into the note on `object`. */
struct gp_note_add {
	struct gp_oid object;
	const struct gp_run *run;
};

/**
 * Adds all lines in one commit of the notes ref, or none. GP_EBUSY names a
 * lock that did not go away for a second, and the next step. `message` is
 * the commit's subject.
 */
GP_CHECK enum gp_err gp_store_add(struct gp_store *store,
				  const struct gp_note_add *adds, size_t n,
				  bool durable, const char *message);

/* ---- reading ---- */

struct gp_notes; /**< The notes ref as it was when opened. */

/** A repository without notes opens, and is empty. */
GP_CHECK enum gp_err gp_notes_open(struct gp_notes **out,
				   struct gp_store *store);
void gp_notes_free(struct gp_notes *notes);

/**
 * Lends the id of the empty tree, whose note is about the project as a whole:
 * every mark stands there.
 */
const struct gp_oid *gp_notes_project(void);

/** What one note held. */
struct gp_note_info {
	bool found;
	size_t lines;     /**< Not blank. */
	size_t unknown;   /**< Of a newer version, or another tool's: kept. */
	size_t damaged;   /**< Ours, and broken: skipped, kept. */
	size_t forgotten; /**< Lines that a tombstone hides. */
};

/**
 * Appends the runs of the note on `object` to `runs`: every kind of line,
 * without those that are forgotten; of lines with one id and different bytes
 * the bytewise smaller. Damage is counted and named in `notices` (may be
 * NULL). GP_EGIT where the note's blob is missing (a partial clone).
 */
GP_CHECK enum gp_err gp_notes_read(struct gp_notes *notes, struct gp_runs *runs,
				   struct gp_note_info *info,
				   const struct gp_oid *object,
				   struct gp_notices *notices);

/** All annotated objects, in order of id; `*out` is freed by the caller. */
GP_CHECK enum gp_err gp_notes_list(struct gp_notes *notes, struct gp_oid **out,
				   size_t *n);

/* ---- checking ---- */

/** One thing that is wrong; strings are lent for the call. */
struct gp_fsck_problem {
	struct gp_oid object; /**< Whose note; size 0: the ref itself. */
	size_t line;          /**< 1-based; 0 the note as a whole. */
	const char *what;
};
typedef void gp_fsck_fn(void *ctx, const struct gp_fsck_problem *problem);

struct gp_fsck_counts {
	size_t notes, lines, runs, unknown, damaged, problems;
	size_t marks; /**< Of the runs: acceptances and aliases. */
};

/** Verifies the ref, its trees and every line of every note. */
GP_CHECK enum gp_err gp_store_fsck(struct gp_store *store,
				   struct gp_fsck_counts *counts,
				   gp_fsck_fn *problem, void *ctx);

/**
 * Moves every damaged line to the same note under
 * refs/notes/perf-quarantine, so that nothing is lost.
 */
GP_CHECK enum gp_err gp_store_quarantine(struct gp_store *store, size_t *moved);

#endif /* GP_STORE_H */
