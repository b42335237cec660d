#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "import/core/cell.h"
#include "import/core/peek.h"

static void sees_shapes(void **state)
{
	static const struct {
		const char *head;
		const char *pattern;
		const char *last; /* NULL: it does not fit */
	} cases[] = {
		{ "{ \"a\": {\"b\":{\"value\": 1", "{s:{s:{s:", "value" },
		{ "{\"a\":{\"b\":1}}", "{s:{s:{s:", NULL },
		{ "{\"a\":[{\"b\":{\"c\":1", "{s:{s:{s:", NULL },
		{ "{\"a\":{\"b\":{\"va", "{s:{s:{s:", NULL },
		{ "", "{", NULL },
	};
	struct gp_span last;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool fits = gp_peek_shape(&last, gp_span_of(cases[i].head),
					  cases[i].pattern);

		assert_int_equal(fits, cases[i].last != NULL);
		if (fits)
			assert_true(gp_span_eq(last, cases[i].last));
	}
}

static void judges_cells(void **state)
{
	static const struct {
		const char *cell;
		enum gp_cell kind;
		double value;
	} cases[] = {
		{ " 1.50 ", GP_CELL_NUMBER, 1.5 },
		{ "-3e2", GP_CELL_NUMBER, -300 },
		{ "1.5%", GP_CELL_PERCENT, 1.5 },
		{ "1.5 %", GP_CELL_PERCENT, 1.5 },
		{ "TRUE", GP_CELL_BOOL, 1 },
		{ "false", GP_CELL_BOOL, 0 },
		{ "", GP_CELL_BLANK, 0 },
		{ "  ", GP_CELL_BLANK, 0 },
		{ "N/A", GP_CELL_BLANK, 0 },
		{ "-", GP_CELL_BLANK, 0 },
		{ "null", GP_CELL_BLANK, 0 },
		{ "NaN", GP_CELL_NAN, 0 },
		{ "-nan", GP_CELL_NAN, 0 },
		{ "+Inf", GP_CELL_NAN, 0 },
		{ "1,234", GP_CELL_GROUPED, 0 },
		{ "-1,234.5", GP_CELL_GROUPED, 0 },
		{ "1.234,5", GP_CELL_GROUPED, 0 },
		{ ",", GP_CELL_TEXT, 0 },
		{ "12ms", GP_CELL_TEXT, 0 },
		{ "%", GP_CELL_TEXT, 0 },
		{ "0x10", GP_CELL_TEXT, 0 },
		{ "1e999", GP_CELL_TEXT, 0 },
	};
	struct gp_decimal value;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		enum gp_cell kind =
			gp_cell_parse(&value, gp_span_of(cases[i].cell));

		if (kind != cases[i].kind)
			fail_msg("'%s' is %d", cases[i].cell, (int)kind);
		if (gp_cell_has_value(kind))
			assert_true(gp_decimal_double(value) == cases[i].value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sees_shapes),
		cmocka_unit_test(judges_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
