#ifndef GP_SYNC_GIT_RUN_H
#define GP_SYNC_GIT_RUN_H

#include "gp/process.h"

#include "remote.h"

/**
 * @file
 * Running the git program, for what talks to a remote.
 */

/** Arguments of git, which it owns. Zero-initialised is empty. */
struct gp_argv {
	char **items; /**< Ends in NULL. */
	size_t n, cap;
};
/** Appends one argument, formatted as printf() does. */
void gp_argv_add(struct gp_argv *argv, const char *fmt, ...) GP_PRINTF(2, 3);
void gp_argv_clear(struct gp_argv *argv);

/**
 * Starts the arguments of a git command that talks to `remote`; NULL: to none,
 * or to a URL.
 */
void gp_argv_begin(struct gp_argv *argv, const struct gp_remote *remote,
		   const char *command);

/** Adds options with which git fetch fetches only what is named after them. */
void gp_argv_add_fetch_options(struct gp_argv *argv);

/** What git printed, and its exit status. Zero-initialised is empty. */
struct gp_git_output {
	struct gp_buf out, err;
	int status;
};
/** Frees both texts, and leaves `git` empty. */
void gp_git_output_clear(struct gp_git_output *git);

/**
 * Runs git with these arguments. `how` (may be NULL) has all the rest: input,
 * folder, and variables that are added to those that every git of ours gets.
 * GP_EIO if git cannot be started; its exit status is not an error here.
 */
GP_CHECK enum gp_err gp_git_run(struct gp_git_output *git,
				const struct gp_argv *argv,
				const struct gp_process *how);

/**
 * The line of git's errors that says why it failed, without its prefix;
 * borrowed, and at most 300 bytes.
 */
struct gp_span gp_git_output_reason(const struct gp_git_output *git);

/** Fails with GP_EGIT: "cannot <what> <name>: " and git's reason. */
enum gp_err gp_git_output_fail(const struct gp_git_output *git,
			       const char *what, const char *name);

/**
 * Whether git failed because the remote lacks the ref that was asked for: a
 * remote without results.
 */
bool gp_git_output_lacks_ref(const struct gp_git_output *git);

#endif /* GP_SYNC_GIT_RUN_H */
