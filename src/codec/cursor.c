/*
 * The tokens of MessagePack, read from untrusted bytes.
 */
#include <string.h>

#include "cursor.h"

struct gp_cursor gp_cursor_make(struct gp_span bytes)
{
	const char *at = bytes.data ? bytes.data : "";

	return (struct gp_cursor){ (const unsigned char *)at,
				   (const unsigned char *)at + bytes.len };
}

size_t gp_cursor_left(const struct gp_cursor *cursor)
{
	return (size_t)(cursor->end - cursor->at);
}

/* A big-endian number of `size` bytes, at most 8. */
static bool number(struct gp_cursor *cursor, size_t size, uint64_t *out)
{
	uint64_t value = 0;

	if (gp_cursor_left(cursor) < size)
		return false;
	for (size_t i = 0; i < size; i++)
		value = value << 8 | cursor->at[i];
	cursor->at += size;
	*out = value;
	return true;
}

static bool bytes(struct gp_cursor *cursor, struct gp_token *token,
		  enum gp_token_type type, uint64_t len)
{
	if (len > gp_cursor_left(cursor))
		return false;
	token->type = type;
	token->bytes = gp_span_make((const char *)cursor->at, (size_t)len);
	cursor->at += len;
	return true;
}

/* Each element has at least one byte, so the count can be checked now. */
static bool container(const struct gp_cursor *cursor, struct gp_token *token,
		      enum gp_token_type type, uint64_t n)
{
	if (n > gp_cursor_left(cursor) / (type == GP_TOKEN_MAP ? 2 : 1))
		return false;
	token->type = type;
	token->n = (size_t)n;
	return true;
}

static bool integer(struct gp_token *token, int64_t value)
{
	token->type = GP_TOKEN_INT;
	token->integer = value;
	return true;
}

static bool unsigned_of(struct gp_cursor *cursor, struct gp_token *token,
			size_t size)
{
	uint64_t value;

	if (!number(cursor, size, &value))
		return false;
	integer(token, (int64_t)value);
	if (value > INT64_MAX)
		token->type = GP_TOKEN_OTHER;
	return true;
}

static bool signed_of(struct gp_cursor *cursor, struct gp_token *token,
		      size_t size)
{
	uint64_t value, sign = UINT64_C(1) << (8 * size - 1);

	if (!number(cursor, size, &value))
		return false;
	return integer(token, (int64_t)((value ^ sign) - sign));
}

static bool real_of(struct gp_cursor *cursor, struct gp_token *token,
		    size_t size)
{
	uint64_t value;
	uint32_t half;
	float narrow;

	if (!number(cursor, size, &value))
		return false;
	token->type = GP_TOKEN_REAL;
	if (size == 8) {
		memcpy(&token->real, &value, 8);
		return true;
	}
	half = (uint32_t)value;
	memcpy(&narrow, &half, 4);
	token->real = narrow;
	return true;
}

/* Reads a length of `size` bytes, then that many bytes plus `more`. */
static bool bytes_of(struct gp_cursor *cursor, struct gp_token *token,
		     enum gp_token_type type, size_t size, size_t more)
{
	uint64_t len;

	return number(cursor, size, &len) &&
	       bytes(cursor, token, type, len + more);
}

static bool container_of(struct gp_cursor *cursor, struct gp_token *token,
			 enum gp_token_type type, size_t size)
{
	uint64_t n;

	return number(cursor, size, &n) && container(cursor, token, type, n);
}

/* Reads the value of a type whose first byte holds no part of the value. */
static bool typed(struct gp_cursor *cursor, struct gp_token *token,
		  unsigned char type)
{
	switch (type) {
	case 0xc0:
		token->type = GP_TOKEN_NIL;
		return true;
	case 0xc2:
	case 0xc3:
		token->type = GP_TOKEN_BOOL;
		token->truth = type & 1;
		return true;
	case 0xc4:
	case 0xc5:
	case 0xc6:
		return bytes_of(cursor, token, GP_TOKEN_BIN,
				1u << (type - 0xc4), 0);
	case 0xc7:
	case 0xc8:
	case 0xc9: /* ext: one more byte for the application's type */
		return bytes_of(cursor, token, GP_TOKEN_OTHER,
				1u << (type - 0xc7), 1);
	case 0xca:
	case 0xcb:
		return real_of(cursor, token, type == 0xca ? 4 : 8);
	case 0xcc:
	case 0xcd:
	case 0xce:
	case 0xcf:
		return unsigned_of(cursor, token, 1u << (type - 0xcc));
	case 0xd0:
	case 0xd1:
	case 0xd2:
	case 0xd3:
		return signed_of(cursor, token, 1u << (type - 0xd0));
	case 0xd4:
	case 0xd5:
	case 0xd6:
	case 0xd7:
	case 0xd8: /* fixext */
		return bytes(cursor, token, GP_TOKEN_OTHER,
			     1 + (UINT64_C(1) << (type - 0xd4)));
	case 0xd9:
	case 0xda:
	case 0xdb:
		return bytes_of(cursor, token, GP_TOKEN_STR,
				1u << (type - 0xd9), 0);
	case 0xdc:
	case 0xdd:
		return container_of(cursor, token, GP_TOKEN_ARRAY,
				    type == 0xdc ? 2 : 4);
	case 0xde:
	case 0xdf:
		return container_of(cursor, token, GP_TOKEN_MAP,
				    type == 0xde ? 2 : 4);
	default: /* 0xc1 */
		return false;
	}
}

bool gp_cursor_next(struct gp_cursor *cursor, struct gp_token *token)
{
	unsigned char type;

	if (cursor->at == cursor->end)
		return false;
	type = *cursor->at++;
	if (type < 0x80)
		return integer(token, type);
	if (type >= 0xe0)
		return integer(token, type - 0x100);
	if (type < 0x90)
		return container(cursor, token, GP_TOKEN_MAP, type & 15);
	if (type < 0xa0)
		return container(cursor, token, GP_TOKEN_ARRAY, type & 15);
	if (type < 0xc0)
		return bytes(cursor, token, GP_TOKEN_STR, type & 31);
	return typed(cursor, token, type);
}

bool gp_cursor_skip(struct gp_cursor *cursor)
{
	struct gp_token token;

	/* Cannot overflow: each addend is at most the number of bytes left. */
	for (uint64_t pending = 1; pending; pending--) {
		if (!gp_cursor_next(cursor, &token))
			return false;
		if (token.type == GP_TOKEN_ARRAY)
			pending += token.n;
		else if (token.type == GP_TOKEN_MAP)
			pending += 2 * (uint64_t)token.n;
	}
	return true;
}
