#ifndef GP_HISTORY_ANCHOR_H
#define GP_HISTORY_ANCHOR_H

#include "gp/tags.h"
#include "window.h"

/**
 * @file
 * The commit that slow changes are measured against.
 */

struct gp_anchor_search {
	struct gp_series_set *set; /**< Its runs and names are set. */
	struct gp_run_lookup *reader;
	const struct gp_window *window; /**< Walked. */
	const char *rev;                /**< perf.anchor, or NULL. */
	const struct gp_tags *tags;     /**< Where `rev` is NULL. */
};

/**
 * Finds the anchor: `rev`, or the newest tag on the line, and beyond it as far
 * as the window's depth goes, whose commit was measured on one of the window's
 * testbeds. Its runs join the set's, as `out` says; out->n is 0 where there is
 * none.
 */
GP_CHECK enum gp_err gp_anchor_find(struct gp_measured_commit *out,
				    const struct gp_anchor_search *search);

#endif /* GP_HISTORY_ANCHOR_H */
