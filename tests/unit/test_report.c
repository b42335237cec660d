/*
 * The outputs of check, against files in tests/data/report. After a wanted
 * change: test_report --update, and read the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/parse.h"
#include "gp/report.h"

#include "german.h"
#include "golden.h"
#include "scenes.h"

static const struct {
	const char *reporter;
	const char *ending;
	struct gp_report_options options;
	bool whole; /* every series, however many */
} outputs[] = {
	{ "text", "txt", { .now = NOW }, false },
	{ "text", "verbose.txt", { .now = NOW, .verbose = true }, true },
	{ "text", "color.txt", { .color = true }, false },
	{ "markdown", "md", { .now = NOW }, false },
	{ "json", "json", { .now = NOW }, true },
	{ "github", "github.txt", { .now = NOW }, false },
	{ "junit", "junit.xml", { .now = NOW }, true },
};

#define N_SCENES  (sizeof(scenes) / sizeof(scenes[0]))
#define N_OUTPUTS (sizeof(outputs) / sizeof(outputs[0]))

static void render(struct gp_buf *out, size_t scene, size_t output)
{
	const struct gp_reporter *reporter;
	struct scene made;

	assert_int_equal(gp_reporter_find(&reporter, outputs[output].reporter),
			 GP_OK);
	scene_init(&made, scenes[scene].n_commits);
	scenes[scene].fill(&made);
	reporter->write(out, &made.findings, &outputs[output].options);
	scene_clear(&made);
}

/* ---- tests ---- */

static void test_golden(void **state)
{
	struct gp_buf out = GP_BUF_INIT, name = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < N_SCENES; i++) {
		for (size_t j = 0; j < N_OUTPUTS; j++) {
			if (scenes[i].fill == many && outputs[j].whole)
				continue; /* large, and nothing new */
			render(&out, i, j);
			gp_buf_printf(&name, "report/%s.%s", scenes[i].name,
				      outputs[j].ending);
			golden_check(gp_buf_str(&name), &out);
			gp_buf_clear(&out);
			gp_buf_clear(&name);
		}
	}
}

static void test_locale(void **state)
{
	struct gp_buf plain = GP_BUF_INIT, comma = GP_BUF_INIT;
	bool german;

	(void)state;
	for (size_t j = 0; j < N_OUTPUTS; j++) {
		render(&plain, 0, j);
		german = locale_german();
		if (german)
			render(&comma, 0, j);
		locale_plain();
		if (!german) {
			gp_buf_clear(&plain);
			skip_because("there is no locale with a decimal comma");
		}
		assert_string_equal(gp_buf_str(&comma), gp_buf_str(&plain));
		gp_buf_clear(&plain);
		gp_buf_clear(&comma);
	}
}

static size_t count_lines(size_t scene, size_t output)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_span rest, line;
	size_t n = 0;

	render(&out, scene, output);
	rest = gp_buf_view(&out);
	while (gp_span_line(&line, &rest))
		n++;
	gp_buf_clear(&out);
	return n;
}

/* However many series and however long their names: one screen. */
static void test_one_screen(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SCENES; i++)
		for (size_t j = 0; j < N_OUTPUTS; j++)
			if (!outputs[j].whole)
				assert_in_range(count_lines(i, j), 1, 25);
}

/* Only our own colors are escapes; without them there is no control at all. */
static void test_no_controls(void **state)
{
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < N_SCENES; i++) {
		for (size_t j = 0; j < N_OUTPUTS; j++) {
			if (outputs[j].options.color)
				continue;
			render(&out, i, j);
			for (size_t k = 0; k < out.len; k++) {
				unsigned char c = (unsigned char)out.data[k];

				if (c == '\t' &&
				    !strcmp(outputs[j].reporter, "junit"))
					continue;
				assert_true(c == '\n' ||
					    (c >= ' ' && c != 0x7f));
			}
			gp_buf_clear(&out);
		}
	}
}

static void test_json_reads_back(void **state)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_json *json;
	struct gp_decimal value;
	const struct gp_json *list, *f;

	(void)state;
	render(&out, 0, 4);
	assert_int_equal(gp_json_parse(&json, gp_buf_view(&out)), GP_OK);
	list = gp_json_get(json, "findings");
	assert_int_equal(gp_json_len(list), 12);
	f = gp_json_at(list, 0);
	assert_string_equal(gp_json_get_text(f, "status"), "regression");
	assert_true(gp_json_get_number(f, "change", &value));
	assert_true(gp_decimal_double(value) ==
		    (1514130.0 - 1230000) / 1230000);
	assert_true(gp_json_is(gp_json_get(f, "drift"), GP_JSON_NULL));
	f = gp_json_at(list, 11); /* baseline 0: no fraction */
	assert_true(gp_json_is(gp_json_get(f, "change"), GP_JSON_NULL));
	assert_string_equal(gp_json_get_text(f, "fail_limit"), "1pp");
	gp_json_free(json);
	gp_buf_clear(&out);
	render(&out, N_SCENES - 1, 4);
	assert_int_equal(gp_json_parse(&json, gp_buf_view(&out)), GP_OK);
	f = gp_json_at(gp_json_get(json, "findings"), 0);
	assert_string_equal(gp_json_get_text(f, "benchmark"),
			    "\x1b]0;owned\x07\x1b[2J");
	f = gp_json_at(gp_json_get(json, "findings"), 8);
	assert_int_equal(strlen(gp_json_get_text(f, "benchmark")), 10000);
	gp_json_free(json);
	gp_buf_clear(&out);
}

static void test_unknown(void **state)
{
	const struct gp_reporter *reporter = NULL;

	(void)state;
	assert_int_equal(gp_reporter_find(&reporter, "yaml"), GP_EUSAGE);
	assert_string_equal(
		gp_error_message(),
		"unknown format 'yaml': expected one of text, markdown, json, github, "
		"junit");
	assert_null(reporter);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_locale),
		cmocka_unit_test(test_one_screen),
		cmocka_unit_test(test_no_controls),
		cmocka_unit_test(test_json_reads_back),
		cmocka_unit_test(test_unknown),
	};

	golden_init(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
