#ifndef GP_HISTORY_SERIES_H
#define GP_HISTORY_SERIES_H

#include "alias.h"
#include "window.h"

/**
 * @file
 * Measurements of many runs -> series.
 */

struct gp_series_input {
	const struct gp_window *window; /**< The baseline. */
	const struct gp_measured_commit *current;
	const struct gp_measured_commit *anchor; /**< NULL: none. */
	struct gp_alias_set *renames;
	const struct gp_placed_marks *marks; /**< Placed. */
	const char *const *keys; /**< Only what any of these matches. */
	size_t n_keys;
};

/** Fills out->items, sorted; units that changed become notices. */
void gp_series_build(struct gp_series_set *out,
		     const struct gp_series_input *in);

#endif /* GP_HISTORY_SERIES_H */
