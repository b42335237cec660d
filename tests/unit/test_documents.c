#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/buf.h"
#include "import/core/documents.h"

/* "J1 L2 B3": the kinds and lines of the pieces. */
static void put_pieces(struct gp_buf *out, struct gp_span text)
{
	struct gp_pieces pieces = { .text = text };
	struct gp_json_piece piece;

	while (gp_pieces_next(&pieces, &piece)) {
		gp_buf_printf(out, "%s%c%zu", out->len ? " " : "",
			      "JLB"[piece.kind], piece.line);
		gp_json_free(piece.root);
		gp_error_clear();
	}
}

static void divides_a_text(void **state)
{
	static const struct {
		const char *text, *pieces;
	} rows[] = {
		{ "", "" },
		{ "\n \n", "" },
		{ "{\"a\":1}", "J1" },
		{ "\n\n  [1, 2]\n", "J3" },
		{ "> p@1 bench\n\n{\n \"a\": 1\n}\nDone in 0.35s.\n",
		  "L1 J3 L6" },
		{ "{\"a\":1}\n{\"a\":2}\n", "J1 J2" },
		{ "{\"a\":1} {\"a\":2}[3]\n", "J1 J1 J1" },
		{ "{\"a\":1},\n{\"a\":2},\n", "J1 J2" },
		{ "{\"a\":1} # ok\n{\"a\":2}", "J1 L1 J2" },
		/* lines that begin like JSON and are none */
		{ "[info] begins\n[12:00:00] on\n[1/2] x\n{ x }\n[]\n",
		  "L1 L2 L3 L4 J5" },
		{ "[ 50%] Building\n[1] 4711\n[OK]\n", "L1 L2 L3" },
		/* brackets and quotes in strings */
		{ "{\"a\":\"}\\\"{\"}\nx", "J1 L2" },
		/* a line that is cut, between whole ones */
		{ "{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "J1 B2 J3" },
		{ "{\"a\":1}\n{\"a\":\"x\n{\"a\":3}\n", "J1 B2 J3" },
		{ "{\"a\":1}\n{\"a\"", "J1 B2" },
		{ "{\"a\":x}\n{\"a\":1}", "B1 J2" },
		/* elements of a broken value are no values */
		{ "{\"a\":[\n {\"b\":1},\n {\"b\":2},\n", "B1" },
		{ "{\"a\":[\n{\"b\":1},\n{\"b\":2},\n", "B1" },
		{ "{\"a\":[\n{\"b\" 1}\n]}\nend", "B1 L4" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_buf got = GP_BUF_INIT;

		put_pieces(&got, gp_span_of(rows[i].text));
		if (!gp_span_eq(gp_buf_view(&got), rows[i].pieces))
			fail_msg("row %zu: %s", i, gp_buf_str(&got));
		gp_buf_clear(&got);
	}
}

static void says_where_a_value_is_broken(void **state)
{
	struct gp_pieces pieces = { .text = gp_span_of(
					    "x\n{\"a\":\n{\"a\":3}\n") };
	struct gp_json_piece piece;

	(void)state;
	assert_true(gp_pieces_next(&pieces, &piece));
	assert_true(gp_pieces_next(&pieces, &piece));
	assert_int_equal(piece.kind, GP_PIECE_BROKEN);
	assert_true(gp_span_eq(piece.text, "{\"a\":"));
	assert_string_equal(gp_error_message(),
			    "line 2: the JSON ends too early");
	gp_error_clear();
}

static void finds_json_in_a_text(void **state)
{
	(void)state;
	assert_true(gp_pieces_any_json(gp_span_of("x\n  {\"a\"")));
	assert_true(gp_pieces_any_json(gp_span_of("[\n{")));
	assert_false(gp_pieces_any_json(gp_span_of("x {\"a\"")));
	assert_false(gp_pieces_any_json(gp_span_of("[info] x\n{x}")));
	assert_false(gp_pieces_any_json(gp_span_of("")));
}

/* Values without an end must not make the work quadratic. */
static void bounds_the_work_for_cut_values(void **state)
{
	struct gp_buf text = GP_BUF_INIT, got = GP_BUF_INIT;

	(void)state;
	for (int i = 0; i < 50000; i++)
		gp_buf_puts(&text, "{\"a\":1\n");
	put_pieces(&got, gp_buf_view(&text));
	assert_true(gp_span_starts(gp_buf_view(&got), "B1 B2 B3 "));
	gp_buf_clear(&text);
	gp_buf_clear(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(divides_a_text),
		cmocka_unit_test(says_where_a_value_is_broken),
		cmocka_unit_test(finds_json_in_a_text),
		cmocka_unit_test(bounds_the_work_for_cut_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
