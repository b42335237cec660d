#ifndef GP_PARTIAL_NEEDED_COMMITS_H
#define GP_PARTIAL_NEEDED_COMMITS_H

#include "gp/history.h"
#include "gp/oid.h"
#include "gp/walk.h"

/**
 * @file
 * Which commits a check needs, before any of their notes is here.
 */

/** A commit of the first-parent line that the baseline comes from. */
struct gp_needed_commit {
	struct gp_commit commit;
	bool tagged; /**< It can be the anchor of slow changes. */
};

/** The commits that a check needs. Zero-initialised is empty. */
struct gp_needed {
	struct gp_oids always;         /**< Objects whose notes always count. */
	struct gp_needed_commit *line; /**< The newest first. */
	size_t n, cap;
	struct gp_oids paths;  /**< Commits that lead to the line. */
	struct gp_oids cuts;   /**< Where a shallow clone ends line or paths. */
	struct gp_oids anchor; /**< perf.anchor, its tree, then its ancestors
				    and their trees: the first with a note is
				    needed. */
	bool has_base;         /**< The base branch is here... */
	bool has_merge_base;   /**< ...and so is its merge base. */
};
/** Frees the lists, and leaves `needed` empty. */
void gp_needed_clear(struct gp_needed *needed);

/**
 * Finds the commits that gp_history_load() would look at, `query->depth` of a
 * line at most, whether they have notes here or not. `beyond` has commits that
 * the clone lacks; may be NULL. Errors are those of gp_repo_resolve() and of
 * reading commits.
 */
GP_CHECK enum gp_err gp_needed_find(struct gp_needed *out, struct gp_repo *repo,
				    const struct gp_history_query *query,
				    const struct gp_beyond *beyond);

#endif /* GP_PARTIAL_NEEDED_COMMITS_H */
