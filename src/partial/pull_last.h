#ifndef GP_PARTIAL_PULL_LAST_H
#define GP_PARTIAL_PULL_LAST_H

#include "needed.h"
#include "scratch_repo.h"

/** A pull of a part in progress. */
struct gp_partial_pull {
	struct gp_repo *repo;
	struct gp_pulled *out;
	const struct gp_sync *sync;
	const struct gp_history_query *query;
	struct gp_remote remote;
	struct gp_scratch_repo aside;
	bool beside;         /**< The aside is open... */
	bool has_history;    /**< ...and knows the commits beyond the clone. */
	struct gp_oids tips; /**< Of the notes that are looked at. */
	struct gp_needed wants;
	struct gp_part part; /**< Chosen for them. */
	size_t asked;        /**< Commits with notes that are to be found. */
	size_t noted;        /**< That were. */
	size_t needed;       /**< Commits of the line up to the last of them. */
};

/** Asks for the commits, and chooses nothing yet. */
GP_CHECK enum gp_err gp_partial_find_commits(struct gp_partial_pull *taking,
					     const struct gp_beyond *beyond);

/** The same, and chooses their notes. */
GP_CHECK enum gp_err gp_partial_choose(struct gp_partial_pull *taking,
				       const struct gp_beyond *beyond);

/**
 * Fetches what history is missing (deepen.c): the base branch, and commits
 * beyond the boundary of a shallow clone. What the remote does not let us
 * have is said in out->trouble.
 */
GP_CHECK enum gp_err gp_partial_deepen(struct gp_partial_pull *taking);

#endif /* GP_PARTIAL_PULL_LAST_H */
