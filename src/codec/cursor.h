#ifndef GP_CODEC_CURSOR_H
#define GP_CODEC_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "gp/span.h"

/**
 * @file
 * Reads untrusted MessagePack token by token, without allocating.
 *
 * Why not msgpack-c's unpacker: it builds a tree of the whole input before the
 * caller sees any of it, and allocates as much as an array's header claims, so
 * five hostile bytes map eight gigabytes. Its tree alone costs a microsecond
 * for ten values; this decoder, including the entry, two. Encoding does use
 * msgpack-c.
 */

enum gp_token_type {
	GP_TOKEN_NIL,
	GP_TOKEN_BOOL,
	GP_TOKEN_INT,  /**< Fits an int64. */
	GP_TOKEN_REAL, /**< float 32 or 64, possibly not finite. */
	GP_TOKEN_STR,
	GP_TOKEN_BIN,
	GP_TOKEN_ARRAY, /**< `n` values follow. */
	GP_TOKEN_MAP,   /**< `n` keys with a value each follow. */
	GP_TOKEN_OTHER  /**< Valid, but unused here: ext, huge uint. */
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

/** The unread bytes, borrowed. A copy remembers a position. */
struct gp_cursor {
	const unsigned char *at;
	const unsigned char *end;
};

/** Starts at the first of `bytes`. */
struct gp_cursor gp_cursor_make(struct gp_span bytes);
/** Number of unread bytes. */
size_t gp_cursor_left(const struct gp_cursor *cursor);

/**
 * Reads one token. Returns false if the bytes end too soon, for the byte that
 * MessagePack never uses (0xc1), and for a container that claims more elements
 * than there are bytes left.
 */
bool gp_cursor_next(struct gp_cursor *cursor, struct gp_token *token);

/** Skips one whole value of any depth, without recursion. */
bool gp_cursor_skip(struct gp_cursor *cursor);

#endif /* GP_CODEC_CURSOR_H */
