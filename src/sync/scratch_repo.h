#ifndef GP_SYNC_SCRATCH_REPO_H
#define GP_SYNC_SCRATCH_REPO_H

#include <git2.h>

#include "gp/partial_notes.h"

#include "transport.h"

/**
 * @file
 * A scratch repository next to the user's, for the time of one pull: fetching
 * with --depth or --filter would mark the user's own as shallow or partial.
 */
struct gp_scratch_repo {
	struct gp_repo *repo; /**< The user's. */
	const struct gp_remote *remote;
	const struct gp_sync *sync;
	struct gp_buf path;
	int lock; /**< Locks the folder while we live; -1: none. */
	git_repository *scratch;
	struct gp_argv env; /**< For git: use the scratch repository. */
	const char *dir;    /**< Relative URLs start here; NULL: cwd. */
	const char *filter; /**< For objects that are fetched by id. */
	size_t inboxes;     /**< How many of the fetched refs. */
	bool whole;         /**< The server ignores filters, and sends all. */
};

/**
 * Makes the repository with the user's settings for connections, and removes
 * those that dead processes left. From then on `repo` reads its objects too.
 * GP_EIO or GP_EGIT if it cannot be made.
 */
GP_CHECK enum gp_err gp_scratch_repo_open(struct gp_scratch_repo *out,
					  struct gp_repo *repo,
					  const struct gp_remote *remote,
					  const struct gp_sync *sync);
void gp_scratch_repo_close(struct gp_scratch_repo *s);

/**
 * Fetches the remote's notes refs without the text of the notes, and appends
 * their commits to `out`. GP_EGIT has git's words, as in what follows.
 */
GP_CHECK enum gp_err gp_scratch_repo_fetch_notes(struct gp_scratch_repo *s,
						 struct gp_oids *out);

/** Fetches objects in one request; of trees, nothing below them. */
GP_CHECK enum gp_err gp_scratch_repo_fetch_objects(
	struct gp_scratch_repo *s, const struct gp_oids *objects);

/** Fetches the commits `from` and their ancestors, `depth` deep at most. */
GP_CHECK enum gp_err gp_scratch_repo_fetch_commits(struct gp_scratch_repo *s,
						   const struct gp_oids *from,
						   size_t depth);

/** Appends the path of the file that lists where that history is cut. */
void gp_scratch_repo_shallow_file(const struct gp_scratch_repo *s,
				  struct gp_buf *out);

#endif /* GP_SYNC_SCRATCH_REPO_H */
