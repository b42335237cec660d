#ifndef GP_DETECT_RESTART_H
#define GP_DETECT_RESTART_H

#include "gp/finding.h"

#include "values.h"

/**
 * @file
 * Second stage of a case: where the baseline begins. The values are cut into
 * segments at the commits where the testbed or the load changed permanently, a
 * change was accepted, or the level changed.
 */

/* ---- cuts ---- */

/** A commit at which a segment begins. */
struct gp_cut {
	size_t at; /**< Index of that commit in the values; values.n: the judged
			commit. */
	enum gp_restart_why why;
	const char *what; /**< In the findings' arena, or "". */
};

/** Zero-initialised is empty; free(items). */
struct gp_cuts {
	struct gp_cut *items;
	size_t n, cap;
};

/** Appends a cut. `what` is kept, not copied. */
void gp_cuts_add(struct gp_cuts *cuts, size_t at, enum gp_restart_why why,
		 const char *what);

/**
 * Sorts the cuts and leaves one for each commit: an acceptance before a change
 * of the load, that before one of the testbed; those of one kind are joined
 * ("kernel 6.1 -> 6.5, compiler …") in `arena`.
 */
void gp_cuts_merge(struct gp_cuts *cuts, struct gp_arena *arena);

/** testbed_changes.c: lasting changes of the testbed and of the load. */
void gp_cuts_of_testbed(struct gp_cuts *out, const struct gp_series *series,
			const struct gp_values *values, struct gp_arena *arena);

/* ---- acceptances ---- */

/** What acceptances say of the judged commit. */
struct gp_accept_state {
	const struct gp_accepted *judged; /**< The newest of the commits that
					       are judged; NULL: none. */
	const char *exceeded; /**< Why the newest of the others does not hold:
				   "more than the 5 % that was accepted"; or
				   "". */
};

/**
 * Adds a cut for each acceptance in the history whose change stays within its
 * bound. Texts are in `arena`.
 */
void gp_cuts_of_accepts(struct gp_cuts *cuts, struct gp_accept_state *out,
			const struct gp_series *series,
			const struct gp_values *values, struct gp_arena *arena);

/**
 * Whether a change for the worse from `before` to `now`, values in the unit of
 * the series, exceeds the bound of an acceptance; `arena` keeps its unit.
 */
bool gp_accept_exceeded(struct gp_arena *arena, const struct gp_series *series,
			const struct gp_accepted *accepted, double before,
			double now);

/** "more than the 5 % that was accepted", in `arena`. */
const char *gp_accept_exceeded_reason(const struct gp_accepted *accepted,
				      struct gp_arena *arena);

/* ---- segments ---- */

/** How the values are cut. Indexes are those of struct gp_values. */
struct gp_segments {
	size_t from;    /**< First value whose residual is used. */
	size_t *starts; /**< Where each segment but the first begins, counted
			     from `from`, ascending; in the scratch arena. The
			     last segment is the baseline. */
	size_t n_starts;
	bool new_fact;       /**< The testbed changed with the judged commit. */
	size_t drift_from;   /**< First value in which drift is looked for. */
	double level_before; /**< Median before the newest change of the level,
				  if the baseline begins there; else NAN. */
};

#endif /* GP_DETECT_RESTART_H */
