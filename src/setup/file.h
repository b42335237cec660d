#ifndef GP_SETUP_FILE_H
#define GP_SETUP_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "gp/buf.h"

/**
 * @file
 * Files that init writes. None of them is ever half written.
 */

/** Whether the name exists, even as a broken link. */
bool gp_file_exists(const char *path);

/**
 * Appends the content of a file; false if it cannot be read, is not a regular
 * file, or is larger than any file of ours.
 */
bool gp_file_read(struct gp_buf *out, const char *path);

/**
 * Writes a file and creates missing folders above it. The umask applies to
 * `mode`. GP_EIO.
 */
GP_CHECK enum gp_err gp_file_write(const char *path, struct gp_span text,
				   mode_t mode);

/** Renames a file. GP_EIO. */
GP_CHECK enum gp_err gp_file_move(const char *from, const char *to);

/** Removes a file. GP_EIO. */
GP_CHECK enum gp_err gp_file_remove(const char *path);

#endif /* GP_SETUP_FILE_H */
