#ifndef GP_STORE_H
#define GP_STORE_H

#include "gp/entry.h"
#include "gp/fsck.h"
#include "gp/notices.h"
#include "gp/repo.h"

/**
 * @file
 * Entries in a repository: refs/notes/perf, read and written.
 *
 * docs/FORMAT.md is the specification of what is written. Reading never
 * writes. Writing is durable unless asked otherwise, retries races by
 * itself, and leaves either the old notes or the new.
 */

/** Where damaged lines are kept: gp_notes_quarantine(). */
#define GP_QUARANTINE_REF "refs/notes/perf-quarantine"

/* ---- writing ---- */

/** One line to add: `run`, into the note on `object`. */
struct gp_note_add {
	struct gp_oid object;
	const struct gp_entry *entry;
};

/**
 * Adds all lines in one commit of the notes ref, or none. GP_EBUSY names a
 * lock that did not go away for a second, and the next step. `message` is
 * the commit's subject.
 */
GP_CHECK enum gp_err gp_notes_add(struct gp_repo *repo,
				  const struct gp_note_add *adds, size_t n,
				  bool durable, const char *message);

/* ---- reading ---- */

struct gp_notes; /**< The notes ref as it was when opened. */

/** A repository without notes opens, and is empty. */
GP_CHECK enum gp_err gp_notes_open(struct gp_notes **out, struct gp_repo *repo);
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
GP_CHECK enum gp_err gp_notes_read(struct gp_notes *notes,
				   struct gp_entries *entries,
				   struct gp_note_info *info,
				   const struct gp_oid *object,
				   struct gp_notices *notices);

/** All annotated objects, in order of id; `*out` is freed by the caller. */
GP_CHECK enum gp_err gp_notes_list(struct gp_notes *notes, struct gp_oid **out,
				   size_t *n);

/** How many objects have a note. */
GP_CHECK enum gp_err gp_notes_count(struct gp_repo *repo, size_t *n);

/* ---- checking ---- */

/** Called for each problem that is found. */
typedef void gp_fsck_fn(void *ctx, const struct gp_fsck_problem *problem);

/** Verifies the ref, its trees and every line of every note. */
GP_CHECK enum gp_err gp_notes_fsck(struct gp_repo *repo,
				   struct gp_fsck_counts *counts,
				   gp_fsck_fn *problem, void *ctx);

/**
 * Moves every damaged line to the same note under
 * refs/notes/perf-quarantine, so that nothing is lost.
 */
GP_CHECK enum gp_err gp_notes_quarantine(struct gp_repo *repo, size_t *moved);

#endif /* GP_STORE_H */
