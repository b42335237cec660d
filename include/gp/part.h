#ifndef GP_PART_H
#define GP_PART_H

#include "gp/buf.h"
#include "gp/store.h"
#include "gp/walk.h"

/**
 * @file
 * Part of the results of others: what judging one commit takes. History
 * tells the commits, sync finds and brings their notes.
 */

/* ---- which commits ---- */

/** A commit of the line that a baseline is drawn from. */
struct gp_wanted {
	struct gp_commit commit;
	bool tagged; /**< It may be what drift is measured against. */
};

/** What judging a commit looks at. */
struct gp_wants {
	struct gp_oids always;  /**< Objects whose notes count in any case. */
	struct gp_wanted *line; /**< Of the baseline, the newest first. */
	size_t n, cap;
	struct gp_oids way;  /**< Commits that lead to the line. */
	struct gp_oids ends; /**< Where a shallow clone cuts that off. */
	bool has_base;       /**< The base branch is here... */
	bool related;        /**< ...and so is where the commit left it. */
};
void gp_wants_clear(struct gp_wants *wants);

/** Fills `out`; `beyond` is NULL where only the repository counts. */
typedef enum gp_err gp_wants_fn(void *ctx, struct gp_wants *out,
				const struct gp_beyond *beyond);

/** Counts the commits of line[0..n) at which runs count in a baseline. */
typedef enum gp_err gp_counts_fn(void *ctx, size_t *out,
				 const struct gp_wanted *line, size_t n);

/* ---- their notes ---- */

/** A note: the object that it is on, and its text. */
struct gp_part_note {
	struct gp_oid object, blob;
};

struct gp_part {
	struct gp_part_note *items; /**< In order of their objects, sorted by
					 gp_part_settle(). */
	size_t n, cap;
	struct gp_oids missing; /**< Trees that have to be known for more. */
};
void gp_part_clear(struct gp_part *part);

/** Sorts, and drops what stands twice. */
void gp_part_settle(struct gp_part *part);

/**
 * Looks for notes on `objects` in the notes at `tips`, as far as their trees
 * can be read. GP_EGIT for what is not made of notes.
 */
GP_CHECK enum gp_err gp_notes_find_partial(struct gp_repo *repo,
					   struct gp_part *out,
					   const struct gp_oids *tips,
					   const struct gp_oids *objects);

/** Adds the commits that the runs in these notes were measured at. */
GP_CHECK enum gp_err gp_notes_measured_commits(struct gp_repo *repo,
					       struct gp_oids *out,
					       const struct gp_part *part);

/**
 * Adds settled notes to those of `ref`, all or none, and their text to the
 * repository. `out` is where the ref is then.
 */
GP_CHECK enum gp_err gp_notes_add_partial(struct gp_repo *repo,
					  struct gp_oid *out,
					  const struct gp_part *part,
					  const char *ref, bool durable);

#endif /* GP_PART_H */
