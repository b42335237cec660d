#ifndef GP_CODEC_FIELDS_H
#define GP_CODEC_FIELDS_H

#include "cursor.h"
#include "gp/decimal.h"
#include "gp/mem.h"

/**
 * @file
 * Values of an expected type, read from a cursor.
 *
 * After the first failure nothing is left to read, so that loops end, and
 * every function goes on returning something harmless: whoever reads asks
 * once, at the end. `what` names the value for the message; it must be a
 * constant text.
 */

struct gp_fields {
	struct gp_cursor at;
	struct gp_arena *arena; /**< Lent: owns the strings. */
	const char *wrong;      /**< The first failure; NULL: none. */
	bool too_large;         /**< It was a limit. */
};

void gp_fields_wrong(struct gp_fields *r, const char *what);
void gp_fields_too_large(struct gp_fields *r, const char *what);

/** The type of the next value, without reading it. */
enum gp_token_type gp_fields_peek(const struct gp_fields *r);

/** A token of this type; zeroed on failure. */
struct gp_token gp_fields_take(struct gp_fields *r, enum gp_token_type type,
			       const char *what);

/** Skips `n` whole values. */
void gp_fields_skip(struct gp_fields *r, size_t n);

/** Skips the elements that an array of `n` has beyond the `known` ones. */
void gp_fields_extra(struct gp_fields *r, size_t n, size_t known);

/** The count of an array that has at least `least`; 0 on failure. */
size_t gp_fields_array(struct gp_fields *r, size_t least, const char *what);

/** An integer within the bounds; `min` on failure. */
int64_t gp_fields_int(struct gp_fields *r, int64_t min, int64_t max,
		      const char *what);

/** UTF-8 without NUL, copied; "" on failure. */
const char *gp_fields_string(struct gp_fields *r, const char *what);

/** A power of ten that a decimal may have. */
int64_t gp_fields_power(struct gp_fields *r);

/** Checks that a decimal is finite as a double. */
struct gp_decimal gp_fields_decimal(struct gp_fields *r, int64_t digits,
				    int64_t power);

/** Digits at `power`, a double, or an array [digits, its own power]. */
struct gp_decimal gp_fields_number(struct gp_fields *r, int64_t power);

/** As gp_fields_number(), or nil, which is an absent one. */
struct gp_decimal gp_fields_optional(struct gp_fields *r, int64_t power);

#endif /* GP_CODEC_FIELDS_H */
