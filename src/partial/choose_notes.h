#ifndef GP_PARTIAL_CHOOSE_NOTES_H
#define GP_PARTIAL_CHOOSE_NOTES_H

#include "needed_commits.h"
#include "sync/scratch_repo.h"

/**
 * @file
 * Chooses the notes that a partial pull fetches, and holds its state.
 */

/** A partial pull in progress. */
struct gp_partial_pull {
	struct gp_repo *repo;
	struct gp_pulled *out;
	const struct gp_sync *sync;
	const struct gp_history_query *query;
	struct gp_remote remote;
	struct gp_scratch_repo scratch;
	bool has_scratch;    /**< The scratch repository is open... */
	bool has_history;    /**< ...and has the commits beyond the clone. */
	struct gp_oids tips; /**< The notes to choose from. */
	struct gp_needed needed;
	struct gp_partial_notes chosen; /**< The notes to fetch. */
	size_t n_asked;    /**< Commits with notes to find on the line. */
	size_t n_noted;    /**< Those found. */
	size_t n_requests; /**< Requests for the text of notes so far. */
	size_t n_line;     /**< Commits of the line up to the last one found. */
};

/** Finds the needed commits, and chooses no notes yet. */
GP_CHECK enum gp_err gp_partial_find_commits(struct gp_partial_pull *pull,
					     const struct gp_beyond *beyond);

/**
 * Finds the needed commits and chooses their notes: those that count in any
 * case, those on the newest `n_asked` commits of the line, and those on the
 * newest tag before. `beyond` has commits that the clone lacks; may be NULL.
 */
GP_CHECK enum gp_err gp_partial_choose(struct gp_partial_pull *pull,
				       const struct gp_beyond *beyond);

/**
 * Chooses the notes on the commits that the chosen runs were measured at, and
 * appends them to `added` too. The text of the chosen notes must be here.
 */
GP_CHECK enum gp_err gp_partial_choose_owners(struct gp_partial_pull *pull,
					      struct gp_partial_notes *added);

#endif /* GP_PARTIAL_CHOOSE_NOTES_H */
