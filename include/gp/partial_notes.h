#ifndef GP_PARTIAL_NOTES_H
#define GP_PARTIAL_NOTES_H

#include "gp/store.h"

/**
 * @file
 * Some notes of a remote: finding them in trees of which only a part was
 * fetched, and copying them to a ref of ours.
 */

/** A note: the object that it is on, and the blob of its text. */
struct gp_partial_note {
	struct gp_oid object, blob;
};

/** A list of notes. Zero-initialised is empty. */
struct gp_partial_notes {
	struct gp_partial_note *items; /**< In order of their objects, sorted by
					 gp_partial_notes_sort_unique(). */
	size_t n, cap;
	struct gp_oids missing; /**< Trees to fetch to find more. */
};
/** Frees the lists, and leaves `part` empty. */
void gp_partial_notes_clear(struct gp_partial_notes *part);

/** Sorts by object, then by blob, and removes duplicates. */
void gp_partial_notes_sort_unique(struct gp_partial_notes *part);

/**
 * Appends to `out` the notes on `objects` in the notes trees of the commits
 * `tips`. Trees that are not here are listed in out->missing. GP_EGIT if a tip
 * has no notes.
 */
GP_CHECK enum gp_err gp_notes_find_partial(struct gp_repo *repo,
					   struct gp_partial_notes *out,
					   const struct gp_oids *tips,
					   const struct gp_oids *objects);

/**
 * Appends the commits at which the runs in these notes were measured, if they
 * differ from the object of the note. GP_EGIT if a note cannot be read.
 */
GP_CHECK enum gp_err gp_notes_measured_commits(
	struct gp_repo *repo, struct gp_oids *out,
	const struct gp_partial_notes *part);

/**
 * Merges the notes, which must be sorted, into those of `ref`, all or none, and
 * writes their blobs. Sets `*out` to the new commit of the ref. Errors are
 * those of gp_notes_add().
 */
GP_CHECK enum gp_err gp_notes_add_partial(struct gp_repo *repo,
					  struct gp_oid *out,
					  const struct gp_partial_notes *part,
					  const char *ref, bool durable);

/* ---- what partial pulls brought ---- */

/**
 * Remembers that a partial pull from the remote with the tracking ref `ref`
 * brought all notes on the line of first parents that begins with `start`, as
 * far as a check walks; size 0: only some notes. Best effort.
 */
void gp_partial_remember(struct gp_repo *repo, const char *ref,
			 const struct gp_oid *start);

/** Everything was fetched from that remote. Best effort. */
void gp_partial_forget(struct gp_repo *repo, const char *ref);

/**
 * Whether only some notes of a remote are here, and those on the line of first
 * parents that begins with `start` may be others.
 */
bool gp_partial_lacks(struct gp_repo *repo, const struct gp_oid *start);

/** Whether only some notes of a remote are here. */
bool gp_partial_any(struct gp_repo *repo);

#endif /* GP_PARTIAL_NOTES_H */
