#ifndef GP_CI_H
#define GP_CI_H

#include <stdbool.h>
#include <stddef.h>

#include "gp/store.h"

/**
 * @file
 * The files that make a forge measure each commit: contrib/ci, put where the
 * forge looks for them.
 *
 * A person edits the lines between "---- yours" and "---- end of yours", and
 * they survive a renewal. The last line has a checksum of all others: a file
 * that was edited elsewhere is left as it is.
 */

enum gp_ci_state {
	GP_CI_NONE,    /**< There is no such file. */
	GP_CI_CURRENT, /**< As this program writes it. */
	GP_CI_OTHER,   /**< As another version wrote it. */
	GP_CI_EDITED,  /**< Ours, but for what somebody has changed. */
	GP_CI_FOREIGN  /**< Somebody else's. */
};

/** The most files of a forge. */
#define GP_CI_FILES 3

struct gp_ci_file {
	const char *path;    /**< Below the top of the work tree; lent. */
	struct gp_buf full;  /**< The same, absolute. */
	struct gp_buf fresh; /**< What is to be in it. */
	enum gp_ci_state state;
	bool script; /**< Executable. */
	bool entry;  /**< What the forge reads: often there, with other jobs. */
	bool included; /**< An entry that has our line. */
};

struct gp_ci {
	struct gp_ci_file files[GP_CI_FILES];
	size_t n;
	const char *settings; /**< The file that has lines to edit; lent. */
	const char *include;  /**< The line for an entry that is there; lent. */
};
void gp_ci_clear(struct gp_ci *ci);

/**
 * Looks for the files of `forge`, "github" or "gitlab"; `base` is the branch
 * that new ones name, or NULL. GP_EUSAGE for another forge, GP_EGIT without a
 * work tree.
 */
GP_CHECK enum gp_err gp_ci_find(struct gp_ci *out, struct gp_repo *repo,
				const char *forge, const char *base);

/**
 * Whether they can be written: GP_EDENIED where a file of somebody else has
 * the name of one, or the way to one leaves the work tree.
 */
GP_CHECK enum gp_err gp_ci_may_write(const struct gp_ci *ci);

/** Whether gp_ci_write() has something to do with a file. */
bool gp_ci_wants(const struct gp_ci_file *file);

/** Writes a file that is not there, or renews one of another version. */
GP_CHECK enum gp_err gp_ci_write(const struct gp_ci_file *file);

/** Removes a file that is as we wrote it, and folders that are then empty. */
GP_CHECK enum gp_err gp_ci_remove(const struct gp_ci_file *file);

#endif /* GP_CI_H */
