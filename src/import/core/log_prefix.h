#ifndef GP_IMPORT_CORE_LOG_PREFIX_H
#define GP_IMPORT_CORE_LOG_PREFIX_H

#include "gp/buf.h"
#include "gp/span.h"

/**
 * @file
 * What CI systems and docker put before each line of a log.
 */

enum gp_prefix_kind {
	GP_PREFIX_STAMP,   /**< 2026-01-01T00:00:00.1234567Z, 12:00:00 */
	GP_PREFIX_BRACKET, /**< [2026-01-01T00:00:00.000Z], [12:00:00] */
	GP_PREFIX_STEP,    /**< job TAB step TAB stamp: gh run view --log */
	GP_PREFIX_BUILD,   /**< #15 22.66: buildkit */
	GP_PREFIX_SYSLOG,  /**< Jan  1 00:00:00 host bench[12]: */
	GP_PREFIX_SERVICE, /**< bench-1  | : docker compose */
	GP_PREFIX_LABEL,   /**< [bench], the same on each line */
	GP_PREFIX_KINDS
};

/** Length of a prefix with the blank behind it; 0 if the line has none. */
size_t gp_prefix_len(struct gp_span line, enum gp_prefix_kind kind);

/** A prefix that lines of a text share in shape. Lines that are blank without
 * it count for nothing. */
struct gp_prefix {
	enum gp_prefix_kind kind;
	size_t n_with, n_without;   /**< Lines that have it, that have not. */
	size_t begin, end;          /**< The first and last line with it. */
	size_t without;             /**< The first line without it; 0: none. */
	size_t odd;                 /**< The first line without it that is not
					 before or after all others; 0: none. */
	struct gp_span first, last; /**< The texts of two prefixes. */
	struct gp_span name;        /**< The service or label of `first`. */
	struct gp_span other;       /**< Another one; empty if there is none. */
};

/**
 * Finds the kind of prefix that most of the first lines of `text` have, and
 * where it is in all of the text. Returns false if no line has one.
 */
bool gp_prefix_find(struct gp_prefix *out, struct gp_span text);

/** Appends the lines that have the prefix, without it; blank lines for others.
 */
void gp_prefix_remove(struct gp_buf *out, struct gp_span text,
		      enum gp_prefix_kind kind);

#endif /* GP_IMPORT_CORE_LOG_PREFIX_H */
