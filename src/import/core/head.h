#ifndef GP_IMPORT_CORE_HEAD_H
#define GP_IMPORT_CORE_HEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "gp/span.h"

/**
 * @file
 * The beginning of an input, looked at once for the bids of all drivers: the
 * members of its JSON, or the columns of its first line. It may be cut off
 * anywhere. Nothing here fails.
 */

/** More columns than a header of any tool's table has. */
#define GP_HEAD_COLUMNS 256

struct gp_head {
	struct gp_span text; /**< The first bytes; borrowed. */
	struct gp_span json; /**< From the first { or [ on; empty if no line
				  begins with one. */
	bool is_json;        /**< Begins with JSON, as far as can be seen. */

	/* private to head.c and head_json.c */
	struct gp_head_slot *slots; /**< By the hash of a member's path. */
	size_t n_slots, cap_slots;
	struct gp_span *columns; /**< Of the first line that is not blank. */
	size_t n_columns;
};

/** Looks at the beginning of `text`, which must outlive the head. */
void gp_head_init(struct gp_head *head, struct gp_span text);

/** The same, but with the members of all JSON in `text`. */
void gp_head_init_whole(struct gp_head *head, struct gp_span text);

/** Frees what the head owns; it is empty and may be asked again. */
void gp_head_clear(struct gp_head *head);

/**
 * Whether the JSON has a member at `path`: "context" at the top,
 * "results[].command" in the objects of an array, "[].name" if the array is at
 * the top; "*.name" in the objects of the object at the top, whatever their
 * keys. Several JSON texts one after the other count as one. False if it is
 * not JSON.
 */
bool gp_head_member(const struct gp_head *head, const char *path);

/** Whether the JSON has any member: a line may only look like JSON. */
bool gp_head_any_member(const struct gp_head *head);

/**
 * The value of the first member at `path`: a string without its quotes, another
 * scalar as it is written, only the bracket of an object or array. Empty if
 * there is none.
 */
struct gp_span gp_head_value(const struct gp_head *head, const char *path);

/** Whether the first line that is not blank has each of these cells (NULL ends
 * them), in any order; separators are ',', ';' and tabs. */
bool gp_head_columns(const struct gp_head *head, const char *const *names);

/** Fills the members of `head` from its JSON: for gp_head_init(). */
void gp_head_walk_json(struct gp_head *head);

#endif /* GP_IMPORT_CORE_HEAD_H */
