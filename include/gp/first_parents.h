#ifndef GP_FIRST_PARENTS_H
#define GP_FIRST_PARENTS_H

#include "gp/map.h"

#include "gp/walk.h"

/**
 * @file
 * The commits that a check walked, with results or not: first parents from the
 * judged commit to the start of its branch, and from there to the end of the
 * window. A place is an index; newer commits have smaller ones.
 */

#define GP_FIRST_PARENTS_NONE SIZE_MAX

/** Zero-initialised is empty. */
struct gp_first_parents {
	struct gp_commit *items; /**< The newest first. */
	size_t n, cap;
	size_t n_branch; /**< The first ones, which are on the branch only. */
	bool joined;     /**< The branch leads to a commit of the window. */

	/* private */
	struct gp_map places; /* by id; once finished */
};
/** Frees the list; it is empty and usable again. */
void gp_first_parents_clear(struct gp_first_parents *line);

/** Appends a commit of the window, newest first. */
void gp_first_parents_add(struct gp_first_parents *line,
			  const struct gp_commit *commit);

/**
 * Inserts the branch before the window: first parents from `judged` on, at most
 * `depth`. Afterwards gp_first_parents_find() can be used, and nothing added.
 */
GP_CHECK enum gp_err gp_first_parents_finish(struct gp_first_parents *line,
					     struct gp_walk *walk,
					     const struct gp_oid *judged,
					     size_t depth);

/** Returns the place of a commit, or GP_FIRST_PARENTS_NONE. */
size_t gp_first_parents_find(const struct gp_first_parents *line,
			     const struct gp_oid *oid);

#endif /* GP_FIRST_PARENTS_H */
