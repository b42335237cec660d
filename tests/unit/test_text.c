#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "gp/parse.h"

/* A literal with its length, so that it may hold NUL. */
#define BYTES(s)                                                               \
	{                                                                      \
		s, sizeof(s) - 1                                               \
	}

static const struct {
	struct gp_span text;
	const char *message; /* NULL: it is fine */
} texts[] = {
	{ BYTES(""), NULL },
	{ BYTES("plain\n"), NULL },
	{ BYTES("\xef\xbb\xbfwith a mark"), NULL },
	{ BYTES("\xc2\xb5s \xe2\x82\xac \xf0\x9f\x98\x80"), NULL },
	{ BYTES("\x1b[1mbold\x1b[0m"), NULL },
	{ BYTES("\xff\xfe{\0}\0"), "line 1: this is UTF-16" },
	{ BYTES("\xfe\xff\0{\0}"), "line 1: this is UTF-16" },
	{ BYTES("{\0\"\0a\0\"\0}\0"), "line 1: this is UTF-16" },
	{ BYTES("\0{\0\"\0a\0\"\0}"), "line 1: this is UTF-16" },
	{ BYTES("one\ntw\0o"), "line 2: byte 6 is 0x00: this is binary" },
	{ BYTES("\x89PNG\r\n\x1a\n"),
	  "line 1: byte 0 is 0x89: this is binary" },
	{ BYTES("a\nb\n5 \xb5s"),
	  "line 3: byte 6 is 0xb5, which is not UTF-8" },
	{ BYTES("cut \xe2\x82"), "line 1: byte 4 is 0xe2, which is not UTF-8" },
};

static void checks_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct gp_span text = texts[i].text;
		enum gp_err err = gp_text_check(&text);

		if (!texts[i].message) {
			assert_int_equal(err, GP_OK);
			assert_false(gp_span_starts(text, "\xef\xbb\xbf"));
			continue;
		}
		assert_int_equal(err, GP_EPARSE);
		assert_true(gp_span_starts(gp_span_of(gp_error_message()),
					   texts[i].message));
		assert_true(gp_span_same(text, texts[i].text));
	}
}

static void measures_utf8(void **state)
{
	static const struct {
		struct gp_span text;
		size_t len;
	} rows[] = {
		{ BYTES(""), 0 },
		{ BYTES("a"), 1 },
		{ BYTES("\x7f"), 1 },
		{ BYTES("\x80"), 0 },
		{ BYTES("\xc1\xbf"), 0 }, /* overlong */
		{ BYTES("\xc2\x80"), 2 },
		{ BYTES("\xe0\x9f\xbf"), 0 }, /* overlong */
		{ BYTES("\xe0\xa0\x80"), 3 },
		{ BYTES("\xed\x9f\xbf"), 3 },
		{ BYTES("\xed\xa0\x80"), 0 },     /* surrogate */
		{ BYTES("\xf0\x8f\xbf\xbf"), 0 }, /* overlong */
		{ BYTES("\xf0\x90\x80\x80"), 4 },
		{ BYTES("\xf4\x8f\xbf\xbf"), 4 },
		{ BYTES("\xf4\x90\x80\x80"), 0 }, /* above U+10FFFF */
		{ BYTES("\xf0\x90\x80"), 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(gp_utf8_len(rows[i].text), rows[i].len);
}

static void counts_lines(void **state)
{
	struct gp_span text = gp_span_of("a\nbc\n\nd");

	(void)state;
	assert_int_equal(gp_text_line_at(text, 0), 1);
	assert_int_equal(gp_text_line_at(text, 1), 1);
	assert_int_equal(gp_text_line_at(text, 2), 2);
	assert_int_equal(gp_text_line_at(text, 6), 4);
	assert_int_equal(gp_text_line_at(text, 999), 4);
}

static void strips_escape_sequences(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "plain", "plain" },
		{ "\x1b[1;31mred\x1b[0m", "red" },
		{ "a\x1b[2Kb", "ab" },
		{ "\x1b]0;title\aafter", "after" },
		{ "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link" },
		{ "\x1b]never ends\nnext", "\nnext" },
		{ "\x1b(Bx", "x" },
		{ "end\x1b", "end" },
		{ "end\x1b[", "end" },
		{ "\x1b[31\nx", "\nx" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_buf buf = GP_BUF_INIT;

		gp_text_strip_ansi(&buf, gp_span_of(rows[i].in));
		assert_string_equal(gp_buf_str(&buf), rows[i].out);
		gp_buf_clear(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_texts),
		cmocka_unit_test(measures_utf8),
		cmocka_unit_test(counts_lines),
		cmocka_unit_test(strips_escape_sequences),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
