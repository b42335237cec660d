#ifndef GP_MERGE_BASE_H
#define GP_MERGE_BASE_H

#include "gp/walk.h"

/**
 * @file
 * How two commits are related.
 */

/**
 * Finds the best common ancestor of two commits, the newest of several;
 * `*found` is false if there is none (in a shallow clone: none that the clone
 * has). Works like git merge-base: the ancestors of both are marked in the
 * order of commit dates until only common commits are left.
 */
GP_CHECK enum gp_err gp_merge_base(struct gp_walk *walk, struct gp_commit *out,
				   bool *found, const struct gp_oid *a,
				   const struct gp_oid *b);

/** Finds whether `commit` is `tip` or one of its first-parent ancestors. */
GP_CHECK enum gp_err gp_on_first_parents(struct gp_walk *walk, bool *on,
					 const struct gp_oid *tip,
					 const struct gp_oid *commit);

#endif /* GP_MERGE_BASE_H */
