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
 * every function returns a harmless value. So the caller checks `wrong` only
 * once, at the end. `what` names the value for the message; it must be a
 * constant string.
 */

struct gp_fields {
	struct gp_cursor at;
	struct gp_arena *arena; /**< Borrowed: owns the strings. */
	const char *wrong;      /**< The first failure; NULL: none. */
	bool too_large;         /**< The failure was a limit. */
};

/** Records a failure; only the first counts. */
void gp_fields_wrong(struct gp_fields *r, const char *what);
/** As gp_fields_wrong(), if a limit is exceeded. */
void gp_fields_too_large(struct gp_fields *r, const char *what);

/** Returns the type of the next value, without reading it. */
enum gp_token_type gp_fields_peek(const struct gp_fields *r);

/** Reads a token of this type; zeroed on failure. */
struct gp_token gp_fields_take(struct gp_fields *r, enum gp_token_type type,
			       const char *what);

/** Skips `n` whole values. */
void gp_fields_skip(struct gp_fields *r, size_t n);

/** Skips the elements of an array of `n` beyond the `known` ones. */
void gp_fields_extra(struct gp_fields *r, size_t n, size_t known);

/** Reads the size of an array, at least `least`; 0 on failure. */
size_t gp_fields_array(struct gp_fields *r, size_t least, const char *what);

/** Reads an integer within the bounds; `min` on failure. */
int64_t gp_fields_int(struct gp_fields *r, int64_t min, int64_t max,
		      const char *what);

/** Reads UTF-8 without NUL, copied into the arena; "" on failure. */
const char *gp_fields_string(struct gp_fields *r, const char *what);

/** Reads a power of ten that a decimal may have. */
int64_t gp_fields_power(struct gp_fields *r);

/** Makes a decimal; a failure if it is not finite as a double. */
struct gp_decimal gp_fields_decimal(struct gp_fields *r, int64_t digits,
				    int64_t power);

/** Reads digits at `power`, a double, or an array [digits, its own power]. */
struct gp_decimal gp_fields_number(struct gp_fields *r, int64_t power);

/** As gp_fields_number(); nil means an absent number. */
struct gp_decimal gp_fields_optional(struct gp_fields *r, int64_t power);

#endif /* GP_CODEC_FIELDS_H */
