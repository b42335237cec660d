#ifndef GP_STORE_H
#define GP_STORE_H

#include "gp/codec.h"
#include "gp/entry.h"
#include "gp/fsck.h"
#include "gp/notices.h"
#include "gp/repo.h"

/**
 * @file
 * Entries in a repository: refs/notes/perf, read and written.
 *
 * docs/FORMAT.md specifies the format. Reading never writes. Writing is atomic:
 * if it fails, the old notes are unchanged. It is retried if other processes
 * write at the same time.
 */

/**
 * Writes each note that is stored in several places of the tree, as other
 * programs may leave it, in one, with the lines of all. `*joined` is their
 * number. Errors are those of gp_notes_add() and of reading notes.
 */
GP_CHECK enum gp_err gp_notes_join(struct gp_repo *repo, size_t *joined);

/** The ref that keeps damaged lines: gp_notes_quarantine(). */
#define GP_QUARANTINE_REF "refs/notes/perf-quarantine"

/* ---- writing ---- */

/** An entry to add to the note on `object`. */
struct gp_note_add {
	struct gp_oid object;
	const struct gp_entry *entry;
};

/**
 * Adds all `n` entries in one commit of the notes ref, or none, and syncs it to
 * disk if `durable`. `message` is the subject of the commit. GP_EBUSY names a
 * lock that another process holds, and the next step; GP_ELIMIT if a note would
 * be too large; GP_EDENIED while git receives a push; GP_EGIT; GP_EIO.
 */
GP_CHECK enum gp_err gp_notes_add(struct gp_repo *repo,
				  const struct gp_note_add *adds, size_t n,
				  bool durable, const char *message);

/** Every line of the note on `from` is also put into the note on `to`. */
struct gp_note_copy {
	struct gp_oid from, to;
};
/** What gp_notes_carry() writes; everything is borrowed. */
struct gp_note_changes {
	const struct gp_note_copy *copies;
	size_t n_copies;
	const struct gp_note_add *adds;
	size_t n_adds;
	const char *message; /**< The subject of the commit. */
	bool durable;        /**< Sync it to disk. */
};

/**
 * Copies notes, their lines unchanged, and adds entries, in one commit of the
 * notes ref, or none if all of it is there already. The notes that are copied
 * stay. Errors are those of gp_notes_add().
 */
GP_CHECK enum gp_err gp_notes_carry(struct gp_repo *repo,
				    const struct gp_note_changes *changes);

/* ---- reading ---- */

struct gp_notes; /**< The notes ref as it was when opened. */

/** Opens the notes, none if there is no ref; freed by gp_notes_free(). */
GP_CHECK enum gp_err gp_notes_open(struct gp_notes **out, struct gp_repo *repo);
/** May be NULL. */
void gp_notes_free(struct gp_notes *notes);

/**
 * Returns the id of the empty tree. Its note belongs to the project as a whole:
 * it has all acceptances, aliases and horizons. The pointer is static.
 */
const struct gp_oid *gp_notes_project(void);

/** What one note contains. */
struct gp_note_info {
	bool found;
	size_t lines;     /**< Not blank. */
	size_t unknown;   /**< Of a newer version or another tool; kept. */
	size_t damaged;   /**< Ours, but unreadable: skipped, kept. */
	size_t forgotten; /**< Lines that a tombstone hides. */
};

/**
 * Appends the entries of the note on `object` to `entries`: all kinds, without
 * those that are forgotten. If two lines have the same id, the bytewise smaller
 * one is read. Damaged lines are counted in `info` and reported in `notices`;
 * both may be NULL. GP_EGIT if the blob of the note is missing, as in a partial
 * clone.
 */
GP_CHECK enum gp_err gp_notes_read(struct gp_notes *notes,
				   struct gp_entries *entries,
				   struct gp_note_info *info,
				   const struct gp_oid *object,
				   struct gp_notices *notices);

/**
 * From now on gp_notes_read() passes over the runs that `look` does not look
 * for; NULL: it reads all. Borrowed.
 */
void gp_notes_look_for(struct gp_notes *notes, const struct gp_run_look *look);

/** All objects that have a note, sorted by id; `*out` is the caller's to free.
 */
GP_CHECK enum gp_err gp_notes_list(struct gp_notes *notes, struct gp_oid **out,
				   size_t *n);

/** Counts the objects that have a note. */
GP_CHECK enum gp_err gp_notes_count(struct gp_repo *repo, size_t *n);

/* ---- checking ---- */

/** Called with each problem; it is borrowed. */
typedef void gp_fsck_fn(void *ctx, const struct gp_fsck_problem *problem);

/**
 * Verifies the ref, its trees and every line of every note, calls `problem`
 * (may be NULL) for each problem, and sets `*counts`. Problems are not errors.
 */
GP_CHECK enum gp_err gp_notes_fsck(struct gp_repo *repo,
				   struct gp_fsck_counts *counts,
				   gp_fsck_fn *problem, void *ctx);

/**
 * Moves every damaged line to the note on the same object under
 * GP_QUARANTINE_REF, so that nothing is lost, and sets `*moved` to their
 * number. Errors are those of gp_notes_add().
 */
GP_CHECK enum gp_err gp_notes_quarantine(struct gp_repo *repo, size_t *moved);

#endif /* GP_STORE_H */
