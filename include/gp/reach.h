#ifndef GP_REACH_H
#define GP_REACH_H

#include "gp/map.h"
#include "gp/mem.h"

#include "gp/walk.h"

/**
 * @file
 * Visits ancestors in the order of commit dates and marks them with colours,
 * which pass from a commit to its parents. git merge-base works like this.
 */

/** A visited commit. */
struct gp_reached {
	struct gp_node node;
	unsigned colours; /**< One bit each. */
	bool queued;
	size_t tag; /**< For the caller; 0 at first. */
};

/** Set `walk` and `dead`, zero the rest. */
struct gp_reach {
	struct gp_walk *walk; /**< Borrowed. */
	unsigned dead; /**< Colours that end the search: it is done if all
			    queued commits have one of them. */
	size_t n_live; /**< Commits in the queue without a `dead` colour. */
	struct gp_reached **seen;
	size_t n, cap;

	/* private */
	struct gp_arena arena;
	struct gp_map places;
	size_t *heap; /* indices into `seen`, the newest first */
	size_t n_heap, cap_heap;
};
/** Frees everything but the walk; all zero again. */
void gp_reach_clear(struct gp_reach *reach);

/**
 * Marks a commit with colours and queues it, unless it has all of them already.
 * If a clock was wrong, a commit may be marked after it was visited; it is then
 * visited again.
 */
GP_CHECK enum gp_err gp_reach_mark(struct gp_reach *reach,
				   const struct gp_oid *oid, unsigned colours);

/** Removes the newest commit from the queue, which must not be empty. */
struct gp_reached *gp_reach_next(struct gp_reach *reach);

/** Marks every parent of a commit. */
GP_CHECK enum gp_err gp_reach_mark_parents(struct gp_reach *reach,
					   const struct gp_reached *seen,
					   unsigned colours);

/** Returns a visited commit, borrowed; NULL if it was not visited. */
struct gp_reached *gp_reach_find(const struct gp_reach *reach,
				 const struct gp_oid *oid);

#endif /* GP_REACH_H */
