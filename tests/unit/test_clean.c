#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "import/core/clean.h"
#include "import/core/log_prefix.h"

static void shows_what_a_terminal_would(void **state)
{
	static const struct {
		const char *text, *shown;
		size_t n_overwritten;
	} rows[] = {
		{ "", "", 0 },
		{ "plain\r\nlines\r\n", "plain\r\nlines\r\n", 0 },
		{ "\x1b[32mBenchmarkA\x1b[0m 1\n", "BenchmarkA 1\n", 0 },
		{ "\x1b]0;title\x07x\n", "x\n", 0 },
		{ "10 %\r50 %\rtime: 5\nnext\n", "time: 5\nnext\n", 2 },
		{ "time: 5\r\x1b[K\n", "time: 5\r\n", 0 },
		{ "a,b\r1,2\r", "a,b\n1,2\n", 0 },
		/* JSON has carriage returns as white space */
		{ "{\"a\":\r1,\n\"b\":2}", "{\"a\":\r1,\n\"b\":2}", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_buf buf = GP_BUF_INIT;
		struct gp_cleaned what;
		struct gp_span text =
			gp_clean_text(&buf, gp_span_of(rows[i].text), &what);

		if (!gp_span_eq(text, rows[i].shown))
			fail_msg("row %zu: %.*s", i, (int)text.len, text.data);
		assert_int_equal(what.n_overwritten, rows[i].n_overwritten);
		gp_buf_clear(&buf);
	}
}

static void knows_the_prefixes_of_logs(void **state)
{
	static const struct {
		enum gp_prefix_kind kind;
		const char *line, *rest; /* NULL: no prefix */
	} rows[] = {
		{ GP_PREFIX_STAMP, "2026-01-01T00:00:00.1234567Z x", "x" },
		{ GP_PREFIX_STAMP, "2026-01-01T00:00:00Z", "" },
		{ GP_PREFIX_STAMP, "2026-01-01 00:00:00   x", "  x" },
		{ GP_PREFIX_STAMP, "2026-01-01 00:00:00,123 x", "x" },
		{ GP_PREFIX_STAMP, "2026-01-01T00:00:00+01:00 x", "x" },
		{ GP_PREFIX_STAMP, "2026/01/01 00:00:00 x", "x" },
		{ GP_PREFIX_STAMP, "12:30:05.25 x", "x" },
		{ GP_PREFIX_STAMP, "2026-01-01T00:00:00.000000Z 00O x", "x" },
		{ GP_PREFIX_STAMP, "2026-01-01T00:00:00.000000Z 01E+x", "x" },
		{ GP_PREFIX_STAMP, "2026-01-01T00:00:00Z,5", NULL },
		{ GP_PREFIX_STAMP, "2026-01-01 x", NULL },
		{ GP_PREFIX_STAMP, "BenchmarkA 1 2 ns/op", NULL },
		{ GP_PREFIX_BRACKET, "[2026-01-01T00:00:00.000Z] x", "x" },
		{ GP_PREFIX_BRACKET, "[12:00:00] x", "x" },
		{ GP_PREFIX_BRACKET, "[    1.234567] x", "x" },
		{ GP_PREFIX_BRACKET, "[1.1 ms 1.2 ms 1.3 ms]", NULL },
		{ GP_PREFIX_BRACKET, "[1/5] x", NULL },
		{ GP_PREFIX_STEP, "bench\tRun it\t2026-01-01T00:00:00.1Z x",
		  "x" },
		{ GP_PREFIX_STEP, "a\tb\tc", NULL },
		{ GP_PREFIX_BUILD, "#15 22.66 x", "x" },
		{ GP_PREFIX_BUILD, "#15 22.66", "" },
		{ GP_PREFIX_BUILD, "#15 DONE 22.7s", "DONE 22.7s" },
		{ GP_PREFIX_BUILD, "# 15", NULL },
		{ GP_PREFIX_SYSLOG, "Jan  1 00:00:00 host bench[12]: x", "x" },
		{ GP_PREFIX_SERVICE, "bench_1  | x", "x" },
		{ GP_PREFIX_SERVICE, "bench-1  |", "" },
		{ GP_PREFIX_SERVICE, "| a | b |", NULL },
		{ GP_PREFIX_LABEL, "[bench] x", "x" },
		{ GP_PREFIX_LABEL, "[ RUN      ] x", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_span line = gp_span_of(rows[i].line);
		size_t len = gp_prefix_len(line, rows[i].kind);

		if (!rows[i].rest != !len)
			fail_msg("%s", rows[i].line);
		if (rows[i].rest &&
		    !gp_span_eq(gp_span_sub(line, len, line.len), rows[i].rest))
			fail_msg("%s", rows[i].line);
	}
}

static struct gp_prefix find_prefix(const char *text)
{
	struct gp_prefix prefix = { .n_with = 0 };

	assert_true(gp_prefix_find(&prefix, gp_span_of(text)));
	return prefix;
}

static void counts_the_lines_with_a_prefix(void **state)
{
	struct gp_prefix prefix;

	(void)state;
	assert_false(gp_prefix_find(&prefix, gp_span_of("a\nb\n")));
	prefix = find_prefix("12:00:00 a\n\n12:00:01 b\n");
	assert_int_equal(prefix.kind, GP_PREFIX_STAMP);
	assert_int_equal(prefix.n_with, 2);
	assert_int_equal(prefix.n_without, 0);
	assert_int_equal(prefix.begin, 1);
	assert_int_equal(prefix.end, 3);
	assert_true(gp_span_eq(prefix.first, "12:00:00"));
	assert_true(gp_span_eq(prefix.last, "12:00:01"));
	prefix = find_prefix("Attaching to b-1\nb-1 | a\nb-1 | b\nb-1 ended\n");
	assert_int_equal(prefix.n_without, 2);
	assert_int_equal(prefix.odd, 0);
	assert_int_equal(prefix.other.len, 0);
	prefix = find_prefix("b-1 | a\nodd\nb-1 | b\nb-1 | c\n");
	assert_int_equal(prefix.odd, 2);
	assert_int_equal(prefix.without, 2);
	prefix = find_prefix("b-1 | a\nweb-1 | x\n");
	assert_true(gp_span_eq(prefix.other, "web-1"));
}

static void removes_a_prefix(void **state)
{
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	gp_prefix_remove(&out, gp_span_of("#7 1.5 a\n#7 1.6\nb\n#7 1.7   c"),
			 GP_PREFIX_BUILD);
	assert_string_equal(gp_buf_str(&out), "a\n\n\n  c\n");
	gp_buf_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_what_a_terminal_would),
		cmocka_unit_test(knows_the_prefixes_of_logs),
		cmocka_unit_test(counts_the_lines_with_a_prefix),
		cmocka_unit_test(removes_a_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
