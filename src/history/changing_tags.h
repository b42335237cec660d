#ifndef GP_HISTORY_CHANGING_TAGS_H
#define GP_HISTORY_CHANGING_TAGS_H

#include "window.h"

/**
 * @file
 * Tags that separate everything, because their value is always a new one.
 */

/** So many measured commits are compared. */
#define GP_CHANGING_COMMITS 5

/** The measured commits to compare, the newest first; `n` may be smaller. */
struct gp_changing_window {
	const struct gp_entries *runs;
	const struct gp_measured_commit *commits[GP_CHANGING_COMMITS];
	size_t n;
};

/** Adds a notice for each tag whose values are new at every commit. */
void gp_changing_tags_report(struct gp_notices *out,
			     const struct gp_changing_window *window,
			     const struct gp_fact_names *facts);

/** The same for the judged commit and a window, with its runs. */
void gp_changing_tags_report_window(struct gp_notices *out,
				    const struct gp_window *window,
				    const struct gp_measured_commit *current,
				    const struct gp_fact_names *facts);

#endif /* GP_HISTORY_CHANGING_TAGS_H */
