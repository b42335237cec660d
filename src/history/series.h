#ifndef GP_HISTORY_SERIES_H
#define GP_HISTORY_SERIES_H

#include "alias.h"
#include "window.h"

/**
 * @file
 * Measurements of many runs -> series.
 */

struct gp_group_input {
	const struct gp_window *window; /**< The baseline. */
	const struct gp_measured *current;
	const struct gp_measured *anchor; /**< NULL: none. */
	struct gp_renames *renames;
	const struct gp_line_marks *marks; /**< Placed. */
	const char *const *keys; /**< Only what any of these matches. */
	size_t n_keys;
};

/** Fills out->items, sorted; units that changed become notices. */
void gp_group(struct gp_series_set *out, const struct gp_group_input *in);

#endif /* GP_HISTORY_SERIES_H */
