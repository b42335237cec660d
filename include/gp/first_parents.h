#ifndef GP_FIRST_PARENTS_H
#define GP_FIRST_PARENTS_H

#include "gp/map.h"

#include "gp/walk.h"

/**
 * @file
 * The commits that a check walked, measured or not: first parents from the
 * judged commit to where its branch begins, and from there to where the
 * window ends. A place is an index; the smaller, the newer.
 */

#define GP_FIRST_PARENTS_NONE SIZE_MAX

/** Zero-initialised is empty. */
struct gp_first_parents {
	struct gp_commit *items; /**< The newest first. */
	size_t n, cap;
	size_t n_branch; /**< Of these, before the window begins. */
	bool joined;     /**< The branch leads to what the window walked. */

	/* private */
	struct gp_map places; /* by id; once finished */
};
void gp_first_parents_clear(struct gp_first_parents *line);

/** Appends a commit of the window. */
void gp_first_parents_add(struct gp_first_parents *line,
			  const struct gp_commit *commit);

/**
 * Puts the branch before the window: first parents from `judged` on, at most
 * `depth`. From then on places can be asked for.
 */
GP_CHECK enum gp_err gp_first_parents_finish(struct gp_first_parents *line,
					     struct gp_walk *walk,
					     const struct gp_oid *judged,
					     size_t depth);

/** Place of a commit, or GP_FIRST_PARENTS_NONE. */
size_t gp_first_parents_find(const struct gp_first_parents *line,
			     const struct gp_oid *oid);

#endif /* GP_FIRST_PARENTS_H */
