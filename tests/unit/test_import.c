#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "gp/import.h"

/* An import of texts under names, and all that it fills. */
struct bench {
	struct gp_entries runs;
	struct gp_intake intake;
	struct gp_inputs inputs;
};

static void open_bench(struct bench *b)
{
	memset(b, 0, sizeof(*b));
	b->intake.run = gp_entries_add(&b->runs);
}

static void close_bench(struct bench *b)
{
	gp_inputs_clear(&b->inputs);
	gp_intake_clear(&b->intake);
	gp_entries_clear(&b->runs);
}

static enum gp_err import(struct bench *b, const char *path,
			  struct gp_span text, const char *from)
{
	enum gp_err err = gp_inputs_add_text(&b->inputs, path, text);

	return err ? err
		   : gp_import_all(&b->intake, &b->inputs,
				   &(struct gp_import_options){ .from = from });
}

static const char go_text[] = "BenchmarkX-2 100 12.50 ns/op\n";

#define BYTES(s)                                                               \
	{                                                                      \
		s, sizeof(s) - 1                                               \
	}

/* What is wrong with an input stands on one line, with file and line. */
static const struct {
	struct gp_span text;
	const char *from, *message;
} broken[] = {
	{ BYTES(""), NULL, "in: line 1: empty: nothing to record" },
	{ BYTES(" \n\t\n"), NULL, "in: line 1: empty: nothing to record" },
	{ BYTES("hello\nworld\n"), NULL, "in: line 1: unknown format" },
	{ BYTES("hello\n"), "go-bench", "in: no measurement in it" },
	{ BYTES("\xff\xfe{\0}\0"), NULL, "in: line 1: this is UTF-16" },
	{ BYTES("{\n\"a\": \"\xe9\"}"), NULL, "in: line 2: byte 8 is 0xe9" },
	{ BYTES("\x7f"
		"ELF\2\1\1\0\0"),
	  NULL, "in: line 1: byte 7 is 0x00" },
	{ BYTES("{\"context\": {},\n \"benchmarks\": [\n{\"name\": \"a\","),
	  NULL, "in: line 3: the JSON ends too early" },
	{ BYTES("{\"context\": {},\n \"benchmarks\": [\n{\"name\" \"a\"}]}"),
	  NULL, "in: line 3: not JSON: " },
	{ BYTES("{\"context\": {}, \"benchmarks\": {}}"), "google-benchmark",
	  "in: line 1: no array \"benchmarks\"" },
	{ BYTES("{\"context\": {}, \"benchmarks\": [{}]}"), "google-benchmark",
	  "in: no measurement in it, 1 refused, the first was benchmarks[0]: no "
	  "name" },
	{ BYTES("{\"context\": {}, \"benchmarks\": []}"), "google-benchmark",
	  "in: no measurement in it" },
	{ BYTES("{\"Action\":\"output\",\"Output\":\"x\"}\n{\"Action\""), NULL,
	  "in: line 2: the JSON ends too early" },
	{ BYTES("--- FAIL: BenchmarkX\n    x_test.go:1: boom\ngoos: linux\n"),
	  NULL,
	  "in: no measurement in it, 1 refused, the first was BenchmarkX: it "
	  "failed: x_test.go:1: boom" },
	{ BYTES("x"), "unheard-of",
	  "no format is called 'unheard-of': expected one of " },
};

static void says_what_is_broken_and_keeps_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		struct bench b;

		open_bench(&b);
		assert_int_not_equal(
			import(&b, "in", broken[i].text, broken[i].from),
			GP_OK);
		if (!gp_span_starts(gp_span_of(gp_error_message()),
				    broken[i].message))
			fail_msg("%s", gp_error_message());
		assert_int_equal(b.intake.run->n_results, 0);
		assert_int_equal(b.intake.n_refused, 0);
		assert_int_equal(b.intake.run->tags.n, 0);
		close_bench(&b);
	}
}

static void calls_a_dash_stdin(void **state)
{
	struct bench b;

	(void)state;
	open_bench(&b);
	assert_int_equal(import(&b, "-", gp_span_of("{"), "bmf"), GP_EPARSE);
	assert_string_equal(gp_error_message(),
			    "stdin: line 1: the JSON ends too early");
	close_bench(&b);
}

/* A good input before a broken one leaves nothing, either. */
static void rolls_back_what_was_read_before(void **state)
{
	struct bench b;

	(void)state;
	open_bench(&b);
	assert_int_equal(
		gp_inputs_add_text(&b.inputs, "good", gp_span_of(go_text)),
		GP_OK);
	assert_int_equal(import(&b, "bad", gp_span_of("???"), NULL), GP_EPARSE);
	assert_true(gp_span_starts(gp_span_of(gp_error_message()),
				   "bad: line 1: "));
	assert_int_equal(b.intake.run->n_results, 0);
	assert_string_equal(b.intake.run->tool, "");
	close_bench(&b);
}

static void joins_files_of_several_formats(void **state)
{
	static const char hyperfine[] =
		"{\"results\": [{\"command\": \"ls\", \"mean\": 0.5, \"times\":"
		" [0.4, 0.6], \"exit_codes\": [0, 0]}]}";
	struct bench b;

	(void)state;
	open_bench(&b);
	assert_int_equal(
		gp_inputs_add_text(&b.inputs, "1", gp_span_of(go_text)), GP_OK);
	assert_int_equal(
		gp_inputs_add_text(&b.inputs, "2", gp_span_of(go_text)), GP_OK);
	assert_int_equal(import(&b, "3", gp_span_of(hyperfine), NULL), GP_OK);
	assert_string_equal(b.intake.format, "go-bench, hyperfine");
	assert_string_equal(b.intake.run->tool, "go-bench, hyperfine");
	assert_int_equal(b.intake.run->results[0].n_samples, 2);
	assert_int_equal(b.intake.n_benchmarks, 2);
	close_bench(&b);
}

static void adds_to_a_run_after_an_import(void **state)
{
	struct bench b;

	(void)state;
	open_bench(&b);
	assert_int_equal(import(&b, "in", gp_span_of(go_text), "go"), GP_OK);
	assert_int_equal(
		gp_import_value(&b.intake, "BenchmarkX-2:ns/op=13ns/op"),
		GP_OK);
	assert_int_equal(b.intake.run->n_results, 1);
	assert_int_equal(b.intake.run->results[0].n_samples, 2);
	close_bench(&b);
}

static void passes_over_what_a_folder_holds_besides(void **state)
{
	struct bench b;

	(void)state;
	open_bench(&b);
	for (int i = 0; i < 3; i++) {
		char path[16] = { 'd', (char)('0' + i), '/', 'n', '\0' };

		assert_int_equal(gp_inputs_add_text(&b.inputs, path,
						    gp_span_of("notes")),
				 GP_OK);
		b.inputs.items[i].named = false;
	}
	assert_int_equal(import(&b, "d/out.txt", gp_span_of(go_text), NULL),
			 GP_OK);
	/* three files, one line */
	assert_int_equal(b.intake.n_refused, 0);
	assert_int_equal(b.intake.n_left_out, 1);
	assert_string_equal(b.intake.left_out[0].benchmark,
			    "d0/n and 2 more files");
	assert_int_equal(b.intake.run->n_results, 1);
	close_bench(&b);
}

static void takes_a_name_for_a_family(void **state)
{
	const struct gp_importer *via;
	struct bench b;

	(void)state;
	open_bench(&b);
	assert_int_equal(import(&b, "in", gp_span_of(go_text), "go"), GP_OK);
	assert_string_equal(b.intake.format, "go-bench");
	close_bench(&b);
	open_bench(&b);
	assert_int_equal(import(&b, "in", gp_span_of("x"), "locust"),
			 GP_EPARSE);
	assert_string_equal(gp_error_message(),
			    "in: line 1: this is not output of locust");
	close_bench(&b);
	assert_int_equal(gp_importer_find(&via, "go"), GP_EUSAGE);
	assert_int_equal(gp_importer_find(&via, "go-json"), GP_OK);
	assert_string_equal(via->name, "go-json");
}

/* Enough to tell linear work from quadratic; nothing is timed. */
static void reads_a_hundred_thousand_benchmarks(void **state)
{
	struct gp_buf text = GP_BUF_INIT;
	struct bench b;

	(void)state;
	gp_buf_puts(&text, "goos: linux\npkg: p\n");
	for (int i = 0; i < 100000; i++)
		gp_buf_printf(&text, "BenchmarkX/%d-2 100 %d ns/op\n", i, i);
	open_bench(&b);
	assert_int_equal(import(&b, "in", gp_buf_view(&text), NULL), GP_OK);
	assert_int_equal(b.intake.n_benchmarks, 100000);
	close_bench(&b);
	gp_buf_clear(&text);
}

static void tells_its_drivers_apart(void **state)
{
	const struct gp_importer *const *all = gp_importers();

	(void)state;
	for (size_t i = 0; all[i]; i++) {
		assert_true(*all[i]->name && *all[i]->summary);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(all[i]->name, all[k]->name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_is_broken_and_keeps_nothing),
		cmocka_unit_test(calls_a_dash_stdin),
		cmocka_unit_test(rolls_back_what_was_read_before),
		cmocka_unit_test(joins_files_of_several_formats),
		cmocka_unit_test(adds_to_a_run_after_an_import),
		cmocka_unit_test(passes_over_what_a_folder_holds_besides),
		cmocka_unit_test(takes_a_name_for_a_family),
		cmocka_unit_test(reads_a_hundred_thousand_benchmarks),
		cmocka_unit_test(tells_its_drivers_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
