#ifndef GP_HISTORY_ANCHOR_H
#define GP_HISTORY_ANCHOR_H

#include "gp/tags.h"
#include "window.h"

/**
 * @file
 * The commit that slow changes are measured against.
 */

struct gp_anchor_search {
	struct gp_series_set *set; /**< Gets the runs and the anchor's name. */
	struct gp_run_lookup *lookup;
	const struct gp_window *window; /**< After its walk. */
	const char *rev;                /**< perf.anchor, or NULL. */
	const struct gp_tags *tags;     /**< Used if `rev` is NULL. */
};

/**
 * Finds the anchor: `rev`, or else the newest tagged commit on the line, and
 * beyond it up to the window's depth, that has runs on one of the window's
 * testbeds. Its runs are appended to the set's, and `out` says where. If there
 * is no anchor, out->n is 0. Errors are those of reading notes and commits.
 */
GP_CHECK enum gp_err gp_anchor_find(struct gp_measured_commit *out,
				    const struct gp_anchor_search *search);

#endif /* GP_HISTORY_ANCHOR_H */
