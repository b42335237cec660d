/*
 * The outputs of compare, against files in tests/data/report. After a wanted
 * change: test_compare_report --update, and read the difference.
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
#include "scene.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* ---- scenes ---- */

static struct gp_series *add(struct gp_series_set *set, const char *benchmark,
			     const char *metric, const char *unit,
			     enum gp_better better)
{
	struct gp_series *series = scene_series(set, benchmark, better, 9);

	series->metric = metric;
	series->unit = unit;
	series->limits = gp_limits_default(gp_kind_of("", metric, unit));
	return series;
}

/* So many commits around `old`, by `noise` of it, then one at `new`. */
static void measured(struct gp_series_set *set, struct gp_series *series,
		     size_t commits, double noise, double old, double new)
{
	static const double steps[] = { 1, -1, 0.3, -0.6, 0.8, -0.2, 0, 0.4 };
	double values[5];

	for (size_t i = 0; i <= commits; i++) {
		bool last = i == commits;

		for (size_t j = 0; j < 5; j++)
			values[j] = (last ? new : old) *
				    (1 + noise * (steps[i % 8] +
						  steps[(i + 3 * j) % 8] / 2));
		scene_run(set, last ? &series->current : scene_commit(series),
			  values, 5);
	}
}

static void release(struct gp_series_set *set)
{
	static const struct {
		const char *benchmark;
		double noise, old, new;
	} rows[] = {
		{ "BM_Parse/small", .004, 812, 815 },
		{ "BM_Parse/large", .004, 104e3, 117e3 },
		{ "BM_Encode/64", .004, 371, 370 },
		{ "BM_Encode/8", .004, 45.2, 45.1 },
		{ "BM_Encode/512", .004, 2899, 2460 },
		{ "BM_MapInsert/a_long_name_of_a_benchmark/threads:8", .004,
		  48e3, 51.1e3 },
		{ "BM_Startup", .06, 1.1e7, 1.2e7 },
	};
	struct gp_entry *new = gp_entries_add(&set->runs);
	struct gp_series *series;

	gp_entry_set(set->runs.items[0], &set->runs.items[0]->facts,
		     gp_span_of("kernel"), gp_span_of("6.1.0"));
	gp_entry_set(new, &new->facts, gp_span_of("kernel"),
		     gp_span_of("6.5.0"));
	for (size_t i = 0; i < LEN(rows); i++) {
		series = add(set, rows[i].benchmark, "real_time", "ns",
			     GP_BETTER_LOWER);
		measured(set, series, 8, rows[i].noise, rows[i].old,
			 rows[i].new);
		series->current.readings[0].run = new;
	}
	measured(set,
		 add(set, "BM_Parse/small", "items_per_second", "items/s",
		     GP_BETTER_HIGHER),
		 8, .004, 1234567, 1100000);
	measured(set, add(set, "BM_Parse/small", "allocs", "", GP_BETTER_LOWER),
		 8, 0, 12, 12);
	measured(set, add(set, "BM_Gone", "real_time", "ns", GP_BETTER_LOWER),
		 8, .004, 20, 20);
	set->items[set->n - 1].current.n_readings = 0;
	set->items[set->n - 1].absence = GP_ABSENCE_MISSING;
}

static void put_printed(struct gp_series_set *set, struct gp_series *series,
			double old, double new)
{
	struct gp_point *points[] = { scene_commit(series), &series->current };
	const double values[] = { old, new };

	for (size_t i = 0; i < 2; i++) {
		struct gp_measurement *m =
			scene_run(set, points[i], &values[i], 1);

		m->summary = gp_arena_alloc(&set->arena, sizeof(*m->summary));
		m->summary->n = 100;
		m->summary->low = gp_decimal_real(values[i] * .98);
		m->summary->high = gp_decimal_real(values[i] * 1.03);
	}
}

/* What rows stand on differs. */
static void files(struct gp_series_set *set)
{
	struct gp_series *series;

	for (size_t i = 0; i < 2; i++)
		measured(set,
			 add(set, i ? "sort" : "parse", "time", "ms",
			     GP_BETTER_LOWER),
			 1, .02, 12.5, i ? 18 : 12.7);
	put_printed(set, add(set, "fib 10", "time", "ms", GP_BETTER_LOWER), 5,
		    8);
	put_printed(set, add(set, "fib 20", "time", "ms", GP_BETTER_LOWER), 5,
		    5.1);
	scene_values(set, GP_BETTER_LOWER, (double[]){ 3 }, 1, 3.9);
	series = add(set, "new one", "time", "ms", GP_BETTER_LOWER);
	scene_run(set, &series->current, (double[]){ 4 }, 1);
	measured(set, add(set, "mood", "colour", "", GP_BETTER_NONE), 1, .02, 1,
		 2);
}

/* Not one sample set is large enough. */
static void few(struct gp_series_set *set)
{
	static const char *const names[] = { "one",   "two",   "three",
					     "four",  "five",  "six",
					     "seven", "eight", "nine" };

	for (size_t i = 0; i < LEN(names); i++)
		measured(set,
			 add(set, names[i], "ns/op", "ns/op", GP_BETTER_LOWER),
			 1, .01, 100, i ? 101 : 130);
}

static void odd(struct gp_series_set *set)
{
	static const double pairs[][2] = {
		{ 0, 0 },           { 0, 5 },          { 5, 0 },
		{ -2, -3 },         { -1, 1 },         { 1e-300, 2e-300 },
		{ 1e300, 1.1e300 }, { 1e-300, 1e300 }, { 1e300, -1e300 }
	};
	static const char *const names[] = { "0",    "0, 5", "5, 0",
					     "-2",   "-1",   "tiny",
					     "huge", "far",  "sides" };

	for (size_t i = 0; i < LEN(names); i++)
		measured(set, add(set, names[i], "value", "", GP_BETTER_LOWER),
			 6, .01, pairs[i][0], pairs[i][1]);
}

static void hostile(struct gp_series_set *set)
{
	static const char *const names[] = {
		"\x1b]0;owned\x07\x1b[2J",
		"two\nlines\rand\tmore",
		"a|b|c",
		"<script>alert(1)</script>",
		"\xe2\x80\xaegnp.exe",
		"](https://evil.example)",
		"@everyone #1 `x`",
		"\xff\xfe\xc2\x9b"
		"31m",
	};
	static const char *testbeds[] = { "bed\x1b[7m|<i>", "an`other" };

	set->testbeds = testbeds;
	set->n_testbeds = LEN(testbeds);
	for (size_t i = 0; i < LEN(names); i++) {
		struct gp_series *series =
			add(set, names[i], "p99\x1b[1m", "m\x1b[1ms|<b>",
			    i == 7 ? GP_BETTER_NONE : GP_BETTER_LOWER);

		series->testbed = testbeds[i % 2];
		measured(set, series, 8, .01, 100, 130);
	}
	gp_notices_add(&set->notices, "odd \x1b[1m\"name\"");
}

/* Rates that show what the times show. */
static void derived(struct gp_series_set *set)
{
	static const char *const names[] = { "BenchmarkCopy-8",
					     "BenchmarkParse-8" };
	static const double now[] = { 100.2, 131 };

	for (size_t i = 0; i < LEN(names); i++) {
		measured(set,
			 add(set, names[i], "MB/s", "MB/s", GP_BETTER_HIGHER),
			 8, .004, 1000, 1e5 / now[i]);
		set->items[set->n - 1].source = "ns/op";
		measured(set,
			 add(set, names[i], "ns/op", "ns/op", GP_BETTER_LOWER),
			 8, .004, 100, now[i]);
	}
}

/* A size of each, and one Python for all. */
static void shared(struct gp_series_set *set)
{
	static const struct gp_pair pairs[][2] = {
		{ { "size", "1000" }, { "python", "3.12" } },
		{ { "size", "5" }, { "python", "3.12" } },
	};
	static const struct gp_parameters parameters[] = { { pairs[0], 2, 1 },
							   { pairs[1], 2, 1 } };
	static const char *const names[] = { "sort/size=1000 [python=3.12]",
					     "sort/size=5 [python=3.12]" };

	for (size_t i = 0; i < LEN(names); i++) {
		measured(set, add(set, names[i], "time", "s", GP_BETTER_LOWER),
			 8, .004, 100, 101);
		set->items[set->n - 1].parameters = &parameters[i];
	}
}

static void nothing(struct gp_series_set *set)
{
	(void)set;
}

static const struct {
	const char *name;
	void (*fill)(struct gp_series_set *set);
	const char *old, *new;
	bool files;
	const char *tag; /* the old commit was not measured, but one beyond */
} scenes[] = {
	{ "release", release, "v1.0", "v1.1", false, NULL },
	{ "files", files, "out/old-results-of-monday.txt", "new.txt", true,
	  NULL },
	{ "few", few, "old.txt", "new.txt", true, NULL },
	{ "odd", odd, "main", "topic", false, NULL },
	{ "hostile", hostile, "\x1b[2Jmain|<b>", "to`pic", false,
	  "v\x1b[2J|<0>" },
	{ "nothing", nothing, "v1.0", "v1.1", false, NULL },
	{ "shared", shared, "v1.0", "v1.1", false, "v0.9" },
	{ "derived", derived, "v1.0", "v1.1", false, NULL },
};

/* ---- outputs ---- */

static const struct {
	const char *reporter;
	const char *ending;
	struct gp_report_options options;
} outputs[] = {
	{ "text", "txt", { .now = 0 } },
	{ "text", "80.txt", { .width = 80 } },
	{ "text", "color.txt", { .width = 100, .color = true } },
	{ "markdown", "md", { .now = 0 } },
	{ "json", "json", { .now = 0 } },
};

/* The last of a baseline is the old commit; a file's has no id. */
static void name_commits(struct gp_series_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		struct gp_series *series = &set->items[i];

		for (size_t j = 0; j < series->n_baseline; j++) {
			struct gp_oid *id = &series->baseline[j].commit;

			id->size = set->base.size;
			id->raw[0] = (unsigned char)(series->n_baseline - j);
		}
	}
	set->base.raw[0] = 1;
}

static void render(struct gp_buf *out, size_t scene, size_t output)
{
	const struct gp_compare_reporter *reporter;
	struct gp_comparison table = { .n = 0 };
	struct gp_series_set set;
	struct gp_compare_input in = {
		.set = &set,
		.old_name = scenes[scene].old,
		.new_name = scenes[scene].new,
	};

	assert_int_equal(
		gp_compare_reporter_find(&reporter, outputs[output].reporter),
		GP_OK);
	scene_open(&set);
	scenes[scene].fill(&set);
	if (!scenes[scene].files)
		set.base.size = set.commit.size = 20;
	set.commit.raw[0] = 0xab;
	name_commits(&set);
	in.old.named = in.old.commit = set.base;
	in.new.named = in.new.commit = set.commit;
	if (scenes[scene].tag) {
		in.old.named.raw[0] = 2;
		in.old.distance = 3;
		in.old.tags = &scenes[scene].tag;
		in.old.n_tags = 1;
	}
	in.old_testbeds = set.testbeds;
	in.n_old_testbeds = set.n_testbeds;
	gp_compare(&table, &in);
	reporter->write(out, &table, &outputs[output].options);
	gp_comparison_clear(&table);
	gp_series_set_clear(&set);
}

/* ---- tests ---- */

static void test_golden(void **state)
{
	struct gp_buf out = GP_BUF_INIT, name = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LEN(scenes); i++) {
		for (size_t j = 0; j < LEN(outputs); j++) {
			render(&out, i, j);
			gp_buf_printf(&name, "report/compare-%s.%s",
				      scenes[i].name, outputs[j].ending);
			golden_check(gp_buf_str(&name), &out);
			gp_buf_clear(&out);
			gp_buf_clear(&name);
		}
	}
}

static void render_all(struct gp_buf *out)
{
	for (size_t i = 0; i < LEN(scenes); i++)
		for (size_t j = 0; j < LEN(outputs); j++)
			render(out, i, j);
}

static void test_locale(void **state)
{
	struct gp_buf plain = GP_BUF_INIT, comma = GP_BUF_INIT;

	(void)state;
	if (!locale_german())
		skip_because("there is no locale with a decimal comma");
	render_all(&comma);
	locale_plain();
	render_all(&plain);
	assert_string_equal(gp_buf_str(&comma), gp_buf_str(&plain));
	gp_buf_clear(&plain);
	gp_buf_clear(&comma);
}

/* No line of a table is wider than the terminal that can hold it. */
static void test_width(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(scenes); i++) {
		struct gp_buf out = GP_BUF_INIT;
		struct gp_span rest, line;

		render(&out, i, 1);
		rest = gp_buf_view(&out);
		while (gp_span_line(&line, &rest)) {
			bool is_row = line.len > 6 &&
				      (!memcmp(line.data, "      ", 6) ||
				       !memcmp(line.data, "fail", 4) ||
				       !memcmp(line.data, "good", 4) ||
				       !memcmp(line.data, "warn", 4));

			if (is_row && gp_text_width(line) > 80)
				fail_msg("%s: a line of %zu columns",
					 scenes[i].name, gp_text_width(line));
		}
		gp_buf_clear(&out);
	}
}

static void test_find(void **state)
{
	const struct gp_compare_reporter *reporter = NULL;

	(void)state;
	assert_int_equal(gp_compare_reporter_find(&reporter, "yaml"),
			 GP_EUSAGE);
	assert_string_equal(
		gp_error_message(),
		"unknown format 'yaml': expected one of text, markdown, "
		"json");
	assert_null(reporter);
	gp_error_clear();
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_locale),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_find),
	};

	golden_init(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
