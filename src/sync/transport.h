#ifndef GP_SYNC_TRANSPORT_H
#define GP_SYNC_TRANSPORT_H

#include "gp/process.h"

#include "remote.h"

/** Words for git, owned. Zero-initialised is empty. */
struct gp_argv {
	char **items;
	size_t n, cap;
};
void gp_argv_add(struct gp_argv *words, const char *fmt, ...) GP_PRINTF(2, 3);
void gp_argv_clear(struct gp_argv *words);

/** What git said, and how it ended. Zero-initialised is empty. */
struct gp_git_output {
	struct gp_buf out, err;
	int status;
};
void gp_git_output_clear(struct gp_git_output *heard);

/**
 * Runs git: `how` without its argv, which are the words; its environment
 * is added to the one that every git of ours gets. May be NULL.
 */
GP_CHECK enum gp_err gp_git_run(struct gp_git_output *heard,
				const struct gp_argv *words,
				const struct gp_process *how);

/** Begins the words of a git that shares, with a remote or with none. */
void gp_argv_begin(struct gp_argv *words, const struct gp_remote *remote,
		   const char *command);

/** Options of a fetch that brings what it names, and does nothing else. */
void gp_argv_add_fetch_options(struct gp_argv *words);

/** "cannot <what> <name>: " and what git said of it. */
enum gp_err gp_git_output_fail(const struct gp_git_output *heard,
			       const char *what, const char *name);

/** A remote without results has no such ref, which git calls an error. */
bool gp_git_output_lacks_ref(const struct gp_git_output *heard);

/** Brings what the remote has into its tracking refs. GP_EGIT. */
GP_CHECK enum gp_err gp_transport_fetch(struct gp_remote *remote,
					struct gp_repo *repo,
					const struct gp_sync *sync);

/** How a push ended that reached the remote. */
struct gp_push_answer {
	bool done;            /**< All refs are as was asked. */
	bool no_atomic;       /**< The remote cannot do all or nothing. */
	struct gp_buf reason; /**< Why not, in git's words. */
};
void gp_push_answer_clear(struct gp_push_answer *answer);

/**
 * Pushes `refspecs`; `options` stand before the remote. GP_EGIT where the
 * remote was not reached or did not let us in; a ref that it refused is no
 * failure here.
 */
GP_CHECK enum gp_err gp_transport_push(struct gp_push_answer *out,
				       const struct gp_remote *remote,
				       const struct gp_sync *sync,
				       const struct gp_argv *options,
				       const struct gp_argv *refspecs);

/** Writes a bundle of one ref, which is here, to a file. GP_EGIT. */
GP_CHECK enum gp_err gp_transport_bundle(const struct gp_sync *sync,
					 const char *file, const char *ref);

/* ---- bundles (bundle.c) ---- */

/** Names a file so that git takes it for nothing else. */
void gp_bundle_path(struct gp_buf *out, const char *file);

/** GP_EIO where a file cannot be read, GP_EPARSE where it is no bundle. */
GP_CHECK enum gp_err gp_bundle_check(const char *file);

/** Writes a bundle of one commit, as an inbox. GP_EGIT. */
GP_CHECK enum gp_err gp_bundle_write(struct gp_repo *repo,
				     const struct gp_sync *sync,
				     const struct gp_oid *commit);

/* ---- what the tracking refs say (tracking.c) ---- */

/*
 * Of what cannot be read in them, each is taken out of `remote->seen` and
 * told in `remote->left`, or in `remote->why`, and the others count. They fail
 * where it is this repository that cannot be read.
 */

/** What the notes at `local` have and no tracking ref does. */
GP_CHECK enum gp_err gp_tracking_unshared(struct gp_unshared *out,
					  struct gp_remote *remote,
					  struct gp_repo *repo,
					  const struct gp_oid *local);

/** As in gp_merge_request. */
struct gp_tracking_merge_options {
	bool on_top, fold, durable;
};

/** Takes what the tracking refs have as of a source that is not trusted. */
GP_CHECK enum gp_err gp_tracking_import(struct gp_untrusted_added *out,
					const struct gp_remote *remote,
					struct gp_repo *repo, bool durable);

/** Moves the notes here to their union with all tracking refs. */
GP_CHECK enum gp_err gp_tracking_merge(
	struct gp_merge_result *out, struct gp_remote *remote,
	struct gp_repo *repo, const struct gp_tracking_merge_options *how);

/** The remote's refs/notes/perf is there, and is not to be read or moved. */
void gp_tracking_skip_ref(struct gp_remote *remote, const char *why);

/** Adds a line for all that was left out. */
void gp_tracking_add_notices(struct gp_notices *out,
			     const struct gp_remote *remote);

#endif /* GP_SYNC_TRANSPORT_H */
