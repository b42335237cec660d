/*
 * The outputs of check, against files in tests/data/report. After a wanted
 * change: test_report --update, and read the difference.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/parse.h"
#include "gp/report.h"

#include "german.h"
#include "golden.h"

#define NOW INT64_C(1795254000) /* 2026-11-21T09:40:00Z */
#define DAY 86400

struct row {
	const char *benchmark;
	const char *metric;
	const char *unit;
	enum gp_status status;
	enum gp_severity severity;
	double old, now; /* NAN: none */
	double p;
	const char *reason;
};

/* A report made by hand: everything that the outputs read. */
struct scene {
	struct gp_series_set set;
	struct gp_findings findings;
	struct gp_point baseline[30];
	const char *testbeds[2];
	size_t n_commits;
};

static struct gp_oid oid(unsigned char first)
{
	struct gp_oid oid = { .size = 20 };

	for (size_t i = 0; i < 20; i++)
		oid.raw[i] = (unsigned char)(first + 17 * i);
	return oid;
}

static void scene_init(struct scene *scene, size_t n_commits)
{
	memset(scene, 0, sizeof(*scene));
	scene->n_commits = n_commits;
	scene->testbeds[0] = "linux-x86_64-epyc-7763";
	scene->testbeds[1] = "linux-aarch64-neoverse-n1";
	for (size_t i = 0; i < n_commits; i++) {
		scene->baseline[i].commit = oid((unsigned char)(i + 1));
		scene->baseline[i].commit_time =
			NOW - 2 * DAY - (int64_t)(n_commits - i) * 3600;
	}
	scene->set.commit = oid(0x3f);
	scene->set.base = oid((unsigned char)n_commits);
	scene->set.base_name = "main";
	scene->set.testbeds = scene->testbeds;
	scene->set.n_testbeds = 1;
	scene->set.wanted = 30;
	scene->set.found = n_commits;
	scene->set.on_base = true;
	scene->set.n_runs = 1;
	scene->findings.set = &scene->set;
}

static void scene_clear(struct scene *scene)
{
	gp_notices_clear(&scene->set.notices);
	gp_findings_clear(&scene->findings);
}

static struct gp_series *series(struct scene *scene, const struct row *row)
{
	struct gp_series *s =
		gp_arena_alloc(&scene->findings.arena, sizeof(*s));

	s->benchmark = row->benchmark;
	s->metric = row->metric;
	s->unit = row->unit;
	s->testbed = scene->testbeds[0];
	s->better = GP_BETTER_LOWER;
	s->limits.warn = (struct gp_limit){ GP_LIMIT_RELATIVE, .075, "%" };
	s->limits.fail = (struct gp_limit){ GP_LIMIT_RELATIVE, .2, "%" };
	s->limits.gate = true;
	s->baseline = scene->baseline;
	s->n_baseline = isnan(row->old) ? 0 : scene->n_commits;
	return s;
}

static void levels(struct gp_finding *f, const struct row *row, size_t n)
{
	f->baseline = (struct gp_level){ n, n * 10, row->old, NAN, NAN, NAN };
	f->current = (struct gp_level){ 1, 10, row->now, NAN, NAN, NAN };
	if (isnan(row->old))
		f->baseline.commits = f->baseline.samples = 0;
	if (isnan(row->now))
		f->current.commits = f->current.samples = 0;
	f->delta = row->now - row->old;
	f->change = row->old != 0 ? f->delta / row->old : NAN;
	f->change_low = f->change_high = NAN;
	if (isnan(row->p))
		return;
	f->baseline.low = row->old * .99;
	f->baseline.high = row->old * 1.01;
	f->baseline.spread = row->old * .008;
	f->current.low = row->now * .98;
	f->current.high = row->now * 1.02;
	f->change_low = f->change - .023;
	f->change_high = f->change + .023;
}

static struct gp_finding *add(struct scene *scene, const struct row *row)
{
	struct gp_findings *all = &scene->findings;
	struct gp_finding *f;

	all->items = gp_grow(all->items, all->n, &all->cap, sizeof(*f));
	f = &all->items[all->n++];
	memset(f, 0, sizeof(*f));
	f->series = series(scene, row);
	f->status = row->status;
	f->severity = row->severity;
	levels(f, row, scene->n_commits);
	f->p = row->p;
	f->q = fmin(row->p * 2, 1);
	f->detectable = isnan(row->p) ? NAN : .031;
	f->show_at = NAN;
	f->reason = row->reason;
	all->counts[row->status]++;
	all->n_fail += row->severity == GP_SEVERITY_FAIL;
	all->n_warn += row->severity == GP_SEVERITY_WARN;
	if (all->n_fail)
		all->verdict = GP_VERDICT_FAIL;
	else if (all->n_warn)
		all->verdict = GP_VERDICT_WARN;
	else if (row->status == GP_STATUS_OK && !all->verdict)
		all->verdict = GP_VERDICT_PASS;
	return f;
}

/* ---- scenes ---- */

static void mixed(struct scene *scene)
{
	static const struct row rows[] = {
		{ "parse/large", "p99", "ns", GP_STATUS_REGRESSION,
		  GP_SEVERITY_FAIL, 1230000, 1514130, 2.5e-7, "" },
		{ "alloc", "peak_rss", "KiB", GP_STATUS_OVER_BUDGET,
		  GP_SEVERITY_WARN, 199000, 207360, .31, "" },
		{ "BM_Get/threads:2", "real_time", "ns", GP_STATUS_REGRESSION,
		  GP_SEVERITY_WARN, 45.2, 49.9, .0031,
		  "the newest baseline commits are there already" },
		{ "decode", "missed", "", GP_STATUS_MISSING, GP_SEVERITY_WARN,
		  12, NAN, NAN, "" },
		{ "encode/utf8", "real_time", "µs", GP_STATUS_IMPROVEMENT,
		  GP_SEVERITY_INFO, 8.231, 6.921, 1, "" },
		{ "http/get", "p50", "ms", GP_STATUS_INCONCLUSIVE,
		  GP_SEVERITY_INFO, 12.5, 12.9, .21, "" },
		{ "http/post", "p50", "ms", GP_STATUS_INCONCLUSIVE,
		  GP_SEVERITY_INFO, 14.5, 14.1, .61, "" },
		{ "encode/new", "real_time", "µs", GP_STATUS_NEW,
		  GP_SEVERITY_INFO, NAN, 4.5, NAN, "" },
		{ "http/get", "size", "widgets", GP_STATUS_UNJUDGED,
		  GP_SEVERITY_INFO, 4, 5, NAN, "" },
		{ "scan", "items_per_second", "items/s", GP_STATUS_OK,
		  GP_SEVERITY_INFO, 1234567, 1239999, .4, "" },
		{ "scan", "real_time", "ns", GP_STATUS_OK, GP_SEVERITY_INFO,
		  810, 811, .4, "" },
		{ "sandbox", "violations", "", GP_STATUS_OK, GP_SEVERITY_INFO,
		  0, 0, NAN, "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gp_finding *f = add(scene, &rows[i]);
		struct gp_series *s = (struct gp_series *)f->series;

		if (f->status == GP_STATUS_OVER_BUDGET) {
			s->limits.budget = (struct gp_limit){ GP_LIMIT_ABSOLUTE,
							      250, "MiB" };
			s->limits.budget_warn =
				(struct gp_limit){ GP_LIMIT_ABSOLUTE, 200000,
						   "KiB" };
		}
		if (i == 2)
			f->since = oid(0x9f);
		if (i == 5) {
			f->more_runs = 6;
			f->show_at = .02;
		}
		if (i == 6)
			f->more_runs = -1;
		if (i == 9)
			s->better = GP_BETTER_HIGHER;
		if (i == 11) {
			s->limits.fail =
				(struct gp_limit){ GP_LIMIT_POINTS, 1, "pp" };
			s->limits.warn = (struct gp_limit){ GP_LIMIT_NONE };
		}
	}
	gp_notices_add(&scene->set.notices,
		       "history ends at the shallow boundary (30 commits)");
}

static void early(struct scene *scene)
{
	static const struct row rows[] = {
		{ "parse", "p99", "ms", GP_STATUS_EARLY, GP_SEVERITY_WARN, 12.5,
		  18.75, NAN, "" },
		{ "parse", "p50", "ms", GP_STATUS_EARLY, GP_SEVERITY_INFO, 4.5,
		  4.6, NAN, "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add(scene, &rows[i]);
}

static void pass(struct scene *scene)
{
	static const struct row row = {
		"scan", "real_time", "ns", GP_STATUS_OK, GP_SEVERITY_INFO, 810,
		811,    .4,          ""
	};

	for (size_t i = 0; i < 3; i++)
		((struct gp_series *)add(scene, &row)->series)->benchmark =
			i == 0   ? "scan"
			: i == 1 ? "sort"
				 : "sum";
}

/* More throughput is better: a budget is a floor. No change is asked for. */
static void budget(struct scene *scene)
{
	static const struct row row = {
		"serve",          "requests", "1/s", GP_STATUS_OVER_BUDGET,
		GP_SEVERITY_FAIL, 10500,      9900,  .2,
		"also regression"
	};
	struct gp_series *s = (struct gp_series *)add(scene, &row)->series;

	s->better = GP_BETTER_HIGHER;
	s->limits.budget = (struct gp_limit){ GP_LIMIT_ABSOLUTE, 10000, "" };
	s->limits.budget_warn =
		(struct gp_limit){ GP_LIMIT_ABSOLUTE, 10200, "" };
}

static void fresh(struct scene *scene)
{
	static const struct row row = {
		"scan", "real_time", "ns", GP_STATUS_NEW, GP_SEVERITY_INFO, NAN,
		811,    NAN,         ""
	};

	scene->set.base.size = 0;
	scene->set.base_name = "";
	add(scene, &row);
}

static void nothing(struct scene *scene)
{
	scene->set.n_runs = 0;
	scene->set.n_testbeds = 0;
}

static void many(struct scene *scene)
{
	static const struct row row = { "",
					"real_time",
					"ns",
					GP_STATUS_REGRESSION,
					GP_SEVERITY_FAIL,
					1000,
					1300,
					.00001,
					"" };

	scene->set.n_testbeds = 2;
	for (int i = 0; i < 300; i++) {
		struct gp_finding *f = add(scene, &row);
		struct gp_series *s = (struct gp_series *)f->series;
		struct gp_buf name = GP_BUF_INIT;

		gp_buf_printf(&name, "BM_Case/%d", i);
		s->benchmark = gp_arena_strdup(&scene->findings.arena,
					       gp_buf_str(&name));
		s->testbed = scene->testbeds[i % 2];
		gp_buf_clear(&name);
	}
	scene->set.dirty = true;
}

static void hostile(struct scene *scene)
{
	static const char *const names[] = {
		"\x1b]0;owned\x07\x1b[2J",
		"two\nlines\rand\tmore",
		"=cmd|' /C calc'!A0",
		"a|b|c",
		"<script>alert(1)</script>",
		"\xe2\x80\xaegnp.exe",
		"](https://evil.example)",
		"@everyone #1 `x`",
		NULL,
		"\xff\xfe\xc2\x9b"
		"31m",
	};
	struct row row = { NULL,
			   "p99\x1b[1m",
			   "m\x1b[1ms",
			   GP_STATUS_REGRESSION,
			   GP_SEVERITY_FAIL,
			   10,
			   15,
			   .0001,
			   "as \x1b[1m<b>@you</b> | said" };
	char *huge = gp_arena_alloc(&scene->findings.arena, 10001);

	memset(huge, 'x', 10000);
	scene->testbeds[0] = "bed\x1b[7m|<i>";
	scene->set.base_name = "ma\x1b[7min`|";
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		row.benchmark = names[i] ? names[i] : huge;
		row.status = i % 2 ? GP_STATUS_NEW : GP_STATUS_REGRESSION;
		row.severity = i % 2 ? GP_SEVERITY_INFO : GP_SEVERITY_FAIL;
		add(scene, &row);
	}
	gp_notices_add(&scene->set.notices, "odd \x1b[1m\"name\"");
}

static const struct {
	const char *name;
	size_t n_commits;
	void (*fill)(struct scene *scene);
} scenes[] = {
	{ "mixed", 30, mixed }, { "early", 4, early },
	{ "pass", 30, pass },   { "budget", 30, budget },
	{ "fresh", 0, fresh },  { "nothing", 0, nothing },
	{ "many", 30, many },   { "hostile", 1, hostile },
};

static const struct {
	const char *reporter;
	const char *ending;
	struct gp_report_options options;
} outputs[] = {
	{ "text", "txt", { .now = NOW } },
	{ "text", "verbose.txt", { .now = NOW, .verbose = true } },
	{ "text", "color.txt", { .color = true } },
	{ "markdown", "md", { .now = NOW } },
	{ "json", "json", { .now = NOW } },
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
			if (scenes[i].fill == many &&
			    (outputs[j].options.verbose || j == 4))
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
			if (!outputs[j].options.verbose &&
			    strcmp(outputs[j].reporter, "json") != 0)
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
		"unknown format 'yaml': one of text, markdown, json");
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
