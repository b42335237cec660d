#ifndef GP_IMPORT_AGE_H
#define GP_IMPORT_AGE_H

#include "import/reading.h"

/**
 * @file
 * Files that are too old to be from the run that is recorded.
 */

/** The old files of the directories that are read. */
struct gp_old_files {
	bool *is_old;       /**< By input; NULL if none is. */
	size_t n;           /**< How many are. */
	const char *first;  /**< One of them. */
	const char *newest; /**< The file that they are compared with. */
};

/**
 * Finds the files of each directory that were written a day or more before the
 * newest one there that a driver reads. Files that were named are never old.
 */
void gp_old_files_find(struct gp_old_files *out, const struct gp_inputs *inputs,
		       const char *from);
/** Leaves the old files out, as one entry. */
void gp_old_files_report(const struct gp_old_files *old,
			 struct gp_intake *intake);
/** Frees the list. */
void gp_old_files_clear(struct gp_old_files *old);

/** Files that were read and are older than the commit. */
struct gp_older_files {
	const char *path; /**< The oldest. */
	int64_t seconds;  /**< How much older it is. */
	size_t n;
};

/** Counts a file if it is older than the commit of `options` (may be NULL). */
void gp_older_files_add(struct gp_older_files *older, const struct gp_input *in,
			const struct gp_import_options *options);
/** Adds a notice if there are such files. */
void gp_older_files_report(const struct gp_older_files *older,
			   struct gp_notices *out);

#endif /* GP_IMPORT_AGE_H */
