#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/parse.h"

/* Every row as "line:cell|cell\n", to compare as one text. */
static enum gp_err dump(struct gp_buf *out, struct gp_span text, char sep)
{
	struct gp_csv csv;
	enum gp_err err;
	bool more;

	gp_csv_init(&csv, text, sep);
	while (!(err = gp_csv_next(&csv, &more)) && more) {
		gp_buf_printf(out, "%zu:", csv.line);
		for (size_t i = 0; i < csv.n; i++) {
			gp_buf_puts(out, i ? "|" : "");
			gp_buf_span(out, csv.cells[i]);
		}
		gp_buf_putc(out, '\n');
	}
	gp_csv_clear(&csv);
	return err;
}

static void reads_rows(void **state)
{
	static const struct {
		const char *text;
		char sep;
		const char *rows;
	} tests[] = {
		{ "", ',', "" },
		{ "a", ',', "1:a\n" },
		{ "a,b\nc,d\n", ',', "1:a|b\n2:c|d\n" },
		{ "a,b\r\nc,d\r\n", ',', "1:a|b\n2:c|d\n" },
		{ "a;b,c\n", ';', "1:a|b,c\n" },
		{ "a,,b,\n", ',', "1:a||b|\n" },
		{ ",\n", ',', "1:|\n" },
		{ "\t\n", '\t', "1:|\n" },
		{ "\n\n  \na\n\n\nb", ',', "4:a\n7:b\n" },
		{ "\"a,b\",c\n", ',', "1:a,b|c\n" },
		{ "\"say \"\"x\"\"\",\"\"\"\"\n", ',', "1:say \"x\"|\"\n" },
		{ "\"two\nlines\",b\nc\n", ',', "1:two\nlines|b\n3:c\n" },
		{ "\"\"\"\n\"\"\"\nx", ',', "1:\"\n\"\n3:x\n" },
		{ "\"\"", ',', "1:\n" },
		{ "in \"the\" middle,1\n", ',', "1:in \"the\" middle|1\n" },
		{ "a\rb,c", ',', "1:a\rb|c\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		struct gp_buf buf = GP_BUF_INIT;

		assert_int_equal(
			dump(&buf, gp_span_of(tests[i].text), tests[i].sep),
			GP_OK);
		assert_string_equal(gp_buf_str(&buf), tests[i].rows);
		gp_buf_clear(&buf);
	}
}

static void says_the_line_of_what_is_broken(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "a\nb,\"open\nand on", "line 2: a quote is not closed" },
		{ "a\n\"two\nlines\"x,b\n",
		  "line 3: text after a closing quote" },
		{ "\"", "line 1: a quote is not closed" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_buf buf = GP_BUF_INIT;

		assert_int_equal(dump(&buf, gp_span_of(rows[i].text), ','),
				 GP_EPARSE);
		assert_string_equal(gp_error_message(), rows[i].message);
		gp_buf_clear(&buf);
	}
}

static void bounds_the_cells_of_a_row(void **state)
{
	struct gp_buf text = GP_BUF_INIT, buf = GP_BUF_INIT;

	(void)state;
	gp_buf_puts(&text, "a\n");
	for (int i = 0; i < 9999; i++)
		gp_buf_putc(&text, ',');
	assert_int_equal(dump(&buf, gp_buf_view(&text), ','), GP_OK);
	gp_buf_putc(&text, ',');
	assert_int_equal(dump(&buf, gp_buf_view(&text), ','), GP_ELIMIT);
	assert_string_equal(gp_error_message(),
			    "line 2: more than 10000 cells");
	gp_buf_clear(&text);
	gp_buf_clear(&buf);
}

static void finds_columns(void **state)
{
	struct gp_csv csv;
	bool more;

	(void)state;
	gp_csv_init(&csv, gp_span_of("Name,\"Requests/s\",50%"), ',');
	assert_int_equal(gp_csv_next(&csv, &more), GP_OK);
	assert_int_equal(gp_csv_find(&csv, "Requests/s"), 1);
	assert_int_equal(gp_csv_find(&csv, "name"), -1);
	gp_csv_clear(&csv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_rows),
		cmocka_unit_test(says_the_line_of_what_is_broken),
		cmocka_unit_test(bounds_the_cells_of_a_row),
		cmocka_unit_test(finds_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
