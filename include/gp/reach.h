#ifndef GP_REACH_H
#define GP_REACH_H

#include "gp/map.h"
#include "gp/mem.h"

#include "gp/walk.h"

/**
 * @file
 * Ancestors told apart by colours that run from commits to their parents, in
 * the order of commit dates, as git tells common commits from others.
 */

/** Seen so far; a commit stays, for its paint. */
struct gp_reached {
	struct gp_node node;
	unsigned paint;
	bool queued;
	size_t tag; /**< For the caller; 0 at first. */
};

/** Zero-initialised but for `walk` and `dead`. */
struct gp_reach {
	struct gp_walk *walk; /**< Lent. */
	unsigned dead; /**< Commits with any of these colours do not keep the
			    painting going. */
	size_t n_live; /**< In the queue and not dead. */
	struct gp_reached **seen;
	size_t n, cap;

	/* private */
	struct gp_arena arena;
	struct gp_map places;
	size_t *heap; /* indices into `seen`, the newest first */
	size_t n_heap, cap_heap;
};
void gp_reach_clear(struct gp_reach *painting);

/**
 * Paints a commit, and queues it unless it has all of `colour` already. Where
 * a clock was wrong, a commit may get paint after its turn: it then gets
 * another.
 */
GP_CHECK enum gp_err gp_reach_mark(struct gp_reach *painting,
				   const struct gp_oid *oid, unsigned colour);

/** Takes the newest from the queue, which must not be empty. */
struct gp_reached *gp_reach_next(struct gp_reach *painting);

/** Paints every parent. */
GP_CHECK enum gp_err gp_reach_mark_parents(struct gp_reach *painting,
					   const struct gp_reached *seen,
					   unsigned colour);

/** Lends what is known of a commit; NULL where it was not seen. */
struct gp_reached *gp_reach_find(const struct gp_reach *painting,
				 const struct gp_oid *oid);

#endif /* GP_REACH_H */
