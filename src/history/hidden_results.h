#ifndef GP_HISTORY_HIDDEN_RESULTS_H
#define GP_HISTORY_HIDDEN_RESULTS_H

#include "window.h"

/**
 * @file
 * Results that the walk of a baseline did not reach.
 */

/** Where the walk ended; all borrowed. */
struct gp_hidden_search {
	struct gp_run_lookup *lookup;
	const struct gp_window *window;
	struct gp_short_series *series;
	const struct gp_oid *start; /**< The first commit of the walk; NULL:
					 there was none. */
	struct gp_node *node; /**< The last that the walk read, or the first
				   that it did not; the judged commit if there
				   was no walk. */
};

/**
 * Sets what keeps the short series short (`cut`), and which of them have
 * results beyond it (`hidden`). Beyond the depth it looks only a few times as
 * far. Errors are those of reading notes and commits.
 */
GP_CHECK enum gp_err gp_hidden_results_find(const struct gp_hidden_search *s);

#endif /* GP_HISTORY_HIDDEN_RESULTS_H */
