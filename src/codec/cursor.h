#ifndef GP_CODEC_CURSOR_H
#define GP_CODEC_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "gp/span.h"

/**
 * @file
 * MessagePack read token by token, without trust and without allocating.
 *
 * Why not msgpack-c's unpacker: it builds a tree of the whole input before
 * anybody can look at it, and allocates what an array's header claims: five
 * hostile bytes map eight gigabytes. Its tree alone takes a microsecond for
 * ten values, this with the run that it makes two. Packing is msgpack-c's.
 */

enum gp_token_type {
	GP_TOKEN_NIL,
	GP_TOKEN_BOOL,
	GP_TOKEN_INT,  /**< Fits an int64. */
	GP_TOKEN_REAL, /**< float 32 or 64, perhaps not finite. */
	GP_TOKEN_STR,
	GP_TOKEN_BIN,
	GP_TOKEN_ARRAY, /**< `n` values follow. */
	GP_TOKEN_MAP,   /**< `n` keys with a value each follow. */
	GP_TOKEN_OTHER  /**< Valid, and of no use to us: ext, huge uint. */
};

struct gp_token {
	enum gp_token_type type;
	union {
		bool truth;
		int64_t integer;
		double real;
		struct gp_span bytes;
		size_t n;
	};
};

/** What is left to read; copying one is a bookmark. */
struct gp_cursor {
	const unsigned char *at;
	const unsigned char *end;
};

struct gp_cursor gp_cursor_make(struct gp_span bytes);
size_t gp_cursor_left(const struct gp_cursor *cursor);

/**
 * Reads one token. False where the bytes end too soon, for the one byte that
 * is never used (0xc1), and for a container that claims more elements than
 * bytes are left.
 */
bool gp_cursor_next(struct gp_cursor *cursor, struct gp_token *token);

/** Skips one whole value however deep it is, without recursion. */
bool gp_cursor_skip(struct gp_cursor *cursor);

#endif /* GP_CODEC_CURSOR_H */
