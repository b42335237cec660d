#ifndef GP_CI_H
#define GP_CI_H

#include <stdbool.h>
#include <stddef.h>

#include "gp/store.h"

/**
 * @file
 * The files that make a forge measure each commit: copies of contrib/ci in the
 * places where the forge looks.
 *
 * The user edits the lines between "---- yours" and "---- end of yours"; they
 * survive an update. The last line has a checksum of all others: a file that
 * was edited elsewhere is not changed.
 */

enum gp_ci_state {
	GP_CI_NONE,    /**< There is no such file. */
	GP_CI_CURRENT, /**< Ours, of this version. */
	GP_CI_OTHER,   /**< Ours, of another version. */
	GP_CI_EDITED,  /**< Ours, edited outside of the user's lines. */
	GP_CI_FOREIGN  /**< Somebody else's. */
};

/** No forge has more files. */
#define GP_CI_FILES 3

struct gp_ci_file {
	const char *path;    /**< From the top of the work tree; a constant. */
	struct gp_buf full;  /**< The same, absolute. */
	struct gp_buf fresh; /**< The text that it should have. */
	enum gp_ci_state state;
	bool script;   /**< Executable. */
	bool main;     /**< The file that the forge reads first: it often exists
			    and has other jobs. */
	bool included; /**< It is the main file, and includes ours. */
};

struct gp_ci {
	struct gp_ci_file files[GP_CI_FILES];
	size_t n;
	const char *settings; /**< The file with lines to edit; a constant. */
	const char *include;  /**< The line to add to an existing main file; a
				  constant, or NULL. */
};
/** Frees the paths and texts and zeroes the struct. */
void gp_ci_clear(struct gp_ci *ci);

/**
 * Fills `out` with the files of `forge`, "github" or "gitlab". New files name
 * the branch `base`; NULL leaves main. GP_EUSAGE for another forge, GP_EGIT
 * without a work tree.
 */
GP_CHECK enum gp_err gp_ci_find(struct gp_ci *out, struct gp_repo *repo,
				const char *forge, const char *base);

/**
 * GP_EDENIED if a file cannot be written because somebody else's file has its
 * name, or because a folder above it is a symbolic link. Writes nothing.
 */
GP_CHECK enum gp_err gp_ci_may_write(const struct gp_ci *ci);

/** Whether gp_ci_write() would write the file: it is missing or outdated. */
bool gp_ci_is_outdated(const struct gp_ci_file *file);

/** Writes the file if it is missing or outdated. GP_EIO. */
GP_CHECK enum gp_err gp_ci_write(const struct gp_ci_file *file);

/** Removes the file if it is ours and not edited, and empty folders. GP_EIO. */
GP_CHECK enum gp_err gp_ci_remove(const struct gp_ci_file *file);

#endif /* GP_CI_H */
