#ifndef GP_PARTIAL_SCRATCH_REPO_H
#define GP_PARTIAL_SCRATCH_REPO_H

#include <git2.h>

#include "gp/partial_notes.h"

#include "sync/transport.h"

/**
 * @file
 * A repository beside the user's, for as long as a pull takes: fetching with
 * --depth or --filter would mark the user's own as shallow or partial.
 */
struct gp_scratch_repo {
	struct gp_repo *repo;
	const struct gp_remote *remote;
	const struct gp_sync *sync;
	struct gp_buf path;
	int lock; /* of the folder, held while we live; -1: none */
	git_repository *scratch;
	struct gp_argv env;
	const char *dir;    /* where relative URLs begin; NULL: here */
	const char *filter; /* for objects that are asked for by id */
	size_t inboxes;     /* among the tips */
	bool whole;         /* the server filters nothing, and sends all */
};

/**
 * Makes the repository, with the user's configuration of remotes, and clears
 * those of pulls that died. The store reads its objects from then on.
 */
GP_CHECK enum gp_err gp_scratch_repo_open(struct gp_scratch_repo *out,
					  struct gp_repo *repo,
					  const struct gp_remote *remote,
					  const struct gp_sync *sync);
void gp_scratch_repo_close(struct gp_scratch_repo *aside);

/** Fetches the results of the remote without their text; adds their tips. */
GP_CHECK enum gp_err gp_scratch_repo_fetch_notes(struct gp_scratch_repo *aside,
						 struct gp_oids *out);

/** Fetches objects, in one request: trees without what is below them. */
GP_CHECK enum gp_err gp_scratch_repo_fetch_objects(
	struct gp_scratch_repo *aside, const struct gp_oids *objects);

/** Fetches commits from some on, `depth` at most, and nothing else. */
GP_CHECK enum gp_err gp_scratch_repo_fetch_commits(
	struct gp_scratch_repo *aside, const struct gp_oids *from,
	size_t depth);

/** Appends the path of the file with the boundaries of that history. */
void gp_scratch_repo_shallow_file(const struct gp_scratch_repo *aside,
				  struct gp_buf *out);

#endif /* GP_PARTIAL_SCRATCH_REPO_H */
