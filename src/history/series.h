#ifndef GP_HISTORY_SERIES_H
#define GP_HISTORY_SERIES_H

#include "alias.h"
#include "window.h"

/**
 * @file
 * The results of many runs -> series.
 */

/** What series are built from; all borrowed. */
struct gp_series_input {
	const struct gp_window *window; /**< The baseline. */
	const struct gp_measured_commit *current;
	const struct gp_measured_commit *anchor; /**< NULL: none. */
	struct gp_alias_set *aliases;
	const struct gp_placed_marks *marks; /**< After placing. */
	bool any_job; /**< Series of other CI jobs can be missing, too. */
	const char *const *keys; /**< Patterns, one of which has to match. */
	size_t n_keys;           /**< 0: everything matches. */
};

/** Fills out->items, sorted by key. Units that changed become notices. */
void gp_series_build(struct gp_series_set *out,
		     const struct gp_series_input *in);

#endif /* GP_HISTORY_SERIES_H */
