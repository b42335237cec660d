#ifndef GP_HISTORY_WINDOW_H
#define GP_HISTORY_WINDOW_H

#include "gp/map.h"

#include "gp/first_parents.h"
#include "run_lookup.h"

/**
 * @file
 * The measured commits of a baseline: notes along first parents.
 */

/** A commit and its runs: `n` of the list, from `from` on. */
struct gp_measured_commit {
	struct gp_commit commit;
	size_t from, n;
	size_t place; /**< On the line; 0 until it is finished. */
};

struct gp_window {
	struct gp_entries *runs;          /**< Lent: where runs are kept. */
	struct gp_testbeds testbeds;      /**< Only these count; lent. */
	size_t wanted;                    /**< Measured commits a testbed. */
	size_t depth;                     /**< Commits walked at most. */
	struct gp_oid judged;             /**< Not in its own baseline. */
	struct gp_measured_commit *items; /**< The newest first. */
	size_t n, cap;
	size_t *found;                /**< Commits of each testbed. */
	struct gp_map seen;           /**< Run ids: each counts once. */
	struct gp_first_parents line; /**< Every commit that was walked. */
	const char *other;            /**< A testbed met that is not wanted,
					   in the arena of `runs`; or NULL. */
	bool cut;                     /**< A shallow boundary ended it. */
};

/** `runs` and `testbeds` must outlive the window. */
void gp_window_init(struct gp_window *window, struct gp_entries *runs,
		    const struct gp_testbeds *testbeds);
void gp_window_clear(struct gp_window *window);

/** Keeps runs with the ids of runs[from..from+n) out of the window. */
void gp_window_exclude(struct gp_window *window, size_t from, size_t n);

/**
 * Adds the runs of one commit that count in a baseline: clean, of a wanted
 * testbed that is not full, and not seen yet. `runs` is emptied.
 */
void gp_window_add(struct gp_window *window, const struct gp_commit *commit,
		   struct gp_entries *runs);

/**
 * Walks first parents, beginning with `node`, until each testbed has what is
 * wanted, or the depth or the history ends.
 */
GP_CHECK enum gp_err gp_window_walk(struct gp_window *window,
				    struct gp_run_lookup *reader,
				    struct gp_node *node);

#endif /* GP_HISTORY_WINDOW_H */
