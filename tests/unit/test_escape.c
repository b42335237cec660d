#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/report.h"

#define RLO  "\xe2\x80\xae"     /* U+202E, right-to-left override */
#define CSI1 "\xc2\x9b"         /* U+009B, what ESC [ is in one character */
#define TAG  "\xf3\xa0\x80\xa1" /* U+E0021, a hidden "!" */

struct row {
	const char *name;
	const char *text;
	const char *json;
	const char *csv;
	const char *markdown;
};

static const struct row rows[] = {
	{ "BM_Get/8:p99", "BM_Get/8:p99", "\"BM_Get/8:p99\"", "BM_Get/8:p99",
	  "`BM_Get/8:p99`" },
	{ "", "", "\"\"", "", "<code></code>" },
	{ "::x a::b", "\\x3a:x a::b", "\"::x a::b\"", "::x a::b",
	  "<code>&#92;x3a&#58;x a&#58;&#58;b</code>" },
	{ "  ::error::", "  \\x3a:error::", "\"  ::error::\"",
	  "  ::error::", "<code>  &#92;x3a&#58;error&#58;&#58;</code>" },
	{ "a,b", "a,b", "\"a,b\"", "\"a,b\"", "`a,b`" },
	{ "say \"x\"", "say \"x\"", "\"say \\\"x\\\"\"", "\"say \"\"x\"\"\"",
	  "`say \"x\"`" },
	{ "a\nb", "a\\x0ab", "\"a\\nb\"", "\"a\nb\"",
	  "<code>a&#92;x0ab</code>" },
	{ "a\tb", "a\\x09b", "\"a\\tb\"", "a\tb", "<code>a&#92;x09b</code>" },
	{ "\x1b[31mred", "\\x1b[31mred", "\"\\u001b[31mred\"", "\\x1b[31mred",
	  "<code>&#92;x1b&#91;31mred</code>" },
	{ CSI1 "2J", "\\u009b2J", "\"\\u009b2J\"", "\\u009b2J",
	  "<code>&#92;u009b2J</code>" },
	{ RLO "x", "\\u202ex", "\"\\u202ex\"", "\\u202ex",
	  "<code>&#92;u202ex</code>" },
	{ TAG, "\\ue0021", "\"\\udb40\\udc21\"", "\\ue0021",
	  "<code>&#92;ue0021</code>" },
	{ "\xff", "\\xff", "\"\\ufffd\"", "\\xff", "<code>&#92;xff</code>" },
	{ "\xed\xa0\x80", "\\xed\\xa0\\x80", "\"\\ufffd\\ufffd\\ufffd\"",
	  "\\xed\\xa0\\x80", "<code>&#92;xed&#92;xa0&#92;x80</code>" },
	{ "\x7f", "\\x7f", "\"\\u007f\"", "\\x7f", "<code>&#92;x7f</code>" },
	{ "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "\"=cmd|' /C calc'!A0\"",
	  "'=cmd|' /C calc'!A0",
	  "<code>&#61;cmd&#124;&#39; &#47;C calc&#39;&#33;A0</code>" },
	{ "+1", "+1", "\"+1\"", "'+1", "`+1`" },
	{ " +1", " +1", "\" +1\"", "' +1", "<code> &#43;1</code>" },
	{ "\xef\xbc\x9d", "\xef\xbc\x9d", "\"\xef\xbc\x9d\"", "'\xef\xbc\x9d",
	  "`\xef\xbc\x9d`" },
	{ "-1", "-1", "\"-1\"", "'-1", "`-1`" },
	{ "@SUM(1,2)", "@SUM(1,2)", "\"@SUM(1,2)\"", "\"'@SUM(1,2)\"",
	  "`@SUM(1,2)`" },
	{ "\r=1", "\\x0d=1", "\"\\u000d=1\"", "\"'\r=1\"",
	  "<code>&#92;x0d&#61;1</code>" },
	{ "\t=1", "\\x09=1", "\"\\t=1\"", "'\t=1",
	  "<code>&#92;x09&#61;1</code>" },
	{ "<script>alert(1)</script>", "<script>alert(1)</script>",
	  "\"<script>alert(1)</script>\"", "<script>alert(1)</script>",
	  "<code>&#60;script&#62;alert&#40;1&#41;&#60;&#47;script&#62;</code>" },
	{ "a|b", "a|b", "\"a|b\"", "a|b", "<code>a&#124;b</code>" },
	{ "a`@all`b", "a`@all`b", "\"a`@all`b\"", "a`@all`b",
	  "<code>a&#96;&#64;all&#96;b</code>" },
	{ "a\\b", "a\\b", "\"a\\\\b\"", "a\\b", "<code>a&#92;b</code>" },
	{ "https://x.y #1", "https://x.y #1", "\"https://x.y #1\"",
	  "https://x.y #1", "`https://x.y #1`" },
	{ "größe/日本", "größe/日本", "\"größe/日本\"", "größe/日本",
	  "`größe/日本`" },
};

static void check(const char *want, struct gp_buf *got)
{
	assert_string_equal(gp_buf_str(got), want);
	gp_buf_clear(got);
}

static void test_rows(void **state)
{
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		gp_escape_text(&out, rows[i].name);
		check(rows[i].text, &out);
		gp_escape_json(&out, rows[i].name);
		check(rows[i].json, &out);
		gp_escape_csv(&out, rows[i].name);
		check(rows[i].csv, &out);
		gp_escape_markdown(&out, rows[i].name, 0);
		check(rows[i].markdown, &out);
	}
}

/* What formats for programs of others make of a name. */
static void test_formats(void **state)
{
	static const struct {
		const char *name, *github, *property, *xml;
	} names[] = {
		{ "BM_Get/8:p99", "BM_Get/8:p99", "BM_Get/8%3Ap99",
		  "BM_Get/8:p99" },
		{ "", "", "", "" },
		{ "x%0A::error::y", "x%250A::error::y",
		  "x%250A%3A%3Aerror%3A%3Ay", "x%0A::error::y" },
		{ "a,file=b", "a,file=b", "a%2Cfile=b", "a,file=b" },
		{ "a\r\nb", "a\\x0d\\x0ab", "a\\x0d\\x0ab", "a\\x0d\\x0ab" },
		{ "##[stop-commands]x", "\\x23#[stop-commands]x",
		  "\\x23#[stop-commands]x", "\\x23#[stop-commands]x" },
		{ "]]><a b='\"&", "]]><a b='\"&", "]]><a b='\"&",
		  "]]&#62;&#60;a b=&#39;&#34;&#38;" },
		{ "\xef\xbf\xbe\xef\xbf\xbf", "\\ufffe\\uffff",
		  "\\ufffe\\uffff", "\\ufffe\\uffff" },
		{ "\xef\xbf\xbd\xf0\x9f\x98\x80",
		  "\xef\xbf\xbd\xf0\x9f\x98\x80",
		  "\xef\xbf\xbd\xf0\x9f\x98\x80",
		  "\xef\xbf\xbd\xf0\x9f\x98\x80" },
		{ "\x1b[2J\xff", "\\x1b[2J\\xff", "\\x1b[2J\\xff",
		  "\\x1b[2J\\xff" },
	};
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		gp_escape_github(&out, names[i].name);
		check(names[i].github, &out);
		gp_escape_github_property(&out, names[i].name);
		check(names[i].property, &out);
		gp_escape_xml(&out, names[i].name);
		check(names[i].xml, &out);
	}
}

/* Not one byte, wherever it stands, reaches a terminal as a control. */
static void test_every_byte(void **state)
{
	struct gp_buf out = GP_BUF_INIT;
	char name[4] = "a?b";

	(void)state;
	for (int c = 1; c < 256; c++) {
		name[1] = (char)c;
		gp_escape_text(&out, name);
		gp_escape_json(&out, name);
		gp_escape_markdown(&out, name, 10);
		gp_escape_github(&out, name);
		gp_escape_github_property(&out, name);
		gp_escape_xml(&out, name);
		for (size_t i = 0; i < out.len; i++) {
			unsigned char byte = (unsigned char)out.data[i];

			assert_true(byte >= ' ' && byte != 0x7f);
		}
		gp_buf_clear(&out);
	}
}

static void test_short(void **state)
{
	struct gp_buf out = GP_BUF_INIT;
	char *name = gp_malloc(10001);

	(void)state;
	gp_escape_short(&out, "0123456789", 10);
	check("0123456789", &out);
	gp_escape_short(&out, "0123456789", 9);
	check("0123…6789", &out);
	gp_escape_short(&out, "0123456789", 8);
	check("012…6789", &out);
	gp_escape_short(&out, "日本日本日本", 7);
	check("日…本", &out);
	memset(name, 'x', 10000);
	name[10000] = '\0';
	gp_escape_short(&out, name, 60);
	assert_int_equal(gp_text_width(gp_buf_view(&out)), 60);
	gp_buf_reset(&out);
	gp_escape_json(&out, name);
	assert_int_equal(out.len, 10002);
	gp_buf_reset(&out);
	gp_escape_csv(&out, name);
	assert_int_equal(out.len, 10000);
	gp_buf_clear(&out);
	free(name);
}

static void test_width(void **state)
{
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	assert_int_equal(gp_text_width(gp_span_of("µs")), 2);
	assert_int_equal(gp_text_width(gp_span_of("日本")), 4);
	assert_int_equal(gp_text_width(gp_span_of("e\xcc\x81")), 1);
	gp_buf_puts(&out, "x");
	gp_buf_puts(&out, "µs");
	gp_text_pad(&out, 1, 4);
	check("xµs  ", &out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_every_byte),
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
