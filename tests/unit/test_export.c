/*
 * The outputs of export, against files in tests/data/report. After a wanted
 * change: test_export --update, and read the difference.
 */
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

struct row {
	const char *benchmark;
	const char *metric;
	const char *unit;
	enum gp_better better;
	const char *samples; /* separated by blanks */
};

static struct gp_decimal decimal(struct gp_span text)
{
	struct gp_decimal d;

	assert_true(gp_decimal_parse(&d, text));
	return d;
}

static struct gp_measurement *measure(struct gp_entry *run,
				      const struct row *row)
{
	struct gp_span rest = gp_span_of(row->samples), word;
	struct gp_measurement *m = gp_entry_measurement(
		run, gp_span_of(row->benchmark), gp_span_of(row->metric),
		gp_span_of(row->unit));

	m->better = row->better;
	while (gp_span_word(&word, &rest))
		gp_entry_sample(run, m, decimal(word));
	return m;
}

static struct gp_entry *add_run(struct gp_entries *runs, unsigned char number,
				const char *testbed)
{
	struct gp_entry *run = gp_entries_add(runs);

	for (size_t i = 0; i < sizeof(run->id.raw); i++)
		run->id.raw[i] = (unsigned char)(number * 16 + i);
	run->commit.size = 20;
	memset(run->commit.raw, number, 20);
	run->commit_time = 1795254000 - 86400 * (10 - number);
	run->time_ms = (1795254000 + number) * INT64_C(1000) + 999;
	run->testbed = testbed;
	run->tool = "google-benchmark";
	return run;
}

static void summarise(struct gp_entry *run, struct gp_measurement *m)
{
	m->summary = gp_arena_alloc(run->arena, sizeof(*m->summary));
	m->summary->n = 1000;
	m->summary->spread = decimal(gp_span_of("0.75"));
	m->summary->min = decimal(gp_span_of("11.50"));
	m->summary->max = decimal(gp_span_of("99"));
}

/* Four commits, two testbeds, a unit that grows, one that changes its kind. */
static void fill(struct gp_entries *runs)
{
	static const struct row first[] = {
		{ "parse/large", "p99", "µs", GP_BETTER_LOWER,
		  "1230.50 1250 1240" },
		{ "parse/large", "rss", "KiB", GP_BETTER_LOWER, "2048" },
		{ "shape", "value", "widgets", GP_BETTER_NONE, "7" },
	};
	static const struct row sized = { "sort/size=1%2C000 [python=3.12]",
					  "time", "ms", GP_BETTER_LOWER, "41" };
	static const struct row second[] = {
		{ "parse/large", "p99", "ms", GP_BETTER_LOWER, "1.25 1.26" },
		{ "parse/large", "rss", "MiB", GP_BETTER_LOWER, "2.5" },
		{ "shape", "value", "ms", GP_BETTER_HIGHER, "1e30 -2.5e-30" },
		{ "http get", "p50", "ms", GP_BETTER_LOWER, "12.5" },
	};
	static const struct gp_pair pairs[] = { { "size", "1,000" },
						{ "python", "3.12" } };
	static const struct gp_parameters parameters = { pairs, 2, 1 };
	struct gp_entry *run = add_run(runs, 1, "linux-x86_64-epyc");

	for (size_t i = 0; i < 3; i++)
		measure(run, &first[i]);
	measure(run, &sized)->parameters = &parameters;
	run = add_run(runs, 2, "linux-x86_64-epyc");
	for (size_t i = 0; i < 3; i++)
		measure(run, &second[i]);
	summarise(run, measure(run, &second[3]));
	run = add_run(runs, 3, "linux-x86_64-epyc");
	run->commit = runs->items[1]->commit;
	measure(run, &second[0]);
	measure(run, &(struct row){ "parse/large", "p99", "ms", GP_BETTER_LOWER,
				    "1.29 1.3" });
	run = add_run(runs, 4, "linux-x86_64-epyc");
	run->dirty = true;
	measure(run, &first[0]);
	run = add_run(runs, 5, "macos-arm64-m2");
	measure(run, &first[0]);
	run = add_run(runs, 6, "macos-arm64-m2");
	run->kind = GP_ENTRY_TOMBSTONE;
}

static void fill_hostile(struct gp_entries *runs)
{
	static const struct row rows[] = {
		{ "=cmd|' /C calc'!A0", "p99", "ms", GP_BETTER_LOWER, "1" },
		{ "@SUM(A1,A2)", "-1+1", "+s", GP_BETTER_LOWER, "-1" },
		{ "\x1b[2Jgone\x07", "a\nb", "\xff", GP_BETTER_LOWER, "2 3" },
		{ "a|b<script>\"x\"", "\xe2\x80\xaeltr", "", GP_BETTER_LOWER,
		  "4" },
	};
	struct gp_entry *run = add_run(runs, 1, "=bed\"\t");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		measure(run, &rows[i]);
}

/* ---- */

struct output {
	const char *format;
	const char *ending;
	struct gp_export_options options;
};

static const struct output outputs[] = {
	{ "csv", "csv", { .samples = false } },
	{ "csv", "samples.csv", { .samples = true } },
	{ "csv", "wide.csv", { .wide = true } },
	{ "json", "json", { .samples = false } },
	{ "ndjson", "ndjson", { .samples = false } },
	{ "ndjson", "samples.ndjson", { .samples = true } },
};

#define N_OUTPUTS (sizeof(outputs) / sizeof(outputs[0]))

static struct gp_export_counts render(struct gp_buf *out,
				      const struct output *output,
				      const struct gp_entries *runs)
{
	const struct gp_exporter *exporter;
	struct gp_export_counts counts;
	struct gp_export *ex;

	assert_int_equal(gp_exporter_find(&exporter, output->format), GP_OK);
	assert_int_equal(gp_export_check(exporter, &output->options), GP_OK);
	ex = gp_export_new(exporter, out, &output->options);
	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		gp_export_run(ex, &run->commit, run->commit_time, run);
	}
	while (gp_export_end(ex))
		;
	counts = *gp_export_counted(ex);
	gp_export_free(ex);
	return counts;
}

static void golden_all(const char *name, void (*make)(struct gp_entries *runs))
{
	struct gp_buf out = GP_BUF_INIT, file = GP_BUF_INIT;
	struct gp_entries runs = { 0 };

	make(&runs);
	for (size_t i = 0; i < N_OUTPUTS; i++) {
		render(&out, &outputs[i], &runs);
		gp_buf_printf(&file, "report/%s.%s", name, outputs[i].ending);
		golden_check(gp_buf_str(&file), &out);
		gp_buf_clear(&out);
		gp_buf_clear(&file);
	}
	gp_entries_clear(&runs);
}

static void test_golden(void **state)
{
	(void)state;
	golden_all("export", fill);
	golden_all("export-hostile", fill_hostile);
}

/* Two runs a commit, in units that change; the level does at the ninth. */
static void fill_step(struct gp_entries *runs)
{
	for (unsigned char i = 0; i < 48; i++) {
		double level = (i < 16 ? 100 : 110) + i * 7 % 5 * .1;
		struct gp_entry *run =
			add_run(runs, (unsigned char)(1 + i / 2), "bed");
		struct gp_measurement *m = gp_entry_measurement(
			run, gp_span_of("a"), gp_span_of("t"),
			gp_span_of(i < 9 ? "us" : "ms"));

		m->better = GP_BETTER_LOWER;
		gp_entry_sample(run, m,
				gp_decimal_real(i < 9 ? level * 1000 : level));
	}
}

static void test_changes(void **state)
{
	static const char before[] = "\n], \"changes\": [{\"commit\": \"",
			  wanted[] = "0909090909090909090909090909090909090909",
			  after[] = "\", \"size\": 0.";
	struct gp_buf out = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	const char *at;

	(void)state;
	fill_step(&runs);
	render(&out, &(struct output){ .format = "json" }, &runs);
	at = strstr(gp_buf_str(&out), before);
	assert_non_null(at);
	at += strlen(before);
	assert_memory_equal(at, wanted, strlen(wanted));
	at += strlen(wanted);
	assert_memory_equal(at, after, strlen(after));
	at += strlen(after);
	assert_true(!strncmp(at, "09", 2) || !strncmp(at, "10", 2));
	assert_non_null(strstr(at, "\"size_high\": 0.1"));
	assert_null(strstr(at, "commit")); /* no more of them */
	gp_buf_clear(&out);
	gp_entries_clear(&runs);
}

static void none(struct gp_entries *runs)
{
	(void)runs;
}

static void test_empty(void **state)
{
	(void)state;
	golden_all("export-empty", none);
}

static void test_counts(void **state)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	struct gp_export_counts counts;

	(void)state;
	fill(&runs);
	counts = render(&out, &outputs[0], &runs);
	assert_int_equal(counts.runs, 4);
	assert_int_equal(counts.rows, 10);
	assert_int_equal(counts.dirty, 1);
	gp_buf_clear(&out);
	gp_entries_clear(&runs);
}

static void test_keys(void **state)
{
	const char *const keys[] = { "*:rss", "http get" };
	struct output output = outputs[1];
	struct gp_buf out = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	struct gp_export_counts counts;

	(void)state;
	output.options.keys = keys;
	output.options.n_keys = 2;
	fill(&runs);
	counts = render(&out, &output, &runs);
	assert_int_equal(counts.rows, 3);
	assert_int_equal(counts.runs, 2);
	assert_null(strstr(gp_buf_str(&out), "p99"));
	assert_non_null(strstr(gp_buf_str(&out), "http get,p50"));
	gp_buf_clear(&out);
	gp_entries_clear(&runs);
}

/* Whole cells come back as they went in, but for the guarding quote. */
static void test_csv_reads_back(void **state)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	struct gp_csv csv;
	size_t rows = 0;
	bool more;

	(void)state;
	fill_hostile(&runs);
	render(&out, &outputs[0], &runs);
	gp_csv_init(&csv, gp_buf_view(&out), ',');
	for (;; rows++) {
		assert_int_equal(gp_csv_next(&csv, &more), GP_OK);
		if (!more)
			break;
		assert_int_equal(csv.n, 16);
		for (size_t i = 0; rows && i < 9; i++)
			assert_true(!csv.cells[i].len ||
				    !strchr("=+-@", csv.cells[i].data[0]));
		if (rows == 1)
			assert_true(gp_span_eq(csv.cells[5],
					       "'=cmd|' /C calc'!A0"));
		if (rows == 3)
			assert_true(gp_span_eq(csv.cells[6], "a\nb"));
	}
	assert_int_equal(rows, 5);
	gp_csv_clear(&csv);
	gp_buf_clear(&out);
	gp_entries_clear(&runs);
}

/* More than one piece, flushed between: still one valid document. */
static void test_pieces(void **state)
{
	struct gp_buf out = GP_BUF_INIT, all = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	const struct gp_exporter *exporter;
	struct gp_export *ex;
	struct gp_json *json;
	size_t pieces = 1;

	(void)state;
	fill(&runs);
	assert_int_equal(gp_exporter_find(&exporter, "json"), GP_OK);
	ex = gp_export_new(exporter, &out, &outputs[3].options);
	for (size_t i = 0; i < 1000; i++)
		gp_export_run(ex, &runs.items[0]->commit, 0, runs.items[i % 2]);
	for (; gp_export_end(ex); pieces++) {
		gp_buf_span(&all, gp_buf_view(&out));
		gp_buf_reset(&out);
	}
	gp_buf_span(&all, gp_buf_view(&out));
	gp_export_free(ex);
	assert_in_range(pieces, 5, 1000);
	assert_int_equal(gp_json_parse(&json, gp_buf_view(&all)), GP_OK);
	assert_int_equal(
		gp_json_len(gp_json_get(
			gp_json_at(gp_json_get(json, "series"), 0), "points")),
		1000);
	gp_json_free(json);
	gp_buf_clear(&all);
	gp_buf_clear(&out);
	gp_entries_clear(&runs);
}

static void test_locale(void **state)
{
	struct gp_buf plain = GP_BUF_INIT, comma = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	bool german;

	(void)state;
	fill(&runs);
	for (size_t i = 0; i < N_OUTPUTS; i++) {
		german = locale_german();
		render(&comma, &outputs[i], &runs);
		locale_plain();
		render(&plain, &outputs[i], &runs);
		assert_string_equal(gp_buf_str(&comma), gp_buf_str(&plain));
		gp_buf_clear(&plain);
		gp_buf_clear(&comma);
	}
	gp_entries_clear(&runs);
	if (!german)
		skip_because("there is no locale with a decimal comma");
}

static void test_usage(void **state)
{
	static const struct {
		const char *format;
		struct gp_export_options options;
	} rows[] = {
		{ "json", { .wide = true } },
		{ "ndjson", { .wide = true } },
		{ "csv", { .wide = true, .samples = true } },
		{ "json", { .samples = true } },
	};
	const struct gp_exporter *exporter;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(gp_exporter_find(&exporter, rows[i].format),
				 GP_OK);
		assert_int_equal(gp_export_check(exporter, &rows[i].options),
				 GP_EUSAGE);
	}
	assert_int_equal(gp_exporter_find(&exporter, "xml"), GP_EUSAGE);
	assert_string_equal(
		gp_error_message(),
		"unknown format 'xml': expected one of csv, json, ndjson");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_csv_reads_back),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_locale),
		cmocka_unit_test(test_usage),
	};

	golden_init(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
