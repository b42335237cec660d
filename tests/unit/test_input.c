#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/import.h"

/* ---- a folder of our own, which is the working directory ---- */

static int enter_folder(void **state)
{
	char *path = strdup("/tmp/gp-test-input-XXXXXX");

	if (!path || !mkdtemp(path) || chdir(path))
		return -1;
	*state = path;
	return 0;
}

static int remove_folder(void **state)
{
	char *path = *state, command[128];
	int status;

	snprintf(command, sizeof(command), "rm -rf '%s'", path);
	status = chdir("/") || system(command);
	free(path);
	return status ? -1 : 0;
}

static void write_file(const char *path, const char *text, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static void put(const char *path, const char *text)
{
	write_file(path, text, strlen(text));
}

/* ---- tests ---- */

static void walks_folders_in_order(void **state)
{
	static const char *const want[] = { "d/B.json", "d/a/x.txt", "d/a.json",
					    "d/link.txt", "d/z.csv" };
	struct gp_inputs inputs = { 0 };

	(void)state;
	assert_int_equal(mkdir("d", 0755), 0);
	assert_int_equal(mkdir("d/a", 0755), 0);
	assert_int_equal(mkdir("d/.git", 0755), 0);
	put("d/z.csv", "z");
	put("d/a.json", "a");
	put("d/B.json", "B");
	put("d/a/x.txt", "x");
	put("d/.git/config", "hidden");
	put("d/.hidden", "hidden");
	put("d/report.html", "a page");
	put("d/plot.SVG", "a picture");
	/* what would never end or block: a circle, a pipe, a link to nowhere */
	assert_int_equal(symlink("..", "d/a/up"), 0);
	assert_int_equal(symlink("nowhere", "d/dangling"), 0);
	assert_int_equal(symlink("z.csv", "d/link.txt"), 0);
	assert_int_equal(mkfifo("d/pipe", 0600), 0);

	assert_int_equal(gp_inputs_add(&inputs, "d"), GP_OK);
	assert_int_equal(inputs.n, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < inputs.n; i++) {
		assert_string_equal(inputs.items[i].path, want[i]);
		assert_false(inputs.items[i].named);
	}
	gp_inputs_clear(&inputs);
}

static void says_why_an_input_cannot_be_read(void **state)
{
	struct gp_inputs inputs = { 0 };

	(void)state;
	assert_int_equal(mkdir("empty", 0755), 0);
	write_file("utf16.json", "\xff\xfe{\0}\0", 6);
	write_file("binary.json", "{}\n\0\0", 5);

	assert_int_equal(gp_inputs_add(&inputs, "missing.json"), GP_EIO);
	assert_string_equal(gp_error_message(),
			    "missing.json: No such file or directory");
	assert_int_equal(gp_inputs_add(&inputs, "empty"), GP_EPARSE);
	assert_string_equal(gp_error_message(),
			    "empty: no file in this folder");
	assert_int_equal(gp_inputs_add(&inputs, "utf16.json"), GP_EPARSE);
	assert_true(gp_span_starts(gp_span_of(gp_error_message()),
				   "utf16.json: line 1: this is UTF-16"));
	assert_int_equal(gp_inputs_add(&inputs, "binary.json"), GP_EPARSE);
	assert_true(gp_span_starts(gp_span_of(gp_error_message()),
				   "binary.json: line 2: byte 3 is 0x00"));
	assert_int_equal(inputs.n, 0);
	gp_inputs_clear(&inputs);
}

/* In a folder it is no reason to fail. */
static void keeps_the_reason_of_what_is_no_text(void **state)
{
	struct gp_inputs inputs = { 0 };

	(void)state;
	assert_int_equal(mkdir("mixed", 0755), 0);
	write_file("mixed/image.bin", "\0\1\2", 3);
	put("mixed/text", "fine");
	assert_int_equal(gp_inputs_add(&inputs, "mixed"), GP_OK);
	assert_int_equal(inputs.n, 2);
	assert_non_null(inputs.items[0].problem);
	assert_null(inputs.items[1].problem);
	gp_inputs_clear(&inputs);
}

static void bounds_files_names_and_depth(void **state)
{
	struct gp_inputs inputs = { 0 };
	struct gp_buf path = GP_BUF_INIT;

	(void)state;
	for (int i = 0; i < 10000; i++)
		assert_int_equal(
			gp_inputs_add_text(&inputs, "f", gp_span_of("x")),
			GP_OK);
	assert_int_equal(gp_inputs_add_text(&inputs, "f", gp_span_of("x")),
			 GP_ELIMIT);
	gp_inputs_clear(&inputs);

	for (int i = 0; i < 5000; i++)
		gp_buf_putc(&path, 'x');
	assert_int_equal(
		gp_inputs_add_text(&inputs, gp_buf_str(&path), gp_span_of("x")),
		GP_ELIMIT);
	gp_inputs_clear(&inputs);

	gp_buf_reset(&path);
	gp_buf_puts(&path, "deep");
	for (int i = 0; i < 40; i++) {
		assert_int_equal(mkdir(gp_buf_str(&path), 0755), 0);
		gp_buf_puts(&path, "/d");
	}
	assert_int_equal(gp_inputs_add(&inputs, "deep"), GP_ELIMIT);
	gp_inputs_clear(&inputs);
	gp_buf_clear(&path);
}

static void lends_siblings(void **state)
{
	struct gp_inputs inputs = { 0 };
	struct gp_input *in;

	(void)state;
	assert_int_equal(mkdir("s", 0755), 0);
	put("s/estimates.json", "one");
	put("s/benchmark.json", "two");
	write_file("s/binary", "\0", 1);
	/* from disk, though only one file was named */
	assert_int_equal(gp_inputs_add(&inputs, "s/estimates.json"), GP_OK);
	in = &inputs.items[0];
	assert_true(gp_span_eq(gp_input_sibling(in, "benchmark.json"), "two"));
	assert_int_equal(gp_input_sibling(in, "missing").len, 0);
	assert_int_equal(gp_input_sibling(in, "binary").len, 0);
	assert_int_equal(gp_input_sibling(in, ".").len, 0);
	/* from what was read before, which need not be on disk */
	assert_int_equal(gp_inputs_add_text(&inputs, "m/a", gp_span_of("A")),
			 GP_OK);
	assert_int_equal(gp_inputs_add_text(&inputs, "m/b", gp_span_of("B")),
			 GP_OK);
	in = &inputs.items[1];
	assert_true(gp_span_eq(gp_input_sibling(in, "b"), "B"));
	assert_int_equal(gp_input_sibling(in, "../s/benchmark.json").len, 0);
	gp_inputs_clear(&inputs);
}

static void names_a_file_by_its_stem(void **state)
{
	static const struct {
		const char *path, *stem;
	} rows[] = {
		{ "-", "stdin" },           { "a.json", "a" },
		{ "d.d/a", "a" },           { "d/a.b.csv", "a.b" },
		{ "d/.hidden", ".hidden" }, { "plain", "plain" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_input in = { .path = rows[i].path };

		assert_true(gp_span_eq(gp_input_stem(&in), rows[i].stem));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_folders_in_order),
		cmocka_unit_test(says_why_an_input_cannot_be_read),
		cmocka_unit_test(keeps_the_reason_of_what_is_no_text),
		cmocka_unit_test(bounds_files_names_and_depth),
		cmocka_unit_test(lends_siblings),
		cmocka_unit_test(names_a_file_by_its_stem),
	};

	return cmocka_run_group_tests(tests, enter_folder, remove_folder);
}
