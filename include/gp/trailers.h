#ifndef GP_TRAILERS_H
#define GP_TRAILERS_H

#include "gp/repo.h"

/**
 * @file
 * Trailers of commit messages, as git interpret-trailers reads them.
 */

/** A trailer; all borrowed for the call. */
struct gp_trailer {
	struct gp_commit commit;
	const char *author;  /**< "Name <mail>". */
	int64_t author_time; /**< Seconds. */
	const char *value;   /**< On one line. */
	size_t index;        /**< Of those with this key in the message. */
};

typedef void gp_trailer_fn(void *ctx, const struct gp_trailer *trailer);

/** Which commits to read. */
struct gp_trailer_range {
	const struct gp_oid *from; /**< It and its ancestors; */
	const struct gp_oid *hide; /**< without this one and its; or NULL. */
	size_t max;                /**< At most so many, the newest. */
	const char *key;           /**< In any case of letters. */
};

/** Calls `fn` for each trailer with the key. GP_EGIT. */
GP_CHECK enum gp_err gp_trailers_read(struct gp_repo *repo,
				      const struct gp_trailer_range *range,
				      gp_trailer_fn *fn, void *ctx);

#endif /* GP_TRAILERS_H */
