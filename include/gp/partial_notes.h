#ifndef GP_PARTIAL_NOTES_H
#define GP_PARTIAL_NOTES_H

#include "gp/store.h"

/**
 * @file
 * Some of the notes of others: found in trees that are here only in part, and
 * copied.
 */

/** A note: the object that it is on, and its text. */
struct gp_partial_note {
	struct gp_oid object, blob;
};

struct gp_partial_notes {
	struct gp_partial_note *items; /**< In order of their objects, sorted by
					 gp_partial_notes_sort_unique(). */
	size_t n, cap;
	struct gp_oids missing; /**< Trees that have to be known for more. */
};
void gp_partial_notes_clear(struct gp_partial_notes *part);

/** Sorts by object, then by blob, and removes duplicates. */
void gp_partial_notes_sort_unique(struct gp_partial_notes *part);

/**
 * Looks for notes on `objects` in the notes at `tips`, as far as their trees
 * can be read. GP_EGIT for what is not made of notes.
 */
GP_CHECK enum gp_err gp_notes_find_partial(struct gp_repo *repo,
					   struct gp_partial_notes *out,
					   const struct gp_oids *tips,
					   const struct gp_oids *objects);

/** Adds the commits that the runs in these notes were measured at. */
GP_CHECK enum gp_err gp_notes_measured_commits(
	struct gp_repo *repo, struct gp_oids *out,
	const struct gp_partial_notes *part);

/**
 * Adds notes, which are sorted, to those of `ref`, all or none, and their text
 * to the repository. `out` is where the ref is then.
 */
GP_CHECK enum gp_err gp_notes_add_partial(struct gp_repo *repo,
					  struct gp_oid *out,
					  const struct gp_partial_notes *part,
					  const char *ref, bool durable);

#endif /* GP_PARTIAL_NOTES_H */
