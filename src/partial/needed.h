#ifndef GP_PARTIAL_NEEDED_H
#define GP_PARTIAL_NEEDED_H

#include "gp/history.h"
#include "gp/oid.h"
#include "gp/walk.h"

/**
 * @file
 * Which commits a check looks at, before any of their notes is here.
 */

/** A commit of the line that a baseline is drawn from. */
struct gp_needed_commit {
	struct gp_commit commit;
	bool tagged; /**< It may be what drift is measured against. */
};

/** What judging a commit looks at. */
struct gp_needed {
	struct gp_oids always; /**< Objects whose notes count in any case. */
	struct gp_needed_commit
		*line; /**< Of the baseline, the newest first. */
	size_t n, cap;
	struct gp_oids way;  /**< Commits that lead to the line. */
	struct gp_oids ends; /**< Where a shallow clone cuts that off. */
	bool has_base;       /**< The base branch is here... */
	bool related;        /**< ...and so is where the commit left it. */
};
void gp_needed_clear(struct gp_needed *wants);

/**
 * Tells which commits gp_history_load() would look at, `query->depth` of a
 * line at most, whether they have notes here or not. `beyond` may be NULL.
 */
GP_CHECK enum gp_err gp_needed_find(struct gp_needed *out, struct gp_repo *repo,
				    const struct gp_history_query *query,
				    const struct gp_beyond *beyond);

/** Counts the commits of line[0..n) that were measured, and not just dirty. */
GP_CHECK enum gp_err gp_needed_count_measured(
	size_t *out, struct gp_repo *repo, const struct gp_needed_commit *line,
	size_t n);

#endif /* GP_PARTIAL_NEEDED_H */
