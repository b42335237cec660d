#ifndef GP_IMPORT_CORE_HEAD_H
#define GP_IMPORT_CORE_HEAD_H

#include <stdbool.h>

#include "gp/span.h"

/**
 * @file
 * The beginning of an input, looked at once for the bids of all drivers. It may
 * be cut off anywhere. Nothing here fails.
 */

struct gp_head {
	struct gp_span text; /**< The first bytes; borrowed. */
	struct gp_span json; /**< From the first { or [ on; empty if no line
				  begins with one. */
};

/** Looks at the beginning of `text`, which must outlive the head. */
void gp_head_init(struct gp_head *head, struct gp_span text);
void gp_head_clear(struct gp_head *head);

/**
 * Whether the JSON has a member at `path`: "context" at the top,
 * "results[].command" in the objects of an array. False if it is not JSON.
 */
bool gp_head_member(const struct gp_head *head, const char *path);

/** Whether the first line has each of these cells: gp_peek_columns(). */
bool gp_head_columns(const struct gp_head *head, const char *const *names);

#endif /* GP_IMPORT_CORE_HEAD_H */
