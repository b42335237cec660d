#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/cursor.h"
#include "gp/mem.h"

#define BYTES(text)                                                            \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}

static const struct {
	struct gp_span bytes;
	enum gp_token_type type;
	int64_t value; /* an integer, a truth, a length or a count */
} tokens[] = {
	{ BYTES("\xc0"), GP_TOKEN_NIL, 0 },
	{ BYTES("\xc2"), GP_TOKEN_BOOL, 0 },
	{ BYTES("\xc3"), GP_TOKEN_BOOL, 1 },
	{ BYTES("\x00"), GP_TOKEN_INT, 0 },
	{ BYTES("\x7f"), GP_TOKEN_INT, 127 },
	{ BYTES("\xff"), GP_TOKEN_INT, -1 },
	{ BYTES("\xe0"), GP_TOKEN_INT, -32 },
	{ BYTES("\xcc\xff"), GP_TOKEN_INT, 255 },
	{ BYTES("\xcd\x01\x02"), GP_TOKEN_INT, 0x102 },
	{ BYTES("\xce\xff\xff\xff\xff"), GP_TOKEN_INT, UINT32_MAX },
	{ BYTES("\xcf\x7f\xff\xff\xff\xff\xff\xff\xff"), GP_TOKEN_INT,
	  INT64_MAX },
	{ BYTES("\xcf\x80\0\0\0\0\0\0\0"), GP_TOKEN_OTHER, 0 },
	{ BYTES("\xd0\x80"), GP_TOKEN_INT, -128 },
	{ BYTES("\xd1\xff\xfe"), GP_TOKEN_INT, -2 },
	{ BYTES("\xd2\x80\0\0\0"), GP_TOKEN_INT, INT32_MIN },
	{ BYTES("\xd3\x80\0\0\0\0\0\0\0"), GP_TOKEN_INT, INT64_MIN },
	{ BYTES("\xa0"), GP_TOKEN_STR, 0 },
	{ BYTES("\xa2xy"), GP_TOKEN_STR, 2 },
	{ BYTES("\xd9\x01x"), GP_TOKEN_STR, 1 },
	{ BYTES("\xda\0\x01x"), GP_TOKEN_STR, 1 },
	{ BYTES("\xdb\0\0\0\x01x"), GP_TOKEN_STR, 1 },
	{ BYTES("\xc4\x01x"), GP_TOKEN_BIN, 1 },
	{ BYTES("\xc5\0\x01x"), GP_TOKEN_BIN, 1 },
	{ BYTES("\xc6\0\0\0\0"), GP_TOKEN_BIN, 0 },
	{ BYTES("\xc7\x02\x01xy"), GP_TOKEN_OTHER, 3 },
	{ BYTES("\xc8\0\0\x01"), GP_TOKEN_OTHER, 1 },
	{ BYTES("\xd4\x01x"), GP_TOKEN_OTHER, 2 },
	{ BYTES("\xd8\x01xxxxxxxxxxxxxxxx"), GP_TOKEN_OTHER, 17 },
	{ BYTES("\x90"), GP_TOKEN_ARRAY, 0 },
	{ BYTES("\x80"), GP_TOKEN_MAP, 0 },
	{ BYTES("\xdc\0\0"), GP_TOKEN_ARRAY, 0 },
	{ BYTES("\xdf\0\0\0\0"), GP_TOKEN_MAP, 0 },
};

static int64_t value_of(const struct gp_token *token)
{
	switch (token->type) {
	case GP_TOKEN_BOOL:
		return token->truth;
	case GP_TOKEN_INT:
		return token->integer;
	case GP_TOKEN_STR:
	case GP_TOKEN_BIN:
		return (int64_t)token->bytes.len;
	case GP_TOKEN_ARRAY:
	case GP_TOKEN_MAP:
		return (int64_t)token->n;
	default:
		return -7;
	}
}

/* Each whole, and none without its last byte. */
static void tokens_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		struct gp_span bytes = tokens[i].bytes;
		struct gp_cursor at = gp_cursor_make(bytes);
		struct gp_token token;

		assert_true(gp_cursor_next(&at, &token));
		assert_int_equal(gp_cursor_left(&at), 0);
		assert_int_equal(token.type, tokens[i].type);
		if (value_of(&token) != -7)
			assert_int_equal(value_of(&token), tokens[i].value);
		bytes.len--;
		at = gp_cursor_make(bytes);
		assert_false(gp_cursor_next(&at, &token));
	}
}

static void floats_are_read(void **state)
{
	struct gp_span wide = BYTES("\xcb\x3f\xb9\x99\x99\x99\x99\x99\x9a");
	struct gp_span narrow = BYTES("\xca\x3f\0\0\0");
	struct gp_span nan = BYTES("\xca\x7f\xc0\0\0");
	struct gp_cursor at = gp_cursor_make(wide);
	struct gp_token token;

	(void)state;
	assert_true(gp_cursor_next(&at, &token));
	assert_int_equal(token.type, GP_TOKEN_REAL);
	assert_true(token.real == 0.1);
	at = gp_cursor_make(narrow);
	assert_true(gp_cursor_next(&at, &token));
	assert_true(token.real == 0.5);
	at = gp_cursor_make(nan);
	assert_true(gp_cursor_next(&at, &token));
	assert_true(isnan(token.real));
}

static void claims_are_checked(void **state)
{
	static const struct gp_span bad[] = {
		BYTES("\x91"),
		BYTES("\x92\xc0"),
		BYTES("\x81\xc0"),
		BYTES("\xdc\0\x03\xc0\xc0"),
		BYTES("\xdd\xff\xff\xff\xff\xc0"),
		BYTES("\xde\0\x02\xc0\xc0\xc0"),
		BYTES("\xdf\xff\xff\xff\xff\xc0\xc0"),
		BYTES("\xc6\xff\xff\xff\xffx"),
		BYTES("\xc9\xff\xff\xff\xff\x01x"),
		BYTES("\xc1"),
		{ NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct gp_cursor at = gp_cursor_make(bad[i]);
		struct gp_token token;

		assert_false(gp_cursor_next(&at, &token));
	}
}

/* A million levels: recursion would end here. */
static void depth_is_no_danger(void **state)
{
	size_t n = 1000000;
	char *bytes = gp_malloc(n + 1);
	struct gp_cursor at;

	(void)state;
	memset(bytes, 0x91, n);
	bytes[n] = '\x2a';
	at = gp_cursor_make(gp_span_make(bytes, n + 1));
	assert_true(gp_cursor_skip(&at));
	assert_int_equal(gp_cursor_left(&at), 0);
	at = gp_cursor_make(gp_span_make(bytes, n));
	assert_false(gp_cursor_skip(&at));
	free(bytes);
}

static void skipping_takes_one_value(void **state)
{
	struct gp_span bytes = BYTES("\x82\xa1x\x92\x01\x02\xa1y\x80\x2a");
	struct gp_cursor at = gp_cursor_make(bytes);
	struct gp_token token;

	(void)state;
	assert_true(gp_cursor_skip(&at));
	assert_true(gp_cursor_next(&at, &token));
	assert_int_equal(token.integer, 42);
	assert_false(gp_cursor_skip(&at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_are_read),
		cmocka_unit_test(floats_are_read),
		cmocka_unit_test(claims_are_checked),
		cmocka_unit_test(depth_is_no_danger),
		cmocka_unit_test(skipping_takes_one_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
