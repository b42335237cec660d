#ifndef GP_SETUP_FILE_H
#define GP_SETUP_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "gp/buf.h"

/**
 * @file
 * Files that init writes: whole or not at all, and by one rename.
 */

/** Whether there is anything of that name, be it a link to nowhere. */
bool gp_file_exists(const char *path);

/**
 * Appends what the file holds; false where it cannot be read, is larger than
 * anything that we write, or is no file.
 */
bool gp_file_read(struct gp_buf *out, const char *path);

/**
 * Writes a file, and the folders above it that are missing. Its mode is `mode`
 * and what the umask leaves of that. GP_EIO.
 */
GP_CHECK enum gp_err gp_file_write(const char *path, struct gp_span text,
				   mode_t mode);

/** Gives a file another name. GP_EIO. */
GP_CHECK enum gp_err gp_file_move(const char *from, const char *to);

/** Removes a file. GP_EIO. */
GP_CHECK enum gp_err gp_file_remove(const char *path);

#endif /* GP_SETUP_FILE_H */
